"""Asks to hold the slip's code before the reader."""

from __future__ import annotations

from kiosk.visit import events as ev
from kiosk.visit.effects import ReadSlipCode
from kiosk.visit.journeys.status import SHOW_CARD, SHOW_CODE, TYPE_CODE
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, aim, problem
from ui.citizen.screen import Screen, at


def view(context: KioskContext, visit: Visit) -> View:
    """Shows if the reader waits, what it sees, and what went wrong."""
    return {
        "waiting": visit.waits_for(ReadSlipCode),
        "aim": aim(context, visit),
        "problem": problem(context, visit),
    }


ACTIONS: Actions = {
    "again": lambda visit, _argument: ev.WantsScan(visit.at),
    "type": lambda _visit, _argument: ev.Went(TYPE_CODE),
    "use_card": lambda _visit, _argument: ev.Went(SHOW_CARD),
}
SCREEN = Screen("ShowCode", at(SHOW_CODE), view, ACTIONS)
