"""Asks for a person's further details together: each can be touched or typed, and all may be left."""

from __future__ import annotations

from kiosk.dossier.model import Person
from kiosk.identity.inputs import PersonInput
from kiosk.language.messages import N_
from kiosk.visit import events as ev
from kiosk.visit.journeys.application.state import Step, filled
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, asked, step_of, take_draft, translate
from ui.citizen.masked import masked, uncovered
from ui.citizen.screen import Screen, asks

SUGGESTED = 3


def view(context: KioskContext, visit: Visit) -> View:
    """Shows each detail with its value, or else with what can be touched for it."""
    step = step_of(context, visit)
    return {
        **asked(context, visit),
        "title": translate(context, visit, N_("A few more details")),
        "details": [_detail(context, visit, step, wanted) for wanted in step.inputs],
    }


def _detail(context: KioskContext, visit: Visit, step: Step, wanted: PersonInput) -> View:
    role = step.role.id if step.role else ""
    value = filled(visit).persons.get(role, Person()).text(wanted.name)
    return {
        "step": f"{role}.{wanted.name}",
        "label": translate(context, visit, wanted.label),
        **(masked(context, visit, role, wanted.name) if value else {"value": "", "hidden": ""}),
        "suggested": list(wanted.suggested[:SUGGESTED]),
    }


def _choose(_visit: Visit, argument: str) -> ev.Event:
    """Takes a suggested value: `<role>.<input>=<value>`."""
    step, _, value = argument.partition("=")
    return ev.Answered(step, value)


ACTIONS: Actions = {
    "choose": _choose,
    "change": lambda _visit, argument: ev.WantsChange(argument),
    "done": take_draft,
}
SCREEN = Screen("More", asks("more"), view, ACTIONS, uncovered)
