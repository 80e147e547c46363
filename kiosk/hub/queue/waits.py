"""Tells a number's wait, keeps what was told, and measures it by what came."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from kiosk.contract.ticket import Ticket, TicketState
from kiosk.hub.day import hub_time
from kiosk.hub.problems import ProblemError
from kiosk.hub.queue.centre_queue import CentreQueue, place
from kiosk.hub.queue.counters import open_counters
from kiosk.hub.queue.services import fields_of
from kiosk.hub.store.records import TicketRecord
from kiosk.hub.store.transaction import Reading, Transaction
from kiosk.queue.calling import QueuePlace
from kiosk.queue.estimate import (
    Expected,
    Hall,
    OpenCounter,
    cut_at,
    expected_wait,
    interval,
    is_served_by,
)
from kiosk.queue.moves import AT_COUNTER, WAITS

_MINUTE = timedelta(minutes=1)


def holder_view(queue: CentreQueue, reading: Reading, ticket: TicketRecord) -> Ticket:
    """Gives the ticket as its holder sees it, with the wait that is expected now."""
    expected = _expected(queue, reading, ticket)
    told = None if expected is None else _interval(queue, reading, ticket.field, expected)
    return _view(queue, reading, ticket, expected, told)


def tell_wait(queue: CentreQueue, tx: Transaction, ticket: TicketRecord, *, limited: bool = False) -> Ticket:
    """Gives a new ticket as its holder sees it, and keeps the wait that it is told.

    409 `no_time_left` for a `limited` one that would not be served before its field closes; `ahead` and
    `closes` say why.
    """
    expected = _expected(queue, tx, ticket)
    if limited and expected is not None:
        _refuse_too_late(queue, tx, ticket, expected)
    told = None if expected is None else _interval(queue, tx, ticket.field, expected)
    if expected is not None and told is not None:
        tx.waits.add(ticket.arrival, expected, told)
    return _view(queue, tx, ticket, expected, told)


def note_call(tx: Transaction, ticket: TicketRecord) -> None:
    """Notes what came of the told wait, at the first call."""
    if ticket.calls == 0:
        tx.waits.note(ticket.arrival, max(timedelta(0), hub_time(tx) - ticket.issued_at))


def _interval(queue: CentreQueue, reading: Reading, field: str, expected: Expected) -> tuple[int, int]:
    told = interval(expected, queue.recent.look(reading, queue.letters).outcomes)
    now = hub_time(reading)
    closes = closing(queue, now, field)
    return told if closes is None else cut_at(told, (closes - now) / _MINUTE)


def _expected(queue: CentreQueue, reading: Reading, ticket: TicketRecord) -> Expected | None:
    if ticket.state is not TicketState.ISSUED and ticket.state not in WAITS:
        return None
    hall = hall_for(queue, reading, ticket.field)
    return (
        None
        if hall is None
        else expected_wait(hall, places(queue, reading), place(ticket, queue.skills(reading)))
    )


def hall_for(queue: CentreQueue, reading: Reading, field: str) -> Hall | None:
    """Describes the centre now, as a number of the field meets it; None while no service time is known."""
    times = queue.recent.look(reading, queue.letters).times
    now = hub_time(reading)
    return Hall(queue.rule, _open(queue, reading, field), times, now, queue.breaks(now)) if times else None


def places(queue: CentreQueue, reading: Reading) -> list[QueuePlace]:
    """Lists today's places: who waits, and the appointments still to come."""
    now = hub_time(reading)
    skills = queue.skills(reading)
    waiting = [place(one, skills) for one in reading.tickets.of_day(now.date(), *WAITS)]
    return waiting + (_still_to_come(reading, now) if queue.booking.capacity else [])


def closing(queue: CentreQueue, moment: datetime, field: str) -> datetime | None:
    """Gives when the field closes for that day; None where nobody stated it, or it has closed."""
    sessions = queue.timetable.sessions(moment.date(), field)
    if not sessions:
        return None
    closes = datetime.combine(moment.date(), sessions[-1].until, moment.tzinfo)
    return closes if moment < closes else None


def _refuse_too_late(queue: CentreQueue, reading: Reading, ticket: TicketRecord, expected: Expected) -> None:
    now = hub_time(reading)
    closes = closing(queue, now, ticket.field)
    if closes is None or reading.limits.is_lifted(ticket.day, ticket.field):
        return
    hall = hall_for(queue, reading, ticket.field)
    if hall is None:
        return
    if not is_served_by(hall, expected, ticket.field, closes):
        raise ProblemError(
            "no_time_left",
            "this number would not be served before the field closes",
            ahead=expected.ahead,
            closes=closes.isoformat(),
        )


def _still_to_come(reading: Reading, now: datetime) -> list[QueuePlace]:
    """Lists today's appointments whose time is still to come, each as if its holder came on the minute."""
    end = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
    return [
        QueuePlace(one.id, one.field, one.at, 0, appointment=one.at)
        for one in reading.appointments.between(now, end)
        if one.state == "booked"
    ]


def _open(queue: CentreQueue, reading: Reading, field: str) -> list[OpenCounter]:
    """Lists the counters that will call; where none of the field is open, all of the field will be."""
    numbers = set(open_counters(queue, reading))
    if not numbers & set(queue.serving(field)):
        numbers |= set(queue.serving(field))
    now = hub_time(reading)
    there = {one.counter: one for one in reading.tickets.of_day(now.date(), *AT_COUNTER)}
    skills, found = queue.officers_skills(reading), []
    for number in sorted(numbers):
        served = there.get(number)
        caller = queue.caller(number, skills.get(number, ()))
        since = (now - served.called_at) / _MINUTE if served and served.called_at else 0.0
        found.append(OpenCounter(caller, served.field if served else None, max(0.0, since)))
    return found


def _view(
    queue: CentreQueue,
    reading: Reading,
    ticket: TicketRecord,
    expected: Expected | None,
    told: tuple[int, int] | None,
) -> Ticket:
    return Ticket(
        id=ticket.id,
        number=ticket.number,
        day=ticket.day,
        field=ticket.field,
        procedure=ticket.procedure,
        counters=queue.serving(ticket.field),
        ahead=_ahead(queue, reading, ticket) if expected is None else expected.ahead,
        wait_minutes=told,
        token=ticket.token,
        issued_at=ticket.issued_at,
        origin=ticket.origin,
        appointment=_kept(queue, ticket),
        services=fields_of(reading, ticket) if queue.sharing else (ticket.field,),
    )


def _kept(queue: CentreQueue, ticket: TicketRecord) -> datetime | None:
    """Gives the time that the ticket was booked for, where its holder came in time."""
    at = ticket.appointment
    return at if at is not None and queue.rule.is_in_time(at, ticket.issued_at) else None


def _ahead(queue: CentreQueue, reading: Reading, ticket: TicketRecord) -> int | None:
    """Counts those who are called before at the counters of this field, while no wait can be told."""
    if ticket.state is not TicketState.ISSUED and ticket.state not in WAITS:
        return None
    counters = [queue.counters[number] for number in queue.serving(ticket.field)]
    shared = {field for counter in counters for field in counter.fields}
    waiting = reading.tickets.of_day(ticket.day, *WAITS)
    others = [one for one in waiting if one.field in shared and one.id != ticket.id]
    order = queue.in_order([*others, ticket])
    return next(index for index, one in enumerate(order) if one.id == ticket.id)
