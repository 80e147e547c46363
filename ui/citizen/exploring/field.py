"""Shows the procedures of one queue field, and offers a number for the field alone. Where the field has none,
it leads to what people come for: their dossier, or the search."""

from __future__ import annotations

from kiosk.visit import events as ev
from kiosk.visit.journeys.exploring import FIELD
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, asks_priority, data_text, pick, take_number, take_priority
from ui.citizen.screen import Screen, at


def view(context: KioskContext, visit: Visit) -> View:
    """Shows the field's name and procedures."""
    field = next(field for field in context.fields if field.id == visit.field)
    return {
        "title": data_text(context, visit, field.name),
        "priority": asks_priority(context, visit),
        "procedures": [
            {
                "code": entry.code,
                "name": data_text(context, visit, entry.name),
                "summary": data_text(context, visit, entry.summary) if entry.summary else "",
                "icon": entry.icon,
            }
            for entry in context.catalogue.of_field(field.id)
        ],
    }


ACTIONS: Actions = {
    "pick": pick,
    "number": take_number,
    "priority": take_priority,
    "search": lambda _visit, _argument: ev.Went("search"),
    "show_code": lambda _visit, _argument: ev.Went("show_code"),
}
SCREEN = Screen("FieldPage", at(FIELD), view, ACTIONS)
