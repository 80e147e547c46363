"""Requests as they come over the wire, checked; answers that several routes give."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from config.text import Frozen, Id, Nfc
from kiosk.dossier.ids import ALPHABET
from kiosk.queue.model import Ticket

Key = Annotated[str, Field(min_length=8, max_length=64, pattern=r"^[0-9A-Za-z-]+$")]
Token = Annotated[str, Field(pattern=f"^[{ALPHABET}]{{16}}$")]
Lang = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
Kiosk = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]{0,5}$")]
ProcedureCode = Annotated[str, Field(pattern=r"^\d\.\d{6}$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class WantedTicket(Frozen):
    """A number, please."""

    field: Id
    procedure: ProcedureCode | None = None
    lang: Lang = "vi"
    kiosk: Kiosk


class Shown(Frozen):
    """The citizen holds the number."""

    how: Literal["paper", "screen"]


class GivenTicket(Frozen):
    """A number from a kiosk's own range."""

    id: Key
    number: Annotated[str, Field(max_length=10)]
    day: date
    field: Id
    procedure: ProcedureCode | None = None
    token: Token
    issued_at: AwareDatetime


class Adoption(Frozen):
    """Take this number over; `how` is None while nobody is known to hold it."""

    ticket: GivenTicket
    lang: Lang = "vi"
    kiosk: Kiosk
    how: Literal["paper", "screen"] | None = None


class NewNotice(Frozen):
    """Something for the staff to see to."""

    id: Key
    kind: Id
    detail: Annotated[Nfc, Field(max_length=200)] = ""
    kiosk: Kiosk


class Login(Frozen):
    """An officer and the code."""

    officer: Annotated[str, Field(max_length=40)]
    code: Annotated[str, Field(max_length=80, repr=False)]


class Call(Frozen):
    """Call the next one, or this one."""

    ticket: Key | None = None


class Nothing(Frozen):
    """A request that says all by its address."""


class Verdict(Frozen):
    """An officer's decision."""

    kind: Literal["accept", "supplement", "refuse"]
    reason: Annotated[Nfc, Field(max_length=1000)] = ""
    papers: Annotated[tuple[Id, ...], Field(max_length=50)] = ()


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


def ticket_in(found: dict[str, Any]) -> Ticket:
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
