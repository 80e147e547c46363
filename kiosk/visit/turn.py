"""Collects what the robot may know of the visit. Never a value of a person."""

from __future__ import annotations

from kiosk.visit.assistant import TurnContext
from kiosk.visit.journeys import journey_of
from kiosk.visit.model import KioskContext, Moment, Visit
from kiosk.visit.sayable import sayable


def turn_context(context: KioskContext, visit: Visit, now: Moment) -> TurnContext:
    """Gives the visit as the robot may know it, with the talk so far."""
    journey = journey_of(visit)
    return TurnContext(
        lang=visit.lang,
        place=visit.at,
        journey=journey.name,
        step=journey.steps.kind_of(context, visit, visit.at) if journey.steps else None,
        options=sayable(context, visit),
        asked=journey.asked(context, visit),
        also=journey.also(context, visit),
        before=journey.before(context, visit),
        today=now.wall.date(),
        procedure=visit.procedure,
        thread=visit.voice.thread,
    )
