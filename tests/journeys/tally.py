"""Counts what a journey costs who makes it: screens, touches, typed characters, and the minutes they come to.

The fingers act below Qt: each touch is an action of the screen that shows the visit, on the real visit over
fakes. Six seconds a screen, two a touch, 2.2 a key (measured with people at kiosks: the issue's own tally).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kiosk.dossier.codes import slip_url
from kiosk.ports.device import Fault
from kiosk.visit.journeys.application.asking import unanswered
from kiosk.visit.journeys.application.from_papers import offered_on
from kiosk.visit.journeys.application.handing_in import HANDED_IN
from kiosk.visit.journeys.application.saying import papers_to_come
from kiosk.visit.journeys.application.state import Step, filled
from kiosk.visit.journeys.status import STATUS
from kiosk.visit.model import Visit
from tests.screens.dossier_scenes import NOTICE
from tests.visits.world import CONTEXT, GRANDMOTHER, World, step_at
from ui.citizen.common import ALWAYS
from ui.citizen.screens import screen_for

SCREEN_S, TOUCH_S, KEY_S = 6.0, 2.0, 2.2
MOST_TOUCHES = 200
BIRTH, COPIES, BUSINESS = "1.001193", "2.000815", "1.001612"


@dataclass
class Tally:
    """Counts of one journey."""

    screens: int = 0
    touches: int = 0
    keys: int = 0

    @property
    def minutes(self) -> float:
        """Gives the time it takes, in minutes."""
        return round((self.screens * SCREEN_S + self.touches * TOUCH_S + self.keys * KEY_S) / 60, 2)

    def plain(self) -> dict[str, float]:
        """Gives the counts by name."""
        return {
            "screens": self.screens,
            "touches": self.touches,
            "keys": self.keys,
            "minutes": self.minutes,
        }


@dataclass
class Fingers:
    """One citizen: how she answers (`answers`, by question), and whether her card can be read."""

    answers: dict[str, str] = field(default_factory=dict)
    reads: bool = True
    tally: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        self.world = World()
        self.world.papers.lines = NOTICE
        self.here = ""
        self.cards = 0
        self.arrives()

    @property
    def visit(self) -> Visit:
        return self.world.visit

    def touches(self, action: str, argument: str = "") -> None:
        """Touches what sends that action; a control that the screen has not is an error."""
        screen = screen_for(CONTEXT, self.visit)
        does = {**ALWAYS, **screen.actions}[action]
        self.tally.touches += 1
        self.world.does(does(self.visit, argument))
        self.arrives()

    def types(self, text: str) -> None:
        """Presses a key of the keyboard for each character."""
        screen = screen_for(CONTEXT, self.visit)
        for letter in text:
            self.world.does(screen.actions["key"](self.visit, "space" if letter == " " else letter))
        self.tally.keys += len(text)

    def arrives(self) -> None:
        """Counts a screen each time another page stands there, one that was seen before too."""
        here = f"{screen_for(CONTEXT, self.visit).name} {self.visit.at}"
        if here != self.here:
            self.tally.screens += 1
            self.here = here

    def opens(self, code: str) -> None:
        """Goes from Home to the procedure's page."""
        self.touches("field", CONTEXT.catalogue.procedures[code].field)
        self.touches("pick", code)

    def hands_in(self, code: str) -> None:
        """Goes from Home to the slip."""
        self.opens(code)
        self.touches("start")
        if self.visit.at == "offer":
            self.touches("take", code)
        while self.visit.at != HANDED_IN:
            if self.tally.touches > MOST_TOUCHES:
                raise AssertionError(f"{code} does not end: {self.visit.at}, {self.visit.problem}")
            self._goes_on(step_at(CONTEXT, self.visit))

    def _goes_on(self, step: Step) -> None:
        if step.input is not None:
            self._fills(step)
        else:
            _HANDS[step.kind](self, step)

    def consents(self, _step: Step) -> None:
        if self.reads:
            self.world.reader.shows.append(GRANDMOTHER)
        else:
            self.world.reader.shows.append(Fault("code_unreadable"))
        self.touches("yes")

    def shows_card(self, step: Step) -> None:
        known = filled(self.visit)
        if step.role is not None and step.role.id in known.persons:
            self.touches("confirm")
        elif self.reads and self.visit.problem is not None:
            self.world.reader.shows.append(GRANDMOTHER)
            self.touches("again")
        else:
            self.touches("type")

    def looks_at_person(self, step: Step) -> None:
        if offered_on(step, filled(self.visit)):
            self.touches("right")
        self.touches("done")

    def leaves_details(self, _step: Step) -> None:
        self.touches("done")

    def chooses(self, step: Step) -> None:
        assert step.question is not None
        self.touches("choose", self._answer(step))

    def chooses_together(self, step: Step) -> None:
        coming = unanswered(step, filled(self.visit))
        if not coming:
            self.touches("done")
        else:
            self.touches("choose", f"{coming[0].id}={self._answer(coming[0])}")

    def types_number(self, step: Step) -> None:
        self.types(self._answer(step))
        self.touches("done")

    def types_text(self, _step: Step) -> None:
        self.types("Mau")
        self.touches("done")

    def photographs(self, step: Step) -> None:
        known = filled(self.visit)
        assert step.paper is not None
        if known.page is not None:
            self.touches("keep")
        elif step.paper.id in known.papers:
            for other in papers_to_come(CONTEXT, self.visit):
                if other.paper is not None and other.paper.need == "asked":
                    self.touches("none", other.id)
            self.touches("go_on")
        elif step.paper.need == "asked":
            self.touches("none")
        else:
            self.touches("capture")

    def reviews(self, _step: Step) -> None:
        self.touches("hand_in")

    def _answer(self, step: Step) -> str:
        question = step.question
        assert question is not None
        first = question.options[0].id if question.options else str(max(1, question.least))
        return self.answers.get(question.id, first)

    def _fills(self, step: Step) -> None:
        assert step.input is not None
        if step.kind == "choice":
            self.touches("choose", next(iter(step.input.choices)))
            return
        self.types("20112026" if step.id == "child.birth_date" else step.input.example)
        self.touches("done")


_HANDS: dict[str, Callable[[Fingers, Step], None]] = {
    "consent": Fingers.consents,
    "card": Fingers.shows_card,
    "person": Fingers.looks_at_person,
    "details": Fingers.leaves_details,
    "choice": Fingers.chooses,
    "choices": Fingers.chooses_together,
    "number": Fingers.types_number,
    "text": Fingers.types_text,
    "date": Fingers.types_text,
    "paper": Fingers.photographs,
    "review": Fingers.reviews,
}


def played(code: str, answers: dict[str, str] | None = None, *, reads: bool = True) -> Tally:
    """Plays one dossier from Home to its slip."""
    fingers = Fingers(answers or {}, reads)
    fingers.hands_in(code)
    return fingers.tally


def tallies(codes: Iterable[str] = CONTEXT.catalogue.procedures) -> dict[str, dict[str, float]]:
    """Plays every journey, with that of each procedure in `codes`, and gives the counts by its name."""
    grandmother = {"relation": "grandparent"}
    found = {
        "number": _number(),
        "birth": played(BIRTH, grandmother),
        "birth_unread": played(BIRTH, grandmother, reads=False),
        "copies_3": played(COPIES, {"originals": "3", "pages": "2", "copies": "2"}),
        "business": played(BUSINESS),
        "status": status(),
        **{code: played(code) for code in codes},
    }
    return {name: tally.plain() for name, tally in found.items()}


def status() -> Tally:
    """Looks where a dossier is that was handed in before, by the code on its slip."""
    handing_in = Fingers()
    handing_in.hands_in(COPIES)
    (dossier,) = handing_in.world.gateway.dossiers
    fingers = Fingers()
    fingers.world.gateway.dossiers.append(dossier)
    fingers.world.lanes["reader"].hold()
    fingers.touches("show_code")
    fingers.world.reader.shows.append(slip_url(CONTEXT.public_url, "dossier", dossier.token).encode())
    fingers.world.lanes["reader"].release()
    fingers.arrives()
    if fingers.visit.at != STATUS:
        raise AssertionError(f"the slip leads to {fingers.visit.at}, {fingers.visit.problem}")
    return fingers.tally


def _number() -> Tally:
    fingers = Fingers()
    fingers.opens(BIRTH)
    fingers.touches("number")
    return fingers.tally
