"""Thanks for the answer."""

from __future__ import annotations

from kiosk.visit.journeys.rating import RATED
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, finish
from ui.citizen.screen import Screen, at


def view(_context: KioskContext, _visit: Visit) -> View:
    """Shows nothing of the answer."""
    return {}


ACTIONS: Actions = {"finish": finish}
SCREEN = Screen("Rated", at(RATED), view, ACTIONS)
