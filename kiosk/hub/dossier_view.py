"""Builds a whole dossier as an officer sees it."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.catalogue.deadlines import Due
from kiosk.catalogue.describe import words
from kiosk.catalogue.open_items import named_items
from kiosk.catalogue.procedure import Procedure, Question
from kiosk.contract.dossier import (
    AnsweredQuestion,
    PaperState,
    ShownConsent,
    ShownDecision,
    ShownFile,
    ShownOpenItem,
    ShownPaper,
    ShownPerson,
    ShownValue,
    WholeDossier,
)
from kiosk.dossier.model import Dossier, Person, Value
from kiosk.hub.brought_back import as_decided
from kiosk.hub.day import hub_time
from kiosk.hub.dossiers import OPEN
from kiosk.hub.forms import has_declaration, offered
from kiosk.hub.hub import Hub
from kiosk.hub.opened import is_opened_at_counter
from kiosk.hub.portal_fields import portal_fields
from kiosk.hub.receipts import phone_url
from kiosk.hub.results import fee_to_take, next_steps, shown
from kiosk.hub.store.records import DecisionRecord, DossierRecord
from kiosk.hub.store.transaction import Reading
from kiosk.hub.upstream.standing import of_dossier
from kiosk.hub.views import dossier_brief
from kiosk.identity.dates import show
from kiosk.identity.inputs import INPUTS
from kiosk.identity.number import warnings
from kiosk.language.messages import N_

PAPER_STATES = {
    PaperState.CAPTURED: N_("Photographed at the kiosk"),
    PaperState.AT_COUNTER: N_("Brought to the counter"),
    PaperState.NONE: N_("The citizen says there is none"),
    PaperState.REPLACED: N_("Not brought: a database has it"),
}
"""How a paper of a dossier comes, as officers read it."""
AT_A_COUNTER = {
    PaperState.CAPTURED: N_("Photographed at the counter"),
    PaperState.NONE: N_("Not brought"),
}
"""The same where an officer opened the dossier."""


def dossier_view(hub: Hub, reading: Reading, filed: DossierRecord, lang: str) -> WholeDossier:
    """Shows everything of the dossier: for officers only."""
    decided = reading.dossiers.decisions_of(filed.dossier.id)
    dossier = as_decided(filed.dossier, decided)
    procedure = hub.dossiers.procedure_of(dossier)
    ticket = reading.tickets.by_id(dossier.ticket) if dossier.ticket else None
    steps = reading.steps.of_dossier(dossier.id)
    due = _due(hub, filed)
    consent = dossier.consent
    accepted = filed.accepted_at is not None
    erased_at = reading.erasures.at(dossier.id)
    return WholeDossier(
        **dict(dossier_brief(hub, filed, hub_time(reading), lang)),
        seq=reading.events.newest(),
        erased_at=erased_at,
        ticket_number=ticket.number if ticket else None,
        lang=dossier.lang,
        kiosk=dossier.kiosk,
        created_at=dossier.created_at,
        received_at=filed.received_at,
        accepted_at=filed.accepted_at,
        due_text=due.line(lang, hub.messages) if due else None,
        result_where=words(procedure.where, lang, hub.messages) if procedure else None,
        consent=ShownConsent(given_at=consent.given_at, text_version=consent.text_version, lang=consent.lang),
        persons=tuple(
            _person(hub, procedure, role, dossier.persons[role], lang) for role in _roles(procedure, dossier)
        ),
        answers=tuple(
            _answer(hub, procedure, step, value, lang) for step, value in _answers(procedure, dossier)
        ),
        papers=tuple(_paper(hub, procedure, dossier, paper, lang) for paper in _papers(procedure, dossier)),
        open_items=tuple(
            ShownOpenItem(id=item.id, about=item.about, name=item.name)
            for item in named_items(procedure, dossier.open_items, lang, hub.messages)
        ),
        decisions=tuple(_decision(reading, one) for one in decided),
        may_decide=filed.state in OPEN and erased_at is None,
        receipt_url=f"/v1/dossiers/{dossier.id}/receipt.png" if accepted else None,
        receipt_code_url=f"/v1/dossiers/{dossier.id}/receipt-code.png" if phone_url(hub, filed) else None,
        receipt_sheet=reading.sheets.state_of(dossier.id),
        declaration_url=f"/v1/dossiers/{dossier.id}/declaration"
        if procedure and has_declaration(dossier)
        else None,
        forms=tuple(offered(hub, filed, decided, lang)),
        steps=tuple(shown(reading, steps)),
        next_steps=next_steps(filed, steps),
        fee=fee_to_take(hub, filed, lang),
        portal_fields=portal_fields(hub, procedure, filed, lang),
        upstream=of_dossier(reading, dossier.id),
    )


def _due(hub: Hub, filed: DossierRecord) -> Due | None:
    """Gives the day as it was promised, by the rule of then; one accepted before that was kept is computed
    anew.
    """
    if filed.accepted_at is None:
        return None
    if filed.due_basis is not None:
        return filed.due_basis.due(filed.due)
    computed = hub.dossiers.due(filed.dossier, filed.accepted_at)
    return computed[0] if computed else None


def _roles(procedure: Procedure | None, dossier: Dossier) -> list[str]:
    return _known_first([role.id for role in procedure.roles] if procedure else [], dossier.persons)


def _papers(procedure: Procedure | None, dossier: Dossier) -> list[str]:
    return _known_first([paper.id for paper in procedure.papers] if procedure else [], dossier.papers)


def _answers(procedure: Procedure | None, dossier: Dossier) -> list[tuple[str, str]]:
    order = [question.id for question in procedure.questions] if procedure else []
    return [(step, dossier.answers[step]) for step in _known_first(order, dossier.answers)]


def _known_first(order: list[str], found: Mapping[str, object]) -> list[str]:
    """Sorts what was handed in by the procedure's order; what the catalogue does not know comes last."""
    return [key for key in order if key in found] + [key for key in found if key not in order]


def _person(hub: Hub, procedure: Procedure | None, role: str, person: Person, lang: str) -> ShownPerson:
    names = {one.id: words(one.name, lang, hub.messages) for one in procedure.roles} if procedure else {}
    order = _known_first(list(INPUTS), person.values)
    number = person.text("id")
    doubts = warnings(number, person.text("birth_date"), person.text("sex")) if number else ()
    return ShownPerson(
        role=role,
        name=names.get(role, role),
        values=tuple(_value(hub, name, person.values[name], lang) for name in order),
        warnings=tuple(doubts),
    )


def _value(hub: Hub, name: str, value: Value, lang: str) -> ShownValue:
    """Shows a value; one of a catalogue to come keeps its name."""
    asked = INPUTS.get(name)
    return ShownValue(
        input=name,
        label=hub.messages.text(lang, asked.label) if asked else name,
        value=value.text,
        shown=asked.words(value.text, lang, hub.messages) if asked else value.text,
        source=value.source,
    )


def _answer(hub: Hub, procedure: Procedure | None, step: str, value: str, lang: str) -> AnsweredQuestion:
    question = next((one for one in procedure.questions if one.id == step), None) if procedure else None
    return AnsweredQuestion(
        id=step,
        question=words(question.ask, lang, hub.messages) if question else step,
        value=value,
        answer=_answer_words(hub, question, value, lang) if question else value,
    )


def _answer_words(hub: Hub, question: Question, value: str, lang: str) -> str:
    if question.kind == "date":
        return show(value, lang) or value
    names = {option.id: words(option.name, lang, hub.messages) for option in question.options}
    return names.get(value, value)


def _paper(hub: Hub, procedure: Procedure | None, dossier: Dossier, paper: str, lang: str) -> ShownPaper:
    names = {one.id: words(one.name, lang, hub.messages) for one in procedure.papers} if procedure else {}
    entry = dossier.papers[paper]
    return ShownPaper(
        id=paper,
        name=names.get(paper, paper),
        state=entry.state,
        state_text=hub.messages.text(lang, _state_words(dossier, entry.state)),
        files=tuple(
            ShownFile(sha256=digest, url=f"/v1/dossiers/{dossier.id}/files/{digest}")
            for digest in entry.files
        ),
    )


def _state_words(dossier: Dossier, state: PaperState) -> str:
    there = AT_A_COUNTER if is_opened_at_counter(dossier) else PAPER_STATES
    return there.get(state, PAPER_STATES[state])


def _decision(reading: Reading, decided: DecisionRecord) -> ShownDecision:
    made = decided.decision
    return ShownDecision(
        kind=made.kind,
        officer=reading.officers.name_of(made.officer),
        reason=made.reason,
        remark=made.remark,
        papers=made.papers,
        at=decided.at,
    )
