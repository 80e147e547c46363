"""Accounts for every number of the day, from the hub's own table, and holds it to what the hall saw."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.contract.ticket import TicketState
from kiosk.queue.moves import ENDED


@dataclass(frozen=True, slots=True)
class Row:
    """Holds a number of the day, as the hub's table has it. `told`: least and most minutes of the wait."""

    number: str
    field: str
    issued: datetime
    called: datetime | None
    served: datetime | None
    ended: datetime | None
    counter: str
    state: TicketState
    told: tuple[int, int] | None

    @property
    def waited(self) -> float | None:
        """Gives the minutes from the number to its first call."""
        return None if self.called is None else (self.called - self.issued) / timedelta(minutes=1)


def rows(table: str) -> list[Row]:
    """Reads the hub's table of a day."""
    return [_row(one) for one in csv.DictReader(io.StringIO(table))]


def _row(one: Mapping[str, str]) -> Row:
    called, served, ended = (
        datetime.fromisoformat(one[name]) if one[name] else None
        for name in ("first_called_at", "served_from", "ended_at")
    )
    told = (int(one["told_least"]), int(one["told_most"])) if one["told_least"] else None
    return Row(
        number=one["number"],
        field=one["field"],
        issued=datetime.fromisoformat(one["issued_at"]),
        called=called,
        served=served,
        ended=ended,
        counter=one["counter"],
        state=TicketState(one["state"]),
        told=told,
    )


def unexplained(found: list[Row]) -> list[str]:
    """Names the numbers that have not ended."""
    return [row.number for row in found if row.state not in ENDED]


def inside(found: list[Row]) -> tuple[int, int]:
    """Counts the told waits that came true, of those whose end is known."""
    known = [(row.told, row.waited) for row in found if row.told and row.waited is not None]
    return sum(told[0] <= waited <= told[1] for told, waited in known if waited is not None), len(known)
