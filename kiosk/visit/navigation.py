"""Navigates from page to page: leaves one and arrives at another."""

from __future__ import annotations

from dataclasses import replace

from kiosk.visit.effects import Hush
from kiosk.visit.journeys import journey_at, journey_of
from kiosk.visit.model import HOME, KioskContext, State, Visit
from kiosk.visit.pending import Result, leaving_page


def same(visit: Visit) -> Result:
    """Changes nothing."""
    return visit, ()


def go(context: KioskContext, visit: Visit, target: str) -> Result:
    """Goes to a place or step; the page that is left becomes the way back."""
    if target == visit.at:
        return replace(visit, draft="", keys=""), ()
    return enter(context, replace(visit, trail=(*visit.trail, visit.at)), target)


def enter(context: KioskContext, visit: Visit, target: str) -> Result:
    """Goes to a place or step without touching the trail; its journey begins what the page waits for."""
    journey = journey_at(context, visit, target)
    if journey is None:
        return enter(context, replace(visit, trail=()), HOME)
    visit, effects = _leaving(visit)
    visit, begun = journey.arrived(
        context, replace(visit.taking_up(journey.state), at=target, draft="", keys="")
    )
    return visit, (*effects, *begun)


def back(context: KioskContext, visit: Visit) -> Result:
    """Goes to the page before that still exists; from the first one home."""
    trail = visit.trail
    while trail:
        target, trail = trail[-1], trail[:-1]
        if journey_at(context, visit, target) is not None:
            return enter(context, replace(visit, trail=trail), target)
    return enter(context, replace(visit, trail=()), HOME) if visit.at != HOME else same(visit)


def about(visit: Visit, procedure: str | None, field: str) -> Visit:
    """Makes the visit about this procedure or field from now on; what was filled in for another one goes."""
    if visit.procedure != procedure:
        kept = tuple(state for state in visit.aside if not state.OF_PROCEDURE)
        visit = replace(visit, aside=kept, journey=State() if visit.journey.OF_PROCEDURE else visit.journey)
    return replace(visit, procedure=procedure, field=field)


def _leaving(visit: Visit) -> Result:
    left, effects = leaving_page(journey_of(visit).leaving(visit))
    return left, (Hush(), *effects) if visit.comfort.listen else effects
