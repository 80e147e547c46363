"""Applies the queue's rules to the hub's tickets: issuing, adopting, and every move of
`kiosk.queue.rules`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Literal

from config.schema import Counter, QueueField
from kiosk.contract.event import (
    NumberCalled,
    NumberMoved,
    QueueChanged,
    TicketCalled,
    TicketIssued,
    TicketMoved,
)
from kiosk.contract.ticket import Adoption, ShownHow, Ticket, TicketState, WantedTicket
from kiosk.dossier.ids import new_token, uuid7
from kiosk.hub.day import hub_time, today
from kiosk.hub.problems import ProblemError
from kiosk.hub.store.records import TicketRecord
from kiosk.hub.store.transaction import Reading, Transaction
from kiosk.queue.estimate import average_minutes, wait_minutes
from kiosk.queue.numbers import following, parsed, written
from kiosk.queue.rules import Act, in_order, moved, next_place

OPEN_COUNTER = timedelta(minutes=30)
"""A counter that called nobody for this long does not count as open."""
DAY_AHEAD = timedelta(days=1)
"""A kiosk's clock may be past midnight already."""
AVERAGE_OVER = 30
"""Finished services of a field that make its average."""
_EVENTS: Mapping[Act, str] = {
    "shown": "ticket.waiting",
    "call": "ticket.called",
    "recall": "ticket.called",
    "start": "ticket.serving",
    "finish": "ticket.finished",
    "no_show": "ticket.no_show",
}


class Tickets:
    """Manages the queue of one centre. `reserved`: sequences that only kiosks give (both ends included)."""

    def __init__(
        self, fields: Sequence[QueueField], counters: Sequence[Counter], reserved: tuple[int, int]
    ) -> None:
        self._letters = {field.id: field.letter for field in fields}
        self._counters = {counter.number: counter for counter in counters}
        self._reserved = reserved

    def issue(self, tx: Transaction, wanted: WantedTicket) -> Ticket:
        """Issues the next number of the field, today. It is not callable before somebody holds it."""
        letter = self._letter(wanted.field)
        now = hub_time(tx)
        day = now.date()
        ticket = TicketRecord(
            arrival=0,
            id=uuid7(),
            number=written(letter, self._next_sequence(tx, wanted.field, day)),
            day=day,
            field=wanted.field,
            procedure=wanted.procedure,
            lang=wanted.lang,
            token=new_token(),
            origin="hub",
            issued_at=now,
            state=TicketState.ISSUED,
            counter=None,
            called_at=None,
            calls=0,
            priority=wanted.priority,
        )
        return self._add(tx, ticket, wanted.kiosk, now)

    def adopt(self, tx: Transaction, adoption: Adoption) -> Ticket:
        """Takes over a kiosk's number. The same ticket again changes nothing.

        422 `not_reserved`: a number that no kiosk may give; `wrong_day`: a day to come; 409 `number_taken`:
        another ticket has it.
        """
        given = adoption.ticket
        known = tx.tickets.by_id(given.id)
        if known is not None:
            return self.holder_view(tx, known)
        now = hub_time(tx)
        if given.day > now.date() + DAY_AHEAD:
            raise ProblemError("wrong_day", "a number is valid on its own day")
        number = parsed(given.number)
        first, final = self._reserved
        if number is None or number[0] != self._letter(given.field) or not first <= number[1] <= final:
            raise ProblemError("not_reserved", "kiosks may give only numbers of their own range")
        if tx.tickets.is_taken(given.day, given.number, given.token):
            raise ProblemError("number_taken", "another ticket has this number today")
        ticket = TicketRecord(
            arrival=0,
            id=given.id,
            number=given.number,
            day=given.day,
            field=given.field,
            procedure=given.procedure,
            lang=adoption.lang,
            token=given.token,
            origin="kiosk",
            issued_at=min(given.issued_at, now),
            state=TicketState.ISSUED,
            counter=None,
            called_at=None,
            calls=0,
            priority=adoption.priority,
        )
        return self._add(tx, ticket, adoption.kiosk, now)

    def shown(self, tx: Transaction, ticket_id: str, how: ShownHow) -> None:
        """Notes that the citizen holds the number. Saying so twice changes nothing; 404 for an unknown
        ticket.
        """
        ticket = get_or_404(tx, ticket_id)
        if ticket.state is TicketState.ISSUED:
            tx.tickets.note_shown(ticket_id, how)
            self._move(tx, ticket, "shown", None, how)

    def call(self, tx: Transaction, counter: str, officer: str, ticket_id: str | None) -> TicketRecord | None:
        """Calls the next one for the counter, or a particular one that waits or was
        missed.

        None: nobody waits. 409 `counter_busy` while the counter has somebody, `not_callable` for a ticket in
        another state or of a field that the counter does not serve.
        """
        served = self.counter(counter).fields
        day = today(tx)
        if tx.tickets.at_counter(counter, day) is not None:
            raise ProblemError("counter_busy", "finish the number at this counter first")
        if ticket_id is None:
            waiting = waiting_on(tx, day)
            place = next_place((other.place() for other in waiting), served)
            if place is None:
                return None
            ticket = get_or_404(tx, place.ticket)
        else:
            ticket = get_or_404(tx, ticket_id)
            if moved(ticket.state, "call") is None or ticket.field not in served or ticket.day != day:
                raise ProblemError("not_callable", f"the ticket is {ticket.state.value}")
        return self._move(tx, ticket, "call", counter, officer)

    def act(
        self,
        tx: Transaction,
        counter: str,
        officer: str,
        act: Literal["recall", "start", "finish", "no_show"],
    ) -> TicketRecord:
        """Does something with the number at the counter. 409 `nothing_called`, `wrong_state`."""
        self.counter(counter)
        ticket = tx.tickets.at_counter(counter, today(tx))
        if ticket is None:
            raise ProblemError("nothing_called", "no number is at this counter")
        if moved(ticket.state, act) is None:
            raise ProblemError("wrong_state", f"the ticket is {ticket.state.value}")
        return self._move(tx, ticket, act, counter, officer)

    def counter(self, number: str) -> Counter:
        """Gives the counter's settings; 404 `unknown_counter`."""
        found = self._counters.get(number)
        if found is None:
            raise ProblemError("unknown_counter")
        return found

    def holder_view(self, reading: Reading, ticket: TicketRecord) -> Ticket:
        """Gives the ticket as its holder sees it, with the wait that is expected now."""
        counters = tuple(number for number, one in self._counters.items() if ticket.field in one.fields)
        ahead = _ahead(reading, ticket)
        return Ticket(
            id=ticket.id,
            number=ticket.number,
            day=ticket.day,
            field=ticket.field,
            procedure=ticket.procedure,
            counters=counters,
            ahead=ahead,
            wait_minutes=None if ahead is None else _wait(reading, ticket, counters, ahead),
            token=ticket.token,
            issued_at=ticket.issued_at,
            origin=ticket.origin,
        )

    def _letter(self, field: str) -> str:
        letter = self._letters.get(field)
        if letter is None:
            raise ProblemError("unknown_field")
        return letter

    def _next_sequence(self, tx: Transaction, field: str, day: date) -> int:
        kind = f"field:{field}"
        sequence = following(tx.numbering.last(kind, day), self._reserved)
        tx.numbering.remember(kind, day, sequence)
        return sequence

    def _add(self, tx: Transaction, ticket: TicketRecord, kiosk: str, now: datetime) -> Ticket:
        added = tx.tickets.add(ticket, kiosk)
        tx.tickets.begin_period(added, tx.now, None, None)
        tx.workdays.note(now)
        event = TicketIssued(ticket=ticket.id, number=ticket.number, field=ticket.field)
        tx.events.add("ticket.issued", event)
        tx.audit.add("device", kiosk, "ticket.issued", ticket.id, ticket.origin)
        return self.holder_view(tx, added)

    def _move(
        self, tx: Transaction, ticket: TicketRecord, act: Act, counter: str | None, actor: str
    ) -> TicketRecord:
        state = moved(ticket.state, act)
        if state is None:
            raise ProblemError("wrong_state", f"the ticket is {ticket.state.value}")
        calling = act in ("call", "recall")
        now = replace(
            ticket,
            state=state,
            counter=counter or ticket.counter,
            called_at=hub_time(tx) if calling else ticket.called_at,
            calls=ticket.calls + calling,
        )
        tx.tickets.change(now)
        if state is not ticket.state:
            tx.tickets.end_period(ticket, tx.now)
            tx.tickets.begin_period(now, tx.now, counter, actor)
        _tell(tx, now, act)
        tx.audit.add(
            "device" if act == "shown" else "staff", actor, f"ticket.{act}", ticket.id, counter or ""
        )
        return now


def get_or_404(reading: Reading, ticket_id: str) -> TicketRecord:
    """Finds the ticket of that id; 404 `unknown_ticket`."""
    ticket = reading.tickets.by_id(ticket_id)
    if ticket is None:
        raise ProblemError("unknown_ticket")
    return ticket


def calling_order(tickets: Sequence[TicketRecord]) -> list[TicketRecord]:
    """Sorts tickets into the order in which they are called."""
    known = {ticket.id: ticket for ticket in tickets}
    return [known[place.ticket] for place in in_order(ticket.place() for ticket in tickets)]


def waiting_on(reading: Reading, day: date) -> list[TicketRecord]:
    """Finds everybody who waits, in calling order."""
    return calling_order(reading.tickets.of_day(day, TicketState.WAITING))


def _tell(tx: Transaction, ticket: TicketRecord, act: Act) -> None:
    calling = act in ("call", "recall")
    tx.events.add(_EVENTS[act], _for_staff(ticket, calling), _for_hall(ticket, calling))
    if act in ("shown", "call"):
        count = tx.tickets.count_waiting(ticket.field, ticket.day)
        changed = QueueChanged(field=ticket.field, waiting=count)
        tx.events.add("queue.changed", changed, changed)


def _for_staff(ticket: TicketRecord, calling: bool) -> TicketMoved:
    event = TicketMoved(
        ticket=ticket.id,
        number=ticket.number,
        field=ticket.field,
        counter=ticket.counter,
        lang=ticket.lang,
    )
    return TicketCalled(**dict(event), again=ticket.calls > 1) if calling else event


def _for_hall(ticket: TicketRecord, calling: bool) -> NumberMoved | None:
    """Says what the hall hears: nothing before the number has been at a counter."""
    if ticket.counter is None:
        return None
    if calling:
        return NumberCalled(number=ticket.number, counter=ticket.counter, again=ticket.calls > 1)
    return NumberMoved(number=ticket.number, counter=ticket.counter)


def _ahead(reading: Reading, ticket: TicketRecord) -> int | None:
    if ticket.state not in (TicketState.ISSUED, TicketState.WAITING):
        return None
    waiting = reading.tickets.of_day(ticket.day, TicketState.WAITING)
    others = (other.place() for other in waiting if other.field == ticket.field and other.id != ticket.id)
    order = in_order([*others, ticket.place()])
    return next(index for index, place in enumerate(order) if place.ticket == ticket.id)


def _wait(
    reading: Reading, ticket: TicketRecord, counters: tuple[str, ...], ahead: int
) -> tuple[int, int] | None:
    served = reading.tickets.served_for(ticket.field, AVERAGE_OVER)
    usable = [lasted for lasted in served if lasted >= timedelta(0)]  # the clock was set back in some
    average = average_minutes([lasted / timedelta(minutes=1) for lasted in usable])
    if average is None:
        return None
    calling = reading.tickets.counters_calling_since(ticket.day, ticket.issued_at - OPEN_COUNTER)
    active = calling & set(counters)
    return wait_minutes(ahead, len(active) or len(counters), average)
