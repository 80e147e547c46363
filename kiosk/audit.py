"""Writes the event log: JSON lines of known events with known values; nothing personal slips in."""

from __future__ import annotations

import json
import threading
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from kiosk.ports.time import Clock
from kiosk.store.folders import make_folder

EVENTS_FILE = Path(__file__).parents[1] / "config" / "log_events.toml"
LINES_LOST = "log_lines_lost"


def must_be_known(event: str, fields: Iterable[str]) -> None:
    """Refuses an event that the catalogue of log events lacks, or a field of it. Raises ValueError."""
    if event not in _known() or not _known()[event].issuperset(fields):
        raise ValueError(f"log event {event} with {sorted(fields)} is not in {EVENTS_FILE.name}")


@cache
def _known() -> dict[str, frozenset[str]]:
    catalogue = tomllib.loads(EVENTS_FILE.read_text(encoding="utf-8"))
    return {event: frozenset(entry["fields"]) for event, entry in catalogue.items()}


class EventLog:
    """Appends events to one file. An event or a field that the catalogue lacks is a programming error.

    What a full or broken disk does not take is counted, and the count is logged with the next line that it
    takes: a log is no reason to stop serving.
    """

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path, self._clock = path, clock
        self._lock = threading.Lock()
        self._lost = 0
        make_folder(path.parent)

    def record(self, event: str, **fields: str | int | float | bool | None) -> None:
        """Appends one line. Raises ValueError for an unknown event or field."""
        must_be_known(event, fields)
        with self._lock:
            text = self._line(event, fields)
            if self._lost:
                text = self._line(LINES_LOST, {"count": self._lost}) + text
            try:
                append_whole(self._path, text.encode())
                self._lost = 0
            except OSError:
                self._lost += 1

    def _line(self, event: str, fields: dict[str, str | int | float | bool | None]) -> str:
        content = {"at": self._clock.now().isoformat(), "event": event, **fields}
        return json.dumps(content, ensure_ascii=False) + "\n"


def append_whole(path: Path, content: bytes) -> None:
    """Appends all of `content`, or nothing where the disk takes only a part. Raises OSError then."""
    with path.open("ab", buffering=0) as log:
        end = log.tell()
        if log.write(content) != len(content):
            log.truncate(end)
            raise OSError("the disk is full")
