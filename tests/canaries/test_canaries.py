"""What a citizen told the kiosk is looked for when she has gone: in the process's memory and in its files.

The processes overwrite what they free (glibc's `MALLOC_PERTURB_`), so that only what is still kept is found:
Python and Qt by themselves leave what is freed as it is until it is used again (docs/technicians.md).
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.canaries.memory import PAGE, in_files, in_memory, written
from tests.canaries.planted import KEPT, NAMES, PICTURES, canary, pixels
from ui.wiring.private import OVERWRITES

ROOT = Path(__file__).resolve().parents[2]
SEED = 20261129
VALUES = {name: canary(name, SEED) for name in NAMES}
SHOWN = {f"{name}, as it is shown": pixels(name, SEED) for name in PICTURES}
SOUGHT = {**VALUES, **SHOWN, KEPT: canary(KEPT, SEED)}


@contextmanager
def kiosk(ending: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A kiosk whose visit will end so; everything that it may write lies below the folder."""
    at_home = {"HOME": str(folder), "TMPDIR": str(folder), "XDG_RUNTIME_DIR": str(folder)}
    with (folder / "stderr").open("w") as told:
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.canaries.child", str(SEED), ending, str(folder)],
            cwd=ROOT,
            env={**os.environ, **at_home, **OVERWRITES},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=told,
            text=True,
        )
    try:
        yield child
    finally:
        child.kill()
        child.communicate()


def comes_to(child: subprocess.Popen[str], stage: str) -> None:
    assert child.stdout is not None
    assert child.stdout.readline().strip() == stage


def goes_on(child: subprocess.Popen[str]) -> None:
    assert child.stdin is not None
    child.stdin.write("\n")
    child.stdin.flush()


def test_there_are_twenty_of_them_and_no_two_alike() -> None:
    assert len(NAMES) >= 20
    assert len(set(VALUES.values())) == len(NAMES)


def test_only_pages_without_a_letter_are_passed_over() -> None:
    unused, filled, used = bytes(PAGE), b"\xa5" * PAGE, bytes(range(256)) * (PAGE // 256)
    over_the_edges = unused[:-3] + b"MAUMAU" + filled[3:]
    assert list(written(used + 4 * unused + used)) == [used + unused, unused + used]
    assert list(written(2 * unused + over_the_edges + 3 * filled)) == [unused + over_the_edges + filled]
    assert list(written(3 * filled)) == []


@pytest.mark.parametrize("ending", ["leaves", "breaks"])
def test_nothing_is_left_in_memory_or_files(ending: str, tmp_path: Path) -> None:
    with kiosk(ending, tmp_path) as child:
        comes_to(child, "given")
        assert not list(in_files([tmp_path], VALUES)), "in the middle of the visit: the power may go now"
        goes_on(child)
        comes_to(child, "ended")
        found = list(in_memory(child.pid, SOUGHT))
        assert {one.name for one in found} == {KEPT}, "\n".join(map(str, found))
        child.kill()
    assert not list(in_files([tmp_path], VALUES))
    told = (tmp_path / "stderr").read_text()
    assert ("KeyError" in told) == (ending == "breaks")
