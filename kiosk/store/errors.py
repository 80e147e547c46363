"""Describes in one line what is wrong with a file of the store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class StoreError(Exception):
    """Says that a database or secret can't be used: wrong key, damaged, not allowed, unsafe SQLite, or newer
    than the program. One line.
    """


@contextmanager
def as_store_error(path: Path) -> Iterator[None]:
    """Turns what the system says about `path` (no right, no room, no such name) into a StoreError."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from error
    except ValueError as error:  # a NUL in the name
        raise StoreError(f"{str(path)!r}: no file can have such a name") from error
