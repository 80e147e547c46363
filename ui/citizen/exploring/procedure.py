"""Shows what a procedure takes: time, fee, place, papers, and where that is from."""

from __future__ import annotations

from kiosk.catalogue.describe import (
    amount_words,
    citation_lines,
    fee_remark,
    money,
    paper_need,
    replaced_papers,
    replaced_words,
    time_words,
)
from kiosk.catalogue.fees import fee_lines
from kiosk.catalogue.procedure import Paper, Procedure
from kiosk.language.messages import N_
from kiosk.visit import events as ev
from kiosk.visit.journeys.application.route import is_captured_here
from kiosk.visit.journeys.exploring import PROCEDURE
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import (
    Actions,
    View,
    asks_priority,
    capital,
    data_text,
    procedure_of,
    take_number,
    take_priority,
    translate,
)
from ui.citizen.exploring.offer import offers, take_offer
from ui.citizen.screen import Screen, at

WITH_NOTES = 9
_CHANNELS = {"counter": N_("at the counter"), "online": N_("online"), "post": N_("by post")}


def view(context: KioskContext, visit: Visit) -> View:
    """Shows whom it is for, three facts in short, papers, times and fees in rows, and their sources."""
    procedure = procedure_of(context, visit)
    brought = [paper for paper in procedure.papers if paper.replaced_by is None]
    field = next(field for field in context.fields if field.id == procedure.field)
    return {
        "overline": data_text(context, visit, field.name),
        "title": data_text(context, visit, procedure.name),
        "who": data_text(context, visit, procedure.who) if procedure.who else "",
        "time": short_time(context, visit, procedure),
        "fee": short_fee(context, visit, procedure),
        "place": counters(context, visit, procedure.field),
        "papers": [_paper(context, visit, paper) for paper in brought if paper.when is None],
        "papers_maybe": _by_case(context, visit, [paper for paper in brought if paper.when is not None]),
        "papers_replaced": [_replaced(context, visit, paper) for paper in replaced_papers(procedure)],
        "steps": _steps(context, visit, procedure),
        "times": _times(context, visit, procedure),
        "fees": _fees(context, visit, procedure),
        "where": data_text(context, visit, procedure.where),
        "result": data_text(context, visit, procedure.result),
        "sources": list(citation_lines(procedure, visit.lang, context.messages)),
        "number": visit.ticket.number if visit.ticket else "",
        "offers": offers(context, visit),
        "priority": asks_priority(context, visit),
    }


def short_time(context: KioskContext, visit: Visit, procedure: Procedure) -> str:
    """Gives the first time limit in two words, and whether the case decides it."""
    limit = procedure.times[0] if procedure.times else None
    if limit is None or limit.quantity is None:
        return capital(translate(context, visit, N_("not published")))
    by_case = len({(one.quantity, one.unit) for one in procedure.times if one is limit or one.when}) > 1
    time = time_words(limit, visit.lang, context.messages)
    if limit.same_day_until is not None:
        time = translate(context, visit, N_("Same day"))
    return translate(context, visit, N_("{time}, by case"), time=time) if by_case else time


def short_fee(context: KioskContext, visit: Visit, procedure: Procedure) -> str:
    """Gives the first fee at the counter in two words; where the case decides it, says so. What nobody stated
    is not free.
    """
    fees = [fee for fee in procedure.fees if fee.channel == "counter"]
    fee = fees[0] if fees else None
    if len({one.amount for one in fees if one is fee or one.when}) > 1:
        return translate(context, visit, N_("Depends on your case"))
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


def _steps(context: KioskContext, visit: Visit, procedure: Procedure) -> list[str]:
    scan = any(role.card != "none" for role in procedure.roles)
    said = [N_("Show your card, or type") if scan else N_("Type your details")]
    if procedure.questions:
        said.append(N_("Answer a few short questions"))
    if any(is_captured_here(paper) for paper in procedure.papers):
        said.append(N_("Photograph your papers"))
    said.append(N_("Check, hand in, and go to the counter"))
    return [translate(context, visit, line) for line in said]


def _times(context: KioskContext, visit: Visit, procedure: Procedure) -> list[View]:
    return [
        {
            "label": data_text(context, visit, limit.case),
            "value": capital(time_words(limit, visit.lang, context.messages)),
            "note": "",
        }
        for limit in procedure.times
    ]


def _fees(context: KioskContext, visit: Visit, procedure: Procedure) -> list[View]:
    """Groups the fees by the way of filing; ways that cost the same stand together."""
    groups: list[tuple[list[str], list[View]]] = []
    for channel, name in _CHANNELS.items():
        rows = [
            {
                "label": data_text(context, visit, line.fee.what),
                "value": capital(amount_words(line, visit.lang, context.messages)),
                "note": fee_remark(line, visit.lang, context.messages),
            }
            for line in fee_lines(procedure, {}, channel)
        ]
        same = next((names for names, other in groups if other == rows), None)
        if same is not None:
            same.append(translate(context, visit, name))
        elif rows:
            groups.append(([translate(context, visit, name)], rows))
    return [{"title": ", ".join(names), "rows": rows} for names, rows in groups]


def _paper(context: KioskContext, visit: Visit, paper: Paper) -> View:
    note = data_text(context, visit, paper.note) if paper.note else ""
    shown = paper.need == "shown" and note
    need = "" if shown else paper_need(paper, visit.lang, context.messages, decided=True)
    return {
        "icon": paper.icon,
        "name": data_text(context, visit, paper.name),
        "note": ". ".join(capital(part) for part in (need, note) if part),
    }


def _by_case(context: KioskContext, visit: Visit, papers: list[Paper]) -> list[View]:
    """Shows the papers that the case decides: of many the names alone, or nobody reads them."""
    rows = [_paper(context, visit, paper) for paper in papers]
    return rows if len(rows) <= WITH_NOTES else [{**row, "note": ""} for row in rows]


def _replaced(context: KioskContext, visit: Visit, paper: Paper) -> View:
    return {
        "name": data_text(context, visit, paper.name),
        "note": capital(replaced_words(paper, visit.lang, context.messages)),
    }


ACTIONS: Actions = {
    "number": take_number,
    "priority": take_priority,
    "take": take_offer,
    "checklist": lambda _visit, _argument: ev.Went("checklist"),
    "start": lambda _visit, _argument: ev.WantsStart(),
}
SCREEN = Screen("Procedure", at(PROCEDURE), view, ACTIONS)
