"""One question with answers to touch; also the sex of a person."""

from __future__ import annotations

from kiosk.dossier.model import Person
from kiosk.visit.model import Known, Step, Visit
from ui.citizen.common import SEX_NAMES, Actions, View, answer, asked, say, step_of, tell


def view(known: Known, visit: Visit) -> View:
    """The question, its options and the one chosen before."""
    step = step_of(known, visit)
    return {**asked(known, visit), "options": _options(known, visit, step)}


def _options(known: Known, visit: Visit, step: Step) -> list[View]:
    if step.question is None:
        person = visit.persons.get(step.role.id, Person()) if step.role else Person()
        return [
            {"id": value, "name": say(known, visit, name), "note": "", "chosen": person.text("sex") == value}
            for value, name in SEX_NAMES.items()
        ]
    return [
        {
            "id": option.id,
            "name": tell(known, visit, option.name),
            "note": tell(known, visit, option.note) if option.note else "",
            "chosen": visit.answers.get(step.id) == option.id,
        }
        for option in step.question.options
    ]


ACTIONS: Actions = {"choose": answer}
