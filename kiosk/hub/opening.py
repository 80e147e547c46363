"""Tells an officer what a dossier asks for that is opened at a counter, and reads the card of its bearer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kiosk.catalogue.describe import words
from kiosk.catalogue.procedure import Procedure, Question, Role
from kiosk.catalogue.rules import papers_for, questions_for, roles_for
from kiosk.contract.opening import (
    CardValues,
    OfferedProcedure,
    OfferedProcedures,
    Opening,
    OpeningField,
    OpeningOption,
    OpeningPaper,
    OpeningPerson,
)
from kiosk.hub.hub import Hub
from kiosk.hub.problems import ProblemError
from kiosk.identity import card, gate
from kiosk.identity.dates import show
from kiosk.identity.inputs import INPUTS, read_from
from kiosk.identity.model import CitizenCard
from kiosk.ports.device import Fault

LAST_OF_LATIN_1 = "\u00ff"
"""Keyboards of western letters go as far; "ễ" and "ư" come behind."""


def procedures(hub: Hub, counter: str, lang: str) -> OfferedProcedures:
    """Lists the procedures of the counter's fields; 404 `unknown_counter`."""
    found = (entry for field in hub.queue.counter(counter).fields for entry in hub.catalogue.of_field(field))
    return OfferedProcedures(
        procedures=tuple(
            OfferedProcedure(code=entry.code, name=words(entry.name, lang, hub.messages))
            for entry in found
            if entry.curated
        )
    )


def procedure_at(hub: Hub, counter: str, code: str) -> Procedure:
    """Finds a procedure that is filled in; 409 `unknown_procedure`, 403 `other_field` where it is another
    counter's.
    """
    found = hub.catalogue.get(code)
    if found is None:
        raise ProblemError("unknown_procedure")
    if found.field not in hub.queue.counter(counter).fields:
        raise ProblemError("other_field")
    return found


def opening(hub: Hub, procedure: Procedure, answers: Mapping[str, str], lang: str) -> Opening:
    """Says what the dossier asks for, as far as the answers given so far decide it."""
    return Opening(
        procedure=procedure.code,
        name=words(procedure.name, lang, hub.messages),
        questions=tuple(_question(hub, one, lang) for one in questions_for(procedure, answers)),
        persons=tuple(_person(hub, one, lang) for one in roles_for(procedure, answers)),
        papers=tuple(
            OpeningPaper(
                id=one.id, name=words(one.name, lang, hub.messages), replaced=one.replaced_by is not None
            )
            for one in papers_for(procedure, answers)
        ),
    )


def read_card(code: str, day: date) -> CitizenCard:
    """Reads what a scanner typed; 422 `not_a_card` for any other code, and for a damaged one.

    A keyboard may lose letters without a trace: name and address count where one letter stands in the code
    that only a keyboard sends which can send them all. Else they are left to be typed.
    """
    payload = code.encode()
    sends_all = any(letter > LAST_OF_LATIN_1 for letter in code)
    found = gate.refusal(payload) or card.parse(payload, day, letters_lost=not sends_all)
    if isinstance(found, Fault):
        raise ProblemError("not_a_card", found.detail)
    return found


def card_values(code: str, day: date) -> CardValues:
    """Gives the card's values as one would type them. 422 `not_a_card`."""
    read = read_from(read_card(code, day), tuple(INPUTS))
    return CardValues(
        values={
            name: show(text, "vi") if INPUTS[name].kind == "date" else text for name, text in read.items()
        }
    )


def _question(hub: Hub, question: Question, lang: str) -> OpeningField:
    return OpeningField(
        id=question.id,
        kind=question.kind,
        label=words(question.ask, lang, hub.messages),
        options=tuple(
            OpeningOption(id=one.id, name=words(one.name, lang, hub.messages)) for one in question.options
        ),
    )


def _person(hub: Hub, role: Role, lang: str) -> OpeningPerson:
    asked = (INPUTS[name] for name in role.inputs)
    return OpeningPerson(
        role=role.id,
        name=words(role.name, lang, hub.messages),
        card=role.card != "none",
        inputs=tuple(
            OpeningField(
                id=one.name,
                kind=one.kind,
                label=hub.messages.text(lang, one.label),
                options=tuple(
                    OpeningOption(id=value, name=hub.messages.text(lang, name))
                    for value, name in one.choices.items()
                ),
            )
            for one in asked
        ),
    )
