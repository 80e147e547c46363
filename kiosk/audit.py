"""The log of what happened: JSON lines of known events with known fields; nothing personal slips in."""

from __future__ import annotations

import json
import threading
import tomllib
from pathlib import Path

from kiosk.ports.time import Clock

EVENTS_FILE = Path(__file__).parents[1] / "config" / "log_events.toml"


class EventLog:
    """Appends events to one file. An event or a field that the catalogue lacks is a programming error."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path, self._clock = path, clock
        self._lock = threading.Lock()
        catalogue = tomllib.loads(EVENTS_FILE.read_text(encoding="utf-8"))
        self._fields = {event: frozenset(entry["fields"]) for event, entry in catalogue.items()}
        path.parent.mkdir(parents=True, exist_ok=True)

    def record(self, event: str, **fields: str | int | float | bool | None) -> None:
        """Append one line. Raises ValueError for an unknown event or field."""
        if event not in self._fields or not fields.keys() <= self._fields[event]:
            raise ValueError(f"log event {event} with {sorted(fields)} is not in {EVENTS_FILE.name}")
        line = json.dumps({"at": self._clock.now().isoformat(), "event": event, **fields}, ensure_ascii=False)
        with self._lock, self._path.open("a", encoding="utf-8") as log:
            log.write(line + "\n")
