"""The state of one citizen's visit: everything the screen shows is a function of it.

Immutable; `advance()` (reducer.py) makes the next one. Reprs show no personal data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as value
from datetime import datetime
from enum import Enum
from typing import Literal

from config.schema import Centre, Counter, Idle, QueueField
from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.procedure import Paper, Question, Role
from kiosk.catalogue.ranker import Ranker
from kiosk.contract.submission import SubmissionStatus
from kiosk.contract.ticket import Ticket
from kiosk.dossier.model import Consent, PaperEntry, Person, Submission
from kiosk.identity.inputs import PersonInput
from kiosk.language.messages import Messages
from kiosk.ports.codes import Glimpse
from kiosk.ports.device import Fault
from kiosk.ports.papers import Page
from kiosk.visit.assistant import Reply
from kiosk.visit.effects import Awaited, SlipPurpose

# Places outside a procedure's own steps. Steps of a procedure have ids of their own (see `Step`).
HOME = "home"
SEARCH = "search"
FIELD = "field"
ROBOT = "robot"
PROCEDURE = "procedure"
OFFER = "offer"
NUMBER = "number"
SHOW_CODE = "show_code"
STATUS = "status"
HANDED_IN = "handed_in"
PLACES = frozenset({HOME, SEARCH, FIELD, ROBOT, PROCEDURE, OFFER, NUMBER, SHOW_CODE, STATUS, HANDED_IN})

StepKind = Literal["consent", "card", "choice", "text", "date", "number", "paper", "review"]


@dataclass(frozen=True, slots=True)
class Step:
    """One page of a procedure. `id`: `consent`, `card:<role>`, a question's id, `<role>.<input>`,
    `paper:<paper>`, `review`."""

    id: str
    kind: StepKind
    role: Role | None = None
    input: PersonInput | None = None
    question: Question | None = None
    paper: Paper | None = None


class Slip(Enum):
    """How a slip fares."""

    NONE = "none"
    PRINTING = "printing"
    PRINTED = "printed"
    ON_SCREEN = "on_screen"


@dataclass(frozen=True, slots=True)
class Comfort:
    """Switches of the access bar."""

    large: bool = False
    contrast: bool = False
    reach: bool = False
    listen: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit. `at` is a place or a step id; `trail` the way back; `draft` what is typed on this page.

    `pending` are the effects whose outcome has not come yet, `attempts` how many have been started; `slips`
    is how each slip fares.
    `problem` is shown on the screen it happened on. `countdown` is seconds left while the idle warning shows.
    `glimpse` is what the reader sees while it waits, `hint_said` when its hint was last spoken.
    """

    id: str
    lang: str = "vi"
    comfort: Comfort = Comfort()
    at: str = HOME
    trail: tuple[str, ...] = ()
    touched: float = 0.0
    countdown: int | None = None
    draft: str = value(default="", repr=False)
    hits: tuple[str, ...] = ()
    field: str | None = None
    reply: Reply | None = None
    procedure: str | None = None
    consent: Consent | None = None
    typing: frozenset[str] = frozenset()
    persons: Mapping[str, Person] = value(default_factory=dict, repr=False)
    answers: Mapping[str, str] = value(default_factory=dict, repr=False)
    papers: Mapping[str, PaperEntry] = value(default_factory=dict, repr=False)
    page: Page | None = value(default=None, repr=False)
    page_digest: str = ""
    change_from_review: bool = False
    pending: tuple[Awaited, ...] = ()
    attempts: int = 0
    problem: Fault | None = None
    glimpse: Glimpse | None = value(default=None, repr=False)
    hint_said: float = 0.0
    staff_called: bool = False
    ticket: Ticket | None = None
    slips: Mapping[SlipPurpose, Slip] = value(default_factory=dict)
    submission: Submission | None = None
    delivered: bool = False
    status: SubmissionStatus | None = None

    def waits_for(self, kind: type[Awaited]) -> bool:
        """Whether an effect of that kind is under way."""
        return any(isinstance(effect, kind) for effect in self.pending)

    def slip(self, purpose: SlipPurpose) -> Slip:
        """How the slip for that purpose fares."""
        return self.slips.get(purpose, Slip.NONE)


@dataclass(frozen=True, slots=True)
class KioskContext:
    """What the counter knows while it serves: data files and settings, the same for every visit.

    `languages` are those that the kiosk offers; a visit begins in the first. `specimen` marks every slip
    "MẪU": not a production machine.
    """

    catalogue: Catalogue
    ranker: Ranker
    fields: tuple[QueueField, ...]
    counters: tuple[Counter, ...]
    centre: Centre
    kiosk: str
    messages: Messages
    idle: Idle
    public_url: str
    languages: tuple[str, ...] = ("vi", "en")
    specimen: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """Now, as handed to `advance()`: wall time for records, monotonic seconds for the idle clock, and an
    id for the visit that begins if this one ends."""

    wall: datetime
    seconds: float
    fresh_id: str
