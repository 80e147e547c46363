"""Shows the first screen: ask, search, or touch a field."""

from __future__ import annotations

from kiosk.faults import FAULTS
from kiosk.visit import events as ev
from kiosk.visit.journeys.number import of_subjects
from kiosk.visit.listening import can_speak
from kiosk.visit.model import HOME, KioskContext, Visit
from ui.citizen.common import Actions, View, data_text, guidance_field, take_priority, translate
from ui.citizen.screen import Screen, at


def view(context: KioskContext, visit: Visit) -> View:
    """Shows the tiles of the queue fields; `hears`: the first tile listens instead of opening a keyboard.
    `not_served`: why nothing is taken here.
    """
    trouble = context.out_of_service
    return {
        "not_served": translate(context, visit, FAULTS[trouble].citizen) if trouble else "",
        "hears": can_speak(context, visit),
        "fields": [
            {
                "id": field.id,
                "name": data_text(context, visit, field.name),
                "examples": data_text(context, visit, field.examples),
                "icon": field.icon,
            }
            for field in of_subjects(context)
        ],
        "guidance": guidance_field(context),
        "appointments": context.takes_appointments,
    }


ACTIONS: Actions = {
    "field": lambda _visit, argument: ev.PickedField(argument),
    "search": lambda _visit, _argument: ev.Went("search"),
    "robot": lambda _visit, _argument: ev.Went("robot"),
    "guidance": take_priority,
    "show_code": lambda _visit, _argument: ev.Went("show_code"),
}
SCREEN = Screen("Home", at(HOME), view, ACTIONS)
