"""The campaign against the code: `./run faults code --count 200 --seed 1 --json`.

Small changes, drawn at random, are made one at a time in copies of the tree, and the suite has to notice
each. First the whole suite runs once and writes down which test calls which function (`--reach FILE` keeps
it for a second campaign); a change is then tried by the quickest tests that run the changed function, after
them by a wider set, at last by mypy. What needs more than its time, or can't even be loaded, is noticed.
Tests that start the product as a program of its own are not asked.
"""

from __future__ import annotations

import argparse
import ast
import queue
import random
import shutil
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from tests.faults.campaign import Report, carry_out
from tests.faults.code_judge import Judge, Lane, Reach, measured
from tests.faults.code_mutants import Mutant, mutants_of
from tests.faults.code_tree import copied

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("kiosk", "robot", "ui/citizen")
LANES = 2
HOLES = 0.03
"""The share of changes that may pass unnoticed."""
HARMLESS = "tests/faults/code_harmless.toml"


def users_of(root: Path, places: tuple[str, ...]) -> dict[str, set[str]]:
    """For each Python file, the files below `places` that import it."""
    users: dict[str, set[str]] = {}
    for path in sorted(path for place in places for path in (root / place).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            else:
                continue
            for name in names:
                users.setdefault(f"{name.replace('.', '/')}.py", set()).add(path.relative_to(root).as_posix())
    return users


@contextmanager
def lanes(
    root: Path, places: tuple[str, ...], reach: Path | None
) -> Iterator[tuple[queue.Queue[Lane], Reach]]:
    """Lanes at work, and what the tests reach, kept in the file `reach`. Raises RuntimeError when types are
    wrong already."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-mutants-"))
    made: list[Lane] = []
    try:
        first = copied(root, folder / "0")
        known = measured(first, places, LANES, reach or folder / "reach.json")
        if first.run("mypy", "--no-error-summary", seconds=1200) != 0:
            raise RuntimeError("mypy is not content before anything was changed")
        made = [Lane(first), *(Lane(first.again(folder / str(number))) for number in range(1, LANES))]
        waiting: queue.Queue[Lane] = queue.Queue()
        for lane in made:
            lane.begin()
            waiting.put(lane)
        yield waiting, known
    finally:
        for lane in made:
            lane.end()
        shutil.rmtree(folder)


def harmless(root: Path) -> dict[tuple[str, str, str], str]:
    """The changes that somebody has looked at and that nobody would suffer from, each with the reason."""
    path = root / HARMLESS
    rows = tomllib.loads(path.read_text(encoding="utf-8")).get("harmless", []) if path.exists() else []
    return {(row["path"], row["function"], row["change"]): row["why"] for row in rows}


def campaign(
    count: int, seed: int, reach: Path | None = None, root: Path = ROOT, places: tuple[str, ...] = PLACES
) -> Report:
    """Gives the value that `--json` prints."""
    every = mutants_of(root, places)
    drawn = random.Random(seed).sample(every, min(count, len(every)))
    known = harmless(root)
    tried = [mutant for mutant in drawn if mutant.key not in known]
    with lanes(root, places, reach) as (waiting, known_reach), ThreadPoolExecutor(LANES) as pool:
        judge = Judge(known_reach, users_of(root, places))
        for lane in waiting.queue:
            judge.check(lane)

        def noticed(mutant: Mutant) -> bool:
            lane, began = waiting.get(), time.monotonic()
            try:
                found = judge.notices(mutant, lane)
            finally:
                waiting.put(lane)
            word = "killed" if found else "SURVIVED"
            print(
                f"{word} {time.monotonic() - began:.1f} s  {mutant.where} {mutant.what}",
                file=sys.stderr,
                flush=True,
            )
            return found

        survived = _not(tried, pool.map(noticed, tried))
    return {
        "mutants": len(drawn),
        "killed": len(tried) - len(survived),
        "harmless": len(drawn) - len(tried),
        "survived": [{"where": mutant.where, "what": mutant.what} for mutant in survived],
    }


def _not(tried: list[Mutant], noticed: Iterable[bool]) -> list[Mutant]:
    return [mutant for mutant, found in zip(tried, noticed, strict=True) if not found]


def reached(found: Report) -> bool:
    """Says if the figures hold."""
    return len(found["survived"]) <= HOLES * int(found["mutants"])


def report(asked: argparse.Namespace) -> Report:
    """The report of what the command line asks for."""
    return campaign(asked.count, asked.seed, asked.reach)


def main(words: list[str]) -> int:
    """Run it; 0 when the figures hold."""
    return carry_out("code_campaign", words, report, reached)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
