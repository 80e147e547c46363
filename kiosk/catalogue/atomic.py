"""Writes files whole or not at all, whoever else writes them and whenever the power goes."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Gives a path beside `path` to write to; its file takes the name of `path`, durably, when the block
    ends.

    Several processes may do so at once: each writes a file of its own, and the last one stays.
    Raises OSError.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    beside = Path(name)
    try:
        yield beside
        os.fsync(handle)
        beside.replace(path)
    finally:
        os.close(handle)
        beside.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def write_whole(path: Path, content: bytes) -> None:
    """Writes the content of `path`, durable on return. Raises OSError."""
    with replacing(path) as beside:
        beside.write_bytes(content)
