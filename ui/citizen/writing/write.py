"""Shows how the call for help stands, and takes a line for the officer."""

from __future__ import annotations

from kiosk.visit import events as ev
from kiosk.visit.journeys.writing import MOST_LETTERS, WRITE, Writing, said_of_call
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, key, translate
from ui.citizen.screen import Screen, at


def view(context: KioskContext, visit: Visit) -> View:
    """Shows the line as it is typed, and whether the last one was sent."""
    said = said_of_call(visit)
    return {
        "call": translate(context, visit, said) if said else "",
        "coming": visit.call is not None and visit.call.coming,
        "draft": visit.draft,
        "left": MOST_LETTERS - len(visit.draft),
        "sent": visit.of(Writing).sent,
    }


ACTIONS: Actions = {"key": key, "send": lambda _visit, _argument: ev.WroteStaff()}
SCREEN = Screen("Write", at(WRITE), view, ACTIONS)
