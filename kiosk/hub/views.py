"""Builds the hub's views of tickets: for the public (numbers and counters only), and for officers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from kiosk.catalogue.describe import words
from kiosk.contract.dossier import DossierBrief
from kiosk.contract.queue import (
    Board,
    BoardCounter,
    CentreName,
    Counter,
    CounterAnswer,
    FieldQueue,
    Queue,
)
from kiosk.contract.submission import FoundDossiers, SubmissionStatus, WantedDossiers
from kiosk.contract.ticket import CalledNumber, HeldTicket, QueuedTicket, Ticket, TicketState
from kiosk.dossier.model import Dossier
from kiosk.hub import tickets as queue_rules
from kiosk.hub.day import today
from kiosk.hub.hub import Hub
from kiosk.hub.store.records import DossierRecord, TicketRecord
from kiosk.hub.store.transaction import Reading

_OPEN = (
    TicketState.ISSUED,
    TicketState.WAITING,
    TicketState.CALLED,
    TicketState.SERVING,
    TicketState.NO_SHOW,
)


def procedure_name(hub: Hub, code: str | None, lang: str) -> str:
    """Gives the procedure's name, or its code where the catalogue no longer has it."""
    entry = hub.catalogue.entries.get(code or "")
    return words(entry.name, lang, hub.messages) if entry else code or ""


async def board(hub: Hub, lang: str) -> Board:
    """Shows the public board: who is called where, and how many wait."""
    return await hub.read(lambda reading: _board(hub, reading, lang))


def _board(hub: Hub, reading: Reading, lang: str) -> Board:
    now, day = hub.clock.now(), today(reading)
    seq = reading.events.newest()
    calling = reading.tickets.of_day(day, TicketState.CALLED, TicketState.SERVING)
    calling.sort(key=lambda ticket: ticket.called_at or ticket.issued_at, reverse=True)
    current = {ticket.counter: ticket.number for ticket in calling}
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
            )
            for counter in hub.counters
        ),
        waiting=_field_queues(hub, reading.tickets.of_day(day, TicketState.WAITING), lang),
        missed=tuple(ticket.number for ticket in missed),
    )


async def ticket_by_token(hub: Hub, token: str, lang: str) -> HeldTicket | None:
    """Shows what the holder of a ticket's QR may see; None for an unknown token."""

    def look(reading: Reading) -> HeldTicket | None:
        ticket = reading.tickets.by_token(token)
        return None if ticket is None else _held(hub, ticket, hub.tickets.holder_view(reading, ticket), lang)

    return await hub.read(look)


def _held(hub: Hub, ticket: TicketRecord, told: Ticket, lang: str) -> HeldTicket:
    names = {field.id: words(field.name, lang, hub.messages) for field in hub.fields}
    return HeldTicket(
        number=ticket.number,
        day=ticket.day,
        field=ticket.field,
        field_name=names.get(ticket.field, ""),
        state=ticket.state,
        counters=told.counters,
        counter=ticket.counter,
        ahead=told.ahead,
        wait_minutes=told.wait_minutes,
        issued_at=ticket.issued_at,
    )


async def status_by_token(hub: Hub, token: str, lang: str) -> SubmissionStatus | None:
    """Shows what the holder of a submission slip's QR may see: no name, no number of a
    person; None: unknown.
    """

    def look(reading: Reading) -> SubmissionStatus | None:
        filed = reading.dossiers.by_token(token)
        return None if filed is None else _status(hub, reading, filed, lang)

    return await hub.read(look)


def _status(hub: Hub, reading: Reading, filed: DossierRecord, lang: str) -> SubmissionStatus:
    """Shows where a dossier is: no name, no number of a person."""
    last = reading.dossiers.decisions_of(filed.dossier.id)[-1:]
    procedure = hub.dossiers.procedure_of(filed.dossier)
    papers = tuple(paper for decided in last for paper in decided.decision.papers)
    names = (
        {paper.id: words(paper.name, lang, hub.messages) for paper in procedure.papers} if procedure else {}
    )
    return SubmissionStatus(
        reference=filed.dossier.reference,
        procedure=filed.dossier.procedure,
        procedure_name=dossier_name(hub, filed.dossier, lang),
        state=filed.state,
        since=filed.since,
        code=filed.code,
        due=filed.due,
        reason="".join(decided.decision.reason for decided in last if decided.decision.kind != "accept"),
        papers=papers,
        paper_names=tuple(names.get(paper, paper) for paper in papers),
    )


def found_without_slip(hub: Hub, reading: Reading, wanted: WantedDossiers, lang: str) -> FoundDossiers:
    """Finds dossiers by a typed code or by a card: where each is and what is missing. What an officer wrote
    is for the holder of the slip.
    """
    filed: list[DossierRecord] = []
    if wanted.code is not None:
        filed = reading.dossiers.by_code(wanted.code)
    elif wanted.card is not None:
        filed = reading.dossiers.by_card(hub.dossiers.card_mark(wanted.card))
    shown = (_status(hub, reading, one, lang) for one in filed)
    return FoundDossiers(found=tuple(one.model_copy(update={"reason": "", "code": None}) for one in shown))


def queue(hub: Hub, reading: Reading, lang: str) -> Queue:
    """Shows the whole queue of today, for officers: those at counters, then those
    waiting, in calling order.
    """
    day = today(reading)
    tickets = queue_rules.calling_order(reading.tickets.of_day(day, *_OPEN))
    return Queue(
        seq=reading.events.newest(),
        fields=_field_queues(hub, tickets, lang),
        tickets=tuple(ticket_row(hub, reading, ticket, lang) for ticket in tickets),
    )


def _field_queues(hub: Hub, tickets: Iterable[TicketRecord], lang: str) -> tuple[FieldQueue, ...]:
    """Counts for each field those of `tickets` that wait."""
    waiting = [ticket.field for ticket in tickets if ticket.state is TicketState.WAITING]
    return tuple(
        FieldQueue(
            id=field.id,
            letter=field.letter,
            name=words(field.name, lang, hub.messages),
            waiting=waiting.count(field.id),
        )
        for field in hub.fields
    )


def counter(hub: Hub, reading: Reading, number: str, lang: str) -> CounterAnswer:
    """Shows one counter: whom it serves with which dossiers, who is next, who was missed. 404: no such
    counter.
    """
    settings = hub.tickets.counter(number)
    day = today(reading)
    seq = reading.events.newest()
    current = reading.tickets.at_counter(number, day)
    waiting = [ticket for ticket in queue_rules.waiting_on(reading, day) if ticket.field in settings.fields]
    missed = [t for t in reading.tickets.of_day(day, TicketState.NO_SHOW) if t.field in settings.fields]
    filed = reading.dossiers.of_ticket(current.id) if current else []
    return CounterAnswer(
        seq=seq,
        counter=counter_out(hub, number, lang),
        current=ticket_row(hub, reading, current, lang) if current else None,
        dossiers=tuple(dossier_brief(hub, one, lang) for one in filed),
        waiting=len(waiting),
        next=ticket_row(hub, reading, waiting[0], lang) if waiting else None,
        missed=tuple(ticket_row(hub, reading, ticket, lang) for ticket in missed),
    )


def counter_out(hub: Hub, number: str, lang: str) -> Counter:
    """Shows a counter's settings."""
    settings = hub.tickets.counter(number)
    return Counter(
        number=settings.number,
        name=words(settings.name, lang, hub.messages),
        fields=settings.fields,
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
    )


def _priority_name(hub: Hub, reason: str | None, lang: str) -> str:
    """Gives the words of a reason to be called first, or its id where the centre no longer has it."""
    names = {one.id: words(one.name, lang, hub.messages) for one in hub.bundle.priorities}
    return names.get(reason or "", reason or "")


def dossier_name(hub: Hub, dossier: Dossier, lang: str) -> str:
    """Gives the name of the dossier's procedure, or its code where the catalogue no longer has it."""
    procedure = hub.dossiers.procedure_of(dossier)
    return words(procedure.name, lang, hub.messages) if procedure else dossier.procedure


def dossier_brief(hub: Hub, filed: DossierRecord, lang: str) -> DossierBrief:
    """Shows a dossier in a list: nothing of the persons in it."""
    dossier = filed.dossier
    return DossierBrief(
        id=dossier.id,
        reference=dossier.reference,
        procedure=dossier.procedure,
        procedure_name=dossier_name(hub, dossier, lang),
        state=filed.state,
        since=filed.since,
        ticket=dossier.ticket,
        code=filed.code,
        due=filed.due,
    )


def _minutes(since: datetime, until: datetime) -> int:
    return max(0, int((until - since).total_seconds() // 60))
