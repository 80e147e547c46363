"""Defines a dossier on the wire: as a kiosk hands it over, and as officers see and decide it."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Annotated, Literal

from pydantic import Field

from kiosk.contract.result import FeeToTake, PortalField, ShownStep, StepKind
from kiosk.contract.text import (
    CentreCode,
    Count,
    Day,
    Digest,
    FromHub,
    Id,
    ItemId,
    Key,
    KioskName,
    Lang,
    Line,
    Moment,
    ProcedureCode,
    Reason,
    Reference,
    ToHub,
    Token,
    Value,
)
from kiosk.contract.upstream import DossierUpstream

FORMAT: Literal[2] = 2
"""How a dossier is written now. 1 is still read: it did not say what is left to the counter."""
ValueSource = Literal["card", "typed", "card_typed_over", "paper"]
DecisionKind = Literal["accept", "supplement", "refuse"]
SheetState = Literal["waiting", "sending", "printed", "kept", "in_doubt", "failed"]
"""How a receipt's sheet stands. `kept`: in the spool folder; `in_doubt`: it may have come out; `failed`:
neither printed nor kept."""
FormNumber = Literal["02", "03", "04", "05", "06"]
"""The office's forms of one dossier, by their number in the list of Circular 03/2025/TT-VPCP."""
FormWish = Literal["reason", "new_day"]
"""What an officer types for a form."""


class DossierState(Enum):
    """Lists the states of a dossier. Names are stable: they stand in the interface and in the database.
    `DONE`: the result is ready.
    """

    WAITING_CHECK = "waiting_check"
    ACCEPTED = "accepted"
    SUPPLEMENT = "supplement"
    REFUSED = "refused"
    DONE = "done"
    HANDED_OUT = "handed_out"


class PaperState(Enum):
    """Says how a paper comes: photographed here, brought to the counter, declared not to exist, or replaced
    by a database, so that nobody brings it.
    """

    CAPTURED = "captured"
    AT_COUNTER = "at_counter"
    NONE = "none"
    REPLACED = "replaced"


class WrittenValue(ToHub):
    """Holds one value of a person, and where it came from."""

    text: Value
    source: ValueSource


class WrittenPaper(ToHub):
    """Describes one paper: how it comes, and its pages by their SHA-256."""

    state: PaperState
    files: Annotated[tuple[Digest, ...], Field(max_length=200)]


class WrittenConsent(ToHub):
    """Records what was agreed to, and when."""

    given_at: Moment
    text_version: Line
    lang: Lang


class WrittenDossier(ToHub):
    """Describes a dossier as bytes hold it, between kiosk and hub and at rest. `open_items`: what the
    citizen left to the counter, and the officer still asks.
    """

    format: Literal[1, 2]
    id: Key
    reference: Reference
    token: Token
    centre: CentreCode
    kiosk: KioskName
    procedure: ProcedureCode
    procedure_version: Count
    lang: Lang
    created_at: Moment
    consent: WrittenConsent
    persons: Annotated[dict[Id, dict[Id, WrittenValue]], Field(max_length=30)]
    answers: Annotated[dict[Id, Value], Field(max_length=200)]
    papers: Annotated[dict[Id, WrittenPaper], Field(max_length=100)]
    open_items: Annotated[tuple[ItemId, ...], Field(max_length=300)] = ()
    ticket: Key | None


class Verdict(ToHub):
    """Carries an officer's decision. `reason` is what the citizen reads, also whoever finds the slip;
    `remark` stays among the officers. `papers` are those to be supplemented.
    """

    kind: DecisionKind
    reason: Reason = ""
    remark: Reason = ""
    papers: Annotated[tuple[Id, ...], Field(max_length=50)] = ()


class WantedForm(ToHub):
    """Asks for one of the office's forms: `reason` and `new_day` as far as the form has them, and the dossier
    does not.
    """

    reason: Reason = ""
    new_day: Day | None = None


class NoData(ToHub):
    """Says why no data was found in place of a paper that was not to be brought; the citizen reads it."""

    reason: Reason


class ReceivedDossier(FromHub):
    """Describes what the hub has of a dossier that was handed over."""

    id: str
    state: DossierState
    received_at: datetime


class ReceivedAnswer(FromHub):
    """Says that the hub has the dossier, durably."""

    dossier: ReceivedDossier


class FileFacts(FromHub):
    """Describes a stored page."""

    sha256: str
    bytes: int


class FileAnswer(FromHub):
    """Says that the hub has the page, durably."""

    file: FileFacts


class AnswerClock(FromHub):
    """Says until when the office answers a dossier that waits for its check; `left_minutes` are minutes of
    office hours, below 0 once that moment is `over`, and `text` says it in words.
    """

    until: datetime
    over: bool
    left_minutes: int
    text: str


class DossierBrief(FromHub):
    """Describes a dossier in a list: nothing of the persons in it. `clock` runs while it waits for its
    check.
    """

    id: str
    reference: str
    procedure: str
    procedure_name: str
    state: DossierState
    since: datetime
    ticket: str | None
    code: str | None
    due: date | None
    clock: AnswerClock | None = None


class DossierList(FromHub):
    """Lists some dossiers."""

    dossiers: tuple[DossierBrief, ...]


class ShownConsent(FromHub):
    """Shows what the citizen agreed to."""

    given_at: datetime
    text_version: str
    lang: str


class ShownValue(FromHub):
    """Shows a value of a person: as stored, and as people write it."""

    input: str
    label: str
    value: str
    shown: str
    source: ValueSource


class ShownPerson(FromHub):
    """Shows a person of the dossier. `warnings` are ids of what does not fit together."""

    role: str
    name: str
    values: tuple[ShownValue, ...]
    warnings: tuple[str, ...]


class AnsweredQuestion(FromHub):
    """Shows a question of the procedure and its answer."""

    id: str
    question: str
    value: str
    answer: str


class ShownFile(FromHub):
    """Shows a page of a paper and the address of its picture."""

    sha256: str
    url: str


class ShownPaper(FromHub):
    """Shows a paper of the dossier."""

    id: str
    name: str
    state: PaperState
    state_text: str
    files: tuple[ShownFile, ...]


class ShownOpenItem(FromHub):
    """Shows what the officer still asks: `about` names the person, empty where it is about the dossier."""

    id: str
    about: str
    name: str


class ShownDecision(FromHub):
    """Shows a decision on record. `remark` is what the citizen does not read."""

    kind: DecisionKind
    officer: str
    reason: str
    remark: str = ""
    papers: tuple[str, ...]
    at: datetime


class OfferedForm(FromHub):
    """Offers a form of the office that can be made of the dossier now. `asks`: what the officer types, and
    sends by POST; where it is nothing, `url` is fetched by GET.
    """

    number: FormNumber
    name: str
    url: str
    asks: tuple[FormWish, ...]


class WholeDossier(DossierBrief):
    """Shows everything of a dossier, for officers only. `seq` is the hub's last event when it was made;
    `next_steps` are those that can be noted now, `fee` is what the counter takes, `portal_fields` are copied.
    Of one that was erased nothing personal is left.
    """

    seq: int
    erased_at: datetime | None = None
    ticket_number: str | None
    lang: str
    kiosk: str
    created_at: datetime
    received_at: datetime
    accepted_at: datetime | None
    due_text: str | None
    result_where: str | None
    consent: ShownConsent
    persons: tuple[ShownPerson, ...]
    answers: tuple[AnsweredQuestion, ...]
    papers: tuple[ShownPaper, ...]
    open_items: tuple[ShownOpenItem, ...] = ()
    decisions: tuple[ShownDecision, ...]
    may_decide: bool
    receipt_url: str | None
    receipt_code_url: str | None
    receipt_sheet: SheetState | None
    declaration_url: str | None = None
    forms: tuple[OfferedForm, ...] = ()
    steps: tuple[ShownStep, ...] = ()
    next_steps: tuple[StepKind, ...] = ()
    fee: FeeToTake | None = None
    portal_fields: tuple[PortalField, ...] = ()
    upstream: tuple[DossierUpstream, ...] = ()


class DossierAnswer(FromHub):
    """Answers with one dossier."""

    dossier: WholeDossier
