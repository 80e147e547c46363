"""Defines the records that the hub's repositories return."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from kiosk.catalogue.deadlines import DueBasis
from kiosk.contract.appointment import AppointmentState
from kiosk.contract.dossier import DossierState
from kiosk.contract.officer import Permission
from kiosk.contract.pairing import PairingState
from kiosk.contract.queue import CounterState
from kiosk.contract.rating import RatingReason
from kiosk.contract.result import StepKind
from kiosk.contract.ticket import Origin, TicketState
from kiosk.dossier.model import Decision, Dossier
from kiosk.queue.calling import QueuePlace

AuditRole = Literal["backend", "device", "holder", "hub", "portal", "public", "staff"]
"""Who did what the audit tells: a system behind the hub, a kiosk, whoever holds a slip, the hub itself, the
portal that books, anybody, an officer.
"""


@dataclass(frozen=True, slots=True)
class TicketRecord:
    """Holds a ticket as the hub keeps it. `calls`: how often it was called; `priority`: why it goes first.
    `queued_at` is its place in time (None: when it was issued). `misses`: how often nobody was there.
    `not_before`: it is not called sooner. `handed_to`: only this counter calls it; `back_to`: the field that
    it returns to. `appointment` is the time that it was booked for.
    `visit`: that of the kiosk in which it was taken.
    """

    arrival: int
    id: str
    number: str
    day: date
    field: str
    procedure: str | None
    lang: str
    token: str
    origin: Origin
    issued_at: datetime
    state: TicketState
    counter: str | None
    called_at: datetime | None
    calls: int
    priority: str | None = None
    queued_at: datetime | None = None
    misses: int = 0
    not_before: datetime | None = None
    handed_to: str | None = None
    back_to: str | None = None
    appointment: datetime | None = None
    visit: str | None = None

    def place(self, skills: frozenset[str] = frozenset()) -> QueuePlace:
        """Gives what the calling rule needs; `skills` are those that the number wants of a counter. Who was
        missed goes to the back, whatever reason there was to go ahead.
        """
        return QueuePlace(
            self.id,
            self.field,
            self.queued_at or self.issued_at,
            self.arrival,
            None if self.misses else self.priority,
            None if self.misses else self.appointment,
            not_before=self.not_before,
            counter=self.handed_to,
            skills=skills,
        )


@dataclass(frozen=True, slots=True)
class ServiceRequest:
    """Holds a further service of a number. `is_taken_up`: the number has come to it."""

    id: int
    field: str
    procedure: str | None
    is_taken_up: bool


@dataclass(frozen=True, slots=True)
class AppointmentRecord:
    """Holds an appointment as the hub keeps it: no person stands in it. `place` counts those of one slot from
    1; `code` is typed at the kiosk, `token` stands in the QR code. `booked_by` names the officer, or the
    portal. `ticket` is the number that its holder got by coming.
    """

    id: str
    field: str
    at: datetime
    place: int
    procedure: str | None
    lang: str
    code: str
    token: str
    state: AppointmentState
    booked_at: datetime
    booked_by: str
    ticket: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Names who did something: a role of the audit, its name, and the counter where it was done."""

    role: AuditRole
    name: str
    counter: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """Says what was done with a ticket, by whom, and for what reason or by which calling rule."""

    act: str
    actor: Actor
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MoveRecord:
    """Records what was done with a ticket: at which counter, by whom, for what reason or by which calling
    rule. `before` is what the ticket was before.
    """

    id: int
    ticket: str
    at: datetime
    act: str
    counter: str | None
    actor: str
    reason: str
    before: TicketRecord


@dataclass(frozen=True, slots=True)
class PeriodRecord:
    """Holds an interval that a ticket spent in a state; `ended_at` None: it is in it. `officer` began it."""

    ticket: str
    state: TicketState
    started_at: datetime
    ended_at: datetime | None
    counter: str | None
    field: str
    officer: str | None = None


@dataclass(frozen=True, slots=True)
class CounterPeriod:
    """Holds since when a counter is open, paused or closed, by whom and why."""

    counter: str
    state: CounterState
    officer: str
    reason: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class DossierRecord:
    """Holds a dossier as the hub keeps it. `since`: when it came into its state. `due_basis`: what the due
    day was computed by; None also where it was accepted before that was kept.
    """

    dossier: Dossier
    state: DossierState
    received_at: datetime
    since: datetime
    code: str | None
    accepted_at: datetime | None
    due: date | None
    due_basis: DueBasis | None = None


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """Holds a decision on record."""

    decision: Decision
    at: datetime


@dataclass(frozen=True, slots=True)
class StepRecord:
    """Holds a step of a dossier, in force from `at` until `ended_at` (None: still). `detail` is who took the
    result, how the fee was paid, or the portal's code; `amount` of a fee is in đồng.
    """

    dossier: str
    kind: StepKind
    officer: str
    at: datetime
    detail: str = ""
    amount: int | None = None
    ended_at: datetime | None = None
    ended_by: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """Holds an officer's session. `officer` is the log-in; `expires_at` is when the code is asked for
    again.
    """

    officer: str
    expires_at: datetime
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class AssignmentRecord:
    """Says that an officer works at a centre from the day `first` to the day `last` (None: without an end),
    at one counter (None: at every one).
    """

    centre: str
    first: date
    last: date | None = None
    counter: str | None = None


@dataclass(frozen=True, slots=True)
class OfficerRecord:
    """Holds the account of a person. `login` names them on record, for ever. `has_code`: they can sign in;
    `version` counts the changes.
    """

    login: str
    name: str
    permissions: frozenset[Permission] = frozenset()
    skills: frozenset[str] = frozenset()
    assignments: tuple[AssignmentRecord, ...] = ()
    closed: bool = False
    has_code: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True)
class Notice:
    """Holds one notice for the staff; `kind` is a fault's id, or `call_staff`. `detail` of a call may hold
    what the citizen wrote to the staff: it goes when the notice is done.
    """

    id: str
    kind: str
    detail: str
    kiosk: str
    at: datetime
    done_at: datetime | None = None
    coming_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RatingCount:
    """Counts the ratings of a day with those stars and that reason; `stars` None: not answered."""

    day: date
    stars: int | None
    reason: RatingReason | None
    count: int


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """Records who did what to which record."""

    at: datetime
    role: str
    actor: str
    action: str
    subject: str
    detail: str


class AuditRow(NamedTuple):
    """Holds a line of the audit as it stands in the database, with its number."""

    seq: int
    at: str
    role: str
    actor: str
    action: str
    subject: str
    detail: str


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """Holds the stored answer to a request with an idempotency key; `fingerprint` is that of its body."""

    fingerprint: str
    status: int
    answer: dict[str, Any]


class EventRecord(NamedTuple):
    """Holds one event as one audience sees it."""

    seq: int
    at: str
    type: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PairingCodeRecord:
    """Holds a one-time code, by its digest: which kiosk it makes, and until when."""

    digest: str
    kiosk: str
    numbers: tuple[int, int]
    officer: str
    expires_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PairingRecord:
    """Holds a paired kiosk; `ended_as` says why it is none any more. `public_key` is 32 bytes."""

    id: str
    kiosk: str
    numbers: tuple[int, int]
    public_key: bytes
    officer: str
    paired_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None
    ended_as: PairingState | None = None

    def state(self, now: datetime) -> PairingState:
        """Says how it stands at `now`."""
        if self.ended_as is not None:
            return self.ended_as
        return PairingState.VALID if now < self.expires_at else PairingState.EXPIRED


@dataclass(frozen=True, slots=True)
class InstanceRecord:
    """Holds a submission by OpenRosa: the digest of its XML, and the dossier that it became; None: pictures
    are still to come.
    """

    xml_sha256: str
    dossier: str | None
