"""Defines the report of a span of days on the wire. Counts; of citizens nobody, of officers who served."""

from __future__ import annotations

from datetime import date, datetime

from kiosk.contract.figures import Counts, Minutes, ToldWaits
from kiosk.contract.text import FromHub


class ReportDay(Counts):
    """Counts the numbers of one day."""

    day: date


class ReportField(Counts):
    """Counts the numbers of a field."""

    id: str
    letter: str
    name: str


class ReportCounter(FromHub):
    """Counts the services at a counter."""

    number: str
    name: str
    served: int
    service_median: Minutes


class ReportOfficer(FromHub):
    """Counts the services of an officer. `minutes`: of all of them together."""

    login: str
    name: str
    served: int
    minutes: float
    service_median: Minutes
    no_shows: int


class FirstDecisions(FromHub):
    """Counts dossiers by what was decided first: `accepted` were complete at first filing."""

    decided: int
    accepted: int


class SpanReport(FromHub):
    """Reports the days from `first` to `last`, both included: by day, hour, field, counter and officer."""

    first: date
    last: date
    at: datetime
    whole: Counts
    days: tuple[ReportDay, ...]
    by_hour: tuple[int, ...]
    fields: tuple[ReportField, ...]
    counters: tuple[ReportCounter, ...]
    officers: tuple[ReportOfficer, ...]
    told: ToldWaits
    first_decisions: FirstDecisions
