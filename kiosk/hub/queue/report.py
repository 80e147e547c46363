"""Reports a span of days: by day, hour, field, counter and officer."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from kiosk.catalogue.describe import words
from kiosk.clock import ICT
from kiosk.contract.figures import ToldWaits
from kiosk.contract.span import (
    FirstDecisions,
    ReportCounter,
    ReportDay,
    ReportField,
    ReportOfficer,
    SpanReport,
)
from kiosk.contract.ticket import TicketState
from kiosk.hub.day import hub_time
from kiosk.hub.hub import Hub
from kiosk.hub.problems import ProblemError
from kiosk.hub.queue.figures import TicketDay, by_hour, counts, median, of_day
from kiosk.hub.store.records import PeriodRecord
from kiosk.hub.store.transaction import Reading

MOST_DAYS = 31
COLUMNS = (
    *("of", "id", "name", "given", "served", "no_shows", "left"),
    *("wait_median", "wait_p90", "service_median", "minutes"),
)
_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


def report(hub: Hub, reading: Reading, first: date, last: date, lang: str) -> SpanReport:
    """Reports the days from `first` to `last`. 422 `invalid` for no day, or for more than 31."""
    if not first <= last < first + MOST_DAYS * _DAY:
        raise ProblemError("invalid", f"from one day to {MOST_DAYS} of them")
    days = {day: of_day(reading, day) for day in _span(first, last)}
    tickets = [one for each in days.values() for one in each]
    outcomes = [outcome for one in tickets if (outcome := reading.waits.outcome(one.ticket.arrival))]
    return SpanReport(
        first=first,
        last=last,
        at=hub_time(reading),
        whole=counts(tickets),
        days=tuple(ReportDay(day=day, **dict(counts(each))) for day, each in days.items()),
        by_hour=by_hour(tickets),
        fields=tuple(
            ReportField(
                id=field.id,
                letter=field.letter,
                name=words(field.name, lang, hub.messages),
                **dict(counts([one for one in tickets if one.ticket.field == field.id])),
            )
            for field in hub.fields
        ),
        counters=tuple(
            _counter(tickets, one.number, words(one.name, lang, hub.messages)) for one in hub.counters
        ),
        officers=_officers(reading, tickets),
        told=ToldWaits(
            known=len(outcomes), inside=sum(least <= waited <= most for (least, most), waited in outcomes)
        ),
        first_decisions=_first_decisions(reading, first, last),
    )


def table(found: SpanReport) -> str:
    """Writes the report as CSV (RFC 4180): a row a day, field, counter and officer."""
    written = io.StringIO()
    rows = csv.DictWriter(written, COLUMNS, restval="", extrasaction="ignore")
    rows.writeheader()
    rows.writerow({"of": "whole", **dict(found.whole)})
    rows.writerows({"of": "day", "id": one.day.isoformat(), **dict(one)} for one in found.days)
    rows.writerows({"of": "field", **dict(one)} for one in found.fields)
    rows.writerows({"of": "counter", "id": one.number, **dict(one)} for one in found.counters)
    rows.writerows({"of": "officer", "id": one.login, **dict(one)} for one in found.officers)
    return written.getvalue()


def _span(first: date, last: date) -> Iterable[date]:
    return (first + turn * _DAY for turn in range((last - first).days + 1))


def _services(tickets: Iterable[TicketDay]) -> list[tuple[PeriodRecord, float]]:
    """Lists the ended services with their minutes."""
    return [
        (one, (one.ended_at - one.started_at) / _MINUTE)
        for ticket in tickets
        for one in ticket.periods
        if one.state is TicketState.SERVING and one.ended_at
    ]


def _counter(tickets: Sequence[TicketDay], number: str, name: str) -> ReportCounter:
    lasted = [minutes for one, minutes in _services(tickets) if one.counter == number]
    return ReportCounter(number=number, name=name, served=len(lasted), service_median=median(lasted))


def _officers(reading: Reading, tickets: Sequence[TicketDay]) -> tuple[ReportOfficer, ...]:
    """Counts for each officer who served or noted somebody as absent, by name."""
    lasted: dict[str, list[float]] = {}
    absent: dict[str, int] = {}
    for one, minutes in _services(tickets):
        if one.officer is not None:
            lasted.setdefault(one.officer, []).append(minutes)
    for ticket in tickets:
        for one in ticket.periods:
            if one.state is TicketState.NO_SHOW and one.officer is not None:
                absent[one.officer] = absent.get(one.officer, 0) + 1
    found = (
        ReportOfficer(
            login=login,
            name=reading.officers.name_of(login),
            served=len(lasted.get(login, ())),
            minutes=round(sum(lasted.get(login, ())), 1),
            service_median=median(lasted.get(login, ())),
            no_shows=absent.get(login, 0),
        )
        for login in lasted.keys() | absent.keys()
    )
    return tuple(sorted(found, key=lambda one: (one.name, one.login)))


def _first_decisions(reading: Reading, first: date, last: date) -> FirstDecisions:
    since, until = (datetime.combine(day, time(), ICT) for day in (first, last + _DAY))
    kinds = reading.dossiers.first_decisions(since, until)
    return FirstDecisions(decided=len(kinds), accepted=kinds.count("accept"))
