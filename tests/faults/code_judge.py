"""Tells whether the suite notices a change: which tests the campaign against the code asks, and how."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.faults.code_mutants import Mutant
from tests.faults.code_tree import Tree, end

NEAR_S = 15.0
WIDE_S = 60.0
"""Seconds that the tests of the two sets took when nothing was changed."""
SUITE_S = 4 * 3600
"""Seconds that the whole suite may take while it is watched, which takes far longer than a plain run."""
SURE = 20
"""Tests one of which has to pass unchanged."""
KINDS = ("ready", "libraries")


@dataclass(frozen=True)
class Reach:
    """Holds how long each test takes, and what it calls (`path:Class.function`)."""

    seconds: dict[str, float]
    calls: dict[str, frozenset[str]]

    def of(self, mutant: Mutant, users: set[str]) -> Iterator[str]:
        """The tests that may notice a change, the likeliest first: those that are named after the file; those
        that call the function; those of the same files, which may share what it made; those that call
        anything of the file or of its `users`."""
        here = f"{mutant.path}:{mutant.function}"
        named = [name for name in self.calls if f"[{mutant.path}]" in name]
        near = [name for name, calls in self.calls.items() if here in calls]
        files = {name.split("::")[0] for name in near}
        mates = [name for name in self.calls if name.split("::")[0] in files]
        paths = {mutant.path, *users}
        wide = [
            name for name, calls in self.calls.items() if any(c.rsplit(":", 1)[0] in paths for c in calls)
        ]
        for group in (named, near, mates, wide):
            yield from sorted(group, key=lambda name: self.seconds[name])


def measured(tree: Tree, places: tuple[str, ...], lanes: int, kept: Path) -> Reach:
    """What the tests reach: as `kept` says, or, when there is no such file, as the whole suite shows, which
    then runs once. Raises RuntimeError when no test passes, or it takes too long."""
    if not kept.exists():
        folder = tree.folder / "reach"
        folder.mkdir()
        words = ("-n", str(lanes), "--dist", "loadfile", "-p", "tests.faults.code_reach", "-p", "no:randomly")
        into = {"MOTCUA_REACH_INTO": str(folder), "MOTCUA_REACH_PLACES": os.pathsep.join(places)}
        skipped = "--ignore=tests/faults/test_code_campaign.py"
        if tree.run("pytest", *words, skipped, seconds=SUITE_S, **into) is None:
            raise RuntimeError(
                f"the suite took longer than {SUITE_S} s: other programs keep the machine busy"
            )
        found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
        if not found:
            raise RuntimeError("no test passed before anything was changed")
        kept.write_text(json.dumps({name: one[name] for one in found for name in one}), encoding="utf-8")
    tests = json.loads(kept.read_text(encoding="utf-8"))
    here = {name: one for name, one in tests.items() if (tree.root / name.split("::")[0]).exists()}
    return Reach(
        {name: one["seconds"] for name, one in here.items()},
        {name: frozenset(one["calls"]) for name, one in here.items()},
    )


class Lane:
    """A tree, and the two processes that try changes in it (`code_quick`)."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._at_work: dict[str, subprocess.Popen[str]] = {}

    def begin(self) -> None:
        """Waits until both processes are ready. Nothing is changed yet."""
        for kind in KINDS:
            self._at_work[kind] = self.tree.begin(
                "tests.faults.code_quick", kind, out=subprocess.PIPE, source=subprocess.PIPE
            )
            self._line(kind)

    def tries(
        self, kind: str, names: list[str], seconds: float, path: str = "", before: str = ""
    ) -> list[str]:
        """How the tests end (with a change of the file at `path`), and the test that failed, as `code_quick`
        says it."""
        pipe = self._at_work[kind].stdin
        assert pipe is not None
        print(
            json.dumps({"names": names, "seconds": seconds, "path": path, "before": before}),
            file=pipe,
            flush=True,
        )
        return self._line(kind).split(" ", 1)

    def _line(self, kind: str) -> str:
        pipe = self._at_work[kind].stdout
        assert pipe is not None
        line = pipe.readline()
        if not line:
            raise RuntimeError(f"the process that tries changes ended ({kind})")
        return line.rstrip("\n")

    def end(self) -> None:
        """Ends both processes."""
        for process in self._at_work.values():
            end(process)


class Judge:
    """Tells whether the suite notices a change: first in the quick way, and what that lets pass in the sure
    way, in which the whole program is loaded with the change."""

    def __init__(self, reach: Reach, users: dict[str, set[str]]) -> None:
        self._reach, self._users = reach, users
        self._passes: dict[str, bool] = {}
        """Whether a test that failed with a change passes without one, in the same kind of process."""

    def check(self, lane: Lane) -> None:
        """Raises RuntimeError when no test passes in one of the ways although nothing is changed."""
        names = sorted(self._reach.seconds, key=lambda name: self._reach.seconds[name])[:SURE]
        for kind in KINDS:
            if all(lane.tries(kind, [name], self._seconds([name]))[0] != "passed" for name in names):
                raise RuntimeError(f"every test fails before anything is changed ({kind})")

    def notices(self, mutant: Mutant, lane: Lane) -> bool:
        """Says if a test, or mypy, fails with the change."""
        near, wide = self._sets(mutant)
        if self._fails_at_once(mutant, lane, near) or self._fails_at_once(mutant, lane, wide):
            return True
        with lane.tree.changed(mutant):
            return self._fails(lane, near) or _mistyped(lane.tree) or self._fails(lane, wide)

    def _sets(self, mutant: Mutant) -> tuple[list[str], list[str]]:
        near: list[str] = []
        wide: list[str] = []
        spent = 0.0
        for name in dict.fromkeys(self._reach.of(mutant, self._users.get(mutant.path, set()))):
            if not self._passes.get(name, True):
                continue
            spent += self._reach.seconds[name]
            if spent > NEAR_S + WIDE_S:
                break
            (near if spent <= NEAR_S or not near else wide).append(name)
        return near, wide

    def _fails_at_once(self, mutant: Mutant, lane: Lane, names: list[str]) -> bool:
        before = (lane.tree.root / mutant.path).read_text(encoding="utf-8")
        while names:
            with lane.tree.changed(mutant):
                end, failed = lane.tries("ready", names, self._seconds(names), mutant.path, before)
            if end != "failed":
                return False
            if not failed or self._is_sound(lane, failed):
                return True
            names.remove(failed)
        return False

    def _is_sound(self, lane: Lane, name: str) -> bool:
        if name not in self._passes:
            self._passes[name] = lane.tries("ready", [name], self._seconds([name]))[0] == "passed"
        return self._passes[name]

    def _fails(self, lane: Lane, names: list[str]) -> bool:
        return bool(names) and lane.tries("libraries", names, self._seconds(names))[0] == "failed"

    def _seconds(self, names: list[str]) -> float:
        return 60 + 5 * sum(self._reach.seconds[name] for name in names)


def _mistyped(tree: Tree) -> bool:
    return tree.run("mypy", "--no-error-summary", seconds=600) != 0
