"""A disk of a few megabytes that can be filled to its last page, and emptied again."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

PAGE = 4096


@dataclass(frozen=True, slots=True)
class Disk:
    """The folder that is the disk."""

    folder: Path

    def fill(self) -> None:
        """Take all the room that is left."""
        with (self.folder / "filler").open("ab", buffering=0) as filler:
            try:
                while filler.write(bytes(PAGE)):
                    pass
            except OSError:
                return

    def free(self) -> None:
        """Give the room back."""
        (self.folder / "filler").unlink()


@contextmanager
def small_disk(folder: Path, megabytes: int = 8) -> Iterator[Disk]:
    """A file system of that size in memory. Skips the test where this machine does not let us mount one."""
    folder.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    done = subprocess.run(mount, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("mount: a small file system needs the rights of root")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
