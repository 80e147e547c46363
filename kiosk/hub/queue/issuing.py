"""Gives numbers: the hub's own, and those that a kiosk gave while the hub was away."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from kiosk.contract.event import TicketIssued
from kiosk.contract.ticket import Adoption, NumberByHand, ShownHow, Ticket, TicketState, WantedTicket
from kiosk.dossier.ids import new_token, uuid7
from kiosk.hub.day import hub_time
from kiosk.hub.problems import ProblemError
from kiosk.hub.queue.centre_queue import CentreQueue, get_or_404
from kiosk.hub.queue.day_end import end_days_before
from kiosk.hub.queue.moving import move
from kiosk.hub.queue.services import shared_number
from kiosk.hub.queue.waits import holder_view, tell_wait
from kiosk.hub.store.records import Actor, TicketRecord
from kiosk.hub.store.transaction import Reading, Transaction
from kiosk.queue.moves import ENDED
from kiosk.queue.numbers import following, parsed, written

BY_HAND = "QUAY"
"""What stands as the kiosk of a number that was given at a counter."""
DAY_AHEAD = timedelta(days=1)
"""A kiosk's clock may be past midnight already."""


def issue(
    queue: CentreQueue, tx: Transaction, wanted: WantedTicket, appointment: datetime | None = None
) -> Ticket:
    """Issues the next number of the field, today. It is not callable before somebody holds it. `appointment`
    is the time that it was booked for. Whose card has a number of the field that has not ended gets that one;
    so does who has one in this visit that the field shares.

    409 `no_time_left`: it would not be served before the field closes, and has no appointment.
    """
    letter = queue.letter(wanted.field)
    now = hub_time(tx)
    held = _held_by(tx, wanted.holder, wanted.field, now.date())
    if held is not None:
        tx.audit.add("device", wanted.kiosk, "ticket.held", held.id)
        return holder_view(queue, tx, held).model_copy(update={"again": True})
    shared = shared_number(queue, tx, wanted)
    if shared is not None:
        _note_holder(tx, wanted.holder, wanted.field, now.date(), shared)
        return holder_view(queue, tx, shared)
    ticket = TicketRecord(
        arrival=0,
        id=uuid7(),
        number=written(letter, _next_sequence(queue, tx, wanted.field, now.date())),
        day=now.date(),
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
        appointment=appointment,
        visit=wanted.visit,
    )
    added = _add(tx, ticket, wanted.kiosk, now)
    _note_holder(tx, wanted.holder, wanted.field, now.date(), added)
    return tell_wait(queue, tx, added, limited=appointment is None)


def issue_by_hand(queue: CentreQueue, tx: Transaction, wanted: NumberByHand, officer: str) -> Ticket:
    """Issues a number that an officer gives to somebody who can't use the kiosk: it may be called at once.
    409 `no_time_left` as at the kiosk.
    """
    asked = WantedTicket(
        field=wanted.field,
        procedure=wanted.procedure,
        lang=wanted.lang,
        kiosk=BY_HAND,
        priority=wanted.priority,
    )
    given = issue(queue, tx, asked)
    tx.tickets.note_shown(given.id, "screen")
    move(tx, get_or_404(tx, given.id), "shown", Actor("staff", officer))
    tx.audit.add("staff", officer, "ticket.by_hand", given.id)
    return given


def adopt(queue: CentreQueue, tx: Transaction, adoption: Adoption) -> Ticket:
    """Takes over a kiosk's number. The same ticket again changes nothing.

    422 `not_reserved`: a number that no kiosk may give; `wrong_day`: a day to come; 409 `number_taken`:
    another ticket has it.
    """
    given = adoption.ticket
    known = tx.tickets.by_id(given.id)
    if known is not None:
        return holder_view(queue, tx, known)
    now = hub_time(tx)
    if given.day > now.date() + DAY_AHEAD:
        raise ProblemError("wrong_day", "a number is valid on its own day")
    number = parsed(given.number)
    first, final = queue.reserved
    if number is None or number[0] != queue.letter(given.field) or not first <= number[1] <= final:
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
        visit=adoption.visit,
    )
    added = _add(tx, ticket, adoption.kiosk, now)
    if _held_by(tx, adoption.holder, given.field, given.day) is None:
        _note_holder(tx, adoption.holder, given.field, given.day, added)
    return tell_wait(queue, tx, added)


def shown(tx: Transaction, ticket_id: str, how: ShownHow) -> None:
    """Notes that the citizen holds the number. Saying so twice changes nothing; 404 for an unknown ticket."""
    ticket = get_or_404(tx, ticket_id)
    if ticket.state is TicketState.ISSUED:
        tx.tickets.note_shown(ticket_id, how)
        move(tx, ticket, "shown", Actor("device", how))


def take_over(tx: Transaction, ticket_id: str, officer: str, reason: str) -> TicketRecord:
    """Makes a number callable that no kiosk has reported as held: an officer has seen who holds it.

    409 `wrong_state` where it is held already, 422 `reason_missing`.
    """
    ticket = get_or_404(tx, ticket_id)
    if not reason:
        raise ProblemError("reason_missing")
    if ticket.state is not TicketState.ISSUED:
        raise ProblemError("wrong_state", f"the ticket is {ticket.state.value}")
    return move(tx, ticket, "shown", Actor("staff", officer), reason=reason)


def _held_by(reading: Reading, mark: str | None, field: str, day: date) -> TicketRecord | None:
    """Finds the number of the field that the card of that mark has today and that has not ended."""
    known = reading.holders.ticket_of(day, field, mark) if mark else None
    ticket = reading.tickets.by_id(known) if known else None
    return None if ticket is None or ticket.state in ENDED else ticket


def _note_holder(tx: Transaction, mark: str | None, field: str, day: date, ticket: TicketRecord) -> None:
    if mark is not None:
        tx.holders.hold(day, field, mark, ticket.id)


def _next_sequence(queue: CentreQueue, tx: Transaction, field: str, day: date) -> int:
    kind = f"field:{field}"
    sequence = following(tx.numbering.last(kind, day), queue.reserved)
    tx.numbering.remember(kind, day, sequence)
    return sequence


def _add(tx: Transaction, ticket: TicketRecord, kiosk: str, now: datetime) -> TicketRecord:
    last = tx.workdays.last_moment(now.date())
    if last is not None and last.date() < now.date():
        end_days_before(tx, last.date())
        tx.holders.forget_before(now.date())
    added = tx.tickets.add(ticket, kiosk)
    tx.tickets.begin_period(added, tx.now, None, None)
    tx.workdays.note(now)
    event = TicketIssued(ticket=ticket.id, number=ticket.number, field=ticket.field)
    tx.events.add("ticket.issued", event)
    tx.audit.add("device", kiosk, "ticket.issued", ticket.id, ticket.origin)
    return added
