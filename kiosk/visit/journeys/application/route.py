"""Computes the pages of a procedure from its data and the answers so far."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace

from kiosk.catalogue.procedure import Paper, Procedure, Question, Role
from kiosk.catalogue.rules import kept, may_apply, papers_for, questions_for, roles_for
from kiosk.contract.dossier import PaperState
from kiosk.dossier.model import PaperEntry, Person
from kiosk.identity.inputs import INPUTS, to_find
from kiosk.visit.journeys.application.grouping import is_detail, together
from kiosk.visit.journeys.application.state import Application, Step, filled
from kiosk.visit.model import KioskContext, Visit

REVIEW = Step("review", "review")
SECTIONS = Step("sections", "sections")
DETAILS = "details"


def route(procedure: Procedure, filled_in: Application) -> tuple[Step, ...]:
    """Lists all pages up to the review. Recomputed on every step: a changed answer changes the way. The first
    one asks for consent before anything else.
    """
    answers = filled_in.answers
    roles, papers = roles_for(procedure, answers), papers_for(procedure, answers)
    first, *others = _steps(procedure, roles, questions_for(procedure, answers), papers)
    if filled_in.consent is None:
        first = replace(first, kind="consent")
    return (first, *others)


def longest(procedure: Procedure, filled_in: Application) -> tuple[Step, ...]:
    """Lists the pages that may come, as far as answers decide it: they get fewer on the way, never more."""
    answers = kept(procedure, filled_in.answers)
    roles = tuple(role for role in procedure.roles if may_apply(role.when, answers))
    papers = tuple(paper for paper in procedure.papers if may_apply(paper.when, answers))
    questions = tuple(one for one in procedure.questions if may_apply(one.when, answers))
    return tuple(_steps(procedure, roles, questions, papers))


def _steps(
    procedure: Procedure, roles: tuple[Role, ...], questions: tuple[Question, ...], papers: tuple[Paper, ...]
) -> Iterator[Step]:
    """Gives the pages in their order: papers that can be read come before what they fill in."""
    requester, *others = roles
    captured = [_paper_step(paper) for paper in papers if is_captured_here(paper)]
    papers_first = any(paper.reads for paper in procedure.papers)
    yield from _person_steps(requester)
    live = {question.id for question in questions}
    for group in together(procedure):
        yield from _question_steps(group, live)
    if papers_first:
        yield from captured
    details = tuple(_question_step(question) for question in questions if is_detail(question))
    if details:
        yield Step(DETAILS, "details", parts=details)
    for role in others:
        yield from _person_steps(role)
    if not papers_first:
        yield from captured
    yield REVIEW


def _person_steps(role: Role) -> Iterator[Step]:
    parts = tuple(input_step(role, name) for name in role.inputs)
    if role.card != "none":
        yield Step(f"card:{role.id}", "card", role=role, parts=parts)
    yield Step(f"person:{role.id}", "person", role=role, parts=parts)


def _question_steps(group: tuple[Question, ...], live: Set[str]) -> Iterator[Step]:
    asked = tuple(_question_step(question) for question in group if question.id in live)
    if len(group) > 1 and asked:
        yield Step(f"choices:{group[0].id}", "choices", parts=asked)
    elif asked:
        yield from asked


def _question_step(question: Question) -> Step:
    return Step(question.id, question.kind, question=question)


def _paper_step(paper: Paper) -> Step:
    return Step(f"paper:{paper.id}", "paper", paper=paper)


def input_step(role: Role, name: str) -> Step:
    """Makes the page that asks for one value of one person."""
    return Step(f"{role.id}.{name}", INPUTS[name].kind, role=role, input=INPUTS[name])


def is_captured_here(paper: Paper) -> bool:
    """Says if the kiosk asks for a picture of it; the others are shown at the counter, or not brought."""
    return paper.capture and paper.need != "shown" and paper.replaced_by is None


def values_of(procedure: Procedure, filled_in: Application) -> tuple[Step, ...]:
    """Lists the pages with each value and paper by itself, in the order in which they come."""
    found = (one for step in route(procedure, filled_in) for one in (step.parts or (step,)))
    return tuple({step.id: step for step in found}.values())


def step_of(procedure: Procedure, filled_in: Application, step_id: str) -> Step | None:
    """Finds the page of that id, if it may be shown: on the route, or a value that stands on a page of it."""
    if step_id == SECTIONS.id:
        return SECTIONS if filled_in.consent is not None else None
    steps = route(procedure, filled_in)
    parts = (part for step in steps for part in step.parts)
    return next((step for step in (*steps, *parts) if step.id == step_id), None)


def is_complete(step: Step, filled_in: Application) -> bool:
    """Says that nothing more is needed on that page before the dossier can be handed in."""
    if step.kind == "consent":
        return filled_in.consent is not None
    if step.kind in ("review", "sections"):
        return False
    if step.kind == "card":
        return step.id in filled_in.typing or has_card(step, filled_in) or _is_found(step, filled_in)
    if step.kind == "person":
        return step.id in filled_in.left or _is_found(step, filled_in)
    if step.kind == "details":
        return step.id in filled_in.left or is_whole(step, filled_in)
    return is_given(step, filled_in) if not step.parts else is_whole(step, filled_in)


def is_given(step: Step, filled_in: Application) -> bool:
    """Says that a single value or paper has been answered, be it by leaving it out."""
    if step.paper is not None:
        return step.paper.id in filled_in.papers
    if step.role is not None and step.input is not None:
        return step.input.name in filled_in.persons.get(step.role.id, Person()).values
    return step.id in filled_in.answers


def is_known(step: Step, filled_in: Application) -> bool:
    """Says that a single value is there, and not left out."""
    if step.role is not None and step.input is not None:
        return filled_in.persons.get(step.role.id, Person()).text(step.input.name) != ""
    return filled_in.answers.get(step.id, "") != ""


def is_whole(step: Step, filled_in: Application) -> bool:
    """Says that everything on a page has been answered."""
    return all(is_given(part, filled_in) for part in step.parts)


def missing(step: Step, filled_in: Application) -> Step | None:
    """Gives the first value of a person without which nobody finds her; None if she is found, or left to the
    counter.
    """
    if step.kind not in ("card", "person") or step.role is None or step.id in filled_in.left:
        return None
    wanted = to_find(step.role.inputs, filled_in.persons.get(step.role.id, Person()).text)
    return input_step(step.role, wanted) if wanted else None


def _is_found(step: Step, filled_in: Application) -> bool:
    """Says that the person can be found by what is known. One that nothing finds is looked at once."""
    if step.role is None:
        return False
    person = filled_in.persons.get(step.role.id, Person())
    return any(person.text(name) for name in step.role.inputs) and not to_find(step.role.inputs, person.text)


def has_card(step: Step, filled_in: Application) -> bool:
    """Says that a card has filled in the person."""
    person = filled_in.persons.get(step.role.id, Person()) if step.role else Person()
    return any(value.of_card for value in person.values.values())


def after(procedure: Procedure, filled_in: Application, step_id: str) -> Step:
    """Gives the page that follows: the next one that is not complete, then one that was passed over."""
    steps = route(procedure, filled_in)
    ids = [step.id for step in steps]
    here = ids.index(step_id) + 1 if step_id in ids and not filled_in.change_from_review else 0
    return next((step for step in (*steps[here:], *steps[:here]) if _is_due(step, filled_in)), REVIEW)


def _is_due(step: Step, filled_in: Application) -> bool:
    return step.id != REVIEW.id and not is_complete(step, filled_in)


def open_items(procedure: Procedure, filled_in: Application) -> tuple[str, ...]:
    """Lists what the officer has to ask for: the values of persons and the questions that have no answer."""
    steps = values_of(procedure, filled_in)
    asked = [step for step in steps if step.input is not None or step.question is not None]
    return tuple(step.id for step in asked if not is_known(step, filled_in))


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
