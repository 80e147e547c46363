"""A ticket as JSON, the same at kiosk and hub."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from kiosk.queue.model import Ticket


def ticket_out(ticket: Ticket) -> dict[str, Any]:
    """A ticket as the kiosk gets it."""
    return {
        "id": ticket.id,
        "number": ticket.number,
        "day": ticket.day.isoformat(),
        "field": ticket.field,
        "procedure": ticket.procedure,
        "counters": list(ticket.counters),
        "ahead": ticket.ahead,
        "wait_minutes": list(ticket.wait_minutes) if ticket.wait_minutes else None,
        "token": ticket.token,
        "issued_at": ticket.issued_at.isoformat(),
        "origin": ticket.origin,
    }


def ticket_in(found: Mapping[str, Any]) -> Ticket:
    """The ticket in the hub's answer. KeyError, ValueError or TypeError when it is none."""
    wait = found["wait_minutes"]
    return Ticket(
        id=str(found["id"]),
        number=str(found["number"]),
        day=date.fromisoformat(found["day"]),
        field=str(found["field"]),
        procedure=found["procedure"],
        counters=tuple(found["counters"]),
        ahead=found["ahead"],
        wait_minutes=(int(wait[0]), int(wait[1])) if wait else None,
        token=str(found["token"]),
        issued_at=datetime.fromisoformat(found["issued_at"]),
        origin="kiosk" if found["origin"] == "kiosk" else "hub",
    )
