"""Shows the page for one person's card; what it fills is shown masked for confirmation."""

from __future__ import annotations

from kiosk.dossier.model import Person
from kiosk.identity.inputs import INPUTS
from kiosk.visit import events as ev
from kiosk.visit.effects import ReadCard
from kiosk.visit.journeys.application.state import Step, filled
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, aim, asked, step_of, take_draft, translate
from ui.citizen.masked import masked, uncovered
from ui.citizen.screen import Screen, asks


def view(context: KioskContext, visit: Visit) -> View:
    """Shows if the reader waits, what it sees, and what the card filled."""
    step = step_of(context, visit)
    return {
        **asked(context, visit),
        "waiting": visit.waits_for(ReadCard),
        "aim": aim(context, visit),
        "rows": _rows(context, visit, step),
        "mine": step.role is not None and step.role.card == "ask",
    }


def _rows(context: KioskContext, visit: Visit, step: Step) -> list[View]:
    if step.role is None:
        return []
    person = filled(visit).persons.get(step.role.id, Person())
    return [
        {
            "label": translate(context, visit, INPUTS[name].label),
            **masked(context, visit, step.role.id, name),
        }
        for name in step.role.inputs
        if name in person.values and person.values[name].of_card
    ]


ACTIONS: Actions = {
    "type": lambda visit, _argument: ev.WantsTyping(visit.at),
    "again": lambda visit, _argument: ev.WantsScan(visit.at),
    "confirm": take_draft,
}
SCREEN = Screen("Card", asks("card"), view, ACTIONS, uncovered)
