"""Measures what a large catalogue costs a kiosk.

    ./run bench catalogue [--json] [--entries N …] [--rounds N] [--keys LETTERS]

Invented procedures, as large as real ones: 75 by hand, the rest imported. For each size the index is built,
then opened by fresh processes, each letter in its own, in turn with a catalogue of five. Of the rounds the
best counts, so that other work on the machine is not measured:

- `start_extra_s`: opening the built index, ranker and robot, more than with five;
- `first_key_ms`: the slowest first letter typed in the search field, in a process that did nothing before;
- `question_ms`: the robot's slowest answer to the questions below, each asked once in a process;
- `memory_extra_mb`: resident memory after all that, more than with five.

The first size stands at the top level, every size in `runs`; `missed` names each figure not reached, with its
size. Exit status 1 when one is missed.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from kiosk.catalogue.catalogue import open_catalogue
from kiosk.catalogue.ranker import Ranker
from kiosk.catalogue.sources import Sources
from kiosk.language.messages import Messages
from kiosk.visit.assistant import TurnContext
from robot.turn import Robot
from tests.catalogue.many import FIELDS, write_many

ROOT = Path(__file__).resolve().parents[2]
SIZES = (2_675, 5_670)
FEW = 5
LIMITS = {"start_extra_s": 0.3, "first_key_ms": 30.0, "question_ms": 30.0, "memory_extra_mb": 40.0}
FIRST_KEYS = "ktđhc"
QUESTIONS = (
    "Vợ tôi mới sinh em bé ở bệnh viện Từ Dũ, giờ làm giấy khai sinh cho cháu cần mang theo gì?",
    "toi muon dang ky kinh doanh ho gia dinh thi can giay to gi va nop o dau",
    "Đăng ký khai sinh mất bao lâu?",
    "cấp giấy phép cho cơ sở giáo dục mầm non tại cấp xã hết bao nhiêu tiền",
    "How much does a certified copy of my passport cost?",
    "trợ cấp cho người cao tuổi đối với người khuyết tật thuộc hộ nghèo",
)


def main(words: list[str]) -> int:
    """Measure and print; 0 when every figure is reached."""
    parser = argparse.ArgumentParser(prog="bench catalogue")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--entries", type=int, nargs="+", default=SIZES)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keys", default=FIRST_KEYS)
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--key", default=FIRST_KEYS[0], help=argparse.SUPPRESS)
    options = parser.parse_args(words)
    if options.inside:
        print(json.dumps(inside(options.inside, options.key)))
        return 0
    runs = []
    with tempfile.TemporaryDirectory(prefix="bench-catalogue-") as folder:
        few = built(Path(folder) / "few", FEW)
        for entries in options.entries:
            runs.append(measured(built(Path(folder) / str(entries), entries), few, entries, options))
    figures = {**runs[0], "missed": missed(runs), "runs": runs, "limits": LIMITS}
    if options.json:
        print(json.dumps(figures))
    else:
        show(figures)
    return bool(figures["missed"])


def built(folder: Path, entries: int) -> Path:
    """A folder with the sources and the index of that many entries."""
    catalogue = open_catalogue(write_many(folder, entries), folder / "index")
    if catalogue.problems or len(catalogue.entries) != entries or not catalogue.on_disk:
        raise RuntimeError(f"{entries} entries: {catalogue.trouble() or len(catalogue.entries)}")
    catalogue.close()
    return folder


def measured(many: Path, few: Path, entries: int, options: argparse.Namespace) -> dict[str, Any]:
    """The figures of one size: fresh processes, turn and turn about with the few."""
    large: list[dict[str, Any]] = []
    small: list[dict[str, Any]] = []
    for _ in range(options.rounds):
        large += [fresh(many, key) for key in options.keys]
        small += [fresh(few, key) for key in options.keys]
    keys = [min(one["first_key_ms"] for one in large if one["key"] == key) for key in options.keys]
    answers = [min(one["question_ms"][place] for one in large) for place in range(len(QUESTIONS))]
    start = min(one["start_s"] for one in large) - min(one["start_s"] for one in small)
    memory = statistics.median(one["rss_mb"] for one in large) - statistics.median(
        one["rss_mb"] for one in small
    )
    return {
        "entries": entries,
        "start_extra_s": round(start, 3),
        "first_key_ms": round(max(keys), 1),
        "question_ms": round(max(answers), 1),
        "memory_extra_mb": round(memory, 1),
    }


def missed(runs: list[dict[str, Any]]) -> list[str]:
    """Each figure above its limit, as "size: figure"."""
    return [f"{run['entries']}: {name}" for run in runs for name, most in LIMITS.items() if run[name] > most]


def fresh(folder: Path, key: str) -> dict[str, Any]:
    """Measures in a new process on that folder."""
    command = [sys.executable, "-m", "tests.bench.catalogue_bench", "--inside", str(folder), "--key", key]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def inside(folder: Path, key: str) -> dict[str, Any]:
    """Start, type one letter, ask, and weigh: in this process, which did nothing before."""
    messages = Messages.from_folder(ROOT / "ui" / "messages")
    sources = Sources(folder / "procedures", folder / "imported", frozenset(FIELDS))
    began = time.perf_counter()
    catalogue = open_catalogue(sources, folder / "index")
    ranker = Ranker(catalogue.index)
    robot = Robot(catalogue, ranker, messages)
    started = time.perf_counter()
    ranker.rank(key, "vi")
    typed = time.perf_counter()
    return {
        "key": key,
        "start_s": started - began,
        "first_key_ms": (typed - started) * 1000,
        "question_ms": [asked(robot, question) * 1000 for question in QUESTIONS],
        "rss_mb": resident_mb(),
    }


def asked(robot: Robot, question: str) -> float:
    """Seconds until the robot has an answer."""
    began = time.perf_counter()
    robot.reply(question, TurnContext("vi"))
    return time.perf_counter() - began


def resident_mb() -> float:
    """Resident memory of this process, as Linux counts it."""
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith("VmRSS:"))
    return int(kilobytes) / 1024


def show(figures: dict[str, Any]) -> None:
    """The figures for people."""
    for run in figures["runs"]:
        print(f"{run['entries']} entries")
        for name, most in LIMITS.items():
            mark = "missed" if f"{run['entries']}: {name}" in figures["missed"] else "reached"
            print(f"  {name:<16} {run[name]:>8} (at most {most}: {mark})")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
