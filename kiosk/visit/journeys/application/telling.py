"""Takes what is told by voice: it is read back, and counts with the citizen's yes. One sentence may tell
values of several pages; those are passed over afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kiosk.visit import events as ev
from kiosk.visit.effects import CapturePage
from kiosk.visit.journey import Handler
from kiosk.visit.journeys.application.filling import gone_on, next_page
from kiosk.visit.journeys.application.route import after, current_step, is_given, step_at
from kiosk.visit.journeys.application.state import filled, filling
from kiosk.visit.journeys.application.taking import taken
from kiosk.visit.model import KioskContext, Moment, Visit
from kiosk.visit.navigation import enter, go, same
from kiosk.visit.pending import Result


def _told(context: KioskContext, visit: Visit, event: ev.Told, _now: Moment) -> Result:
    """Keeps what was told until it is said yes to; the page on screen shows what is its own."""
    if current_step(context, visit) is None or visit.waits_for(CapturePage):
        return same(visit)
    steps = ((step_at(context, visit, step), text) for step, text in event.values)
    told = tuple((step.id, text) for step, text in steps if step and (step.question or step.input))
    if not told:
        return same(visit)
    return replace(filling(visit, told=told), draft=_on_page(context, visit, dict(told))), ()


def _on_page(context: KioskContext, visit: Visit, told: Mapping[str, str]) -> str:
    """Gives what the page on screen shows as typed."""
    step, text = current_step(context, visit), told.get(visit.at)
    if step is None or text is None:
        return visit.draft
    return "".join(reversed(text.split("-"))) if step.kind == "date" else text


def _read_back(context: KioskContext, visit: Visit, event: ev.ReadBack, now: Moment) -> Result:
    """Takes what was read back, or lets it go."""
    told = filled(visit).told
    visit = replace(filling(visit, told=()), draft="")
    if not told or not event.right:
        return same(visit)
    for step_id, text in told:
        step = step_at(context, visit, step_id)
        given = taken(visit, step, text, now) if step is not None else None
        if given is None:
            continue
        if given.problem is not None:
            return _asked_again(context, given, step_id)
        visit = given
    return _went_on(context, filling(visit, before=told[-1][0]))


def _asked_again(context: KioskContext, visit: Visit, step_id: str) -> Result:
    """Shows the problem where the value is asked for: on the page on screen, or on its own."""
    here = current_step(context, visit)
    is_here = here is not None and step_id in (here.id, *(part.id for part in here.parts))
    return same(visit) if is_here else go(context, visit, step_id)


def _went_on(context: KioskContext, visit: Visit) -> Result:
    """Goes on where the page on screen has its value, or is no page of the dossier any more."""
    step, known = current_step(context, visit), filled(visit)
    if step is None:
        procedure = context.catalogue.procedures[visit.procedure or ""]
        return enter(context, visit, after(procedure, known, visit.at).id)
    if step.parts:
        return gone_on(context, visit)
    is_asked = step.question is not None or step.input is not None
    return next_page(context, visit) if is_asked and is_given(step, known) else same(visit)


HANDLERS: Mapping[type[ev.Event], Handler] = {ev.Told: _told, ev.ReadBack: _read_back}
