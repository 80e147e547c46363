"""What the hub shows of tickets: to the public (numbers and counters only), and to officers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kiosk.catalogue.tell import words
from kiosk.clock import ICT
from kiosk.hub import tickets as queue_rules
from kiosk.hub.hub import Hub
from kiosk.hub.store.records import DossierRecord, TicketRecord
from kiosk.hub.store.transaction import Reading
from kiosk.queue.model import TicketState

_OPEN = (
    TicketState.ISSUED,
    TicketState.WAITING,
    TicketState.CALLED,
    TicketState.SERVING,
    TicketState.NO_SHOW,
)


def procedure_name(hub: Hub, code: str | None, lang: str) -> str:
    """The procedure's name, or its code where the catalogue no longer has it."""
    procedure = hub.catalogue.get(code) if code else None
    return words(procedure.name, lang, hub.messages) if procedure else code or ""


async def board(hub: Hub, lang: str) -> dict[str, Any]:
    """The public board: who is called where, and how many wait."""
    return await hub.read(lambda reading: _board(hub, reading, lang))


def _board(hub: Hub, reading: Reading, lang: str) -> dict[str, Any]:
    now = hub.clock.now()
    today = now.astimezone(ICT).date()
    seq = reading.events.newest()
    waiting = [ticket.field for ticket in reading.tickets.of_day(today, TicketState.WAITING)]
    calling = reading.tickets.of_day(today, TicketState.CALLED, TicketState.SERVING)
    calling.sort(key=lambda ticket: ticket.called_at or ticket.issued_at, reverse=True)
    current = {ticket.counter: ticket.number for ticket in calling}
    missed = reading.tickets.of_day(today, TicketState.NO_SHOW)
    return {
        "seq": seq,
        "at": now.isoformat(),
        "centre": {"code": hub.centre.code, "name": hub.centre.name, "full_name": hub.centre.named(lang)},
        "calling": [
            {
                "number": ticket.number,
                "counter": ticket.counter,
                "state": ticket.state.value,
                "at": (ticket.called_at or ticket.issued_at).isoformat(),
            }
            for ticket in calling
        ],
        "counters": [
            {
                "number": counter.number,
                "name": words(counter.name, lang, hub.messages),
                "current": current.get(counter.number),
            }
            for counter in hub.counters
        ],
        "waiting": [
            {
                "field": field.id,
                "letter": field.letter,
                "name": words(field.name, lang, hub.messages),
                "count": waiting.count(field.id),
            }
            for field in hub.fields
        ],
        "missed": [ticket.number for ticket in missed],
    }


async def ticket_by_token(hub: Hub, token: str, lang: str) -> dict[str, Any] | None:
    """What the holder of a ticket's QR may see; None for an unknown token."""

    def look(reading: Reading) -> dict[str, Any] | None:
        ticket = reading.tickets.by_token(token)
        if ticket is None:
            return None
        told = hub.tickets.told(reading, ticket)
        return {
            "number": ticket.number,
            "day": ticket.day.isoformat(),
            "field": ticket.field,
            "field_name": next(
                (words(f.name, lang, hub.messages) for f in hub.fields if f.id == ticket.field), ""
            ),
            "state": ticket.state.value,
            "counters": list(told.counters),
            "counter": ticket.counter,
            "ahead": told.ahead,
            "wait_minutes": list(told.wait_minutes) if told.wait_minutes else None,
            "issued_at": ticket.issued_at.isoformat(),
        }

    return await hub.read(look)


async def status_by_token(hub: Hub, token: str, lang: str) -> dict[str, Any] | None:
    """What the holder of a submission slip's QR may see: no name, no number of a person; None: unknown."""

    def look(reading: Reading) -> dict[str, Any] | None:
        filed = reading.dossiers.by_token(token)
        if filed is None:
            return None
        last = reading.dossiers.decisions_of(filed.dossier.id)[-1:]
        procedure = hub.catalogue.get(filed.dossier.procedure)
        papers = [paper for decided in last for paper in decided.decision.papers]
        names = (
            {paper.id: words(paper.name, lang, hub.messages) for paper in procedure.papers}
            if procedure
            else {}
        )
        return {
            "reference": filed.dossier.reference,
            "procedure": filed.dossier.procedure,
            "procedure_name": procedure_name(hub, filed.dossier.procedure, lang),
            "state": filed.state.value,
            "since": filed.since.isoformat(),
            "code": filed.code,
            "due": filed.due.isoformat() if filed.due else None,
            "reason": "".join(decided.decision.reason for decided in last),
            "papers": papers,
            "paper_names": [names.get(paper, paper) for paper in papers],
        }

    return await hub.read(look)


def queue(hub: Hub, reading: Reading, lang: str) -> dict[str, Any]:
    """The whole queue of today, for officers: those at counters, then those waiting, in calling order."""
    today = hub.clock.now().astimezone(ICT).date()
    tickets = queue_rules.calling_order(reading.tickets.of_day(today, *_OPEN))
    return {
        "seq": reading.events.newest(),
        "fields": [
            {
                "id": field.id,
                "letter": field.letter,
                "name": words(field.name, lang, hub.messages),
                "waiting": sum(
                    ticket.field == field.id and ticket.state is TicketState.WAITING for ticket in tickets
                ),
            }
            for field in hub.fields
        ],
        "tickets": [ticket_row(hub, reading, ticket, lang) for ticket in tickets],
    }


def counter(hub: Hub, reading: Reading, number: str, lang: str) -> dict[str, Any]:
    """One counter: whom it serves with which dossiers, who is next, who was missed. 404: no such counter."""
    settings = hub.tickets.counter(number)
    today = hub.clock.now().astimezone(ICT).date()
    seq = reading.events.newest()
    current = reading.tickets.at_counter(number, today)
    waiting = [ticket for ticket in queue_rules.waiting_on(reading, today) if ticket.field in settings.fields]
    missed = [t for t in reading.tickets.of_day(today, TicketState.NO_SHOW) if t.field in settings.fields]
    filed = reading.dossiers.of_ticket(current.id) if current else []
    return {
        "seq": seq,
        "counter": counter_out(hub, number, lang),
        "current": ticket_row(hub, reading, current, lang) if current else None,
        "dossiers": [dossier_brief(hub, one, lang) for one in filed],
        "waiting": len(waiting),
        "next": ticket_row(hub, reading, waiting[0], lang) if waiting else None,
        "missed": [ticket_row(hub, reading, ticket, lang) for ticket in missed],
    }


def counter_out(hub: Hub, number: str, lang: str) -> dict[str, Any]:
    """A counter's settings."""
    settings = hub.tickets.counter(number)
    return {
        "number": settings.number,
        "name": words(settings.name, lang, hub.messages),
        "fields": list(settings.fields),
    }


def ticket_row(hub: Hub, reading: Reading, ticket: TicketRecord, lang: str) -> dict[str, Any]:
    """A ticket as officers see it."""
    until = ticket.called_at or hub.clock.now()
    return {
        "id": ticket.id,
        "number": ticket.number,
        "field": ticket.field,
        "procedure": ticket.procedure,
        "procedure_name": procedure_name(hub, ticket.procedure, lang),
        "lang": ticket.lang,
        "state": ticket.state.value,
        "issued_at": ticket.issued_at.isoformat(),
        "origin": ticket.origin,
        "waited_minutes": _minutes(ticket.issued_at, until),
        "counter": ticket.counter,
        "called_at": ticket.called_at.isoformat() if ticket.called_at else None,
        "calls": ticket.calls,
        "dossiers": len(reading.dossiers.of_ticket(ticket.id)),
    }


def dossier_brief(hub: Hub, filed: DossierRecord, lang: str) -> dict[str, Any]:
    """A dossier in a list: nothing of the persons in it."""
    dossier = filed.dossier
    return {
        "id": dossier.id,
        "reference": dossier.reference,
        "procedure": dossier.procedure,
        "procedure_name": procedure_name(hub, dossier.procedure, lang),
        "state": filed.state.value,
        "since": filed.since.isoformat(),
        "ticket": dossier.ticket,
        "code": filed.code,
        "due": filed.due.isoformat() if filed.due else None,
    }


def _minutes(since: datetime, until: datetime) -> int:
    return max(0, int((until - since).total_seconds() // 60))
