"""Going from page to page: what entering and leaving one means."""

from __future__ import annotations

from dataclasses import replace

from kiosk.dossier.model import Person
from kiosk.visit.effects import Hush, ReadCard, ReadSlipCode
from kiosk.visit.model import PLACES, SHOW_CODE, KioskContext, Step, Visit
from kiosk.visit.pending import Result, awaiting, leaving_page
from kiosk.visit.route import is_complete, step_of


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
    left, effects = _leaving(visit)
    return replace(left, at=place, trail=(*visit.trail, visit.at), draft=""), effects


def enter(context: KioskContext, visit: Visit, target: str) -> Result:
    """To a place or step without touching the trail; a card page begins to read."""
    visit, effects = _leaving(visit)
    visit = replace(visit, at=target, draft="", page=None, page_digest="")
    if target == SHOW_CODE:
        visit, reading = awaiting(visit, ReadSlipCode())
        return visit, (*effects, reading)
    step = current_step(context, visit)
    if step is None:
        return visit, effects
    visit = replace(visit, draft=_typed_before(step, visit))
    if step.kind == "card" and not is_complete(step, visit):
        visit, reading = awaiting(visit, ReadCard(step.id))
        return visit, (*effects, reading)
    return visit, effects


def onward(context: KioskContext, visit: Visit, step: Step) -> Result:
    """Forward to `step`, leaving the present page on the trail."""
    return enter(context, replace(visit, trail=(*visit.trail, visit.at)), step.id)


def _leaving(visit: Visit) -> Result:
    left, effects = leaving_page(visit)
    return left, (Hush(), *effects) if visit.comfort.listen else effects


def _typed_before(step: Step, visit: Visit) -> str:
    """What was entered on this page before, as keyboard text: a date as its digits DDMMYYYY."""
    if step.role is not None and step.input is not None:
        text = visit.persons.get(step.role.id, Person()).text(step.input.name)
    elif step.kind in ("text", "date", "number"):
        text = visit.answers.get(step.id, "")
    else:
        return ""
    return "".join(reversed(text.split("-"))) if step.kind == "date" else text
