"""Signs a checkpoint of the audit now and then, into a file that each backup takes along."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

from kiosk.audit import append_whole
from kiosk.hub.audit_chain import Checkpoint, as_line, extended, from_lines, sign
from kiosk.hub.hub import Hub
from kiosk.hub.store.records import AuditRow
from kiosk.store.errors import StoreError
from kiosk.store.lock import FileLock
from kiosk.store.sqlite import DatabaseError

FILE = "audit_checkpoints.jsonl"
EVERY_S = 600.0

_log = logging.getLogger(__name__)


class AuditKeeper:
    """Makes a checkpoint every ten minutes in which something was done, on a thread of its own, and one at
    the end. Of several hubs with one data folder, one does.
    """

    def __init__(self, hub: Hub, key: bytes) -> None:
        self._hub, self._key = hub, key
        self._path: Path = hub.folder / FILE
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="audit-keeper", daemon=True)

    def start(self) -> None:
        """Begins to look."""
        self._thread.start()

    def close(self) -> None:
        """Makes the last checkpoint and ends."""
        self._closing.set()
        if self._thread.is_alive():
            self._thread.join()
        self.look()

    def look(self) -> None:
        """Makes a checkpoint where rows have come since the last one. A disk or file that fails is told in
        the log and tried again.
        """
        try:
            lock = FileLock(self._path.with_suffix(".lock"))
        except StoreError:
            return  # another hub does it
        try:
            last = last_of(self._path)
            made = extended(last, self._since(last), self._hub.clock.now())
            if made is not None:
                append_whole(self._path, as_line(sign(made, self._key)).encode())
        except (DatabaseError, OSError, ValueError) as error:
            _log.error("the audit's checkpoint could not be made: %s", type(error).__name__)
        finally:
            lock.close()

    def _since(self, last: Checkpoint | None) -> Iterator[AuditRow]:
        after = last.seq if last else 0
        while rows := self._hub.store.read(lambda reading, after=after: reading.audit.after(after)):  # type: ignore[misc]
            yield from rows
            after = rows[-1].seq

    def _run(self) -> None:
        while not self._closing.wait(EVERY_S):
            self.look()


def last_of(path: Path) -> Checkpoint | None:
    """Reads the last checkpoint of the file; None where there is none. Raises OSError, ValueError."""
    if not path.exists():
        return None
    return next(reversed(from_lines(path.read_text(encoding="utf-8"))), None)
