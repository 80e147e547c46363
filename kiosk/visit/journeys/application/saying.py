"""Lists what can be touched or said on a procedure's pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from kiosk.catalogue.describe import words
from kiosk.contract.dossier import PaperState
from kiosk.language.messages import N_
from kiosk.visit import events as ev
from kiosk.visit.assistant import Option
from kiosk.visit.effects import CapturePage
from kiosk.visit.journeys.application.asking import asked_at, here_inputs, is_whole
from kiosk.visit.journeys.application.handing_in import HANDED_IN
from kiosk.visit.journeys.application.route import current_step, is_complete, route
from kiosk.visit.journeys.application.state import Step, filled
from kiosk.visit.model import KioskContext, Visit
from kiosk.visit.pending import is_held
from kiosk.visit.sayable import finish

Found = Iterator[Option]


def options(context: KioskContext, visit: Visit) -> tuple[Option, ...]:
    """Lists what may be answered or done now, the page's answers first."""
    if visit.at == HANDED_IN:
        return (finish(context, visit),)
    step = current_step(context, visit)
    if step is None or is_held(visit) or visit.waits_for(CapturePage):
        return ()
    if filled(visit).told:
        return tuple(_read_back(context, visit))
    return tuple(_OF_KIND.get(step.kind, _value)(context, visit, step))


def _named(context: KioskContext, visit: Visit, message: str, then: ev.ByPerson, deed: str) -> Option:
    return Option(context.messages.text(visit.lang, message), then, deed)


def _read_back(context: KioskContext, visit: Visit) -> Found:
    found = ((asked_at(context, visit, step), value) for step, value in filled(visit).told)
    if all(asked is None or is_whole(asked, value) for asked, value in found):
        yield _named(context, visit, N_("Yes, that is right"), ev.ReadBack(right=True), "yes")
    yield _named(context, visit, N_("No, once more"), ev.ReadBack(right=False), "no")


def _consent(context: KioskContext, visit: Visit, _step: Step) -> Found:
    yield _named(context, visit, N_("Yes, I agree"), ev.Consented(yes=True), "yes")
    yield _named(context, visit, N_("No"), ev.Consented(yes=False), "no")


def _card(context: KioskContext, visit: Visit, step: Step) -> Found:
    if is_complete(step, filled(visit)):
        yield _named(context, visit, N_("Yes, go on"), ev.Answered(step.id), "yes")
        yield _named(context, visit, N_("Another card"), ev.WantsScan(step.id), "no")
        return
    yield _named(context, visit, N_("Type instead"), ev.WantsTyping(step.id), "type")
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


def _more(context: KioskContext, visit: Visit, step: Step) -> Found:
    yield _named(context, visit, N_("Continue"), ev.Answered(step.id), "next")
    for one in here_inputs(step):
        if one.input is not None:
            yield Option(context.messages.text(visit.lang, one.input.label), ev.WantsChange(one.id))


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
        return
    yield _named(context, visit, N_("Take picture"), ev.WantsCapture(step.id), "capture")
    at_counter = ev.PaperElsewhere(step.id, "at_counter")
    yield _named(context, visit, N_("I will show it at the counter"), at_counter, "at_counter")
    if paper.need == "asked":
        yield _named(context, visit, N_("There is none"), ev.PaperElsewhere(step.id, "none"), "none")


def _review(context: KioskContext, visit: Visit, _step: Step) -> Found:
    text = context.messages.text
    ask = text(visit.lang, "Hand in this dossier now?")
    yield Option(text(visit.lang, "Hand in"), ev.WantsHandIn(), "hand_in", ask)
    procedure = context.catalogue.procedures[visit.procedure or ""]
    for step in route(procedure, filled(visit)):
        name = _row(context, visit, step)
        if name:
            yield Option(text(visit.lang, "Change: {name}", name=name), ev.WantsChange(step.id))


def _row(context: KioskContext, visit: Visit, step: Step) -> str:
    if step.paper is not None:
        return words(step.paper.name, visit.lang, context.messages)
    if step.kind in ("card", "more") and step.role is not None:
        return words(step.role.name, visit.lang, context.messages) if step.kind == "card" else ""
    asked = asked_at(context, visit, step.id)
    return asked.words if asked is not None else ""


_OF_KIND: Mapping[str, Callable[[KioskContext, Visit, Step], Found]] = {
    "consent": _consent,
    "card": _card,
    "more": _more,
    "paper": _paper,
    "review": _review,
}
