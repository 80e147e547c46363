"""Shows that nobody is served now and no number is given, when that is so again, and what can be done."""

from __future__ import annotations

from kiosk.visit import events as ev
from kiosk.visit.journeys.number import CLOSED, opening
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, data_text
from ui.citizen.screen import Screen, at


def view(context: KioskContext, visit: Visit) -> View:
    """Shows what the number was asked for, and when numbers are given again."""
    entry = context.catalogue.entries.get(visit.procedure or "")
    field = next((field for field in context.fields if field.id == visit.field), None)
    about = entry.name if entry else field.name if field else None
    return {
        "about": data_text(context, visit, about) if about else "",
        "opens": opening(context, visit),
        "can_start": visit.procedure in context.catalogue.procedures,
    }


ACTIONS: Actions = {
    "start": lambda _visit, _argument: ev.WantsStart(),
    "search": lambda _visit, _argument: ev.Went("search"),
    "show_code": lambda _visit, _argument: ev.Went("show_code"),
}
SCREEN = Screen("Closed", at(CLOSED), view, ACTIONS)
