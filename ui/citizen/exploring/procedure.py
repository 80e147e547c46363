"""Shows what a procedure takes: time, fee, place, papers, and where that is from."""

from __future__ import annotations

from kiosk.catalogue.describe import (
    citation_lines,
    fee_lines,
    money,
    paper_need,
    replaced_papers,
    replaced_words,
    time_lines,
    time_words,
)
from kiosk.catalogue.procedure import Paper, Procedure
from kiosk.language.messages import N_
from kiosk.visit import events as ev
from kiosk.visit.journeys.exploring import PROCEDURE
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, capital, data_text, procedure_of, take_number, translate
from ui.citizen.screen import Screen, at


def view(context: KioskContext, visit: Visit) -> View:
    """Shows three facts in short, then the papers and all lines with their sources."""
    procedure = procedure_of(context, visit)
    brought = [paper for paper in procedure.papers if paper.replaced_by is None]
    field = next(field for field in context.fields if field.id == procedure.field)
    return {
        "overline": data_text(context, visit, field.name),
        "title": data_text(context, visit, procedure.name),
        "time": short_time(context, visit, procedure),
        "fee": short_fee(context, visit, procedure),
        "place": counters(context, visit, procedure.field),
        "papers": [_paper(context, visit, paper) for paper in brought if paper.when is None],
        "papers_maybe": [_paper(context, visit, paper) for paper in brought if paper.when is not None],
        "papers_replaced": [_replaced(context, visit, paper) for paper in replaced_papers(procedure)],
        "scan": any(role.card != "none" for role in procedure.roles),
        "times": list(time_lines(procedure, visit.lang, context.messages)),
        "fees": list(fee_lines(procedure, visit.lang, context.messages)),
        "where": data_text(context, visit, procedure.where),
        "result": data_text(context, visit, procedure.result),
        "sources": list(citation_lines(procedure, visit.lang, context.messages)),
        "number": visit.ticket.number if visit.ticket else "",
    }


def short_time(context: KioskContext, visit: Visit, procedure: Procedure) -> str:
    """Gives the first time limit in two words."""
    limit = procedure.times[0] if procedure.times else None
    if limit is None or limit.quantity is None:
        return capital(translate(context, visit, N_("not published")))
    if limit.same_day_until is not None:
        return translate(context, visit, N_("Same day"))
    return time_words(limit, visit.lang, context.messages)


def short_fee(context: KioskContext, visit: Visit, procedure: Procedure) -> str:
    """Gives the first fee at the counter in two words; what nobody stated is not free."""
    fee = next((fee for fee in procedure.fees if fee.channel == "counter"), None)
    if fee is None or fee.amount is None:
        return capital(translate(context, visit, N_("not published")))
    amount = money(fee.amount, visit.lang, context.messages)
    return translate(context, visit, N_("From {amount}"), amount=amount) if fee.scale else amount


def counters(context: KioskContext, visit: Visit, field: str) -> str:
    """Lists the counters that serve the field."""
    numbers = [counter.number for counter in context.counters if field in counter.fields]
    if not numbers:
        return translate(context, visit, N_("Reception"))
    return translate(context, visit, N_("Counter {numbers}"), numbers=", ".join(numbers))


def _paper(context: KioskContext, visit: Visit, paper: Paper) -> View:
    need = paper_need(paper, visit.lang, context.messages, decided=True)
    note = data_text(context, visit, paper.note) if paper.note else ""
    return {
        "name": data_text(context, visit, paper.name),
        "note": ". ".join(capital(part) for part in (need, note) if part),
    }


def _replaced(context: KioskContext, visit: Visit, paper: Paper) -> View:
    return {
        "name": data_text(context, visit, paper.name),
        "note": capital(replaced_words(paper, visit.lang, context.messages)),
    }


ACTIONS: Actions = {"number": take_number, "start": lambda _visit, _argument: ev.WantsStart()}
SCREEN = Screen("Procedure", at(PROCEDURE), view, ACTIONS)
