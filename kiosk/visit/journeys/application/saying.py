"""Lists what can be touched or said on a procedure's pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from config.text import Text
from kiosk.catalogue.describe import words
from kiosk.contract.dossier import PaperState
from kiosk.language.messages import N_
from kiosk.visit import events as ev
from kiosk.visit.assistant import Option
from kiosk.visit.effects import CapturePage
from kiosk.visit.journeys.application.asking import asked, asked_at, is_whole
from kiosk.visit.journeys.application.filling import ALL_PAPERS
from kiosk.visit.journeys.application.from_papers import offered_on
from kiosk.visit.journeys.application.handing_in import HANDED_IN
from kiosk.visit.journeys.application.route import (
    SECTIONS,
    current_step,
    is_complete,
    is_given,
    route,
    step_at,
)
from kiosk.visit.journeys.application.route import (
    is_whole as all_answered,
)
from kiosk.visit.journeys.application.sections import sections
from kiosk.visit.journeys.application.state import Step, filled
from kiosk.visit.model import KioskContext, Visit
from kiosk.visit.pending import is_held
from kiosk.visit.sayable import finish, rate

Found = Iterator[Option]


def options(context: KioskContext, visit: Visit) -> tuple[Option, ...]:
    """Lists what may be answered or done now, the page's answers first."""
    if visit.at == HANDED_IN:
        return (rate(context, visit), finish(context, visit))
    step = current_step(context, visit)
    if step is None or is_held(visit) or visit.waits_for(CapturePage):
        return ()
    if filled(visit).told:
        return tuple(_read_back(context, visit))
    own = (*_judged(context, visit, step), *_OF_KIND.get(step.kind, _value)(context, visit, step))
    if step.kind in ("consent", "sections"):
        return own
    return (*own, _named(context, visit, N_("All sections"), ev.WantsChange(SECTIONS.id), "sections"))


def _named(context: KioskContext, visit: Visit, message: str, then: ev.ByPerson, deed: str) -> Option:
    return Option(context.messages.text(visit.lang, message), then, deed)


def _read_back(context: KioskContext, visit: Visit) -> Found:
    found = ((asked_at(context, visit, step), value) for step, value in filled(visit).told)
    if all(asked is None or is_whole(asked, value) for asked, value in found):
        yield _named(context, visit, N_("Yes, that is right"), ev.ReadBack(right=True), "yes")
    yield _named(context, visit, N_("No, once more"), ev.ReadBack(right=False), "no")


def _judged(context: KioskContext, visit: Visit, step: Step) -> Found:
    if offered_on(step, filled(visit)):
        right, wrong = (ev.JudgedReading(step.id, right=right) for right in (True, False))
        yield _named(context, visit, N_("Yes, that is right"), right, "yes")
        yield _named(context, visit, N_("No, once more"), wrong, "no")


def _consent(context: KioskContext, visit: Visit, _step: Step) -> Found:
    yield _named(context, visit, N_("Yes, I agree"), ev.Consented(yes=True), "yes")
    yield _named(context, visit, N_("No"), ev.Consented(yes=False), "no")


def _card(context: KioskContext, visit: Visit, step: Step) -> Found:
    if is_complete(step, filled(visit)):
        yield _named(context, visit, N_("Yes, go on"), ev.Answered(step.id), "yes")
        yield _named(context, visit, N_("Another card"), ev.WantsScan(step.id), "no")
        return
    yield _named(context, visit, N_("No card"), ev.WantsTyping(step.id), "type")
    yield _named(context, visit, N_("Try again"), ev.WantsScan(step.id), "once_more")


def _value(context: KioskContext, visit: Visit, step: Step) -> Found:
    """Lists the answers of a choice, or the usual ones of a text; goes on with what is typed, or without."""
    asked = asked_at(context, visit, step.id)
    for value, name in asked.choices if asked is not None else ():
        yield Option(name, ev.Answered(step.id, value))
    if step.kind == "choice":
        return
    if visit.draft:
        yield _named(context, visit, N_("Continue"), ev.Answered(step.id), "next")
    source = step.question or step.input
    if source is not None and source.optional:
        yield _named(context, visit, N_("Skip"), ev.Answered(step.id, ""), "skip")


def _together(context: KioskContext, visit: Visit, step: Step) -> Found:
    """Lists what can be said on a page with several values: that of the one which is asked now, then what the
    page itself offers.
    """
    known, now = filled(visit), asked(context, visit)
    wanted = step_at(context, visit, now.step) if now is not None else None
    if wanted is not None:
        yield from _value(context, visit, wanted)
    if wanted is None and (step.kind != "choices" or all_answered(step, known)):
        yield _named(context, visit, N_("Continue"), ev.Answered(step.id), "next")
    if step.kind in ("person", "details"):
        leave = N_("The officer asks for the rest at the counter")
        yield _named(context, visit, leave, ev.Answered(step.id, ""), "at_counter")
    for part in step.parts:
        if part.input is not None and part.input.extra and not is_given(part, known):
            yield Option(context.messages.text(visit.lang, part.input.label), ev.WantsChange(part.id))


def _sections(context: KioskContext, visit: Visit, step: Step) -> Found:
    yield _named(context, visit, N_("Continue"), ev.Answered(step.id), "next")
    for one in sections(context.catalogue.procedures[visit.procedure or ""], filled(visit)):
        yield Option(words_of(context, visit, one.name), ev.WantsChange(one.step))


def words_of(context: KioskContext, visit: Visit, name: Text | str) -> str:
    """Writes a section's name."""
    messages = context.messages
    return messages.text(visit.lang, name) if isinstance(name, str) else words(name, visit.lang, messages)


def _paper(context: KioskContext, visit: Visit, step: Step) -> Found:
    paper, known = step.paper, filled(visit)
    if paper is None:
        return
    if known.page is not None:
        yield _named(context, visit, N_("It is good"), ev.KeptPage(step.id, yes=True), "yes")
        yield _named(context, visit, N_("Take again"), ev.KeptPage(step.id, yes=False), "no")
        return
    entry = known.papers.get(paper.id)
    if entry is not None and entry.state is PaperState.CAPTURED:
        yield _named(context, visit, N_("Continue"), ev.Answered(step.id), "next")
        yield _named(context, visit, N_("Another page"), ev.WantsCapture(step.id), "capture")
        yield from _need_not_exist(context, visit)
        return
    yield _named(context, visit, N_("Take picture"), ev.WantsCapture(step.id), "capture")
    at_counter = ev.PaperElsewhere(step.id, "at_counter")
    yield _named(context, visit, N_("I will show it at the counter"), at_counter, "at_counter")
    if paper.need == "asked":
        yield _named(context, visit, N_("There is none"), ev.PaperElsewhere(step.id, "none"), "none")
    if len(papers_to_come(context, visit)) > 1:
        rest = ev.PaperElsewhere(ALL_PAPERS, "at_counter")
        yield _named(context, visit, N_("All other papers at the counter"), rest, "papers_at_counter")
    yield from _need_not_exist(context, visit)


def _need_not_exist(context: KioskContext, visit: Visit) -> Found:
    """Lists the other papers that need not exist, to be said so of them here."""
    for other in papers_to_come(context, visit):
        if other.paper is not None and other.paper.need == "asked" and other.id != visit.at:
            name = words(other.paper.name, visit.lang, context.messages)
            none = context.messages.text(visit.lang, "I do not have: {name}", name=name)
            yield Option(none, ev.PaperElsewhere(other.id, "none"))


def papers_to_come(context: KioskContext, visit: Visit) -> tuple[Step, ...]:
    """Lists the papers that have no picture yet, and are not left to the counter."""
    steps = route(context.catalogue.procedures[visit.procedure or ""], filled(visit))
    return tuple(step for step in steps if step.paper is not None and not is_given(step, filled(visit)))


def _review(context: KioskContext, visit: Visit, _step: Step) -> Found:
    text = context.messages.text
    ask = text(visit.lang, "Hand in this dossier now?")
    yield Option(text(visit.lang, "Hand in"), ev.WantsHandIn(), "hand_in", ask)
    procedure = context.catalogue.procedures[visit.procedure or ""]
    for step in (one for page in route(procedure, filled(visit)) for one in _rows(page)):
        name = _row(context, visit, step)
        if name:
            yield Option(text(visit.lang, "Change: {name}", name=name), ev.WantsChange(step.id))


def _rows(page: Step) -> tuple[Step, ...]:
    """Lists what can be changed of a page by its name: a person as a whole, any other value by itself."""
    return (page,) if page.kind == "person" or not page.parts else page.parts if page.role is None else ()


def _row(context: KioskContext, visit: Visit, step: Step) -> str:
    if step.paper is not None:
        return words(step.paper.name, visit.lang, context.messages)
    if step.role is not None:
        return words(step.role.name, visit.lang, context.messages)
    asked = asked_at(context, visit, step.id)
    return asked.words if asked is not None else ""


_OF_KIND: Mapping[str, Callable[[KioskContext, Visit, Step], Found]] = {
    "consent": _consent,
    "card": _card,
    "person": _together,
    "choices": _together,
    "details": _together,
    "sections": _sections,
    "paper": _paper,
    "review": _review,
}
