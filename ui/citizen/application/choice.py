"""Shows one question with answers to touch; also an input of a person that is a choice."""

from __future__ import annotations

from kiosk.dossier.model import Person
from kiosk.visit.journeys.application.state import Step, filled
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, answer, asked, data_text, see_sections, step_of, translate
from ui.citizen.screen import Screen, asks


def view(context: KioskContext, visit: Visit) -> View:
    """Shows the question, its options and the one chosen before."""
    step = step_of(context, visit)
    return {**asked(context, visit), "options": _options(context, visit, step)}


def _options(context: KioskContext, visit: Visit, step: Step) -> list[View]:
    if step.question is None:
        if step.role is None or step.input is None:
            return []
        person = filled(visit).persons.get(step.role.id, Person())
        return [
            {
                "id": value,
                "icon": step.input.icons[value],
                "name": translate(context, visit, name),
                "note": "",
                "chosen": person.text(step.input.name) == value,
            }
            for value, name in step.input.choices.items()
        ]
    return [
        {
            "id": option.id,
            "icon": option.icon,
            "name": data_text(context, visit, option.name),
            "note": data_text(context, visit, option.note) if option.note else "",
            "chosen": filled(visit).answers.get(step.id) == option.id,
        }
        for option in step.question.options
    ]


ACTIONS: Actions = {"choose": answer, "sections": see_sections}
SCREEN = Screen("Choice", asks("choice"), view, ACTIONS)
