"""Tells how far each section of a dossier is: the persons, the questions, the papers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from config.text import Text
from kiosk.catalogue.procedure import Procedure, Role
from kiosk.contract.dossier import PaperState
from kiosk.language.messages import N_
from kiosk.visit.journeys.application.route import (
    is_complete,
    is_given,
    is_known,
    longest,
    route,
)
from kiosk.visit.journeys.application.state import Application, Step

SectionState = Literal["not_started", "incomplete", "done", "at_counter"]
STATES: dict[SectionState, str] = {
    "not_started": N_("Not started"),
    "incomplete": N_("Incomplete"),
    "done": N_("Complete"),
    "at_counter": N_("The rest at the counter"),
}
QUESTIONS, DETAILS, PAPERS = "questions", "details", "papers"
_NAMES = {
    QUESTIONS: N_("About the matter"),
    DETAILS: N_("More about the dossier"),
    PAPERS: N_("Papers"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """Describes a section: its `name` is a text of the procedure, or a message id. `step` is the page that it
    is entered by.
    """

    id: str
    name: Text | str
    step: str
    state: SectionState


def sections(procedure: Procedure, filled_in: Application) -> tuple[Section, ...]:
    """Lists the sections in the order in which they come."""
    pages: dict[str, list[Step]] = {}
    for step in route(procedure, filled_in):
        if step.kind != "review":
            pages.setdefault(section_of(step), []).append(step)
    roles = {role.id: role for role in procedure.roles}
    return tuple(_section(key, steps, roles, filled_in) for key, steps in pages.items())


def section_of(step: Step) -> str:
    """Names the section that a page belongs to: a role's id, or one of the others."""
    if step.role is not None:
        return step.role.id
    if step.paper is not None:
        return PAPERS
    return DETAILS if step.kind == "details" else QUESTIONS


def _section(key: str, steps: list[Step], roles: dict[str, Role], filled_in: Application) -> Section:
    entered = _entered_by(steps, filled_in)
    name: Text | str = _NAMES[key] if key in _NAMES else roles[key].name
    return Section(key, name, entered.id, _state(steps, filled_in))


def _entered_by(steps: list[Step], filled_in: Application) -> Step:
    """Gives the first page that is not complete; of a person who is known, the one with the values."""
    due = (step for step in steps if not is_complete(step, filled_in))
    return next(due, steps[-1] if steps[-1].kind == "person" else steps[0])


def _state(steps: list[Step], filled_in: Application) -> SectionState:
    values = [value for step in steps for value in (step.parts or (step,))]
    begun = any(is_given(value, filled_in) for value in values)
    if not all(is_complete(step, filled_in) for step in steps):
        return "incomplete" if begun else "not_started"
    return "done" if all(_is_here(value, filled_in) for value in values) else "at_counter"


def _is_here(value: Step, filled_in: Application) -> bool:
    if value.paper is None:
        return is_known(value, filled_in)
    entry = filled_in.papers.get(value.paper.id)
    return entry is not None and entry.state is not PaperState.AT_COUNTER


def possible(procedure: Procedure, filled_in: Application) -> tuple[str, ...]:
    """Lists the sections that may still come: they get fewer on the way, never more."""
    steps = longest(procedure, filled_in)
    return tuple(dict.fromkeys(section_of(step) for step in steps if step.kind != "review"))
