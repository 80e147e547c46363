"""Takes the code of an application as it is typed."""

from __future__ import annotations

from kiosk.visit import events as ev
from kiosk.visit.effects import FindDossiers
from kiosk.visit.journeys.status import SHOW_CARD, TYPE_CODE
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, key, problem
from ui.citizen.screen import Screen, at


def view(context: KioskContext, visit: Visit) -> View:
    """Shows what is typed, and what went wrong."""
    return {
        "draft": visit.draft,
        "waiting": visit.waits_for(FindDossiers),
        "problem": problem(context, visit),
    }


ACTIONS: Actions = {
    "key": key,
    "look_up": lambda _visit, _argument: ev.WantsLookUp(),
    "use_card": lambda _visit, _argument: ev.Went(SHOW_CARD),
}
SCREEN = Screen("TypeCode", at(TYPE_CODE), view, ACTIONS)
