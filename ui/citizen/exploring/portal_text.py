"""Shows a procedure in the national portal's own words: to be read, and to take a number for."""

from __future__ import annotations

from kiosk.catalogue.describe import day_words
from kiosk.language.messages import N_
from kiosk.visit.journeys.exploring import PORTAL_TEXT
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, data_text, take_number, translate
from ui.citizen.exploring.procedure import counters
from ui.citizen.screen import Screen, at


def view(context: KioskContext, visit: Visit) -> View:
    """Shows the portal's passages, with the day on which they were taken from it."""
    record = context.catalogue.imported(visit.procedure or "")
    if record is None:
        return {"overline": "", "title": "", "seen": "", "place": "", "passages": [], "number": ""}
    field = next((field for field in context.fields if field.id == record.field), None)
    return {
        "overline": data_text(context, visit, field.name) if field else "",
        "title": record.name,
        "seen": translate(
            context,
            visit,
            N_("Text of the National Public Service Portal, seen {day}. An officer confirms it."),
            day=day_words(record.seen, visit.lang),
        ),
        "place": counters(context, visit, record.field),
        "passages": [{"heading": one.heading, "text": one.text} for one in record.passages],
        "number": visit.ticket.number if visit.ticket else "",
    }


ACTIONS: Actions = {"number": take_number}
SCREEN = Screen("PortalText", at(PORTAL_TEXT), view, ACTIONS)
