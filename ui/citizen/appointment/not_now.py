"""Says when to come for an appointment, to who came too early, on another day or after it."""

from __future__ import annotations

from kiosk.visit.journeys.appointment import NOT_NOW, about, told
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, finish, problem, take_number
from ui.citizen.screen import Screen, at


def view(context: KioskContext, visit: Visit) -> View:
    """Shows what the appointment is about, and when to come."""
    return {
        "about": about(context, visit),
        "told": told(context, visit),
        "problem": problem(context, visit),
    }


ACTIONS: Actions = {"finish": finish, "number": take_number}
SCREEN = Screen("NotNow", at(NOT_NOW), view, ACTIONS)
