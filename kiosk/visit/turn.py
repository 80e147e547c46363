"""Collects what the robot may know of the visit. Never a value of a person."""

from __future__ import annotations

from kiosk.visit.assistant import NOTHING_SAID, Thread, TurnContext
from kiosk.visit.journeys import journey_of
from kiosk.visit.model import KioskContext, Visit


def turn_context(context: KioskContext, visit: Visit, thread: Thread = NOTHING_SAID) -> TurnContext:
    """Gives the visit as the robot may know it, with the talk so far."""
    journey = journey_of(visit)
    return TurnContext(
        lang=visit.lang,
        place=visit.at,
        journey=journey.name,
        step=journey.steps.kind_of(context, visit, visit.at) if journey.steps else None,
        options=journey.options(context, visit),
        procedure=visit.procedure,
        thread=thread,
    )
