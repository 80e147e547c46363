"""Shows the values of one person, or what else the dossier asks for, together: each can be touched or typed,
and what is not known is left to the counter.
"""

from __future__ import annotations

from kiosk.dossier.model import Person
from kiosk.identity.dates import show
from kiosk.identity.inputs import PersonInput
from kiosk.language.messages import N_
from kiosk.visit import events as ev
from kiosk.visit.journeys.application.route import missing
from kiosk.visit.journeys.application.state import Step, filled
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import (
    Actions,
    View,
    asked,
    change,
    data_text,
    see_sections,
    step_of,
    take_draft,
    translate,
)
from ui.citizen.masked import masked, uncovered
from ui.citizen.screen import Screen, asks

SUGGESTED = 3
_NOTHING: View = {"value": "", "hidden": ""}


def view(context: KioskContext, visit: Visit) -> View:
    """Shows each value, or else what can be touched for it."""
    step = step_of(context, visit)
    title = step.role.name if step.role else None
    head = {"overline": "", "title": data_text(context, visit, title)} if title else {}
    return {
        **asked(context, visit),
        "title": translate(context, visit, N_("More about the dossier")),
        **head,
        "person": step.role is not None,
        "found": missing(step, filled(visit)) is None,
        "rows": rows(context, visit, step),
    }


def rows(context: KioskContext, visit: Visit, step: Step) -> list[View]:
    """Lists the values that stand on a page together."""
    return [_row(context, visit, part) for part in step.parts]


def _row(context: KioskContext, visit: Visit, part: Step) -> View:
    if part.role is not None and part.input is not None:
        value = filled(visit).persons.get(part.role.id, Person()).text(part.input.name)
        return {
            "step": part.id,
            "label": translate(context, visit, part.input.label),
            **(
                masked(context, visit, part.role.id, part.input.name)
                if value
                else {"value": "", "hidden": ""}
            ),
            "choices": _choices(context, visit, part.input),
            "closed": bool(part.input.choices),
        }
    value = filled(visit).answers.get(part.id, "")
    asks_date = part.kind == "date" and value
    return {
        "step": part.id,
        "label": data_text(context, visit, part.question.ask) if part.question else "",
        "value": show(value, visit.lang) if asks_date else value,
        "hidden": "",
        "choices": [],
        "closed": True,
    }


def _choices(context: KioskContext, visit: Visit, wanted: PersonInput) -> list[View]:
    """Lists what can be touched instead of typing."""
    if wanted.choices:
        return [
            {"id": value, "name": translate(context, visit, name)} for value, name in wanted.choices.items()
        ]
    return [{"id": value, "name": value} for value in wanted.suggested[:SUGGESTED]]


def choose(_visit: Visit, argument: str) -> ev.Event:
    """Takes a value that was touched: `<step>=<value>`."""
    step, _, value = argument.partition("=")
    return ev.Answered(step, value)


def leave(visit: Visit, _argument: str) -> ev.Event:
    """Leaves everything that is missing to the counter."""
    return ev.Answered(visit.at, "")


ACTIONS: Actions = {
    "choose": choose,
    "change": change,
    "done": take_draft,
    "leave": leave,
    "sections": see_sections,
}
SCREEN = Screen("Values", asks("person", "details"), view, ACTIONS, uncovered)
