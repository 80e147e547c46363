"""Simulates a power cut in a folder: what was not synced is lost, names as well as contents.

The worst that a file system may do, in the order in which it is allowed to: a file that was never synced is
there empty where its folder was, and a name that was never synced is not there at all.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock


class Disk:
    """Holds what is durable below one folder."""

    def __init__(self) -> None:
        self.contents: dict[int, bytes] = {}
        self.names: dict[Path, dict[str, int]] = {}

    def sync(self, handle: int) -> None:
        """What `os.fsync` makes durable: a file's content, or the names in a folder."""
        path = Path(os.readlink(f"/proc/self/fd/{handle}"))
        if path.is_dir():
            self.names[path] = {one.name: one.stat().st_ino for one in path.iterdir() if one.is_file()}
        else:
            self.contents[os.fstat(handle).st_ino] = path.read_bytes()

    def cut(self, folder: Path) -> None:
        """The power goes: the folder is as the disk has it."""
        kept = {name: self.contents.get(inode, b"") for name, inode in self.names.get(folder, {}).items()}
        shutil.rmtree(folder)
        folder.mkdir()
        for name, content in kept.items():
            (folder / name).write_bytes(content)


@contextmanager
def disk() -> Iterator[Disk]:
    """A disk whose power may go while the block runs."""
    made = Disk()
    with mock.patch("os.fsync", made.sync):
        yield made
