"""Defines the dossier as it leaves the kiosk, and the officer's decision on it. Pure
values.

Reprs show no personal data: a traceback or a log line must not leak any.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime

from kiosk.contract.dossier import DecisionKind, PaperState, ValueSource


@dataclass(frozen=True, slots=True)
class Value:
    """Holds one value of a person, and where it came from. A card's value is unsigned:
    the officer checks it.
    """

    text: str = field(repr=False)
    source: ValueSource = "typed"

    @property
    def of_card(self) -> bool:
        """Says that a card was read for it, whatever was typed over that."""
        return self.source in ("card", "card_typed_over")


@dataclass(frozen=True, slots=True)
class Person:
    """Holds the values of one role by the name of their input
    (`kiosk/identity/inputs.py`).

    Dates are ISO 8601, possibly reduced (`1957`, `1957-03`). `sex` is `Nam` or `Nữ`.
    """

    values: Mapping[str, Value] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Gives the value, or an empty text."""
        found = self.values.get(name)
        return found.text if found else ""


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """Describes one paper of the dossier; `files` are SHA-256 digests in hexadecimal, one a page."""

    state: PaperState
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Consent:
    """Records what was agreed to, and when. `text_version` names the wording shown."""

    given_at: datetime
    text_version: str
    lang: str


@dataclass(frozen=True, slots=True)
class DossierDraft:
    """Holds what a visit hands in, before the kiosk has given it an id, a reference, a
    token and its moment. `open_items`: what is left to the counter.
    """

    centre: str
    kiosk: str
    procedure: str
    procedure_version: int
    lang: str
    consent: Consent
    persons: Mapping[str, Person] = field(repr=False)
    answers: Mapping[str, str] = field(repr=False)
    papers: Mapping[str, PaperEntry] = field(repr=False)
    open_items: tuple[str, ...] = ()
    ticket: str | None = None

    def named(self, *, id: str, reference: str, token: str, created_at: datetime) -> Dossier:
        """Makes the draft a dossier with id, reference, token and date."""
        kept = {part.name: getattr(self, part.name) for part in fields(self)}
        return Dossier(id=id, reference=reference, token=token, created_at=created_at, **kept)


@dataclass(frozen=True, slots=True)
class Dossier:
    """Holds everything handed in during one visit. `id` is a UUIDv7 made at the kiosk and the idempotency
    key.

    `reference` is what people read (kiosk, day, sequence); `token` is the unguessable part in the slip's QR.
    `open_items` are what the officer still asks: ids of questions, and inputs of persons as "role.input".
    """

    id: str
    reference: str
    token: str = field(repr=False)
    centre: str
    kiosk: str
    procedure: str
    procedure_version: int
    lang: str
    created_at: datetime
    consent: Consent
    persons: Mapping[str, Person] = field(repr=False)
    answers: Mapping[str, str] = field(repr=False)
    papers: Mapping[str, PaperEntry] = field(repr=False)
    open_items: tuple[str, ...] = ()
    ticket: str | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """Holds what the citizen takes away after handing in."""

    dossier: str
    reference: str
    token: str = field(repr=False)
    procedure: str
    handed_in_at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """Records the officer's decision. `papers` are the ids to be supplemented; `reason` is told to the
    citizen, `remark` to nobody but officers.
    """

    kind: DecisionKind
    officer: str
    reason: str = ""
    papers: tuple[str, ...] = ()
    remark: str = field(default="", repr=False)
