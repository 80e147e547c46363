"""Remembers what the requests of one transaction have looked up: nobody else can write meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(slots=True)
class Memory:
    """Holds the last sequence of each kind and day, and the last moment of the days up to one (`latest`)."""

    sequences: dict[tuple[str, date], int] = field(default_factory=dict)
    latest: date | None = None
    moment: datetime | None = None

    def forget(self) -> None:
        """Forgets all: what was noted here may have been undone."""
        self.sequences.clear()
        self.latest = self.moment = None
