"""Takes one value of a page, checked: an answer, or an input of a person."""

from __future__ import annotations

from dataclasses import replace

from kiosk.catalogue.answering import checked_answer
from kiosk.catalogue.procedure import Question
from kiosk.contract.dossier import ValueSource
from kiosk.dossier.model import Person, Value
from kiosk.identity.ages import age_doubt
from kiosk.identity.dates import from_pad
from kiosk.identity.inputs import PersonInput
from kiosk.ports.device import Fault
from kiosk.visit.journeys.application.state import Step, filled, filling
from kiosk.visit.model import Moment, Visit


def taken(visit: Visit, step: Step, text: str, now: Moment) -> Visit | None:
    """Gives the visit with that value, or with the problem that it has; None where nothing takes it."""
    if step.question is not None:
        return _answer(visit, step.question, text, now)
    if step.role is None or step.input is None:
        return None
    return _person_value(visit, step.role.id, step.input, text, now)


def _person_value(visit: Visit, role: str, asked: PersonInput, text: str, now: Moment) -> Visit:
    today = now.wall.date()
    checked = asked.checked(from_pad(text) if asked.kind == "date" else text, today)
    if isinstance(checked, Fault):
        return replace(visit, problem=checked)
    persons = filled(visit).persons
    person = persons.get(role, Person())
    before = person.values.get(asked.name)
    values = {**person.values, asked.name: Value(checked, _source(visit, role, asked, checked, before))}
    given = replace(filling(visit, persons={**persons, role: Person(values)}), problem=None)
    doubt = age_doubt(_births(given), today) if asked.kind == "date" else None
    if doubt is not None and (before is None or before.text != checked):
        return replace(given, problem=doubt, draft=text)  # the same date a second time is taken
    return given


def _source(visit: Visit, role: str, asked: PersonInput, checked: str, before: Value | None) -> ValueSource:
    """Says where a value is from: what a paper offered and the citizen took as it is was read there."""
    if before is not None and before.of_card:
        return "card_typed_over"
    offer = filled(visit).offered.get(f"{role}.{asked.name}")
    return "paper" if offer is not None and offer.text == checked else "typed"


def _births(visit: Visit) -> dict[str, str]:
    return {role: person.text("birth_date") for role, person in filled(visit).persons.items()}


def _answer(visit: Visit, question: Question, text: str, now: Moment) -> Visit | None:
    checked = checked_answer(question, text, now.wall.date())
    if isinstance(checked, Fault):
        return None if question.kind == "choice" else replace(visit, problem=checked)
    answers = {**filled(visit).answers, question.id: checked}
    return replace(filling(visit, answers=answers), problem=None)
