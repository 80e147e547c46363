"""Defines a ticket on the wire: asked for, given to a kiosk, seen by its holder, by the hall and by an
officer.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Annotated, Literal

from pydantic import Field

from kiosk.contract.text import (
    CounterNumber,
    Day,
    Digest,
    Flag,
    FromHub,
    Id,
    Key,
    KioskName,
    Lang,
    Line,
    Moment,
    ProcedureCode,
    TicketNumber,
    ToHub,
    Token,
    VisitId,
)

Origin = Literal["hub", "kiosk"]
"""`kiosk`: given from the kiosk's own range while the hub was away."""
ShownHow = Literal["paper", "screen"]
Act = Literal["recall", "start", "finish", "no-show", "hold", "park", "leave"]
"""What an officer does with the number at the counter; it stands in the address."""
HolderAct = Literal["come", "hold", "resume", "leave"]
"""What the holder of a number does with it, on the page behind its QR code; it stands in the address."""
Wait = Annotated[tuple[int, int] | None, Field(description="Least and most minutes; null: not known.")]


class TicketState(Enum):
    """Lists the states of a ticket. `ISSUED` is not callable: the citizen holds nothing yet. `ON_HOLD` keeps
    the place of who fetches something, `PARKED` that of who waits for the officers. `TRANSFERRED` waits
    again,
    for another field or counter. `NO_SHOW` is called once more, later. `LEFT` ended without a service.
    """

    ISSUED = "issued"
    WAITING = "waiting"
    CALLED = "called"
    ON_THE_WAY = "on_the_way"
    SERVING = "serving"
    ON_HOLD = "on_hold"
    PARKED = "parked"
    TRANSFERRED = "transferred"
    NO_SHOW = "no_show"
    FINISHED = "finished"
    LEFT = "left"


class WantedTicket(ToHub):
    """Carries a kiosk's request for a number. `priority`: the reason to be called first. `holder`: the mark
    of the card that was shown, by the hub's key of the day: one card has one number of a field.
    `visit`: that of the kiosk in which several services may be asked for.
    """

    field: Id
    procedure: ProcedureCode | None = None
    lang: Lang = "vi"
    kiosk: KioskName
    priority: Id | None = None
    holder: Digest | None = None
    visit: VisitId | None = None


class NumberByHand(ToHub):
    """Carries an officer's request for a number, for somebody who can't use the kiosk."""

    field: Id
    procedure: ProcedureCode | None = None
    lang: Lang = "vi"
    priority: Id | None = None


class Shown(ToHub):
    """Says that the citizen holds the number."""

    how: ShownHow


class GivenTicket(ToHub):
    """Describes a number that a kiosk gave from its own range."""

    id: Key
    number: TicketNumber
    day: Day
    field: Id
    procedure: ProcedureCode | None = None
    token: Token
    issued_at: Moment


class Adoption(ToHub):
    """Asks the hub to take a kiosk's number over; `how` is null while nobody is known to hold it."""

    ticket: GivenTicket
    lang: Lang = "vi"
    kiosk: KioskName
    how: ShownHow | None = None
    priority: Id | None = None
    holder: Digest | None = None
    visit: VisitId | None = None


class Call(ToHub):
    """Carries an officer's call of the next number, or of this one."""

    ticket: Key | None = None


class Transfer(ToHub):
    """Hands the number at the counter on to a field, or to one counter of it. `back`: it returns
    afterwards.
    """

    field: Id
    counter: CounterNumber | None = None
    back: Flag = False


class Reason(ToHub):
    """Says why an officer does something."""

    reason: Line


class Nothing(ToHub):
    """Carries nothing: the request's address says all."""


class Ticket(FromHub):
    """Describes a ticket as the kiosk gets it. `number` is as printed ("H 047"), `day` the local date it is
    valid on.

    `ahead` is how many wait before it; null, like the wait, where it can't be known. `appointment` is the
    time that it was booked for, where its holder came in time. `again`: its holder had it before.
    `services` are the fields that it is for, where it is first.
    """

    id: str
    number: str
    day: date
    field: str
    procedure: str | None
    counters: tuple[str, ...]
    ahead: int | None
    wait_minutes: Wait
    token: str
    issued_at: datetime
    origin: Origin = "hub"
    appointment: datetime | None = None
    again: bool = False
    services: tuple[str, ...] = ()


class TicketAnswer(FromHub):
    """Answers with the number that was given or taken over."""

    ticket: Ticket


class ShownTicket(FromHub):
    """Names the ticket that is now known to be in somebody's hands."""

    ticket: str


class ShownAnswer(FromHub):
    """Says that the hub knows that somebody holds the number."""

    shown: ShownTicket


class HeldTicket(FromHub):
    """Shows a ticket to its holder's phone: whoever has the slip's code sees no more than this."""

    number: str
    day: date
    field: str
    field_name: str
    state: TicketState
    counters: tuple[str, ...]
    counter: str | None
    ahead: int | None
    wait_minutes: Wait
    issued_at: datetime


class HeldTicketAnswer(FromHub):
    """Answers with the ticket behind a slip's code."""

    ticket: HeldTicket


class CalledNumber(FromHub):
    """Shows a number and where it is called: all that the hall sees of a ticket."""

    number: str
    counter: CounterNumber
    state: TicketState
    at: datetime


class QueuedTicket(FromHub):
    """Shows a ticket to officers. `priority` says why it is called first, in words; empty: it is not.
    `misses`: how often nobody was there; `told_minutes`: the wait that the citizen was told; `handed_to`: the
    only counter that calls it; `appointment`: the time that it was booked for. `then` are the services that
    it goes on to, in words; `beside` the other numbers of the same visit.
    """

    id: str
    number: str
    field: str
    procedure: str | None
    procedure_name: str
    lang: str
    state: TicketState
    issued_at: datetime
    origin: Origin
    waited_minutes: int
    counter: str | None
    called_at: datetime | None
    calls: int
    dossiers: int
    priority: str = ""
    misses: int = 0
    told_minutes: Wait = None
    handed_to: str | None = None
    appointment: datetime | None = None
    then: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


class CalledAnswer(FromHub):
    """Answers with the number that was called; null where nobody waits."""

    ticket: QueuedTicket | None


class ActedAnswer(FromHub):
    """Answers with the number at the counter, after what was done with it."""

    ticket: QueuedTicket
