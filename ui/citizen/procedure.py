"""What a procedure takes: time, fee, place, papers, and where that is from."""

from __future__ import annotations

from kiosk.catalogue.model import Paper, Procedure
from kiosk.catalogue.tell import citation_lines, fee_lines, money, paper_need, time_lines, time_words
from kiosk.language.messages import N_
from kiosk.visit import events as ev
from kiosk.visit.model import Known, Visit
from ui.citizen.common import Actions, View, procedure_of, say, take_number, tell


def view(known: Known, visit: Visit) -> View:
    """Three facts in short, then the papers and all lines with their sources."""
    procedure = procedure_of(known, visit)
    field = next(field for field in known.fields if field.id == procedure.field)
    return {
        "overline": tell(known, visit, field.name),
        "title": tell(known, visit, procedure.name),
        "summary": tell(known, visit, procedure.summary),
        "time": short_time(known, visit, procedure),
        "fee": short_fee(known, visit, procedure),
        "place": counters(known, visit, procedure.field),
        "papers": [_paper(known, visit, paper) for paper in procedure.papers if paper.when is None],
        "papers_maybe": [_paper(known, visit, paper) for paper in procedure.papers if paper.when is not None],
        "scan": any(role.card != "none" for role in procedure.roles),
        "times": list(time_lines(procedure, visit.lang, known.messages)),
        "fees": list(fee_lines(procedure, visit.lang, known.messages)),
        "where": tell(known, visit, procedure.where),
        "result": tell(known, visit, procedure.result),
        "sources": list(citation_lines(procedure, visit.lang, known.messages)),
        "number": visit.ticket.number if visit.ticket else "",
    }


def short_time(known: Known, visit: Visit, procedure: Procedure) -> str:
    """The first time limit in two words."""
    limit = procedure.times[0] if procedure.times else None
    if limit is None or limit.quantity is None:
        return capital(say(known, visit, N_("not published")))
    if limit.same_day_until is not None:
        return say(known, visit, N_("Same day"))
    return time_words(limit, visit.lang, known.messages)


def short_fee(known: Known, visit: Visit, procedure: Procedure) -> str:
    """The first fee at the counter in two words; what nobody stated is not free."""
    fee = next((fee for fee in procedure.fees if fee.channel == "counter"), None)
    if fee is None or fee.amount is None:
        return capital(say(known, visit, N_("not published")))
    amount = money(fee.amount, visit.lang, known.messages)
    return say(known, visit, N_("From {amount}"), amount=amount) if fee.scale else amount


def counters(known: Known, visit: Visit, field: str) -> str:
    """The counters that serve the field."""
    numbers = [desk.number for desk in known.desks if field in desk.fields]
    if not numbers:
        return say(known, visit, N_("Reception"))
    return say(known, visit, N_("Counter {numbers}"), numbers=", ".join(numbers))


def _paper(known: Known, visit: Visit, paper: Paper) -> View:
    need = paper_need(paper, visit.lang, known.messages, decided=True)
    note = tell(known, visit, paper.note) if paper.note else ""
    return {
        "name": tell(known, visit, paper.name),
        "note": ". ".join(capital(part) for part in (need, note) if part),
    }


def capital(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


ACTIONS: Actions = {"number": take_number, "start": lambda _visit, _argument: ev.WantsStart()}
