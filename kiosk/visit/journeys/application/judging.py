"""Takes what was read from a paper where the citizen says that it is right; what is wrong is forgotten."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.visit import events as ev
from kiosk.visit.journey import Handler
from kiosk.visit.journeys.application.filling import gone_on
from kiosk.visit.journeys.application.from_papers import offered_on
from kiosk.visit.journeys.application.route import current_step, step_at
from kiosk.visit.journeys.application.state import filled, filling
from kiosk.visit.journeys.application.taking import taken
from kiosk.visit.model import KioskContext, Moment, Visit
from kiosk.visit.navigation import same
from kiosk.visit.pending import Result


def _judged(context: KioskContext, visit: Visit, event: ev.JudgedReading, now: Moment) -> Result:
    here = current_step(context, visit)
    shown = offered_on(here, filled(visit)) if here is not None else {}
    meant = tuple(shown) if event.step == visit.at else tuple(step for step in shown if step == event.step)
    if not meant:
        return same(visit)
    if not event.right:
        left = {step: offer for step, offer in filled(visit).offered.items() if step not in meant}
        return filling(visit, offered=left), ()
    for step_id in meant:
        step = step_at(context, visit, step_id)
        given = taken(visit, step, shown[step_id].text, now) if step is not None else None
        if given is not None and given.problem is not None:
            return given, ()
        visit = given or visit
    return gone_on(context, visit)


HANDLERS: Mapping[type[ev.Event], Handler] = {ev.JudgedReading: _judged}
