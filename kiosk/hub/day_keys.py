"""Keeps the key of the day, by which kiosks mark who holds a number, and throws it away at night.

A mark is an HMAC of the card's number under this key: once the key is gone nobody can tell whose it was, not
even by trying all numbers. So the key never lies in the data folder, where a copy would take it along with
the marks: it is in memory, and in a folder that a restart of the machine empties (docs/technicians.md).
"""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from kiosk.store.keys import KEY_BYTES

_NAME = "mot-cua-day-"


class DayKeys:
    """Gives the key of the day. Safe from several threads; hubs of one machine that name the same folder
    share the key. Without a folder, or where it can't be written, a restart of the hub makes a new key.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._day: date | None = None
        self._key = b""

    def of(self, day: date) -> bytes:
        """Gives the key of that day, and forgets that of any other."""
        with self._lock:
            if self._day != day:
                self._forget_others(day)
                self._key = self._shared(day)
                self._day = day
            return self._key

    def _shared(self, day: date) -> bytes:
        made = secrets.token_bytes(KEY_BYTES)
        if self._folder is None:
            return made
        path = self._folder / f"{_NAME}{day.isoformat()}"
        try:
            _put(path, made)
            return path.read_bytes()
        except OSError:
            return made

    def _forget_others(self, day: date) -> None:
        for path in self._files():
            if path.name != f"{_NAME}{day.isoformat()}":
                with suppress(OSError):
                    path.unlink()

    def _files(self) -> Iterator[Path]:
        return iter(()) if self._folder is None else self._folder.glob(f"{_NAME}*")


def _put(path: Path, key: bytes) -> None:
    """Writes the file whole, unless another hub has written it."""
    draft = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(key)
        with suppress(FileExistsError):
            path.hardlink_to(draft)
    finally:
        draft.unlink()
