"""What the robot is told of the visit, and what may be answered at its step. Never a value of a person."""

from __future__ import annotations

from kiosk.catalogue.tell import words
from kiosk.visit.assistant import Option, TurnContext
from kiosk.visit.events import Answered
from kiosk.visit.model import KioskContext, Visit
from kiosk.visit.navigation import current_step


def turn_context(context: KioskContext, visit: Visit) -> TurnContext:
    """The visit as the robot may know it."""
    step = current_step(context, visit)
    return TurnContext(
        lang=visit.lang,
        place=visit.at,
        step=step.kind if step else None,
        options=options(context, visit),
        procedure=visit.procedure,
    )


def options(context: KioskContext, visit: Visit) -> tuple[Option, ...]:
    """What may be answered now by touching one of several answers."""
    step = current_step(context, visit)
    if step is None or step.question is None:
        return ()
    return tuple(
        Option(words(option.name, visit.lang, context.messages), Answered(step.id, option.id))
        for option in step.question.options
    )
