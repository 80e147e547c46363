"""Shows short questions together; a number has the usual ones to touch."""

from __future__ import annotations

from kiosk.catalogue.procedure import Question
from kiosk.language.messages import N_
from kiosk.visit.journeys.application.grouping import usual_numbers
from kiosk.visit.journeys.application.route import is_whole
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.application.values import choose
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
from ui.citizen.screen import Screen, asks


def view(context: KioskContext, visit: Visit) -> View:
    """Shows each question with its answers, and whether everything is answered."""
    step = step_of(context, visit)
    questions = [part.question for part in step.parts if part.question is not None]
    return {
        **asked(context, visit),
        "title": translate(context, visit, N_("Please answer these questions")),
        "whole": is_whole(step, filled(visit)),
        "questions": [_question(context, visit, question) for question in questions],
    }


def _question(context: KioskContext, visit: Visit, question: Question) -> View:
    given = filled(visit).answers.get(question.id, "")
    options = _numbers(question) if question.kind == "number" else _options(context, visit, question)
    return {
        "id": question.id,
        "ask": data_text(context, visit, question.ask),
        "hint": data_text(context, visit, question.hint) if question.hint else "",
        "options": [{**option, "chosen": option["id"] == given} for option in options],
        "number": question.kind == "number",
        "other": "" if any(option["id"] == given for option in options) else given,
    }


def _numbers(question: Question) -> list[View]:
    return [{"id": number, "icon": "", "name": number, "note": ""} for number in usual_numbers(question)]


def _options(context: KioskContext, visit: Visit, question: Question) -> list[View]:
    return [
        {
            "id": option.id,
            "icon": option.icon,
            "name": data_text(context, visit, option.name),
            "note": data_text(context, visit, option.note) if option.note else "",
        }
        for option in question.options
    ]


ACTIONS: Actions = {"choose": choose, "change": change, "done": take_draft, "sections": see_sections}
SCREEN = Screen("Choices", asks("choices"), view, ACTIONS)
