"""Defines the state of one citizen's visit: everything the screen shows is a function of
it.

Immutable; `advance()` (reducer.py) makes the next one. Reprs show no personal data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as value
from datetime import datetime
from enum import Enum
from typing import Any, ClassVar, TypeVar

from config.hours import Timetable
from config.schema import Centre, Counter, Idle, Priority, QueueField
from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.ranker import Ranker
from kiosk.contract.ticket import Ticket
from kiosk.language.messages import Messages
from kiosk.language.typing import Typed, finished, typed
from kiosk.ports.codes import Glimpse
from kiosk.ports.device import Fault
from kiosk.visit.assistant import NOTHING_SAID, Reply, Thread
from kiosk.visit.effects import Awaited, SlipPurpose, Speak

DRAFT_LIMIT = 200
HOME = "home"
"""The place where every visit begins."""


class Slip(Enum):
    """Says how a slip fares."""

    NONE = "none"
    PRINTING = "printing"
    PRINTED = "printed"
    ON_SCREEN = "on_screen"


@dataclass(frozen=True, slots=True)
class Comfort:
    """Holds the switches of the access bar; `loudness` and `pace` are steps from the voice's own, 0. `keys`:
    who listens is led by ear, with keys: the screen's reader says what is new.
    """

    large: bool = False
    contrast: bool = False
    reach: bool = False
    listen: bool = False
    left: bool = False
    keys: bool = False
    loudness: int = 0
    pace: int = 0


@dataclass(frozen=True, slots=True)
class Voice:
    """Holds how the visit is led by voice.

    `leads`: the citizen spoke last, so that each page is said and listened to. `introduced`: the kiosk has
    said that it is a machine. `line` is to be said next, before the page's own words; `saying` is being
    said. `unheard` counts the hearings in a row that failed, `lost` the sentences that had no answer. `over`
    is the robot's answer that stands over the page, `thread` its talk with the citizen so far.
    """

    leads: bool = False
    introduced: bool = False
    line: str = value(default="", repr=False)
    saying: Speak | None = value(default=None, repr=False)
    unheard: int = 0
    lost: int = 0
    over: Reply | None = value(default=None, repr=False)
    thread: Thread = NOTHING_SAID


@dataclass(frozen=True, slots=True)
class State:
    """Serves as the base of what a journey keeps of the visit; every value has a default. Itself: no journey
    has begun.

    `OF_PROCEDURE`: it is about the visit's procedure, and goes when another one is chosen.
    """

    OF_PROCEDURE: ClassVar[bool] = False

    @property
    def is_unfinished(self) -> bool:
        """Says that the citizen would lose something by leaving now."""
        return False

    @property
    def shown_card(self) -> str:
        """Gives the number of the card that the citizen has shown as her own; empty where none was."""
        return ""


@dataclass(frozen=True, slots=True)
class Call:
    """Describes a call for help: the id of its notice, whether an officer is on the way, and when the hub was
    last asked about it (monotonic seconds).
    """

    notice: str
    coming: bool = False
    looked: float = 0.0


StateOf = TypeVar("StateOf", bound=State)


@dataclass(frozen=True, slots=True)
class Visit:
    """Holds one visit: what every journey shares, and the state of the one on screen.

    `at` is a place or a step id; `trail` the way back; `draft` what is typed on this page, `keys` what was
    pressed for its last word. `field` and `procedure` are what the visit is about, `priority` the reason to
    be called first: None where nobody asked, empty where there is none. `problem` is shown on the screen it
    happened on. `countdown` is seconds left while the idle warning shows, `returns` until the screen
    goes home by itself after a slip; `stays`: the citizen has said not to. `active` is when
    something last went on that is neither a touch nor idleness: the kiosk's own speech, a card held before
    the reader. `pending` are the effects whose outcome has not come yet, `attempts` how many have been
    started; `tickets` are its numbers by queue field, `slips` is how each slip fares. `glimpse` is what the
    reader sees while it waits, `hint_said` when its hint was last spoken. `aside` are the states of journeys
    that the citizen left by the way back and may take up again. `said` is what was spoken last,
    `call` the call for help that an officer has not ended.
    """

    id: str
    lang: str = "vi"
    comfort: Comfort = Comfort()
    at: str = HOME
    trail: tuple[str, ...] = ()
    touched: float = 0.0
    active: float = 0.0
    countdown: int | None = None
    returns: int | None = None
    stays: bool = False
    draft: str = value(default="", repr=False)
    keys: str = value(default="", repr=False)
    field: str | None = None
    procedure: str | None = None
    priority: str | None = None
    pending: tuple[Awaited, ...] = ()
    attempts: int = 0
    problem: Fault | None = None
    glimpse: Glimpse | None = value(default=None, repr=False)
    hint_said: float = 0.0
    call: Call | None = None
    said: str = value(default="", repr=False)
    voice: Voice = Voice()
    tickets: Mapping[str, Ticket] = value(default_factory=dict)
    slips: Mapping[SlipPurpose, Slip] = value(default_factory=dict)
    journey: State = State()
    aside: tuple[State, ...] = ()

    def typing(self, key: str) -> Visit:
        """Gives the visit after a key of the keyboard with letters."""
        found = typed(Typed(self.draft, self.keys), key, telex=self.lang == "vi")
        return self if len(found.text) > DRAFT_LIMIT else replace(self, draft=found.text, keys=found.keys)

    @property
    def written(self) -> str:
        """Gives what is typed on this page, its last word at its end."""
        return finished(Typed(self.draft, self.keys))

    @property
    def staff_called(self) -> bool:
        """Says that help was called and has not left yet."""
        return self.call is not None

    @property
    def is_unfinished(self) -> bool:
        """Says that the citizen would lose something by leaving now."""
        return any(state.is_unfinished for state in (self.journey, *self.aside))

    @property
    def shown_card(self) -> str:
        """Gives the number of the card that the citizen has shown as her own; empty where none was."""
        return next((card for state in (self.journey, *self.aside) if (card := state.shown_card)), "")

    @property
    def ticket(self) -> Ticket | None:
        """Gives the number for what the visit is about; each queue field has its own."""
        return self.tickets.get(self.field or "")

    def of(self, kind: type[StateOf]) -> StateOf:
        """Gives what the journey of that state keeps; its beginning where it has not begun."""
        return next((one for one in (self.journey, *self.aside) if isinstance(one, kind)), kind())

    def having(self, state: State) -> Visit:
        """Gives the visit in which a journey keeps `state`."""
        if type(state) is type(self.journey):
            return replace(self, journey=state)
        others = tuple(one for one in self.aside if type(one) is not type(state))
        return replace(self, aside=others if state == type(state)() else (*others, state))

    def taking_up(self, kind: type[State]) -> Visit:
        """Gives the visit with that journey on screen; the one before is put aside."""
        if type(self.journey) is kind:
            return self
        left, taken = self.journey, self.of(kind)
        others = tuple(one for one in self.aside if type(one) is not kind)
        return replace(self, journey=taken, aside=others).having(left)

    def speaking(self, **changes: Any) -> Visit:
        """Gives the visit with these values of its `voice` changed."""
        return replace(self, voice=replace(self.voice, **changes))

    def waits_for(self, kind: type[Awaited]) -> bool:
        """Says if an effect of that kind is under way."""
        return any(isinstance(effect, kind) for effect in self.pending)

    def slip(self, purpose: SlipPurpose) -> Slip:
        """Says how the slip for that purpose fares."""
        return self.slips.get(purpose, Slip.NONE)


@dataclass(frozen=True, slots=True)
class KioskContext:
    """Holds what the kiosk knows while it serves: data files and settings, the same for
    every visit.

    `languages` are those that the kiosk offers; a visit begins in the first. `specimen` marks every slip
    "MẪU": not a production machine. `hears`: it has a microphone and a recogniser. `reads_papers`:
    it has a reader of papers. `takes_appointments`: the centre does. `out_of_service`: with which
    fault the hub takes nothing of this kiosk; empty where it does.
    """

    catalogue: Catalogue
    ranker: Ranker
    fields: tuple[QueueField, ...]
    counters: tuple[Counter, ...]
    centre: Centre
    timetable: Timetable
    priorities: tuple[Priority, ...]
    kiosk: str
    messages: Messages
    idle: Idle
    public_url: str
    languages: tuple[str, ...] = ("vi", "en")
    specimen: bool = False
    hears: bool = False
    reads_papers: bool = False
    takes_appointments: bool = False
    out_of_service: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """Holds the present moment for `advance()`: wall time for records, monotonic seconds for the idle clock,
    and an id for the visit that begins if this one ends.
    """

    wall: datetime
    seconds: float
    fresh_id: str
