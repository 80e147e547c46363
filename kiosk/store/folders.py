"""Makes folders, and the names in them, durable: a power cut takes back what was not synced, names too."""

from __future__ import annotations

import os
from pathlib import Path


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Makes a folder and those above it, durable on return; harmless when it is there. `mode` is that of the
    folder itself. OSError: the disk failed.
    """
    missing = [each for each in (folder, *folder.parents) if not each.is_dir()]
    folder.mkdir(parents=True, exist_ok=True, mode=mode)
    for each in reversed(missing):
        sync_folder(each.parent)


def sync_folder(folder: Path) -> None:
    """Makes the names in `folder` durable (a rename or a new file is not, before this)."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
