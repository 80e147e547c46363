"""Measures if the right procedure comes first.

    ./run bench search [--json] [--questions FILE …] [--rounds N] [--shared DIR]

Two catalogues are built here: `75`, the procedures kept by hand; `600`, those and the portal's records of
commune level (the codes of `commune_codes_600.txt`, imported from the portal's files). Each question of
kind "answer" that one of a catalogue's procedures answers is asked there:

- `R@1`, `R@3`, `R@8`: share of the questions with a right procedure among the first 1, 3, 8; `MRR`: the mean
  of 1 / place;
- `ms_p50`, `ms_p99`: how long one question takes, the best of three times (`--rounds`), so that other work on
  the machine is not measured;
- `peers`: the same questions, put to the titles alone: BM25, SQLite's FTS5, and the fusion of BM25 with
  triples of letters by reciprocal rank;
- `elsewhere`, in the larger catalogue: of the questions about what no procedure does, `right` is the share
  for which who does it is said, or nothing is found; `asserted` the share that finds a procedure first.

Without the material beside the checkout there is nothing to measure: exit status 2.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from config.centre import load_fields
from config.load import ELSEWHERE, EVERYDAY, PROCEDURES
from kiosk.catalogue.catalogue import Catalogue, open_catalogue
from kiosk.catalogue.elsewhere import PREFIX
from kiosk.catalogue.portal.fields import TABLE, FieldMap
from kiosk.catalogue.portal.importing import import_files
from kiosk.catalogue.portal.store import write_store
from kiosk.catalogue.ranker import Ranker
from kiosk.catalogue.sources import Sources
from kiosk.visit.journeys import reserved_ids
from tests.bench.search_peers import PEERS

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
FILES = (
    "procedures_catalog_5670.csv",
    "portal_bqp_207.jsonl.gz",
    "portal_text_2642.jsonl.gz",
    "portal_details_502.jsonl.gz",
)
TAKEN = date(2026, 7, 18)
SHOWN = 8
ROUNDS = 3
LIMITS = {
    "75": {"R@1": 0.88, "R@3": 0.96, "R@8": 0.99},
    "600": {"R@1": 0.72, "R@3": 0.86, "R@8": 0.94},
}
SLOWEST_MS = 20.0

Question = dict[str, Any]
Ask = Callable[[str, str], list[str]]
"""Gives the codes for a question and its language, best first."""


def main(words: list[str]) -> int:
    """Measure and print; 0 when every figure is reached."""
    parser = argparse.ArgumentParser(prog="bench search")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--questions", type=Path, nargs="+")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args(words)
    files = options.questions or [options.shared / "robot" / "questions_dev.jsonl"]
    missing = [path for path in (*files, options.shared / "domain") if not path.exists()]
    if missing:
        print(f"bench search: {missing[0].name} is not beside the checkout", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="bench-search-") as folder:
        figures = measured(
            Path(folder),
            options.shared,
            [one for path in files for one in questions(path)],
            options.rounds,
        )
    if options.json:
        print(json.dumps(figures))
    else:
        show(figures)
    return bool(missed(figures))


def questions(path: Path) -> list[Question]:
    """The questions of a file, one a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def measured(folder: Path, shared: Path, asked: list[Question], rounds: int) -> dict[str, Any]:
    """All figures, from catalogues built in that folder."""
    codes = (shared / "robot" / "commune_codes_600.txt").read_text(encoding="ascii").split()
    titles = imported(folder / "imported", shared, codes)
    sets: dict[str, Any] = {}
    peers: dict[str, dict[str, Any]] = {name: {} for name in PEERS}
    catalogues = {"75": opened(folder / "75", None), "600": opened(folder / "600", folder / "imported")}
    for size, catalogue in catalogues.items():
        known = set(catalogue.procedures) if size == "75" else set(codes)
        ranker = Ranker(catalogue.index)
        sets[size] = judged(product(ranker), asked, known, rounds)
        for name, peer in PEERS.items():
            there = {code: title for code, title in titles.items() if code in known}
            peers[name][size] = judged(peer(there), asked, known, rounds)
    elsewhere = elsewhere_of(product(Ranker(catalogues["600"].index)), asked)
    for catalogue in catalogues.values():
        catalogue.close()
    return {"sets": sets, "peers": peers, "elsewhere": elsewhere}


def imported(store: Path, shared: Path, codes: list[str]) -> dict[str, str]:
    """Imports the portal's files and keeps the records of these codes; gives their titles."""
    fields = FieldMap(TABLE, (field.id for field in load_fields()))
    paths = [shared / "domain" / name for name in FILES]
    done = import_files(paths, store, fields, TAKEN, seen=TAKEN)
    kept = {code: done.after[code] for code in codes if code in done.after}
    write_store(store, kept)
    return {code: record.name for code, record in kept.items()}


def opened(folder: Path, store: Path | None) -> Catalogue:
    """A catalogue of the procedures kept by hand and that store's records, with its index on disk."""
    fields = frozenset(field.id for field in load_fields())
    return open_catalogue(
        Sources(PROCEDURES, store, fields, reserved_ids(), elsewhere=ELSEWHERE, everyday=EVERYDAY), folder
    )


def product(ranker: Ranker) -> Ask:
    """The product's ranker, asked a whole question."""
    return lambda text, lang: [hit.code for hit in ranker.rank(text, lang, SHOWN, typing=False)]


def judged(ask: Ask, asked: Iterable[Question], known: set[str], rounds: int) -> dict[str, float]:
    """The figures of one way of finding, over the questions that `known` can answer, each so often."""
    places: list[int] = []
    taken: list[float] = []
    for question in asked:
        right = set(question["expected"].get("procedures_any") or ()) & known
        if question["expected"]["action"] != "answer" or not right:
            continue
        found, milliseconds = timed(ask, question, rounds)
        taken.append(milliseconds)
        places.append(next((at for at, code in enumerate(found, 1) if code in right), SHOWN + 1))
    return {
        **{f"R@{most}": round(sum(at <= most for at in places) / len(places), 3) for most in (1, 3, SHOWN)},
        "MRR": round(sum(1 / at for at in places if at <= SHOWN) / len(places), 3),
        "ms_p50": round(statistics.median(taken), 2),
        "ms_p99": round(sorted(taken)[min(len(taken) - 1, int(len(taken) * 0.99))], 2),
    }


def timed(ask: Ask, question: Question, rounds: int) -> tuple[list[str], float]:
    """What is found, and in how many milliseconds."""
    best = math.inf
    for _ in range(rounds):
        began = time.perf_counter()
        found = ask(question["q"], question["lang"])
        best = min(best, (time.perf_counter() - began) * 1000)
    return found, best


def elsewhere_of(ask: Ask, asked: Iterable[Question]) -> dict[str, float]:
    """How questions that no procedure answers end; where an entry is expected, it must be the first."""
    right = asserted = total = 0
    for question in asked:
        expected = question["expected"]
        if expected["action"] not in ("decline", "elsewhere"):
            continue
        total += 1
        first = next(iter(ask(question["q"], question["lang"])), None)
        wanted = [PREFIX + one for one in expected.get("elsewhere_any", ())]
        if first is not None and not first.startswith(PREFIX):
            asserted += 1
        elif not wanted or first in wanted:
            right += 1
    return {"right": round(right / max(total, 1), 3), "asserted": round(asserted / max(total, 1), 3)}


def missed(figures: dict[str, Any]) -> list[str]:
    """Each figure that is not reached, as "set: figure"."""
    sets = figures["sets"]
    low = [
        f"{size}: {name}"
        for size, least in LIMITS.items()
        for name in least
        if sets[size][name] < least[name]
    ]
    return low + [f"{size}: ms_p99" for size in LIMITS if sets[size]["ms_p99"] > SLOWEST_MS]


def show(figures: dict[str, Any]) -> None:
    """The figures for people."""
    for size, found in figures["sets"].items():
        print(size, *(f"{name} {value}" for name, value in found.items()))
        for name, peer in figures["peers"].items():
            print(f"  {name}", *(f"{key} {peer[size][key]}" for key in ("R@1", "R@3", "R@8", "ms_p99")))
    print("elsewhere", *(f"{name} {value}" for name, value in figures["elsewhere"].items()))
    print("missed:", ", ".join(missed(figures)) or "nothing")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
