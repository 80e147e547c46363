"""Builds the hub's views of the queue: for the public (numbers and counters only), and for officers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from kiosk.catalogue.describe import words
from kiosk.contract.queue import (
    Board,
    BoardCounter,
    CentreName,
    Counter,
    CounterAnswer,
    FieldQueue,
    Queue,
    Undoable,
)
from kiosk.contract.ticket import CalledNumber, HeldTicket, QueuedTicket, TicketState
from kiosk.hub.day import hub_time, today
from kiosk.hub.hub import Hub
from kiosk.hub.queue.centre_queue import counted, place
from kiosk.hub.queue.counters import state_of
from kiosk.hub.queue.services import fields_of, of_visit
from kiosk.hub.queue.serving import last_undoable
from kiosk.hub.queue.waits import holder_view
from kiosk.hub.store.records import TicketRecord
from kiosk.hub.store.transaction import Reading
from kiosk.hub.views import dossier_brief, procedure_name
from kiosk.queue.calling import next_place
from kiosk.queue.moves import ASIDE, AT_COUNTER, ENDED, WAITS

_OPEN = tuple(state for state in TicketState if state not in ENDED)


async def board(hub: Hub, lang: str) -> Board:
    """Shows the public board: who is called where, and how many wait."""
    return await hub.read(lambda reading: _board(hub, reading, lang))


def _board(hub: Hub, reading: Reading, lang: str) -> Board:
    now, day = hub.clock.now(), today(reading)
    seq = reading.events.newest()
    calling = reading.tickets.of_day(day, *AT_COUNTER)
    calling.sort(key=lambda ticket: ticket.called_at or ticket.issued_at, reverse=True)
    current = {ticket.counter: ticket.number for ticket in calling}
    states = reading.counters.now(day)
    missed = reading.tickets.of_day(day, TicketState.NO_SHOW)
    return Board(
        seq=seq,
        at=now,
        centre=CentreName(code=hub.centre.code, name=hub.centre.name, full_name=hub.centre.named(lang)),
        calling=tuple(
            CalledNumber(
                number=ticket.number,
                counter=ticket.counter or "",
                state=ticket.state,
                at=ticket.called_at or ticket.issued_at,
            )
            for ticket in calling
        ),
        counters=tuple(
            BoardCounter(
                number=counter.number,
                name=words(counter.name, lang, hub.messages),
                current=current.get(counter.number),
                state=states[counter.number].state if counter.number in states else None,
            )
            for counter in hub.counters
        ),
        waiting=_field_queues(hub, reading.tickets.of_day(day, *WAITS), lang),
        missed=tuple(ticket.number for ticket in missed),
    )


def queue(hub: Hub, reading: Reading, lang: str) -> Queue:
    """Shows the whole queue of today, for officers: those at counters, then those
    waiting, in calling order.
    """
    day = today(reading)
    tickets = hub.queue.in_order(reading.tickets.of_day(day, *_OPEN))
    return Queue(
        seq=reading.events.newest(),
        fields=_field_queues(hub, tickets, lang),
        tickets=tuple(ticket_row(hub, reading, ticket, lang) for ticket in tickets),
    )


def _field_queues(hub: Hub, tickets: Iterable[TicketRecord], lang: str) -> tuple[FieldQueue, ...]:
    """Counts for each field those of `tickets` that wait."""
    waiting = [ticket.field for ticket in tickets if ticket.state in WAITS - {TicketState.NO_SHOW}]
    return tuple(
        FieldQueue(
            id=field.id,
            letter=field.letter,
            name=words(field.name, lang, hub.messages),
            waiting=waiting.count(field.id),
        )
        for field in hub.fields
    )


def counter(hub: Hub, reading: Reading, number: str, officer: str, lang: str) -> CounterAnswer:
    """Shows one counter: whom it serves with which dossiers, who is next, who was missed or is aside, and
    what
    this officer may take back. 404: no such counter.
    """
    caller = hub.queue.caller(number, reading.officers.skills_of(officer))
    day, now = today(reading), hub_time(reading)
    seq = reading.events.newest()
    current = reading.tickets.at_counter(number, day)
    mine = [
        ticket
        for ticket in hub.queue.in_order(reading.tickets.of_day(day, *WAITS, *ASIDE))
        if ticket.field in caller.fields and ticket.handed_to in (None, number)
    ]
    waiting = [ticket for ticket in mine if ticket.state in WAITS]
    skills = hub.queue.skills(reading)
    places = (place(ticket, skills) for ticket in waiting)
    chosen = next_place(hub.queue.rule, places, caller, now)
    following = next((ticket for ticket in waiting if chosen and ticket.id == chosen.ticket), None)
    filed = reading.dossiers.of_ticket(current.id) if current else []

    def rows(tickets: Iterable[TicketRecord]) -> tuple[QueuedTicket, ...]:
        return tuple(ticket_row(hub, reading, ticket, lang) for ticket in tickets)

    return CounterAnswer(
        seq=seq,
        counter=counter_out(hub, reading, number, lang),
        current=ticket_row(hub, reading, current, lang) if current else None,
        dossiers=tuple(dossier_brief(hub, one, now, lang) for one in filed),
        waiting=counted(waiting),
        next=ticket_row(hub, reading, following, lang) if following else None,
        missed=rows(ticket for ticket in mine if ticket.state is TicketState.NO_SHOW),
        aside=rows(ticket for ticket in mine if ticket.state in ASIDE),
        undo=_undoable(hub, reading, number, officer),
    )


def _undoable(hub: Hub, reading: Reading, number: str, officer: str) -> Undoable | None:
    last = last_undoable(hub.queue, reading, number, officer)
    if last is None:
        return None
    left = timedelta(seconds=hub.queue.rule.undo.seconds) - (reading.now - last.at)
    return Undoable(act=last.act, number=last.before.number, seconds=left / timedelta(seconds=1))


def counter_out(hub: Hub, reading: Reading, number: str, lang: str) -> Counter:
    """Shows a counter's settings and its state today."""
    settings = hub.queue.counter(number)
    now = state_of(reading, number)
    return Counter(
        number=settings.number,
        name=words(settings.name, lang, hub.messages),
        fields=settings.fields,
        state=now.state if now else None,
        reason=now.reason if now else "",
    )


def ticket_row(hub: Hub, reading: Reading, ticket: TicketRecord, lang: str) -> QueuedTicket:
    """Shows a ticket to officers."""
    until = ticket.called_at or hub.clock.now()
    return QueuedTicket(
        id=ticket.id,
        number=ticket.number,
        field=ticket.field,
        procedure=ticket.procedure,
        procedure_name=procedure_name(hub, ticket.procedure, lang),
        lang=ticket.lang,
        state=ticket.state,
        issued_at=ticket.issued_at,
        origin=ticket.origin,
        waited_minutes=_minutes(ticket.issued_at, until),
        counter=ticket.counter,
        called_at=ticket.called_at,
        calls=ticket.calls,
        dossiers=len(reading.dossiers.of_ticket(ticket.id)),
        priority=_priority_name(hub, ticket.priority, lang),
        misses=ticket.misses,
        told_minutes=reading.waits.told(ticket.arrival),
        handed_to=ticket.handed_to,
        appointment=ticket.appointment,
        then=_further(hub, reading, ticket, lang),
        beside=tuple(one.number for one in of_visit(reading, ticket.visit) if one.id != ticket.id),
    )


def _further(hub: Hub, reading: Reading, ticket: TicketRecord, lang: str) -> tuple[str, ...]:
    """Names the services that the number goes on to."""
    names = {field.id: words(field.name, lang, hub.messages) for field in hub.fields}
    return tuple(names.get(field, field) for field in fields_of(reading, ticket)[1:])


def _priority_name(hub: Hub, reason: str | None, lang: str) -> str:
    """Gives the words of a reason to be called first, or its id where the centre no longer has it."""
    names = {one.id: words(one.name, lang, hub.messages) for one in hub.bundle.priorities}
    return names.get(reason or "", reason or "")


async def ticket_by_token(hub: Hub, token: str, lang: str) -> HeldTicket | None:
    """Shows what the holder of a ticket's QR may see; None for an unknown token."""

    def look(reading: Reading) -> HeldTicket | None:
        ticket = reading.tickets.by_token(token)
        return None if ticket is None else held(hub, reading, ticket, lang)

    return await hub.read(look)


def held(hub: Hub, reading: Reading, ticket: TicketRecord, lang: str) -> HeldTicket:
    """Shows a ticket to its holder, with the wait that is expected now."""
    told = holder_view(hub.queue, reading, ticket)
    names = {field.id: words(field.name, lang, hub.messages) for field in hub.fields}
    return HeldTicket(
        number=ticket.number,
        day=ticket.day,
        field=ticket.field,
        field_name=", ".join(names.get(field, field) for field in fields_of(reading, ticket)),
        state=ticket.state,
        counters=told.counters,
        counter=ticket.counter,
        ahead=told.ahead,
        wait_minutes=told.wait_minutes,
        issued_at=ticket.issued_at,
    )


def _minutes(since: datetime, until: datetime) -> int:
    return max(0, int((until - since).total_seconds() // 60))
