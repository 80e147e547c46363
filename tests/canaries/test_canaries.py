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

from tests.canaries.memory import in_files, in_memory
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
