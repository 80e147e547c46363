"""Asks whether to go on with what is unfinished, or to end and erase it."""

from __future__ import annotations

from kiosk.visit import events as ev
from kiosk.visit.idle import limit
from kiosk.visit.journeys.leaving import LEAVING
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, data_text, finish
from ui.citizen.screen import Screen, at


def view(context: KioskContext, visit: Visit) -> View:
    """Shows what is unfinished, and after how many seconds it is erased; 0 while help is on its way."""
    entry = context.catalogue.entries.get(visit.procedure or "")
    stands_s = 0 if visit.staff_called else round(limit(context, visit).stands_s)
    return {"procedure": data_text(context, visit, entry.name) if entry else "", "seconds": stands_s}


ACTIONS: Actions = {"go_on": lambda _visit, _argument: ev.GoesOn(), "end": finish}
SCREEN = Screen("Leaving", at(LEAVING), view, ACTIONS)
