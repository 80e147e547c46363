"""Locks a database: one program at a time works with it."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from kiosk.store.errors import StoreError, as_store_error
from kiosk.store.folders import make_folder


class FileLock:
    """Holds the lock file `path` until `close()` or the end of the process, however it ends.

    Raises StoreError with one line when another program holds it.
    """

    def __init__(self, path: Path) -> None:
        with as_store_error(path):
            make_folder(path.parent)
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._handle)
            raise StoreError(f"{path.parent}: another program works with {path.stem}.db") from error

    def close(self) -> None:
        """Lets the next one work; harmless when done twice."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
