"""Prepares the demo's folder: everything goes into it, and nothing outside of it."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

MARK = ".motcua-demo"


class UnsafeFolder(ValueError):
    """Says that the folder can't be used; the text is one line."""


def cleared(folder: Path) -> Path:
    """Gives an empty folder for a new play. A folder with content is emptied only if an
    earlier play made it.
    """
    try:
        folder = folder.resolve()
        if folder.exists() and not folder.is_dir():
            raise UnsafeFolder(f"{folder}: is a file, not a folder")
        if folder.is_dir() and any(folder.iterdir()):
            if not (folder / MARK).is_file():
                raise UnsafeFolder(
                    f"{folder}: is not empty and was not made by the demo; choose another --out"
                )
            shutil.rmtree(folder)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARK).write_text(
            "Made by ./run demo; the next demo empties this folder.\n", encoding="utf-8"
        )
    except (OSError, RuntimeError) as error:
        raise UnsafeFolder(f"{folder}: {getattr(error, 'strerror', None) or error}") from error
    return folder


def keep_caches_in(folder: Path) -> None:
    """Keeps temporary files and caches of this process and its children below `folder`. Call it before Qt."""
    place = folder / "tmp"
    place.mkdir(exist_ok=True)
    for name in ("TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        os.environ[name] = str(place)
    tempfile.tempdir = str(place)
