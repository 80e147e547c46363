"""A person before a kiosk: the real window over fakes, and what she brings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from config.schema import Panel
from kiosk.catalogue.procedure import Procedure
from kiosk.contract.dossier import DossierState
from kiosk.contract.submission import SubmissionStatus
from kiosk.dossier.codes import slip_url
from kiosk.dossier.ids import new_token
from kiosk.language.messages import N_
from kiosk.ports.codes import Reading
from kiosk.ports.device import Fault
from kiosk.visit import events as ev
from tests.visits.world import CONTEXT, GRANDMOTHER, FakeReader, World
from ui.citizen.window import KioskWindow, build

TOKEN = new_token()
MOST_DEEDS = 120
"""So many pages and tries until a person gives up."""


@dataclass(frozen=True)
class Goal:
    """What somebody came for: a journey's `name`, the procedure's code, empty where none is meant."""

    name: str
    code: str = ""

    @property
    def procedure(self) -> Procedure:
        return CONTEXT.catalogue.procedures[self.code]


@dataclass
class Hand(FakeReader):
    """Holds what she has in her hand before the reader: her card, or her slip."""

    held: bytes = b""

    def read(self, wait_s: float) -> Reading | Fault:
        return Reading(self.held) if self.held else Fault("camera_missing")


@dataclass
class Person:
    """One person with one wish, at one kiosk of her own."""

    goal: Goal
    lang: str
    window: KioskWindow = field(init=False)

    def __post_init__(self) -> None:
        self.world = World()
        self.hand = Hand()
        self.world.reader.read = self.hand.read  # type: ignore[method-assign]
        self.world.gateway.look_up = self._looked_up  # type: ignore[method-assign]
        self.world.does(ev.ChoseLanguage(self.lang))

    def _looked_up(self, token: str) -> SubmissionStatus | Fault:
        since = datetime(2026, 11, 22, 9, tzinfo=UTC)
        known = SubmissionStatus(
            reference="K1-261122-0007", procedure="1.001193", state=DossierState.DONE, since=since
        )
        return known if token == TOKEN else Fault("unknown_code")

    @contextmanager
    def before_the_kiosk(self) -> Iterator[KioskWindow]:
        self.window = build(self.world.session, CONTEXT, panel=Panel())
        try:
            yield self.window
        finally:
            self.window.close()

    def holds_card(self) -> None:
        self.hand.held = GRANDMOTHER

    def holds_slip(self) -> None:
        self.hand.held = slip_url("http://hub.example", "dossier", TOKEN).encode()

    def holds_nothing(self) -> None:
        self.hand.held = b""

    def word(self, message: str) -> str:
        """A word of her language that she knows."""
        return CONTEXT.messages.text(self.lang, message)

    @cached_property
    def onward(self) -> tuple[str, ...]:
        """What leads on, by the words of her language: the best first."""
        return tuple(map(self.word, _ONWARD))

    @property
    def is_done(self) -> bool:
        """Whether she has what she came for; told by the world, not by the person."""
        match self.goal.name:
            case "number":
                return bool(self.world.gateway.shown)
            case "status":
                return self.world.visit.at == "status"
        return any(dossier.procedure == self.goal.code for dossier in self.world.gateway.dossiers)


_ONWARD = (
    N_("Hand in"),
    N_("Yes, go on"),
    N_("Start now"),
    N_("Only this one"),
    N_("Yes, I agree"),
    N_("All other papers at the counter"),
    N_("I will show it at the counter"),
    N_("The officer asks for the rest"),
    N_("Continue"),
    N_("No card"),
)


def person_of(wanted: str, lang: str = "vi") -> Person:
    """Somebody who came for that: `number`, `status`, or the code of a procedure."""
    return Person(Goal(wanted, "1.001193") if "." not in wanted else Goal("dossier", wanted), lang)
