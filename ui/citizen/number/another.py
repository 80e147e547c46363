"""Asks what another number is for; each service has one of its own, in the same visit."""

from __future__ import annotations

from kiosk.visit import events as ev
from kiosk.visit.journeys.number import ANOTHER, without_number
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, data_text, problem
from ui.citizen.screen import Screen, at


def view(context: KioskContext, visit: Visit) -> View:
    """Shows the numbers of this visit, and the fields that have none yet."""
    return {
        "problem": problem(context, visit),
        "numbers": ", ".join(dict.fromkeys(ticket.number for ticket in visit.tickets.values())),
        "fields": [
            {"id": field.id, "name": data_text(context, visit, field.name), "icon": field.icon}
            for field in without_number(context, visit)
        ],
    }


ACTIONS: Actions = {"take": lambda _visit, argument: ev.WantsNumber(argument)}
SCREEN = Screen("Another", at(ANOTHER), view, ACTIONS)
