"""Decides what to do on a page by its words alone: what they are, not where they come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from kiosk.language.messages import N_
from tests.agents.person import Goal, Person
from tests.visits.world import CONTEXT

Kind = Literal["text", "heading", "button", "key", "field"]
Fits = Callable[[str, str], bool]


@dataclass(frozen=True)
class Item:
    """One thing of a page, as it was told: its words, what is known of it. `question`: what it answers."""

    name: str
    kind: Kind = "text"
    enabled: bool = True
    chosen: bool = False
    empty: bool = True
    question: str = ""


@dataclass(frozen=True)
class Deed:
    """What is done next: a button touched, or something typed."""

    press: str = ""
    question: str = ""
    digits: str = ""
    letters: str = ""


@dataclass
class Reader:
    """Goes for the goal, page by page; what was tried on a page before comes last. `fits` says if what was
    told is the thing of that name.
    """

    person: Person
    fits: Fits
    tried: Counter[tuple[str, str]] = field(default_factory=Counter)

    def decides(self, items: list[Item]) -> Deed | None:
        """Gives the next deed; None where nothing can be done."""
        page = " ".join(item.name for item in items if item.kind == "heading") or items[0].name
        found = [*self._candidates(items)]
        if not found:
            return None
        best = min(range(len(found)), key=lambda at: (self.tried[page, _named(found[at])], at))
        self.tried[page, _named(found[best])] += 1
        return found[best]

    def _candidates(self, items: list[Item]) -> Iterator[Deed]:
        buttons = [item for item in items if item.kind == "button" and item.enabled]
        for want in self._wanted():
            yield from (Deed(press=one.name) for one in buttons if self.fits(one.name, want))
        yield from self._typed(items)
        if any(item.kind == "button" and not item.enabled for item in items):
            yield from _unanswered([one for one in buttons if not self._leads_away(one.name)])
        for word in self.person.onward:
            yield from (Deed(press=one.name) for one in buttons if self.fits(one.name, word))
        yield from (Deed(press=one.name) for one in buttons if not self._leads_away(one.name))

    def _wanted(self) -> Iterator[str]:
        goal, person = self.person.goal, self.person
        if goal.name == "status":
            yield person.word(N_("I have a slip: where is my dossier?"))
            return
        if goal.name == "number":
            yield person.word(N_("Number only"))
        yield from named(goal, person.lang)

    def _typed(self, items: list[Item]) -> Iterator[Deed]:
        fields = [item for item in items if item.kind == "field"]
        if not fields or not all(item.empty for item in fields):
            return
        if len(fields) == 3:
            yield Deed(digits="02032001")
        elif any(self.fits(item.name.lower(), "a") for item in items if item.kind == "key"):
            yield Deed(letters="an")
        else:
            yield Deed(digits="1")

    def _leads_away(self, name: str) -> bool:
        away = (*map(self.person.word, (*_AWAY, *_SWITCHES)), *_LANGUAGES)
        return any(self.fits(name, words) for words in away)


def named(goal: Goal, lang: str) -> Iterator[str]:
    """The names of what is wanted: the procedure's, else its field's."""
    procedure = goal.procedure
    yield str(getattr(procedure.name, lang))
    field = next(one for one in CONTEXT.fields if one.id == procedure.field)
    yield str(getattr(field.name, lang))


def _unanswered(buttons: list[Item]) -> Iterator[Deed]:
    """The first answer to each question that has none yet."""
    groups: dict[str, list[Item]] = {}
    for one in buttons:
        if one.question:
            groups.setdefault(one.question, []).append(one)
    for answers in groups.values():
        if not any(answer.chosen for answer in answers):
            yield Deed(press=answers[0].name, question=answers[0].question)


def _named(deed: Deed) -> str:
    return f"{deed.question}{deed.press}{deed.digits}{deed.letters}"


_AWAY = (
    N_("Back"), N_("Exit"), N_("All sections"), N_("Show more"), N_("Back to the top"), N_("Speak"), N_("No"),
    N_("Call staff"), N_("Staff called"), N_("Try again"), N_("Take again"), N_("Priority"),
    N_("Type the procedure you need"), N_("Ask in your own words"), N_("I don't know what to choose"),
    N_("Number only"),
)  # fmt: skip
_LANGUAGES = tuple(CONTEXT.messages.language(code).name for code in CONTEXT.languages)
_SWITCHES = (
    N_("Listen"), N_("Large text"), N_("Contrast"), N_("Lower"), N_("Left hand"), N_("Hear again"),
    N_("Quieter"), N_("Louder"), N_("Slower"), N_("Faster"),
)  # fmt: skip
