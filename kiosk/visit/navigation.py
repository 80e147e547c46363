"""Going from page to page: what entering and leaving one means."""

from __future__ import annotations

from dataclasses import replace

from kiosk.dossier.model import Person
from kiosk.visit.effects import Effect, Hush, ReadCard, ReadSlipCode, StopReading
from kiosk.visit.model import PLACES, READING, SHOW_CODE, KioskContext, Step, Visit
from kiosk.visit.route import is_complete, step_of

Result = tuple[Visit, tuple[Effect, ...]]


def same(visit: Visit) -> Result:
    """Nothing changes."""
    return visit, ()


def current_step(context: KioskContext, visit: Visit) -> Step | None:
    """The page of the procedure that is shown, or None at a place outside of it."""
    if visit.at in PLACES or visit.procedure is None:
        return None
    return step_of(context.catalogue.procedures[visit.procedure], visit, visit.at)


def go(visit: Visit, place: str) -> Result:
    """To a place; the page that is left becomes the way back."""
    if place == visit.at:
        return replace(visit, draft=""), ()
    effects = _leaving(visit)
    doing = None if visit.doing in READING and effects else visit.doing
    return replace(visit, at=place, trail=(*visit.trail, visit.at), draft="", doing=doing), effects


def enter(context: KioskContext, visit: Visit, target: str) -> Result:
    """To a place or step without touching the trail; a card page begins to read."""
    effects = _leaving(visit)
    visit = replace(visit, at=target, draft="", page=None, page_digest="", doing=None)
    if target == SHOW_CODE:
        return replace(visit, doing="slip_code"), (*effects, ReadSlipCode())
    step = current_step(context, visit)
    if step is None:
        return visit, effects
    visit = replace(visit, draft=_typed_before(step, visit))
    if step.kind == "card" and not is_complete(step, visit):
        return replace(visit, doing="card"), (*effects, ReadCard(step.id))
    return visit, effects


def onward(context: KioskContext, visit: Visit, step: Step) -> Result:
    """Forward to `step`, leaving the present page on the trail."""
    return enter(context, replace(visit, trail=(*visit.trail, visit.at)), step.id)


def _leaving(visit: Visit) -> tuple[Effect, ...]:
    hush: tuple[Effect, ...] = (Hush(),) if visit.comfort.listen else ()
    return (*hush, StopReading()) if visit.doing in READING else hush


def _typed_before(step: Step, visit: Visit) -> str:
    """What was entered on this page before, as keyboard text: a date as its digits DDMMYYYY."""
    if step.role is not None and step.field is not None:
        text = visit.persons.get(step.role.id, Person()).text(step.field)
    elif step.kind in ("text", "date", "number"):
        text = visit.answers.get(step.id, "")
    else:
        return ""
    return "".join(reversed(text.split("-"))) if step.kind == "date" else text
