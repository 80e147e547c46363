"""Tells a number's wait, keeps what was told, and measures it by what came."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from kiosk.contract.ticket import Ticket, TicketState
from kiosk.hub.day import hub_time
from kiosk.hub.queue.centre_queue import CentreQueue
from kiosk.hub.queue.counters import open_counters
from kiosk.hub.store.records import TicketRecord
from kiosk.hub.store.transaction import Reading, Transaction
from kiosk.queue.estimate import (
    Expected,
    Hall,
    OpenCounter,
    ServiceTime,
    expected_wait,
    interval,
    outcome,
    service_time,
)
from kiosk.queue.moves import AT_COUNTER, WAITS

AVERAGE_OVER = 30
"""Finished services of a field that make its average."""
OUTCOMES = 1000
"""The last told waits that say how far an estimate may be off."""
_MINUTE = timedelta(minutes=1)


def holder_view(queue: CentreQueue, reading: Reading, ticket: TicketRecord) -> Ticket:
    """Gives the ticket as its holder sees it, with the wait that is expected now."""
    expected = _expected(queue, reading, ticket)
    told = None if expected is None else interval(expected, _outcomes(reading))
    return _view(queue, reading, ticket, expected, told)


def tell_wait(queue: CentreQueue, tx: Transaction, ticket: TicketRecord) -> Ticket:
    """Gives a new ticket as its holder sees it, and keeps the wait that it is told."""
    expected = _expected(queue, tx, ticket)
    told = None if expected is None else interval(expected, _outcomes(tx))
    if expected is not None and told is not None:
        tx.waits.add(ticket.arrival, expected, told)
    return _view(queue, tx, ticket, expected, told)


def note_call(tx: Transaction, ticket: TicketRecord) -> None:
    """Notes what came of the told wait, at the first call."""
    if ticket.calls == 0:
        tx.waits.note(ticket.arrival, max(timedelta(0), hub_time(tx) - ticket.issued_at))


def service_times(reading: Reading, fields: Mapping[str, str]) -> dict[str, ServiceTime]:
    """Measures how long the last services of each field took; a field with too few is left out."""
    found: dict[str, ServiceTime] = {}
    for field in fields:
        served = [lasted / _MINUTE for lasted in reading.tickets.served_for(field, AVERAGE_OVER)]
        usable = [lasted for lasted in served if lasted >= 0]  # the clock was set back in some
        if time := service_time(usable):
            found[field] = time
    return found


def _expected(queue: CentreQueue, reading: Reading, ticket: TicketRecord) -> Expected | None:
    if ticket.state is not TicketState.ISSUED and ticket.state not in WAITS:
        return None
    times = service_times(reading, queue.letters)
    if not times:
        return None
    now = hub_time(reading)
    waiting = [queue.place(one) for one in reading.tickets.of_day(ticket.day, *WAITS)]
    hall = Hall(queue.rule, _open(queue, reading, ticket), times, now, queue.breaks(now))
    return expected_wait(hall, waiting, queue.place(ticket))


def _open(queue: CentreQueue, reading: Reading, ticket: TicketRecord) -> list[OpenCounter]:
    """Lists the counters that will call; where none of the ticket's field is open, all of its field will
    be.
    """
    numbers = set(open_counters(queue, reading))
    if not numbers & set(queue.serving(ticket.field)):
        numbers |= set(queue.serving(ticket.field))
    now = hub_time(reading)
    there = {one.counter: one for one in reading.tickets.of_day(ticket.day, *AT_COUNTER)}
    found = []
    for number in sorted(numbers):
        served = there.get(number)
        since = (now - served.called_at) / _MINUTE if served and served.called_at else 0.0
        found.append(OpenCounter(queue.caller(number), served.field if served else None, max(0.0, since)))
    return found


def _outcomes(reading: Reading) -> list[float]:
    return [outcome(expected, waited) for expected, _, waited in reading.waits.outcomes(OUTCOMES)]


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
    )


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
