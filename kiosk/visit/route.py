"""The pages of a procedure, worked out from its data and the answers so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.catalogue.procedure import Paper, Procedure, Role
from kiosk.catalogue.rules import kept, may_apply, papers_for, questions_for, roles_for
from kiosk.contract.dossier import PaperState
from kiosk.dossier.model import PaperEntry, Person
from kiosk.identity.inputs import INPUTS
from kiosk.visit.model import PLACES, Step, Visit

CONSENT = Step("consent", "consent")
REVIEW = Step("review", "review")
RESERVED = PLACES | {CONSENT.id, REVIEW.id}
"""Ids that every visit has for its own pages: a question of that id would never be shown."""


def route(procedure: Procedure, visit: Visit) -> tuple[Step, ...]:
    """All pages from consent to review. Recomputed on every step: a changed answer changes the way."""
    return tuple(_steps(procedure, visit))


def _steps(procedure: Procedure, visit: Visit) -> Iterator[Step]:
    yield CONSENT
    requester, *others = roles_for(procedure, visit.answers)
    yield from _person_steps(requester, visit)
    for question in questions_for(procedure, visit.answers):
        yield Step(question.id, question.kind, question=question)
    for role in others:
        yield from _person_steps(role, visit)
    for paper in papers_for(procedure, visit.answers):
        if is_captured_here(paper):
            yield Step(f"paper:{paper.id}", "paper", paper=paper)
    yield REVIEW


def _person_steps(role: Role, visit: Visit) -> Iterator[Step]:
    if role.card != "none":
        yield Step(f"card:{role.id}", "card", role=role)
    known = visit.persons.get(role.id, Person())
    for name in role.inputs:
        value = known.values.get(name)
        if value is None or value.source != "card":
            yield input_step(role, name)


def longest(procedure: Procedure, visit: Visit) -> int:
    """How many pages there are at most, as far as answers decide it: it shrinks on the way, never grows."""
    answers = kept(procedure, visit.answers)
    requester, *others = [role for role in procedure.roles if may_apply(role.when, answers)]
    persons = [step for role in (requester, *others) for step in _person_steps(role, visit)]
    questions = [question for question in procedure.questions if may_apply(question.when, answers)]
    captured = [
        paper for paper in procedure.papers if is_captured_here(paper) and may_apply(paper.when, answers)
    ]
    return len((CONSENT, *persons, *questions, *captured, REVIEW))


def input_step(role: Role, name: str) -> Step:
    """The page that asks for one value of one person."""
    return Step(f"{role.id}.{name}", INPUTS[name].kind, role=role, input=INPUTS[name])


def is_captured_here(paper: Paper) -> bool:
    """Whether the kiosk asks for a picture of it; the others are shown at the counter."""
    return paper.capture and paper.need != "shown"


def step_of(procedure: Procedure, visit: Visit, step_id: str) -> Step | None:
    """The page of that id, if it may be shown: on the route, or a value of a person on the route."""
    for step in route(procedure, visit):
        if step.id == step_id:
            return step
    role_id, _, name = step_id.partition(".")
    for role in roles_for(procedure, visit.answers):
        if role.id == role_id and name in role.inputs:
            return input_step(role, name)
    return None


def is_complete(step: Step, visit: Visit) -> bool:
    """Whether nothing more is needed on that page."""
    if step.kind == "consent":
        return visit.consent is not None
    if step.kind == "review":
        return False
    if step.paper is not None:
        return step.paper.id in visit.papers
    if step.kind == "card":
        return step.id in visit.typing or _has_card(step, visit)
    if step.role is not None and step.input is not None:
        return step.input.name in visit.persons.get(step.role.id, Person()).values
    return step.id in visit.answers


def _has_card(step: Step, visit: Visit) -> bool:
    person = visit.persons.get(step.role.id, Person()) if step.role else Person()
    return any(value.source != "typed" for value in person.values.values())


def after(procedure: Procedure, visit: Visit, step_id: str) -> Step:
    """The page that follows; after a change from the review, the first one that is incomplete."""
    steps = route(procedure, visit)
    if visit.change_from_review:
        return next((step for step in steps if not is_complete(step, visit)), REVIEW)
    ids = [step.id for step in steps]
    if step_id in ids:
        return steps[ids.index(step_id) + 1] if step_id != REVIEW.id else REVIEW
    return next((step for step in steps if not is_complete(step, visit)), REVIEW)


def on_route_only(procedure: Procedure, visit: Visit) -> Visit:
    """The visit without strays: answers, persons and papers of pages a changed answer has taken away."""
    role_ids = {role.id for role in roles_for(procedure, visit.answers)}
    entries = {
        paper.id: visit.papers.get(paper.id, PaperEntry(PaperState.AT_COUNTER))
        for paper in papers_for(procedure, visit.answers)
    }
    persons = {role: person for role, person in visit.persons.items() if role in role_ids}
    return replace(visit, answers=kept(procedure, visit.answers), persons=persons, papers=entries)
