"""Says how the list of papers fares that is printed to be taken home."""

from __future__ import annotations

from kiosk.visit import events as ev
from kiosk.visit.journeys.checklist import CHECKLIST, PURPOSE, STATES
from kiosk.visit.model import KioskContext, Slip, Visit
from ui.citizen.common import Actions, View, data_text, finish, procedure_of, translate
from ui.citizen.screen import Screen, at


def view(context: KioskContext, visit: Visit) -> View:
    """Shows the procedure, and whether the list is out."""
    slip = visit.slip(PURPOSE)
    return {
        "about": data_text(context, visit, procedure_of(context, visit).name),
        "state": translate(context, visit, STATES[slip]),
        "out": slip is Slip.PRINTED,
        "failed": slip is Slip.ON_SCREEN,
    }


ACTIONS: Actions = {"start": lambda _visit, _argument: ev.WantsStart(), "finish": finish}
SCREEN = Screen("Checklist", at(CHECKLIST), view, ACTIONS)
