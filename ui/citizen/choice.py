"""One question with answers to touch; also the sex of a person."""

from __future__ import annotations

from kiosk.dossier.model import Person
from kiosk.visit.model import KioskContext, Step, Visit
from ui.citizen.common import SEX_NAMES, Actions, View, answer, asked, say, step_of, tell


def view(context: KioskContext, visit: Visit) -> View:
    """The question, its options and the one chosen before."""
    step = step_of(context, visit)
    return {**asked(context, visit), "options": _options(context, visit, step)}


def _options(context: KioskContext, visit: Visit, step: Step) -> list[View]:
    if step.question is None:
        person = visit.persons.get(step.role.id, Person()) if step.role else Person()
        return [
            {
                "id": value,
                "name": say(context, visit, name),
                "note": "",
                "chosen": person.text("sex") == value,
            }
            for value, name in SEX_NAMES.items()
        ]
    return [
        {
            "id": option.id,
            "name": tell(context, visit, option.name),
            "note": tell(context, visit, option.note) if option.note else "",
            "chosen": visit.answers.get(step.id) == option.id,
        }
        for option in step.question.options
    ]


ACTIONS: Actions = {"choose": answer}
