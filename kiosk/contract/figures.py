"""Defines the figures of a day on the wire: for who looks after the centre. Numbers and counts, no person."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from kiosk.contract.queue import CounterState
from kiosk.contract.text import FromHub

Minutes = Annotated[float | None, Field(description="Minutes; null: nobody yet.")]


class Counts(FromHub):
    """Counts the numbers of a day. `left` ended without a service."""

    given: int
    waiting: int
    served: int
    no_shows: int
    left: int
    wait_median: Minutes
    wait_p90: Minutes
    service_median: Minutes


class AppointmentCounts(FromHub):
    """Counts the appointments of a day. `expected` are still to come, `in_time` and `late` have come; nobody
    came for those that were `missed`.
    """

    expected: int
    in_time: int
    late: int
    missed: int
    cancelled: int


class FieldFigures(Counts):
    """Counts the numbers of a field. `by_hour`: how many were given in each hour of the day, from 0 to 23.
    `turned_away` got none, since they would not have been served before closing.
    """

    id: str
    letter: str
    name: str
    by_hour: tuple[int, ...]
    turned_away: int
    appointments: AppointmentCounts


class CounterFigures(FromHub):
    """Says what a counter does now and has done today. `since`: when its state began."""

    number: str
    name: str
    state: CounterState | None
    reason: str
    since: datetime | None
    current: str | None
    served: int
    no_shows: int
    service_median: Minutes


class LongWait(FromHub):
    """Names a number that waits, and for how long."""

    number: str
    field: str
    waited_minutes: int
    why: str


class ToldWaits(FromHub):
    """Compares the waits that were told with those that came: `inside` their intervals, of `known` ones."""

    known: int
    inside: int


class DayFigures(FromHub):
    """Shows a day of the centre: fields, counters, the longest waits, and how right the told waits were."""

    day: date
    at: datetime
    fields: tuple[FieldFigures, ...]
    counters: tuple[CounterFigures, ...]
    longest: tuple[LongWait, ...]
    told: ToldWaits
