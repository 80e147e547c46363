"""Walks a procedure on the real window, from Home to the receipt, by touching what stands there.

    python -m tests.screens.walking FOLDER [CODE …]

writes a picture of each screen, the slip and the receipt, in every language, and prints what does not fit;
without codes the twelve that are asked for most and ten more, drawn with a seed. Look at the pictures.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PIL import Image

from kiosk.dossier.model import Dossier
from kiosk.language.messages import N_
from kiosk.paper.data import receipt_data
from kiosk.paper.render import image_of, render
from kiosk.visit import events as ev
from kiosk.visit.journeys.application.handing_in import HANDED_IN
from kiosk.visit.journeys.application.state import Step, filled
from tests.screens.checks import troubles
from tests.screens.stage import MODES, Seen, Stage, stage
from tests.visits.world import CONTEXT, GRANDMOTHER, World, step_at

FREQUENT = (
    *("1.001193", "1.000656", "1.000894", "1.004873", "2.000635", "2.000815"),
    *("2.000884", "1.004222", "1.004194", "1.001612", "1.001776", "1.004859"),
)
"""What a ward is asked for most."""
MOST_PAGES = 90
MOST_VIEWS = 6
TALL = ("Procedure", "Review", "FieldPage", "Choice", "Offer")
"""Screens that are photographed part by part where they have to be scrolled."""


def others(count: int, seed: int = 11) -> list[str]:
    """Draws that many of the procedures that are asked for less."""
    return random.Random(seed).sample([c for c in CONTEXT.catalogue.procedures if c not in FREQUENT], count)


@dataclass
class Walk:
    """One citizen at the window, who answers with the first of several answers, or the last (`last`)."""

    stage: Stage
    lang: str
    last: bool = False
    mode: str = "normal"

    def __post_init__(self) -> None:
        self.world = World()
        self.world.does(ev.ChoseLanguage(self.lang))
        self._show()

    def through(self, code: str) -> Iterator[tuple[str, Seen]]:
        """Goes from Home to where the dossier is handed in; gives each screen by its name."""
        procedure = CONTEXT.catalogue.procedures[code]
        field = next(field for field in CONTEXT.fields if field.id == procedure.field)
        self.touch(self._of(field.name))
        yield "field", self.stage.look()
        self.touch(self._of(procedure.name))
        yield from self._parts("procedure")
        self.touch(self._text(N_("Start now")))
        if self.world.visit.at == "offer":
            yield "offer", self.stage.look()
            self.touch(self._text(N_("Only this one")))
        for _ in range(MOST_PAGES):
            at = self.world.visit.at
            yield from self._parts(at)
            if at == HANDED_IN:
                return
            consented = filled(self.world.visit).consent is not None
            self._go_on(at)
            moved = self.world.visit.at != at or not consented
            assert moved, f"stuck on {at}: {self.world.visit.problem}"
        raise AssertionError(f"{code} has more than {MOST_PAGES} pages")

    def troubles(self, seen: Seen) -> list[str]:
        """Lists what does not fit on that screen."""
        return troubles(seen, self.mode, self.stage.panel)

    def touch(self, name: str) -> None:
        """Touches what is called so, and lets the kiosk do what that asks for."""
        self.stage.window.press(name)
        self.world.does(self.stage.session.posted.pop())
        self._show()

    def _show(self) -> None:
        self.stage.session.posted.clear()
        self.stage.session.show(replace(self.world.visit, comfort=MODES[self.mode]))

    def _parts(self, name: str) -> Iterator[tuple[str, Seen]]:
        """Gives the screen, and its other parts where it has to be scrolled."""
        yield name, self.stage.look()
        more = self._text(N_("Show more"))
        for part in range(2, MOST_VIEWS):
            if self.stage.window.screen not in TALL or more not in self.stage.window.names():
                return
            self.stage.window.press(more)
            yield f"{name}+{part}", self.stage.look()

    def _go_on(self, at: str) -> None:
        if at == "review":
            self.touch(self._text(N_("Hand in")))
            return
        step = step_at(CONTEXT, self.world.visit)
        if step.kind == "consent":
            self.world.reader.shows = [GRANDMOTHER]
            self.touch(self._text(N_("Yes, I agree")))
        elif step.kind == "card":
            names = self.stage.window.names()
            yes = self._text(N_("Yes, go on"))
            self.touch(yes if yes in names else self._text(N_("No card")))
        elif step.kind == "paper":
            self.touch(self._text(N_("I will show it at the counter")))
        elif step.kind == "choices":
            self._together(step)
        elif step.parts:
            self._details(step)
        else:
            self._answer(step)

    def _details(self, step: Step) -> None:
        """Touches what can be touched, leaves the rest and goes on."""
        for wanted in (part.input for part in step.parts):
            if wanted is not None and wanted.suggested:
                self.touch(f"{self._text(wanted.label)}: {wanted.suggested[0]}")
        self.touch(self._text(N_("Continue")))

    def _together(self, step: Step) -> None:
        """Touches an answer to each question, also to those that appear beneath."""
        known: set[str] = set()
        while coming := [p for p in step_at(CONTEXT, self.world.visit).parts if p.id not in known]:
            question = coming[0].question
            assert question is not None
            answers = self._choices(coming[0]) or [str(max(1, question.least))]
            self.touch(f"{self._of(question.ask)}: {answers[-1 if self.last else 0]}")
            known.add(coming[0].id)
        self.touch(self._text(N_("Continue")))

    def _answer(self, step: Step) -> None:
        choices = self._choices(step)
        if choices:
            self.touch(choices[-1 if self.last else 0])
            return
        self.world.types(_typed(step))
        self._show()
        self.touch(self._text(N_("Continue")))
        if self.world.visit.at == step.id and self.world.visit.problem is not None:
            self.touch(self._text(N_("Continue")))  # a date that is doubted is asked for twice

    def _choices(self, step: Step) -> list[str]:
        if step.question is not None:
            return [self._of(option.name) for option in step.question.options]
        return [self._text(name) for name in step.input.choices.values()] if step.input else []

    def _text(self, message: str) -> str:
        return CONTEXT.messages.text(self.lang, message)

    def _of(self, text: Any) -> str:
        return str(getattr(text, self.lang))


def _typed(step: Step) -> str:
    if step.kind == "date":
        return "02032001"
    if step.kind == "number":
        return step.input.example if step.input else str(max(1, step.question.least if step.question else 1))
    return step.input.example if step.input else "Mẫu"


def printed(walk: Walk) -> Iterator[tuple[str, Image.Image]]:
    """Gives the slip that was printed, and the receipt of an acceptance."""
    [dossier] = walk.world.gateway.dossiers
    yield "slip", image_of(walk.world.printer.printed[-1].picture)
    yield "receipt", _receipt(walk, dossier)


def _receipt(walk: Walk, dossier: Dossier) -> Image.Image:
    now = walk.world.clock.now()
    data = receipt_data(
        centre=CONTEXT.centre,
        dossier=dossier,
        procedure=CONTEXT.catalogue.procedures[dossier.procedure],
        code=None,
        officer="Trần Văn MẪU",
        received_at=now,
        due=now.date(),
        url="http://hub.example/d/TOKEN",
        lang=walk.lang,
        messages=CONTEXT.messages,
    )
    return image_of(render("receipt", data, walk.lang, CONTEXT.messages))


def main(folder: Path, codes: list[str]) -> int:
    """Walks in every language, keeps the pictures and prints what does not fit."""
    wrong = 0
    with stage() as opened:
        for code, lang in ((code, lang) for code in codes for lang in CONTEXT.languages):
            found = list(_kept(opened, code, lang, folder / f"{code}_{lang}"))
            wrong += len(found)
            print("\n".join([*found, f"{code} {lang}: walked"]), flush=True)
    return 1 if wrong else 0


def _kept(opened: Stage, code: str, lang: str, folder: Path) -> Iterator[str]:
    """Keeps the pictures of one walk, and gives a line for each thing that does not fit. The first answers
    are given in Vietnamese, the last ones in the other languages.
    """
    walk = Walk(opened, lang, last=lang != "vi")
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for number, (name, seen) in enumerate(walk.through(code), 1):
            seen.picture.save(folder / f"{number:02d}_{name.replace(':', '-')}.png")
            yield from (f"{code} {lang} {name}: {line}" for line in walk.troubles(seen))
    except (AssertionError, LookupError) as stopped:
        yield f"{code} {lang}: {stopped}"
        return
    for name, picture in printed(walk):
        picture.save(folder / f"99_{name}.png")


if __name__ == "__main__":
    _, where, *wanted = sys.argv
    raise SystemExit(main(Path(where), wanted or [*FREQUENT, *others(10)]))
