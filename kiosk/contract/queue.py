"""Defines the queue on the wire: the public board, and what officers see of counters and of all who wait."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from kiosk.contract.dossier import DossierBrief
from kiosk.contract.text import Flag, FromHub, Id, Line, ToHub
from kiosk.contract.ticket import CalledNumber, QueuedTicket

CounterState = Literal["open", "paused", "closed"]


class CentreName(FromHub):
    """Gives the centre by its names; `full_name` is in the language that was asked for."""

    code: str
    name: str
    full_name: str


class BoardCounter(FromHub):
    """Shows a counter on the board, and the number that is there. `state` None: nobody has opened it
    today.
    """

    number: str
    name: str
    current: str | None
    state: CounterState | None = None


class FieldQueue(FromHub):
    """Describes a field and how many wait for it."""

    id: str
    letter: str
    name: str
    waiting: int


class Board(FromHub):
    """Shows the public board: numbers and counters only. `seq` is the hub's last event when it was made."""

    seq: int
    at: datetime
    centre: CentreName
    calling: tuple[CalledNumber, ...]
    counters: tuple[BoardCounter, ...]
    waiting: tuple[FieldQueue, ...]
    missed: tuple[str, ...]


class Counter(FromHub):
    """Describes a counter and the fields that it serves. `reason` says why it is paused."""

    number: str
    name: str
    fields: tuple[str, ...]
    state: CounterState | None = None
    reason: str = ""


class Counters(FromHub):
    """Lists the centre's counters."""

    counters: tuple[Counter, ...]


class Queue(FromHub):
    """Shows today's queue, in calling order."""

    seq: int
    fields: tuple[FieldQueue, ...]
    tickets: tuple[QueuedTicket, ...]


class CounterChange(ToHub):
    """Opens, pauses or closes a counter; a pause says why."""

    state: CounterState
    reason: Line = ""


class ChangedCounter(FromHub):
    """Answers with the counter as it is now."""

    counter: Counter


class Undoable(FromHub):
    """Says what the officer may still take back, and how many seconds for."""

    act: str
    number: str
    seconds: float


class CounterAnswer(FromHub):
    """Answers with one counter: whom it serves with which dossiers, who is next, who was missed, who is aside
    (on hold or parked), and what may be taken back.
    """

    seq: int
    counter: Counter
    current: QueuedTicket | None
    dossiers: tuple[DossierBrief, ...]
    waiting: int
    next: QueuedTicket | None
    missed: tuple[QueuedTicket, ...]
    aside: tuple[QueuedTicket, ...] = ()
    undo: Undoable | None = None


class FieldLimit(FromHub):
    """Says how many more numbers of a field are likely served before it closes at `closes`; `left` null: that
    is not known, and no limit holds. `lifted`: an officer has numbers given all the same. `turned_away`: so
    many got none today.
    """

    field: str
    name: str
    closes: datetime | None
    left: int | None
    lifted: bool
    turned_away: int


class Limits(FromHub):
    """Lists the limits of today's fields."""

    fields: tuple[FieldLimit, ...]


class LimitChange(ToHub):
    """Lifts the limit of a field for today, or lets it hold again."""

    field: Id
    lifted: Flag


class DayEnded(FromHub):
    """Lists the numbers that ended unserved when the centre was closed for the day."""

    left: tuple[str, ...]
