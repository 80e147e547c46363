"""Computes the pages of a procedure from its data and the answers so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.catalogue.procedure import Paper, Procedure, Role
from kiosk.catalogue.rules import kept, may_apply, papers_for, questions_for, roles_for
from kiosk.contract.dossier import PaperState
from kiosk.dossier.model import PaperEntry, Person
from kiosk.identity.inputs import INPUTS
from kiosk.visit.journeys.application.state import Application, Step, filled
from kiosk.visit.model import KioskContext, Visit

CONSENT = Step("consent", "consent")
REVIEW = Step("review", "review")


def route(procedure: Procedure, filled_in: Application) -> tuple[Step, ...]:
    """Lists all pages from consent to review. Recomputed on every step: a changed answer changes the way."""
    return tuple(_steps(procedure, filled_in))


def _steps(procedure: Procedure, filled_in: Application) -> Iterator[Step]:
    yield CONSENT
    requester, *others = roles_for(procedure, filled_in.answers)
    yield from _person_steps(requester, filled_in)
    for question in questions_for(procedure, filled_in.answers):
        yield Step(question.id, question.kind, question=question)
    for role in others:
        yield from _person_steps(role, filled_in)
    for paper in papers_for(procedure, filled_in.answers):
        if is_captured_here(paper):
            yield Step(f"paper:{paper.id}", "paper", paper=paper)
    yield REVIEW


def _person_steps(role: Role, filled_in: Application) -> Iterator[Step]:
    if role.card != "none":
        yield Step(f"card:{role.id}", "card", role=role)
    known = filled_in.persons.get(role.id, Person()).values
    asked = [name for name in role.inputs if name not in known or known[name].source != "card"]
    extra = [name for name in asked if INPUTS[name].extra]
    together = extra if len(extra) > 1 else []
    for name in asked:
        if name not in together:
            yield input_step(role, name)
    if together:
        yield Step(f"more:{role.id}", "more", role=role, inputs=tuple(INPUTS[name] for name in together))


def longest(procedure: Procedure, filled_in: Application) -> int:
    """Counts how many pages there are at most, as far as answers decide it: it shrinks on the way, never
    grows.
    """
    answers = kept(procedure, filled_in.answers)
    requester, *others = [role for role in procedure.roles if may_apply(role.when, answers)]
    persons = [step for role in (requester, *others) for step in _person_steps(role, filled_in)]
    questions = [question for question in procedure.questions if may_apply(question.when, answers)]
    captured = [
        paper for paper in procedure.papers if is_captured_here(paper) and may_apply(paper.when, answers)
    ]
    return len((CONSENT, *persons, *questions, *captured, REVIEW))


def input_step(role: Role, name: str) -> Step:
    """Makes the page that asks for one value of one person."""
    return Step(f"{role.id}.{name}", INPUTS[name].kind, role=role, input=INPUTS[name])


def is_captured_here(paper: Paper) -> bool:
    """Says if the kiosk asks for a picture of it; the others are shown at the counter, or not brought."""
    return paper.capture and paper.need != "shown" and paper.replaced_by is None


def step_of(procedure: Procedure, filled_in: Application, step_id: str) -> Step | None:
    """Finds the page of that id, if it may be shown: on the route, or a value of a person on the route."""
    for step in route(procedure, filled_in):
        if step.id == step_id:
            return step
    role_id, _, name = step_id.partition(".")
    for role in roles_for(procedure, filled_in.answers):
        if role.id == role_id and name in role.inputs:
            return input_step(role, name)
    return None


def is_complete(step: Step, filled_in: Application) -> bool:
    """Says that nothing more is needed on that page."""
    if step.kind == "consent":
        return filled_in.consent is not None
    if step.kind == "review":
        return False
    if step.paper is not None:
        return step.paper.id in filled_in.papers
    if step.kind == "card":
        return step.id in filled_in.typing or _has_card(step, filled_in)
    wanted = step.inputs or ((step.input,) if step.input else ())
    if step.role is not None and wanted:
        given = filled_in.persons.get(step.role.id, Person()).values
        return all(asked.name in given for asked in wanted)
    return step.id in filled_in.answers


def _has_card(step: Step, filled_in: Application) -> bool:
    person = filled_in.persons.get(step.role.id, Person()) if step.role else Person()
    return any(value.of_card for value in person.values.values())


def after(procedure: Procedure, filled_in: Application, step_id: str) -> Step:
    """Gives the page that follows; after a change from the review, the first one that is incomplete."""
    steps = route(procedure, filled_in)
    if filled_in.change_from_review:
        return next((step for step in steps if not is_complete(step, filled_in)), REVIEW)
    ids = [step.id for step in steps]
    if step_id in ids:
        return steps[ids.index(step_id) + 1] if step_id != REVIEW.id else REVIEW
    return next((step for step in steps if not is_complete(step, filled_in)), REVIEW)


def on_route_only(procedure: Procedure, filled_in: Application) -> Application:
    """Keeps what is on the route: drops answers, persons, papers of pages a changed answer has taken away."""
    role_ids = {role.id for role in roles_for(procedure, filled_in.answers)}
    entries = {
        paper.id: filled_in.papers.get(paper.id, PaperEntry(_comes(paper)))
        for paper in papers_for(procedure, filled_in.answers)
    }
    persons = {role: person for role, person in filled_in.persons.items() if role in role_ids}
    return replace(filled_in, answers=kept(procedure, filled_in.answers), persons=persons, papers=entries)


def _comes(paper: Paper) -> PaperState:
    """Says how a paper comes that the kiosk did not ask for."""
    return PaperState.AT_COUNTER if paper.replaced_by is None else PaperState.REPLACED


def current_step(context: KioskContext, visit: Visit) -> Step | None:
    """Gives the page of the procedure that is shown, or None at a place outside of it."""
    return step_at(context, visit, visit.at) if isinstance(visit.journey, Application) else None


def step_at(context: KioskContext, visit: Visit, step_id: str) -> Step | None:
    """Finds the page of that id, if the visit may be there."""
    procedure = context.catalogue.get(visit.procedure) if visit.procedure else None
    return step_of(procedure, filled(visit), step_id) if procedure else None
