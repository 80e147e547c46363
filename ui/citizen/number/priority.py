"""Asks why somebody shall be called first: a sign and a word each, and the answer that there is no reason."""

from __future__ import annotations

from kiosk.visit import events as ev
from kiosk.visit.journeys.number import PRIORITY
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, data_text
from ui.citizen.screen import Screen, at


def view(context: KioskContext, visit: Visit) -> View:
    """Shows the centre's reasons."""
    return {
        "reasons": [
            {"id": one.id, "name": data_text(context, visit, one.name), "icon": one.icon}
            for one in context.priorities
        ],
    }


ACTIONS: Actions = {"choose": lambda _visit, argument: ev.ChosePriority(argument)}
SCREEN = Screen("Priority", at(PRIORITY), view, ACTIONS)
