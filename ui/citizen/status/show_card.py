"""Asks to hold the citizen card before the reader, to find its dossiers."""

from __future__ import annotations

from kiosk.visit import events as ev
from kiosk.visit.effects import FindDossiers, ReadCard
from kiosk.visit.journeys.status import SHOW_CARD, TYPE_CODE
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, aim, problem
from ui.citizen.screen import Screen, at


def view(context: KioskContext, visit: Visit) -> View:
    """Shows if the reader or the hub is waited for, what the reader sees, and what went wrong."""
    return {
        "waiting": visit.waits_for(ReadCard),
        "looking": visit.waits_for(FindDossiers),
        "aim": aim(context, visit),
        "problem": problem(context, visit),
    }


ACTIONS: Actions = {
    "again": lambda visit, _argument: ev.WantsScan(visit.at),
    "type": lambda _visit, _argument: ev.Went(TYPE_CODE),
}
SCREEN = Screen("ShowCard", at(SHOW_CARD), view, ACTIONS)
