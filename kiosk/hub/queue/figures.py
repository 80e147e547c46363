"""Counts a day of the queue from its intervals: how many, how long, where, how right the told waits were."""

from __future__ import annotations

import csv
import io
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kiosk.catalogue.describe import words
from kiosk.contract.figures import (
    AppointmentCounts,
    CounterFigures,
    Counts,
    DayFigures,
    FieldFigures,
    LongWait,
    ToldWaits,
)
from kiosk.contract.ticket import TicketState
from kiosk.hub.day import hub_time
from kiosk.hub.hub import Hub
from kiosk.hub.queue.appointments import is_missed
from kiosk.hub.queue.views import ticket_row
from kiosk.hub.store.records import AppointmentRecord, PeriodRecord, TicketRecord
from kiosk.hub.store.transaction import Reading
from kiosk.queue.moves import AT_COUNTER, WAITS

LONGEST = 5
_MINUTE = timedelta(minutes=1)
COLUMNS = (
    *("number", "field", "issued_at", "first_called_at", "served_from", "ended_at"),
    *("counter", "calls", "misses", "state", "told_least", "told_most", "appointment", "services"),
)


@dataclass(frozen=True, slots=True)
class TicketDay:
    """Holds a ticket with all its intervals."""

    ticket: TicketRecord
    periods: Sequence[PeriodRecord]

    def began(self, state: TicketState) -> datetime | None:
        """Gives when it came into the state for the first time, or None."""
        return next((one.started_at for one in self.periods if one.state is state), None)

    def times(self, state: TicketState) -> int:
        """Counts how often it came into the state."""
        return sum(one.state is state for one in self.periods)

    def waited(self) -> float | None:
        """Gives the minutes from the number to its first call, or None."""
        called = self.began(TicketState.CALLED)
        return None if called is None else max(0.0, (called - self.ticket.issued_at) / _MINUTE)

    def served(self, counter: str | None = None) -> list[float]:
        """Gives the minutes of its ended services, at one counter or at all."""
        return [
            (one.ended_at - one.started_at) / _MINUTE
            for one in self.periods
            if one.state is TicketState.SERVING and one.ended_at and counter in (None, one.counter)
        ]


def of_day(reading: Reading, day: date) -> list[TicketDay]:
    """Reads the day's tickets with their intervals, in the hub's order."""
    found: dict[str, list[PeriodRecord]] = {}
    for period in reading.tickets.periods_of(day):
        found.setdefault(period.ticket, []).append(period)
    tickets = reading.tickets.of_day(day, *TicketState)
    return [TicketDay(ticket, found.get(ticket.id, [])) for ticket in tickets]


def figures(hub: Hub, reading: Reading, day: date, lang: str) -> DayFigures:
    """Shows the figures of a day."""
    tickets = of_day(reading, day)
    now = hub_time(reading)
    booked = reading.appointments.of_day(day)
    turned_away = reading.limits.turned_away(day)
    waiting = [one.ticket for one in tickets if one.ticket.state in WAITS and day == now.date()]
    oldest = sorted(waiting, key=lambda ticket: ticket.issued_at)[:LONGEST]
    outcomes = [outcome for one in tickets if (outcome := reading.waits.outcome(one.ticket.arrival))]
    return DayFigures(
        day=day,
        at=now,
        fields=tuple(
            FieldFigures(
                id=field.id,
                letter=field.letter,
                name=words(field.name, lang, hub.messages),
                by_hour=by_hour(one for one in tickets if one.ticket.field == field.id),
                turned_away=turned_away[field.id],
                appointments=_appointments(hub, (one for one in booked if one.field == field.id), now),
                **dict(counts([one for one in tickets if one.ticket.field == field.id])),
            )
            for field in hub.fields
        ),
        counters=tuple(_counter(hub, reading, tickets, number, lang) for number in hub.queue.counters),
        longest=tuple(
            LongWait(
                number=row.number,
                field=row.field,
                waited_minutes=int((now - row.issued_at) / _MINUTE),
                why=row.priority,
            )
            for row in (ticket_row(hub, reading, ticket, lang) for ticket in oldest)
        ),
        told=ToldWaits(
            known=len(outcomes), inside=sum(least <= waited <= most for (least, most), waited in outcomes)
        ),
    )


def table(reading: Reading, day: date) -> str:
    """Writes the day's numbers as CSV (RFC 4180), one row each; no person stands in it."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(COLUMNS)
    for one in of_day(reading, day):
        ticket, told = one.ticket, reading.waits.told(one.ticket.arrival)
        ended = one.periods[-1].ended_at if one.periods else None
        moments = (
            ticket.issued_at,
            one.began(TicketState.CALLED),
            one.began(TicketState.SERVING),
            ended,
        )
        rows.writerow(
            [
                *(ticket.number, ticket.field),
                *("" if moment is None else moment.isoformat(timespec="seconds") for moment in moments),
                *(ticket.counter or "", ticket.calls, ticket.misses, ticket.state.value),
                *(told or ("", "")),
                ticket.appointment.isoformat(timespec="minutes") if ticket.appointment else "",
                _services(reading, one),
            ]
        )
    return written.getvalue()


def counts(tickets: Sequence[TicketDay]) -> Counts:
    """Counts tickets, with the usual and the long wait, and the usual service."""
    waits = [waited for one in tickets if (waited := one.waited()) is not None]
    services = [lasted for one in tickets for lasted in one.served()]
    return Counts(
        given=len(tickets),
        waiting=sum(one.ticket.state in WAITS for one in tickets),
        served=sum(one.ticket.state is TicketState.FINISHED for one in tickets),
        no_shows=sum(one.times(TicketState.NO_SHOW) for one in tickets),
        left=sum(one.ticket.state is TicketState.LEFT for one in tickets),
        wait_median=median(waits),
        wait_p90=_p90(waits),
        service_median=median(services),
    )


def _services(reading: Reading, one: TicketDay) -> str:
    """Lists the fields of all services of the number, with spaces between."""
    first = one.periods[0].field if one.periods else one.ticket.field
    more = (each.field for each in reading.services.of_ticket(one.ticket.id))
    return " ".join(dict.fromkeys((first, *more)))


def _appointments(hub: Hub, booked: Iterable[AppointmentRecord], now: datetime) -> AppointmentCounts:
    found = Counter("missed" if is_missed(hub.queue, one, now) else one.state for one in booked)
    return AppointmentCounts(
        expected=found["booked"],
        in_time=found["in_time"],
        late=found["late"],
        missed=found["missed"],
        cancelled=found["cancelled"],
    )


def by_hour(tickets: Iterable[TicketDay]) -> tuple[int, ...]:
    """Counts the numbers that were given in each hour of the day."""
    hours = [one.ticket.issued_at.hour for one in tickets]
    return tuple(hours.count(hour) for hour in range(24))


def _counter(
    hub: Hub, reading: Reading, tickets: Sequence[TicketDay], number: str, lang: str
) -> CounterFigures:
    now = reading.counters.now(hub_time(reading).date()).get(number)
    here = [one for one in tickets if one.ticket.counter == number]
    current = next((one.ticket.number for one in here if one.ticket.state in AT_COUNTER), None)
    services = [lasted for one in tickets for lasted in one.served(number)]
    return CounterFigures(
        number=number,
        name=words(hub.queue.counters[number].name, lang, hub.messages),
        state=now.state if now else None,
        reason=now.reason if now else "",
        since=now.started_at if now else None,
        current=current,
        served=sum(one.ticket.state is TicketState.FINISHED for one in here),
        no_shows=sum(one.times(TicketState.NO_SHOW) for one in here),
        service_median=median(services),
    )


def median(minutes: Sequence[float]) -> float | None:
    """Gives the median to a tenth; None of nothing."""
    return round(statistics.median(minutes), 1) if minutes else None


def _p90(minutes: Sequence[float]) -> float | None:
    return round(sorted(minutes)[int(0.9 * (len(minutes) - 1))], 1) if minutes else None
