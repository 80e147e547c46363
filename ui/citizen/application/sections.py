"""Lists the sections of the dossier, each with how far it is."""

from __future__ import annotations

from kiosk.visit.journeys.application.saying import words_of
from kiosk.visit.journeys.application.sections import STATES, sections
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, change, data_text, procedure_of, take_draft, translate
from ui.citizen.screen import Screen, asks

_SYMBOLS = {"not_started": "file-text", "incomplete": "pencil", "done": "check", "at_counter": "user-round"}


def view(context: KioskContext, visit: Visit) -> View:
    """Shows each section with its state in words and as a sign."""
    procedure = procedure_of(context, visit)
    return {
        "procedure": data_text(context, visit, procedure.name),
        "sections": [
            {
                "step": one.step,
                "name": words_of(context, visit, one.name),
                "state": translate(context, visit, STATES[one.state]),
                "symbol": _SYMBOLS[one.state],
                "done": one.state in ("done", "at_counter"),
            }
            for one in sections(procedure, filled(visit))
        ],
    }


ACTIONS: Actions = {"change": change, "done": take_draft}
SCREEN = Screen("Sections", asks("sections"), view, ACTIONS)
