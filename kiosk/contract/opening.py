"""Defines on the wire how an officer opens a dossier for somebody who brings the papers to the counter."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from kiosk.contract.dossier import DossierState
from kiosk.contract.text import Digest, Flag, FromHub, Id, Key, Lang, ProcedureCode, ToHub, Value, Written

Scanned = Annotated[str, Written(1000, 1)]
"""The text of a card's QR code, as a scanner types it."""
Answers = Annotated[dict[Id, Value], Field(max_length=200)]
Pages = Annotated[tuple[Digest, ...], Field(max_length=50)]


class OfferedProcedure(FromHub):
    """Names a procedure for which a dossier can be opened."""

    code: str
    name: str


class OfferedProcedures(FromHub):
    """Lists the procedures for which a counter can open a dossier."""

    procedures: tuple[OfferedProcedure, ...]


class WantedOpening(ToHub):
    """Asks what a dossier asks for, as far as the answers given so far decide it."""

    procedure: ProcedureCode
    answers: Answers = Field(default_factory=dict, repr=False)


class OpeningOption(FromHub):
    """Offers one answer of a choice."""

    id: str
    name: str


class OpeningField(FromHub):
    """Asks for one value: an answer, or an input of a person. `kind`: choice, text, date, number."""

    id: str
    kind: str
    label: str
    options: tuple[OpeningOption, ...] = ()


class OpeningPerson(FromHub):
    """Asks about one person; `card`: a card can fill in the values."""

    role: str
    name: str
    card: bool
    inputs: tuple[OpeningField, ...]


class OpeningPaper(FromHub):
    """Names a paper to bring; `replaced`: a database has it, so that nobody need bring it."""

    id: str
    name: str
    replaced: bool


class Opening(FromHub):
    """Says what a dossier of a procedure asks for in this case."""

    procedure: str
    name: str
    questions: tuple[OpeningField, ...]
    persons: tuple[OpeningPerson, ...]
    papers: tuple[OpeningPaper, ...]


class ScannedCard(ToHub):
    """Carries the code of a citizen card that was held to the counter's scanner."""

    code: Scanned = Field(repr=False)


class CardValues(FromHub):
    """Carries what the card says, by the name of its input, as one would type it."""

    values: dict[str, str] = Field(repr=False)


class BroughtDossier(ToHub):
    """Carries a dossier that is opened at a counter. `cards`: the codes that were scanned, by person;
    `persons`: what stands in the fields; `papers`: those that were brought, with their pages; `ticket`: the
    number that the person holds, else `number` gives a new one; `consent`: the person agrees.
    """

    procedure: ProcedureCode
    lang: Lang = "vi"
    consent: Flag
    cards: dict[Id, Scanned] = Field(default_factory=dict, max_length=30, repr=False)
    persons: dict[Id, Answers] = Field(max_length=30, repr=False)
    answers: Answers = Field(default_factory=dict, repr=False)
    papers: dict[Id, Pages] = Field(default_factory=dict, max_length=100)
    ticket: Key | None = None
    number: Flag = False


class OpenedDossier(FromHub):
    """Describes the dossier that was opened; `number` is the one that it was opened with."""

    id: str
    reference: str
    state: DossierState
    number: str | None


class OpenedAnswer(FromHub):
    """Says that the hub has the dossier, durably."""

    dossier: OpenedDossier
