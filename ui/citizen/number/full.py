"""Shows that nobody more can be served today, why, when to come instead, and what can be done here now."""

from __future__ import annotations

from kiosk.visit.journeys.number import FULL, why_full
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import View
from ui.citizen.number import closed
from ui.citizen.screen import Screen, at


def view(context: KioskContext, visit: Visit) -> View:
    """Shows what the number was asked for, why there is none, and when numbers are given again."""
    return {**closed.view(context, visit), "why": why_full(context, visit)}


SCREEN = Screen("Full", at(FULL), view, closed.ACTIONS)
