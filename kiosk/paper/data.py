"""Collects the values of a slip, as plain data for its layout. Pure functions: values in,
texts out.

Every text is in the citizen's language already; the layouts add the labels and the Vietnamese title.
Numbers of identity papers appear masked only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from babel import localedata
from babel.dates import format_date, format_time

from config.centre import BankAccount
from config.schema import Centre, QueueField
from kiosk.catalogue.describe import citation_lines, fee_lines, time_lines, total_words, words
from kiosk.catalogue.entry import Entry
from kiosk.catalogue.fees import breakdown
from kiosk.catalogue.open_items import item_lines, named_items
from kiosk.catalogue.payment import payment
from kiosk.catalogue.procedure import Paper, Procedure
from kiosk.catalogue.rules import papers_for
from kiosk.clock import ICT
from kiosk.contract.dossier import PaperState
from kiosk.contract.ticket import Ticket
from kiosk.dossier.model import Dossier, Person
from kiosk.identity.mask import mask_id
from kiosk.language.messages import Messages

HOME = "vi"
MOST_TO_BRING = 4
_NOT_HERE = (PaperState.NONE, PaperState.REPLACED)


def ticket_data(
    *,
    centre: Centre,
    ticket: Ticket,
    fields: Iterable[QueueField],
    entry: Entry | None,
    url: str,
    lang: str,
    messages: Messages,
    specimen: bool = False,
) -> dict[str, Any]:
    """Gives the ticket's data. `fields` are what it is for, `url` is its status page; `specimen` prints MẪU
    on it.
    """
    return {
        **_head(centre, lang, specimen),
        "number": ticket.number,
        "field": ", ".join(words(field.name, lang, messages) for field in fields),
        "procedure": words(entry.name, lang, messages) if entry else "",
        "counters": ", ".join(ticket.counters),
        "ahead": _ahead(ticket.ahead, lang, messages),
        "wait": _wait(ticket.wait_minutes, lang, messages),
        "bring": _to_bring(entry, lang, messages),
        "url": url,
        "appointment": _appointment(ticket, lang, messages),
        "issued_at": _hour(ticket.issued_at, lang),
        "issued_on": _day(ticket.issued_at.astimezone(ICT).date(), lang),
        "waits_for_hub": ticket.origin == "kiosk",
    }


def submission_data(
    *,
    centre: Centre,
    dossier: Dossier,
    procedure: Procedure,
    url: str,
    synced: bool,
    lang: str,
    messages: Messages,
    specimen: bool = False,
) -> dict[str, Any]:
    """Gives the submission slip's data. No due date: nobody has looked at the papers yet."""
    here, later, none, replaced = (
        _papers_in(dossier, procedure, state, lang, messages)
        for state in (PaperState.CAPTURED, PaperState.AT_COUNTER, PaperState.NONE, PaperState.REPLACED)
    )
    return {
        **_head(centre, lang, specimen),
        **_submitter(dossier, procedure),
        "reference": dossier.reference,
        "procedure": words(procedure.name, lang, messages),
        "papers_here": here,
        "papers_later": later,
        "papers_none": none,
        "papers_replaced": replaced,
        "open_items": item_lines(named_items(procedure, dossier.open_items, lang, messages)),
        "url": url,
        "handed_in": _moment(dossier.created_at, lang),
        "waits_for_hub": not synced,
    }


def checklist_data(
    *,
    centre: Centre,
    procedure: Procedure,
    answers: Mapping[str, str],
    lang: str,
    messages: Messages,
    specimen: bool = False,
) -> dict[str, Any]:
    """Gives the data of the list of papers to bring: those of the answers so far, or of every case."""
    papers = papers_for(procedure, answers) if answers else procedure.papers
    brought = [paper for paper in papers if paper.replaced_by is None]
    sure = [paper for paper in brought if answers or paper.when is None]
    maybe = [paper for paper in brought if paper not in sure]
    return {
        **_head(centre, lang, specimen),
        "procedure": words(procedure.name, lang, messages),
        "papers": _names(sure, lang, messages),
        "papers_maybe": _names(maybe, lang, messages),
        "papers_replaced": _names((one for one in papers if one.replaced_by), lang, messages),
        "times": list(time_lines(procedure, lang, messages, answers)),
        "fees": list(fee_lines(procedure, lang, messages, answers, "counter")),
        "where": words(procedure.where, lang, messages),
        "sources": list(citation_lines(procedure, lang, messages)),
    }


def _names(papers: Iterable[Paper], lang: str, messages: Messages) -> list[str]:
    return [words(paper.name, lang, messages) for paper in papers]


def receipt_data(
    *,
    centre: Centre,
    dossier: Dossier,
    procedure: Procedure,
    code: str | None,
    officer: str,
    received_at: datetime,
    due: date | str | None,
    url: str,
    lang: str,
    messages: Messages,
    account: BankAccount | None = None,
    specimen: bool = False,
) -> dict[str, Any]:
    """Gives the data of form 01, after the officer's acceptance. Its fields are those of
    the 2018 template.

    `due` may be a datetime, then its hour is printed, or the words why no day is promised; None says that no
    time limit is published. `code` is
    None where the centre's unit code is not known; the receipt says so, and the reference stands for it.
    `account` is the centre's; None: fees are paid in cash.
    """
    answers = dossier.answers
    fees = breakdown(procedure, answers, "counter")
    paid = payment(fees, account, dossier.reference)
    return {
        **_head(centre, lang, specimen),
        **_submitter(dossier, procedure),
        "code": code or messages.text(lang, "The centre's unit code is not known yet"),
        "uncoded": code is None,
        "reference": dossier.reference,
        "procedure": words(procedure.name, lang, messages),
        "papers": _received(dossier, procedure, lang, messages),
        "sets": "1",
        "times": list(time_lines(procedure, lang, messages, answers)),
        "fees": list(fee_lines(procedure, lang, messages, answers, "counter")),
        "total": total_words(fees, lang, messages) if len(fees.lines) > 1 else "",
        "payment": messages.text(lang, paid.way.value) if fees.lines else "",
        "payment_code": paid.code,
        "payment_note": paid.note,
        "payment_holder": account.holder if account and paid.code else "",
        "received": _moment(received_at, lang),
        "due": _due(due, lang, messages),
        "collect": messages.text(lang, "At {centre}, with this receipt", centre=_centre(centre, lang)),
        "officer": officer,
        "url": url,
    }


def _head(centre: Centre, lang: str, specimen: bool) -> dict[str, Any]:
    return {
        "lang": lang,
        "foreign": lang != HOME,
        "specimen": specimen,
        "centre": centre.full_name,
        "centre_local": _centre(centre, lang),
    }


def _centre(centre: Centre, lang: str) -> str:
    return centre.full_name if lang == HOME else centre.full_name_en


def _ahead(ahead: int | None, lang: str, messages: Messages) -> str:
    if ahead is None:
        return ""
    if ahead == 0:
        return messages.text(lang, "Nobody")
    if ahead == 1:
        return messages.text(lang, "1 person")
    return messages.text(lang, "{count} people", count=ahead)


def _wait(minutes: tuple[int, int] | None, lang: str, messages: Messages) -> str:
    if minutes is None:
        return ""
    low, high = minutes
    if low == high:
        return messages.text(lang, "{minutes} min", minutes=low)
    return messages.text(lang, "{low}–{high} min", low=low, high=high)


def _appointment(ticket: Ticket, lang: str, messages: Messages) -> str:
    if ticket.appointment is None:
        return ""
    return messages.text(lang, "Appointment at {time}", time=_hour(ticket.appointment, lang))


def _to_bring(entry: Entry | None, lang: str, messages: Messages) -> list[str]:
    if entry is None or not entry.curated:
        return [messages.text(lang, "Your citizen card and the papers of your matter")]
    bring = [words(paper, lang, messages) for paper in entry.bring[:MOST_TO_BRING]]
    if entry.bring_more:
        bring.append(messages.text(lang, "In some cases more: please ask"))
    return bring


def _submitter(dossier: Dossier, procedure: Procedure) -> dict[str, str]:
    """Gives the person of the procedure's first role: whoever stands at the kiosk."""
    first = procedure.roles[0].id if procedure.roles else ""
    person = dossier.persons.get(first, Person())
    number = person.text("id")
    return {
        "name": person.text("name"),
        "id": mask_id(number) if number else "",
        "address": person.text("address"),
        "phone": person.text("phone"),
    }


def _papers_in(
    dossier: Dossier, procedure: Procedure, state: PaperState, lang: str, messages: Messages
) -> list[str]:
    return [
        words(paper.name, lang, messages)
        for paper in procedure.papers
        if paper.id in dossier.papers and dossier.papers[paper.id].state is state
    ]


def _received(dossier: Dossier, procedure: Procedure, lang: str, messages: Messages) -> list[dict[str, Any]]:
    return [
        {
            "name": words(paper.name, lang, messages),
            "originals": _count(paper.originals),
            "copies": _count(paper.copies),
        }
        for paper in procedure.papers
        if _is_received(dossier, paper)
    ]


def _is_received(dossier: Dossier, paper: Paper) -> bool:
    """Says if the office keeps the paper: not what was only shown, nor what was declared not to exist or
    was not brought.
    """
    entry = dossier.papers.get(paper.id)
    return entry is not None and entry.state not in _NOT_HERE and paper.need != "shown"


def _count(number: int) -> str:
    return str(number) if number else "–"


def _moment(at: datetime, lang: str) -> str:
    return f"{_hour(at, lang)} – {_day(at.astimezone(ICT).date(), lang)}"


def _hour(at: datetime, lang: str) -> str:
    return format_time(at.astimezone(ICT), "HH:mm", locale=_calendar(lang))


def _day(day: date, lang: str) -> str:
    calendar = _calendar(lang)
    return format_date(day, "EEEE, dd/MM/y" if calendar == HOME else "EEE, d MMM y", locale=calendar)


def _calendar(lang: str) -> str:
    """Gives the language of dates: Vietnamese for those whose dates CLDR does not know."""
    return lang if localedata.exists(lang) else HOME


def _due(due: date | str | None, lang: str, messages: Messages) -> str:
    if isinstance(due, str):
        return due
    if due is None:
        return messages.text(lang, "No time limit published: ask the officer")
    if isinstance(due, datetime):
        return _moment(due, lang)
    return _day(due, lang)
