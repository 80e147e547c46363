"""Defines what the application keeps of the visit, and a page of a procedure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Literal

from kiosk.catalogue.procedure import Paper, Question, Role
from kiosk.dossier.model import Consent, PaperEntry, Person, Submission
from kiosk.identity.inputs import PersonInput
from kiosk.ports.papers import Page
from kiosk.reading.offer import Offered
from kiosk.visit.model import State, Visit

REQUESTER = "requester"
"""The role of who stands at the kiosk."""
StepKind = Literal[
    "consent",
    "card",
    "person",
    "choices",
    "details",
    "choice",
    "text",
    "date",
    "number",
    "paper",
    "review",
    "sections",
]


@dataclass(frozen=True, slots=True)
class Step:
    """Describes one page of a procedure. `id`: `card:<role>`, `person:<role>`, `choices:<question>`,
    `details`, a question's id, `<role>.<input>`, `paper:<paper>`, `review`, `sections`. `parts` are the
    values that stand on it together, each as the page of its own that it has as well. The first page has the
    kind `consent` until that is given.
    """

    id: str
    kind: StepKind
    role: Role | None = None
    input: PersonInput | None = None
    question: Question | None = None
    paper: Paper | None = None
    parts: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Application(State):
    """Holds what is filled in. `typing` are the cards that are typed instead; `left` are the pages whose rest
    is left to the counter; `page` is the picture just taken.

    `offered` is what kept pages say, by step, and fills nothing before a yes; `disputed` are the steps of
    which two pages say something else.
    `told` is what was told by voice and waits for a yes, by step; `before` is the step answered last.
    `change_from_review`: a page is changed from the review, and leads back there. `submission` is what was
    handed in; `delivered`: the hub has it as well.
    """

    OF_PROCEDURE: ClassVar[bool] = True
    consent: Consent | None = None
    typing: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()
    persons: Mapping[str, Person] = field(default_factory=dict, repr=False)
    answers: Mapping[str, str] = field(default_factory=dict, repr=False)
    papers: Mapping[str, PaperEntry] = field(default_factory=dict, repr=False)
    page: Page | None = field(default=None, repr=False)
    page_digest: str = ""
    offered: Mapping[str, Offered] = field(default_factory=dict, repr=False)
    disputed: frozenset[str] = frozenset()
    told: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    before: str = ""
    change_from_review: bool = False
    submission: Submission | None = None
    delivered: bool = False

    @property
    def is_unfinished(self) -> bool:
        """Says that something is filled in and not handed in."""
        return self.consent is not None and self.submission is None

    @property
    def shown_card(self) -> str:
        """Gives the number on the requester's card, where that was read and nothing typed over it."""
        number = self.persons.get(REQUESTER, Person()).values.get("id")
        return number.text if number is not None and number.source == "card" else ""


def filled(visit: Visit) -> Application:
    """Gives what is filled in so far."""
    return visit.of(Application)


def filling(visit: Visit, **changes: Any) -> Visit:
    """Gives the visit with these values of its application changed."""
    return visit.having(replace(filled(visit), **changes))
