"""Defines a procedure as data. One file of `config/procedures/` becomes one `Procedure`.

Every fact names its source; a source carries title, date seen, confidence and validity. What nobody
stated is `None` in the data and "chưa công bố" on the screen, never "miễn phí".
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import Field

from config.text import Frozen, Id, Nfc, Text
from kiosk.identity.inputs import InputName


class Source(Frozen):
    """Says where facts come from. `valid_from`/`valid_to` None: not stated by the source. `confirmed_by`: the
    officer who has confirmed all that is told after this source, on `confirmed_on`.
    """

    title: Text
    url: str | None = None
    seen: date
    confidence: Literal["high", "medium", "low"]
    valid_from: date | None = None
    valid_to: date | None = None
    confirmed_by: Nfc | None = None
    confirmed_on: date | None = None


class When(Frozen):
    """Holds a condition: every step id of `answers` holds one of the named values, and the named rule says
    yes.

    There is no expression language; `rule` is a key of `kiosk.catalogue.rules.RULES`.
    """

    answers: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    rule: Id | None = None


class Fact(Frozen):
    """Holds a fact that a citizen may read; `source` is a key of the procedure's `sources`.

    Validity and confirmation are those of the source, unless the fact has its own.
    """

    source: str
    valid_from: date | None = None
    valid_to: date | None = None
    confirmed_by: Nfc | None = None
    confirmed_on: date | None = None


class TimeLimit(Fact):
    """Describes one time limit of possibly several. `quantity` None: not published. `same_day_until` is the
    hour (15) up to which a dossier is done on the day it is received.
    """

    case: Text
    quantity: int | None = Field(default=None, ge=1)
    unit: Literal["hour", "day", "working_day"] = "working_day"
    same_day_until: int | None = Field(default=None, ge=1, le=23)
    when: When | None = None


class Fee(Fact):
    """Describes one fee row. `amount` in đồng, None: not published. `scale` names a rule of
    `kiosk.catalogue.fees` (pages × copies) that replaces the plain amount. `exempt` says who pays nothing, or
    why nobody pays, as the source states it; an amount of 0 needs it.
    """

    channel: Literal["counter", "online", "post"]
    what: Text
    amount: int | None = None
    scale: Id | None = None
    note: Text | None = None
    exempt: Text | None = None
    when: When | None = None


class Replacement(Fact):
    """Describes what makes a paper unnecessary to bring: the database or VNeID document `by` that holds the
    same, and the legal act `rule` that says so ("66.7/2025/NQ-CP").
    """

    by: Text
    rule: Nfc


class Paper(Fact):
    """Describes one paper of the dossier. `need`: `required`; `asked` (the citizen may say there is none, the
    officer decides); `shown` (only presented at the counter). `capture`: it can be photographed at the kiosk.

    `replaced_by`: the citizen need not bring it, until an officer finds no data in its place. `reads` lists
    what its text fills in: "role.input" ("child.birth_date") or the id of a question. `icon`: its
    pictogram.
    """

    id: Id
    name: Text
    icon: str = "file-text"
    note: Text | None = None
    originals: int = Field(default=1, ge=0)
    copies: int = Field(default=0, ge=0)
    need: Literal["required", "asked", "shown"] = "required"
    capture: bool = True
    when: When | None = None
    replaced_by: Replacement | None = None
    reads: tuple[str, ...] = ()


class Check(Fact):
    """Describes one thing that the officer at the counter checks before the dossier is received."""

    text: Text


Level = Literal["commune", "province", "ministry", "other"]
"""Whose business a procedure is."""


class Role(Frozen):
    """Describes a person in the dossier. Values of one role never fill another.

    `inputs` are what is asked about the person, rows of `kiosk.identity.inputs`.
    `card`: `ask` (the kiosk asks for the card first), `offer` (card or typing), `none` (typing only).
    """

    id: Id
    name: Text
    inputs: tuple[InputName, ...]
    card: Literal["ask", "offer", "none"] = "offer"
    when: When | None = None


class Option(Frozen):
    """Describes one answer of a choice. `icon` is its pictogram, for who can't read."""

    id: Id
    icon: str = ""
    name: Text
    note: Text | None = None


class Question(Frozen):
    """Describes one question; short ones stand together on a page. `id` keys the answer; `ahead`: its day may
    be one to come.
    """

    id: Id
    kind: Literal["choice", "text", "date", "number"]
    ask: Text
    hint: Text | None = None
    options: tuple[Option, ...] = ()
    least: int = Field(default=0, ge=0)
    most: int = 9999
    optional: bool = False
    ahead: bool = False
    when: When | None = None


class Offer(Frozen):
    """Describes another procedure that should be offered before this one, with the sentence that says why."""

    procedure: str
    why: Text


class Procedure(Frozen):
    """Describes one procedure: facts to show, questions to ask, roles and papers for the
    dossier.

    `field` is a key of `config/centre/fields.toml` (queue field and tile on the home screen). `frequent`:
    asked for every day; its ticket is drawn ahead. `who`: the people it is for. `version` is counted up when
    questions, roles or papers change, so that a dossier filed before is read by the questions it was asked.
    Pages come in this order: consent with the first role's card, questions, papers (last where none can be
    read), what may be left to the counter, the other roles, review.
    """

    code: Annotated[str, Field(pattern=r"^\d\.\d{6}$")]
    version: int = Field(ge=1)
    field: Id
    level: Level = "commune"
    frequent: bool = False
    icon: str
    name: Text
    summary: Text
    aliases: dict[str, tuple[Nfc, ...]] = Field(default_factory=dict)
    sources: dict[str, Source]
    times: tuple[TimeLimit, ...]
    fees: tuple[Fee, ...]
    papers: tuple[Paper, ...]
    roles: tuple[Role, ...]
    questions: tuple[Question, ...] = ()
    where: Text
    where_source: str
    result: Text
    result_source: str
    who: Text | None = None
    who_source: str | None = None
    legal_basis: tuple[Nfc, ...] = ()
    legal_basis_source: str | None = None
    checks: tuple[Check, ...] = ()
    offers: tuple[Offer, ...] = ()

    def paper(self, paper_id: str) -> Paper:
        """Gives the paper of that id; KeyError when there is none."""
        return _by_id(self.papers, paper_id)

    def role(self, role_id: str) -> Role:
        """Gives the role of that id; KeyError when there is none."""
        return _by_id(self.roles, role_id)

    def question(self, question_id: str) -> Question:
        """Gives the question of that id; KeyError when there is none."""
        return _by_id(self.questions, question_id)


_Item = TypeVar("_Item", Paper, Role, Question)


def _by_id(items: tuple[_Item, ...], wanted: str) -> _Item:
    for item in items:
        if item.id == wanted:
            return item
    raise KeyError(wanted)
