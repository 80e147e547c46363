"""Says what the ear has to expect on the page on screen."""

from __future__ import annotations

from kiosk.catalogue.describe import words
from kiosk.ports.speech import Expected
from kiosk.visit.assistant import Asked
from kiosk.visit.journeys import journey_of
from kiosk.visit.model import KioskContext, Visit
from kiosk.visit.sayable import own_options, sayable

MOST_LIKELY = 20
YES_NO = frozenset({"yes", "no"})


def expected(context: KioskContext, visit: Visit) -> Expected:
    """Gives what is likely to be said now: yes or no, one of the page's answers or deeds, digits, a date, or
    anything. Whatever it is, somebody may ask a question instead (`open`).
    """
    journey = journey_of(visit)
    own = own_options(context, visit)
    said = tuple(dict.fromkeys(option.words for option in sayable(context, visit)))
    over = visit.voice.over
    is_asked = visit.voice.thread.pending is not None or (over is not None and over.confirm)
    if is_asked or {option.deed for option in own} >= YES_NO:
        return Expected("yes_no", likely=said[:MOST_LIKELY], open=True)
    asked = journey.asked(context, visit)
    if asked is not None:
        return _of_value(context, visit, asked, said)
    if own and journey.steps is not None:
        return Expected("choice", words=said, open=True)
    procedure = context.catalogue.entries.get(visit.procedure or "")
    name = (words(procedure.name, visit.lang, context.messages),) if procedure else ()
    return Expected(likely=(*said, *name)[:MOST_LIKELY])


def _of_value(context: KioskContext, visit: Visit, asked: Asked, said: tuple[str, ...]) -> Expected:
    if asked.kind == "choice":
        if set(dict(asked.choices)) == YES_NO:  # an ear tells a plain yes from "not yet" more surely
            said = tuple(dict.fromkeys((*said, context.messages.text(visit.lang, "Yes, that is right"))))
        return Expected("choice", words=said, open=True)
    likely = said[:MOST_LIKELY]
    if asked.kind in ("digits", "number"):
        return Expected("digits", likely=likely, open=True)
    return Expected("date", likely=likely, open=True) if asked.kind == "date" else Expected(likely=likely)
