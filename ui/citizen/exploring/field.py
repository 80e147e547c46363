"""Shows the procedures of one queue field, and offers a number for the field alone."""

from __future__ import annotations

from kiosk.visit.journeys.exploring import FIELD
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, data_text, pick, take_number
from ui.citizen.screen import Screen, at


def view(context: KioskContext, visit: Visit) -> View:
    """Shows the field's name and procedures."""
    field = next(field for field in context.fields if field.id == visit.field)
    return {
        "title": data_text(context, visit, field.name),
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


ACTIONS: Actions = {"pick": pick, "number": take_number}
SCREEN = Screen("FieldPage", at(FIELD), view, ACTIONS)
