"""Shows the answers for a check: by person, masked where it can be, each with a way to change it."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.catalogue.describe import amount_words, money, replaced_papers, replaced_words, total_words
from kiosk.catalogue.fees import breakdown
from kiosk.catalogue.open_items import grouped, named_items, names_of
from kiosk.catalogue.procedure import Procedure, Question
from kiosk.catalogue.rules import papers_for, roles_for
from kiosk.contract.dossier import PaperState
from kiosk.dossier.model import PaperEntry
from kiosk.identity.dates import show
from kiosk.language.messages import N_
from kiosk.visit import events as ev
from kiosk.visit.effects import HandIn, TakeNumber
from kiosk.visit.journeys.application.route import is_captured_here, is_known, open_items, values_of
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import (
    Actions,
    View,
    capital,
    data_text,
    problem,
    procedure_of,
    progress,
    translate,
)
from ui.citizen.masked import masked, uncovered
from ui.citizen.screen import Screen, asks

AT_COUNTER = N_("The officer will ask")
_PAPER_STATES = {
    PaperState.CAPTURED: N_("Photographed, {pages} pages"),
    PaperState.AT_COUNTER: N_("Brought to the counter"),
    PaperState.NONE: N_("There is none"),
}


def view(context: KioskContext, visit: Visit) -> View:
    """Shows persons, answers, papers and fees in groups of rows; `step` is where a row is changed, empty
    where it follows from the others.
    """
    procedure = procedure_of(context, visit)
    groups = [
        *_persons(context, visit, procedure),
        {
            "title": translate(context, visit, N_("Answers")),
            "rows": list(_answers(context, visit, procedure)),
        },
        {
            "title": translate(context, visit, N_("The officer will also ask")),
            "rows": list(_left_open(context, visit, procedure)),
        },
        {"title": translate(context, visit, N_("Papers")), "rows": list(_papers(context, visit, procedure))},
        {
            "title": translate(context, visit, N_("No need to bring")),
            "rows": list(_replaced(context, visit, procedure)),
        },
        {
            "title": translate(context, visit, N_("Fee at the counter")),
            "rows": list(_fees(context, visit, procedure)),
        },
    ]
    return {
        **progress(context, visit),
        "procedure": data_text(context, visit, procedure.name),
        "problem": problem(context, visit),
        "sending": visit.waits_for(HandIn) or visit.waits_for(TakeNumber),
        "groups": [group for group in groups if group["rows"]],
    }


def _row(label: str, value: str, step: str) -> View:
    return {"label": label, "value": value, "hidden": "", "step": step}


def _persons(context: KioskContext, visit: Visit, procedure: Procedure) -> Iterator[View]:
    known = [step for step in values_of(procedure, filled(visit)) if is_known(step, filled(visit))]
    for role in roles_for(procedure, filled(visit).answers):
        yield {
            "title": data_text(context, visit, role.name),
            "rows": [
                {
                    "label": translate(context, visit, step.input.label),
                    **masked(context, visit, role.id, step.input.name),
                    "step": step.id,
                }
                for step in known
                if step.role == role and step.input is not None
            ],
        }


def _left_open(context: KioskContext, visit: Visit, procedure: Procedure) -> Iterator[View]:
    """Gives a row a person with what is left to the counter, and one a question."""
    items = open_items(procedure, filled(visit))
    for group in grouped(named_items(procedure, items, visit.lang, context.messages)):
        role = group[0].id.rpartition(".")[0]
        if role:
            yield _row(group[0].about, capital(names_of(group)), f"person:{role}")
        else:
            yield _row(group[0].name, translate(context, visit, AT_COUNTER), group[0].id)


def _answers(context: KioskContext, visit: Visit, procedure: Procedure) -> Iterator[View]:
    for step in values_of(procedure, filled(visit)):
        if step.question is not None and is_known(step, filled(visit)):
            yield _row(
                data_text(context, visit, step.question.ask), _answer(context, visit, step.question), step.id
            )


def _answer(context: KioskContext, visit: Visit, question: Question) -> str:
    given = filled(visit).answers.get(question.id, "")
    for option in question.options:
        if option.id == given:
            return data_text(context, visit, option.name)
    if question.kind == "date":
        given = show(given, visit.lang)
    return given


def _papers(context: KioskContext, visit: Visit, procedure: Procedure) -> Iterator[View]:
    for paper in papers_for(procedure, filled(visit).answers):
        if is_captured_here(paper):
            entry = filled(visit).papers.get(paper.id, PaperEntry(PaperState.AT_COUNTER))
            state = translate(context, visit, _PAPER_STATES[entry.state], pages=len(entry.files))
            yield _row(data_text(context, visit, paper.name), state, f"paper:{paper.id}")


def _replaced(context: KioskContext, visit: Visit, procedure: Procedure) -> Iterator[View]:
    for paper in replaced_papers(procedure, filled(visit).answers):
        database = capital(replaced_words(paper, visit.lang, context.messages))
        yield _row(data_text(context, visit, paper.name), database, "")


def _fees(context: KioskContext, visit: Visit, procedure: Procedure) -> Iterator[View]:
    """Gives a row a fee, the total where there are several, and that it costs nothing online."""
    answers = filled(visit).answers
    fees = breakdown(procedure, answers, "counter")
    for line in fees.lines:
        amount = amount_words(line, visit.lang, context.messages)
        yield _row(data_text(context, visit, line.fee.what), amount, "")
    if len(fees.lines) > 1:
        total = total_words(fees, visit.lang, context.messages)
        yield _row(translate(context, visit, N_("Total")), total, "")
    if breakdown(procedure, answers, "online").total == 0 != fees.total:
        yield _row(translate(context, visit, N_("Filed online")), money(0, visit.lang, context.messages), "")


ACTIONS: Actions = {
    "change": lambda _visit, argument: ev.WantsChange(argument),
    "hand_in": lambda _visit, _argument: ev.WantsHandIn(),
}
SCREEN = Screen("Review", asks("review"), view, ACTIONS, uncovered)
