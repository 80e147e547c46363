"""Files a dossier that an officer opens at a counter, for somebody who brings the papers there.

What comes of it is a dossier as a kiosk hands it in: checked by the same rules, received in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from kiosk.catalogue.answering import checked_answer
from kiosk.catalogue.open_items import named_items
from kiosk.catalogue.procedure import Paper, Procedure, Role
from kiosk.catalogue.rules import kept, papers_for, questions_for, roles_for
from kiosk.clock import ICT
from kiosk.contract.dossier import PaperState
from kiosk.contract.opening import BroughtDossier, OpenedDossier
from kiosk.contract.ticket import NumberByHand
from kiosk.dossier.codec import DossierFormatError, from_json, to_json
from kiosk.dossier.ids import new_token, uuid7
from kiosk.dossier.model import Consent, Dossier, DossierDraft, PaperEntry, Person, Value
from kiosk.faults import text_of
from kiosk.hub.day import today
from kiosk.hub.dossiers import next_reference
from kiosk.hub.hub import Hub
from kiosk.hub.opening import procedure_at, read_card
from kiosk.hub.problems import ProblemError
from kiosk.hub.queue import issuing, serving
from kiosk.hub.queue.centre_queue import get_or_404
from kiosk.hub.store.records import TicketRecord
from kiosk.hub.store.transaction import Transaction
from kiosk.identity.dates import from_pad
from kiosk.identity.inputs import INPUTS, read_from, to_find
from kiosk.ports.device import Fault

CONSENT_VERSION = "2026-11-counter"
"""Names the wording by which the page asks for consent at a counter."""
_MOST_NAME = 6
"""Letters of what stands as the kiosk of a dossier."""
Persons = Mapping[str, Person]
Papers = Mapping[str, PaperEntry]


@dataclass(frozen=True, slots=True)
class Desk:
    """Says where a dossier is opened, and by whom; `lang` is the officer's."""

    hub: Hub
    counter: str
    officer: str
    lang: str

    @property
    def kiosk(self) -> str:
        """Gives what stands as the kiosk of the counter's dossiers, and begins their references."""
        name = f"{issuing.BY_HAND}{self.counter}"
        return name if len(name) <= _MOST_NAME and name.isupper() else issuing.BY_HAND


def is_opened_at_counter(dossier: Dossier) -> bool:
    """Says that an officer opened the dossier, and no kiosk handed it in."""
    return dossier.kiosk.startswith(issuing.BY_HAND)


def open_dossier(desk: Desk, tx: Transaction, wanted: BroughtDossier) -> OpenedDossier:
    """Files the dossier with the number that the person holds, with a new one, or with none. A new one is
    called to this counter at once where nobody is there.

    422 `consent_missing`, `value_wrong`, `not_a_card`, `unknown_paper`, `wrong_day`; and what receiving it
    and giving a number refuse.
    """
    procedure = procedure_at(desk.hub, desk.counter, wanted.procedure)
    if not wanted.consent:
        raise ProblemError("consent_missing", "the person has not agreed")
    draft = _draft(_Asked(desk, procedure, wanted, today(tx)), tx.now.astimezone(ICT))
    ticket = _ticket(desk, tx, wanted, procedure)
    dossier = replace(draft, ticket=ticket.id if ticket else None).named(
        id=uuid7(),
        reference=next_reference(tx, draft.kiosk),
        token=new_token(),
        created_at=draft.consent.given_at,
    )
    filed = desk.hub.dossiers.receive(tx, _as_it_comes(dossier), desk.hub.files.has)
    tx.audit.add("staff", desk.officer, "dossier.opened", dossier.id)
    return OpenedDossier(
        id=dossier.id,
        reference=dossier.reference,
        state=filed.state,
        number=ticket.number if ticket else None,
    )


def _draft(asked: _Asked, now: datetime) -> DossierDraft:
    procedure, wanted, answers = asked.procedure, asked.wanted, asked.answers()
    roles = roles_for(procedure, answers)
    persons = asked.persons(roles)
    return DossierDraft(
        centre=asked.desk.hub.centre.code,
        kiosk=asked.desk.kiosk,
        procedure=procedure.code,
        procedure_version=procedure.version,
        lang=wanted.lang,
        consent=Consent(now, CONSENT_VERSION, wanted.lang),
        persons=persons,
        answers=answers,
        papers=_papers(procedure, papers_for(procedure, answers), wanted.papers),
        open_items=_open_items(procedure, answers, roles, persons),
    )


def _as_it_comes(dossier: Dossier) -> Dossier:
    """Holds the dossier against the contract, as one that a kiosk sends; 422 `invalid`."""
    try:
        return from_json(to_json(dossier))
    except DossierFormatError as error:
        raise ProblemError("invalid", str(error)) from None


@dataclass(frozen=True, slots=True)
class _Asked:
    """Checks what was typed, as a kiosk does; 422 `value_wrong`: `text` says which value, and why."""

    desk: Desk
    procedure: Procedure
    wanted: BroughtDossier
    day: date

    def answers(self) -> dict[str, str]:
        """Gives the answers that count in this case."""
        given = {key: text for key, text in self.wanted.answers.items() if text.strip()}
        asked = [one for one in questions_for(self.procedure, given) if one.id in given]
        checked = {one.id: self._right(one.id, checked_answer(one, given[one.id], self.day)) for one in asked}
        return kept(self.procedure, checked)

    def persons(self, roles: tuple[Role, ...]) -> dict[str, Person]:
        """Gives the persons of whom something is known; the first one must be found by it."""
        found = {role.id: self._person(role) for role in roles}
        for role in roles[:1]:
            missing = to_find(role.inputs, found[role.id].text)
            if missing:
                self._right(f"{role.id}.{missing}", Fault("value_missing"))
        return {role: person for role, person in found.items() if person.values}

    def _person(self, role: Role) -> Person:
        code = self.wanted.cards.get(role.id)
        of_card = {} if code is None else read_from(read_card(code, self.day), role.inputs)
        typed = self.wanted.persons.get(role.id, {})
        return Person(
            {
                name: self._value(role, name, typed[name], of_card.get(name))
                for name in role.inputs
                if typed.get(name, "").strip()
            }
        )

    def _value(self, role: Role, name: str, text: str, of_card: str | None) -> Value:
        """Checks one value. Only what the hub has read on a card itself is a card's."""
        asked = INPUTS[name]
        typed = from_pad(text) if asked.kind == "date" else text
        value = self._right(f"{role.id}.{name}", asked.checked(typed, self.day))
        if not of_card:
            return Value(value)
        return Value(value, "card" if value == of_card else "card_typed_over")

    def _right(self, item: str, found: str | Fault) -> str:
        if not isinstance(found, Fault):
            return found
        lang, messages = self.desk.lang, self.desk.hub.messages
        (named,) = named_items(self.procedure, (item,), lang, messages)
        about = ", ".join(filter(None, (named.about, named.name)))
        line = f"{about}: {messages.text(lang, text_of(found).citizen)}"
        raise ProblemError("value_wrong", found.id, item=item, text=line)


def _open_items(
    procedure: Procedure, answers: Mapping[str, str], roles: tuple[Role, ...], persons: Persons
) -> tuple[str, ...]:
    """Lists what the officer still asks for: questions and values of persons that have no answer."""
    questions = [one.id for one in questions_for(procedure, answers) if one.id not in answers]
    nobody = Person()
    values = [
        f"{role.id}.{name}"
        for role in roles
        for name in role.inputs
        if not persons.get(role.id, nobody).text(name)
    ]
    return (*questions, *values)


def _papers(
    procedure: Procedure, papers: tuple[Paper, ...], brought: Mapping[str, tuple[str, ...]]
) -> Papers:
    if not set(brought) <= {paper.id for paper in procedure.papers}:
        raise ProblemError("unknown_paper", "not a paper of this procedure")

    def comes(paper: Paper) -> PaperState:
        if paper.id in brought:
            return PaperState.CAPTURED if brought[paper.id] else PaperState.AT_COUNTER
        return PaperState.NONE if paper.replaced_by is None else PaperState.REPLACED

    return {paper.id: PaperEntry(comes(paper), brought.get(paper.id, ())) for paper in papers}


def _ticket(desk: Desk, tx: Transaction, wanted: BroughtDossier, procedure: Procedure) -> TicketRecord | None:
    queue = desk.hub.queue
    if wanted.ticket is not None:
        held = get_or_404(tx, wanted.ticket)
        if held.day != today(tx):
            raise ProblemError("wrong_day", "a number is valid on its own day")
        return held
    if not wanted.number:
        return None
    asked = NumberByHand(field=procedure.field, procedure=procedure.code, lang=wanted.lang)
    given = issuing.issue_by_hand(queue, tx, asked, desk.officer)
    if serving.current(queue, tx, desk.counter) is None:
        serving.call(queue, tx, desk.counter, desk.officer, given.id)
    return get_or_404(tx, given.id)
