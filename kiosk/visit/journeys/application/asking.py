"""Describes what a procedure's pages ask for, so that it can be told by voice; never a value."""

from __future__ import annotations

from kiosk.catalogue.describe import words
from kiosk.catalogue.procedure import Question, Role
from kiosk.identity.inputs import PersonInput
from kiosk.visit.assistant import Asked, AskedKind
from kiosk.visit.journeys.application.from_papers import offered_on
from kiosk.visit.journeys.application.route import current_step, is_given, step_at, values_of
from kiosk.visit.journeys.application.state import Application, Step, filled
from kiosk.visit.model import KioskContext, Visit

_QUESTIONS: dict[str, AskedKind] = {"choice": "choice", "number": "number", "date": "date", "text": "text"}
_INPUTS: dict[str, AskedKind] = {"choice": "choice", "number": "digits", "date": "date", "text": "text"}


def asked(context: KioskContext, visit: Visit) -> Asked | None:
    """Gives the value that is asked for now: what was told and is not whole, else the page's own, or the
    first of its values that has no answer. Nothing while something read from a paper is to be judged.
    """
    told = filled(visit).told
    for step_id, value in told:
        found = asked_at(context, visit, step_id)
        if found is not None and not is_whole(found, value):
            return found
    if told:
        return asked_at(context, visit, told[-1][0])
    here = current_step(context, visit)
    if here is not None and offered_on(here, filled(visit)):
        return None
    wanted = next(iter(unanswered(here, filled(visit))), None) if here is not None and here.parts else here
    return asked_at(context, visit, wanted.id) if wanted is not None else None


def unanswered(step: Step, known: Application) -> tuple[Step, ...]:
    """Lists the values on a page that are asked for one by one and have no answer yet. A card is not asked,
    and a person's further details only when they are named.
    """
    if step.kind not in ("person", "choices", "details"):
        return ()
    parts = (part for part in step.parts if not is_given(part, known))
    return tuple(part for part in parts if part.input is None or not part.input.extra)


def also(context: KioskContext, visit: Visit) -> tuple[Asked, ...]:
    """Lists the other values that may be told in the same sentence: those told, and those of the same person
    (or the procedure's other questions) that are not asked yet.
    """
    procedure = context.catalogue.get(visit.procedure) if visit.procedure else None
    here = current_step(context, visit)
    if procedure is None or here is None or here.kind in ("card", "consent"):
        return ()
    if not (here.input or here.question or here.parts):
        return ()
    known = filled(visit)
    coming = (
        one for one in values_of(procedure, known) if one.role == here.role and not is_given(one, known)
    )
    steps = tuple(one for one in coming if one.input or one.question)
    first = tuple(one for one in steps if one.input is None or not one.input.extra)
    ids = dict.fromkeys([*(step for step, _ in known.told), *(step.id for step in first or steps)])
    found = (asked_at(context, visit, step_id) for step_id in ids)
    now = asked(context, visit)
    return tuple(one for one in found if one is not None and one != now)


def before(context: KioskContext, visit: Visit) -> Asked | None:
    """Gives the value that was answered last."""
    return asked_at(context, visit, filled(visit).before)


def asked_at(context: KioskContext, visit: Visit, step_id: str) -> Asked | None:
    """Describes what a page asks for; None where it asks for no value."""
    step = step_at(context, visit, step_id)
    if step is None:
        return None
    if step.question is not None:
        return _of_question(context, visit, step.question)
    if step.role is not None and step.input is not None:
        return _of_input(context, visit, step.id, step.role, step.input)
    return None


def _of_question(context: KioskContext, visit: Visit, question: Question) -> Asked:
    def text_of(option: str) -> str:
        return words(next(one for one in question.options if one.id == option).name, visit.lang, messages)

    messages = context.messages
    return Asked(
        question.id,
        _QUESTIONS[question.kind],
        words(question.ask, visit.lang, messages),
        tuple((option.id, text_of(option.id)) for option in question.options),
        least=question.least,
        most=question.most,
        ahead=question.ahead,
    )


def _of_input(context: KioskContext, visit: Visit, step: str, role: Role, wanted: PersonInput) -> Asked:
    text, lang = context.messages.text, visit.lang
    name = f"{words(role.name, lang, context.messages)}, {text(lang, wanted.label)}"
    choices = tuple((value, text(lang, name)) for value, name in wanted.choices.items())
    usual = tuple((value, value) for value in wanted.suggested)
    kind: AskedKind = "name" if wanted.spelt else _INPUTS[wanted.kind]
    return Asked(step, kind, name, choices or usual, wanted.lengths)


def is_whole(asked: Asked, value: str) -> bool:
    """Says that nothing is missing of a told value."""
    return not asked.lengths or len(value) in asked.lengths
