"""Asks yes or no to the use of personal data, before the first scan."""

from __future__ import annotations

from kiosk.visit import events as ev
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, data_text, procedure_of, progress
from ui.citizen.screen import Screen, asks


def view(context: KioskContext, visit: Visit) -> View:
    """Shows what the data is for, and who gets it."""
    return {
        **progress(context, visit),
        "procedure": data_text(context, visit, procedure_of(context, visit).name),
        "centre": context.centre.named(visit.lang),
    }


ACTIONS: Actions = {
    "yes": lambda _visit, _argument: ev.Consented(yes=True),
    "no": lambda _visit, _argument: ev.Consented(yes=False),
}
SCREEN = Screen("Consent", asks("consent"), view, ACTIONS)
