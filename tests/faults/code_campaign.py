"""The campaign against the code: `./run faults code --count 200 --seed 1 --json`.

Small changes, drawn at random, are made one at a time in copies of the tree, and the suite has to notice
each. First the whole suite runs once and writes down which test calls which function; a change is then
tried by the quickest tests that run the changed function, after them by a wider set, at last by mypy. What
needs more than its time, or can't even be loaded, is noticed. Tests that start the product as a program of
its own are not asked.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
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
from dataclasses import dataclass
from pathlib import Path

from tests.faults.campaign import Report, carry_out
from tests.faults.code_mutants import Mutant, mutants_of
from tests.faults.code_tree import Tree, copied

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("kiosk", "robot", "ui/citizen")
LANES = 2
NEAR_S = 15.0
WIDE_S = 60.0
"""Seconds that the tests of the two sets took when nothing was changed."""
HOLES = 0.03
"""The share of changes that may pass unnoticed."""
PLUGIN = ("-p", "tests.faults.code_reach", "-p", "no:randomly")
HARMLESS = "tests/faults/code_harmless.toml"


@dataclass(frozen=True)
class Reach:
    """Holds how long each test takes, and what it calls (`path:first line` of a function)."""

    seconds: dict[str, float]
    calls: dict[str, frozenset[str]]

    def of(self, mutant: Mutant, users: set[str]) -> Iterator[str]:
        """The tests that may notice a change, the likeliest first: those that call the function; those of the
        same files, which may share what it made; those that call anything of the file or of its `users`."""
        here = f"{mutant.path}:{mutant.first}"
        near = [name for name, calls in self.calls.items() if here in calls]
        files = {name.split("::")[0] for name in near}
        mates = [name for name in self.calls if name.split("::")[0] in files]
        paths = {mutant.path, *users}
        wide = [
            name for name, calls in self.calls.items() if any(c.rsplit(":", 1)[0] in paths for c in calls)
        ]
        for group in (near, mates, wide):
            yield from sorted(group, key=lambda name: self.seconds[name])


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


def measured(tree: Tree, folder: Path, places: tuple[str, ...]) -> Reach:
    """Runs the whole suite once. Raises RuntimeError when no test passes."""
    folder.mkdir()
    words = ("-n", str(LANES), "--dist", "loadfile", *PLUGIN, "--ignore=tests/faults/test_code_campaign.py")
    into = {"MOTCUA_REACH_INTO": str(folder), "MOTCUA_REACH_PLACES": os.pathsep.join(places)}
    tree.run("pytest", *words, seconds=3600, **into)
    seconds: dict[str, float] = {}
    calls: dict[str, frozenset[str]] = {}
    for path in folder.glob("*.json"):
        for name, found in json.loads(path.read_text(encoding="utf-8")).items():
            seconds[name], calls[name] = found["seconds"], frozenset(found["calls"])
    if not seconds:
        raise RuntimeError("no test passed before anything was changed")
    return Reach(seconds, calls)


class Judge:
    """Tells whether the suite notices a change."""

    def __init__(self, reach: Reach, users: dict[str, set[str]]) -> None:
        self._reach, self._users = reach, users

    def notices(self, mutant: Mutant, tree: Tree) -> bool:
        """Says if a test, or mypy, fails with the change."""
        with tree.changed(mutant):
            near, wide = self._sets(mutant)
            return self._fails(tree, near) or self._fails(tree, wide) or self._mistyped(tree)

    def _sets(self, mutant: Mutant) -> tuple[list[str], list[str]]:
        near: list[str] = []
        wide: list[str] = []
        spent = 0.0
        for name in dict.fromkeys(self._reach.of(mutant, self._users.get(mutant.path, set()))):
            spent += self._reach.seconds[name]
            if spent > NEAR_S + WIDE_S:
                break
            (near if spent <= NEAR_S or not near else wide).append(name)
        return near, wide

    def _fails(self, tree: Tree, names: list[str]) -> bool:
        if not names:
            return False
        listed = tree.folder / "only.txt"
        listed.write_text("\n".join(names) + "\n", encoding="utf-8")
        files = dict.fromkeys(name.split("::")[0] for name in names)
        seconds = 60 + 5 * sum(self._reach.seconds[name] for name in names)
        only = {"MOTCUA_REACH_ONLY": str(listed), "PYTHONDONTWRITEBYTECODE": "1"}
        status = tree.run("pytest", "-x", *PLUGIN, "--hypothesis-seed=0", *files, seconds=seconds, **only)
        return status not in (0, 5)  # 5: nothing ran, since the change gave the tests other names

    def _mistyped(self, tree: Tree) -> bool:
        return tree.run("mypy", "--no-error-summary", seconds=600) != 0


@contextmanager
def trees(root: Path, places: tuple[str, ...]) -> Iterator[tuple[queue.Queue[Tree], Reach]]:
    """Copies for all lanes, and what the tests reach. Raises RuntimeError when types are wrong already."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-mutants-"))
    try:
        first = copied(root, folder / "0")
        reach = measured(first, folder / "reach", places)
        if first.run("mypy", "--no-error-summary", seconds=1200) != 0:
            raise RuntimeError("mypy is not content before anything was changed")
        waiting: queue.Queue[Tree] = queue.Queue()
        waiting.put(first)
        for number in range(1, LANES):
            waiting.put(first.again(folder / str(number)))
        yield waiting, reach
    finally:
        shutil.rmtree(folder)


def harmless(root: Path) -> dict[tuple[str, str, str], str]:
    """The changes that somebody has looked at and that nobody would suffer from, each with the reason."""
    path = root / HARMLESS
    rows = tomllib.loads(path.read_text(encoding="utf-8")).get("harmless", []) if path.exists() else []
    return {(row["path"], row["function"], row["change"]): row["why"] for row in rows}


def campaign(count: int, seed: int, root: Path = ROOT, places: tuple[str, ...] = PLACES) -> Report:
    """Gives the value that `--json` prints."""
    every = mutants_of(root, places)
    drawn = random.Random(seed).sample(every, min(count, len(every)))
    known = harmless(root)
    tried = [mutant for mutant in drawn if mutant.key not in known]
    with trees(root, places) as (waiting, reach), ThreadPoolExecutor(LANES) as pool:
        judge = Judge(reach, users_of(root, places))

        def noticed(mutant: Mutant) -> bool:
            tree, began = waiting.get(), time.monotonic()
            try:
                found = judge.notices(mutant, tree)
            finally:
                waiting.put(tree)
            word = "killed" if found else "SURVIVED"
            print(
                f"{word} {time.monotonic() - began:.0f} s  {mutant.where} {mutant.what}",
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
    return campaign(asked.count, asked.seed)


def main(words: list[str]) -> int:
    """Run it; 0 when the figures hold."""
    return carry_out("code_campaign", words, report, reached)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
