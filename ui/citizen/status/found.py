"""Lists the dossiers that were found, for the citizen to choose hers."""

from __future__ import annotations

from kiosk.visit import events as ev
from kiosk.visit.journeys.status import FOUND, Following, found_name
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View
from ui.citizen.screen import Screen, at


def view(context: KioskContext, visit: Visit) -> View:
    """Shows the procedure of each and its day: no name, no number of a person."""
    return {
        "found": [
            {"reference": one.reference, "name": found_name(context, visit, one)}
            for one in visit.of(Following).found
        ]
    }


ACTIONS: Actions = {"pick": lambda _visit, argument: ev.PickedDossier(argument)}
SCREEN = Screen("Found", at(FOUND), view, ACTIONS)
