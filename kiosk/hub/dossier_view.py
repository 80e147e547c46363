"""A whole dossier as an officer sees it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kiosk.catalogue.procedure import Procedure, Question
from kiosk.catalogue.tell import words
from kiosk.dossier.model import Dossier, PaperEntry, PaperState, Person
from kiosk.hub.dossiers import OPEN
from kiosk.hub.hub import Hub
from kiosk.hub.receipts import phone_url
from kiosk.hub.store.records import Decided, DossierRecord
from kiosk.hub.store.transaction import Reading
from kiosk.hub.views import dossier_brief
from kiosk.identity.inputs import INPUTS
from kiosk.identity.number import warnings
from kiosk.language.messages import N_

PAPER_STATES = {
    PaperState.CAPTURED: N_("Photographed at the kiosk"),
    PaperState.AT_COUNTER: N_("Brought to the counter"),
    PaperState.NONE: N_("The citizen says there is none"),
}


def dossier_view(hub: Hub, reading: Reading, filed: DossierRecord, lang: str) -> dict[str, Any]:
    """Everything of the dossier: for officers only."""
    dossier = filed.dossier
    procedure = hub.catalogue.get(dossier.procedure)
    ticket = reading.tickets.by_id(dossier.ticket) if dossier.ticket else None
    due = hub.dossiers.due(dossier, filed.accepted_at) if filed.accepted_at else None
    decided = reading.dossiers.decisions_of(dossier.id)
    accepted = filed.accepted_at is not None
    return {
        **dossier_brief(hub, filed, lang),
        "seq": reading.events.newest(),
        "ticket_number": ticket.number if ticket else None,
        "lang": dossier.lang,
        "kiosk": dossier.kiosk,
        "created_at": dossier.created_at.isoformat(),
        "received_at": filed.received_at.isoformat(),
        "accepted_at": filed.accepted_at.isoformat() if filed.accepted_at else None,
        "due_text": due.line(lang, hub.messages) if due else None,
        "result_where": words(procedure.where, lang, hub.messages) if procedure else None,
        "consent": {
            "given_at": dossier.consent.given_at.isoformat(),
            "text_version": dossier.consent.text_version,
            "lang": dossier.consent.lang,
        },
        "persons": [
            _person(hub, procedure, role, dossier.persons[role], lang) for role in _roles(procedure, dossier)
        ],
        "answers": [
            _answer(hub, procedure, step, value, lang) for step, value in _answers(procedure, dossier)
        ],
        "papers": [_paper(hub, procedure, dossier, paper, lang) for paper in _papers(procedure, dossier)],
        "decisions": [_decision(one) for one in decided],
        "may_decide": filed.state in OPEN,
        "receipt_url": f"/v1/dossiers/{dossier.id}/receipt.png" if accepted else None,
        "receipt_code_url": f"/v1/dossiers/{dossier.id}/receipt-code.png" if phone_url(hub, filed) else None,
        "receipt_sheet": reading.sheets.state_of(dossier.id),
    }


def _roles(procedure: Procedure | None, dossier: Dossier) -> list[str]:
    return _known_first([role.id for role in procedure.roles] if procedure else [], dossier.persons)


def _papers(procedure: Procedure | None, dossier: Dossier) -> list[str]:
    return _known_first([paper.id for paper in procedure.papers] if procedure else [], dossier.papers)


def _answers(procedure: Procedure | None, dossier: Dossier) -> list[tuple[str, str]]:
    order = [question.id for question in procedure.questions] if procedure else []
    return [(step, dossier.answers[step]) for step in _known_first(order, dossier.answers)]


def _known_first(order: list[str], found: Mapping[str, object]) -> list[str]:
    """What was handed in, in the procedure's order; what the catalogue does not know comes last."""
    return [key for key in order if key in found] + [key for key in found if key not in order]


def _person(hub: Hub, procedure: Procedure | None, role: str, person: Person, lang: str) -> dict[str, Any]:
    names = {one.id: words(one.name, lang, hub.messages) for one in procedure.roles} if procedure else {}
    order = _known_first(list(INPUTS), person.values)
    number = person.text("id")
    return {
        "role": role,
        "name": names.get(role, role),
        "fields": [
            {
                "field": field,
                "label": _label(hub, field, lang),
                "value": person.values[field].text,
                "shown": _shown(field in INPUTS and INPUTS[field].kind == "date", person.values[field].text),
                "source": person.values[field].source,
            }
            for field in order
        ],
        "warnings": list(warnings(number, person.text("birth_date"), person.text("sex"))) if number else [],
    }


def _answer(hub: Hub, procedure: Procedure | None, step: str, value: str, lang: str) -> dict[str, str]:
    question = next((one for one in procedure.questions if one.id == step), None) if procedure else None
    return {
        "id": step,
        "question": words(question.ask, lang, hub.messages) if question else step,
        "value": value,
        "answer": _answer_words(hub, question, value, lang) if question else value,
    }


def _answer_words(hub: Hub, question: Question, value: str, lang: str) -> str:
    names = {option.id: words(option.name, lang, hub.messages) for option in question.options}
    return names.get(value) or _shown(question.kind == "date", value)


def _paper(hub: Hub, procedure: Procedure | None, dossier: Dossier, paper: str, lang: str) -> dict[str, Any]:
    names = {one.id: words(one.name, lang, hub.messages) for one in procedure.papers} if procedure else {}
    entry: PaperEntry = dossier.papers[paper]
    return {
        "id": paper,
        "name": names.get(paper, paper),
        "state": entry.state.value,
        "state_text": hub.messages.text(lang, PAPER_STATES[entry.state]),
        "files": [
            {"sha256": digest, "url": f"/v1/dossiers/{dossier.id}/files/{digest}"} for digest in entry.files
        ],
    }


def _decision(decided: Decided) -> dict[str, Any]:
    return {
        "kind": decided.decision.kind,
        "officer": decided.decision.officer,
        "reason": decided.decision.reason,
        "papers": list(decided.decision.papers),
        "at": decided.at.isoformat(),
    }


def _label(hub: Hub, name: str, lang: str) -> str:
    """What a value is called; one of a catalogue to come keeps its name."""
    return hub.messages.text(lang, INPUTS[name].label) if name in INPUTS else name


def _shown(is_date: bool, value: str) -> str:
    """A date of ISO 8601, possibly reduced, as people write it here: 20/11/2026."""
    return "/".join(reversed(value.split("-"))) if is_date else value
