"""Defines backends: the systems to which a hub hands its dossiers over (`kiosk/handover/backends/`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol

ConsignmentKind = Literal["dossier", "state"]


@dataclass(frozen=True, slots=True)
class SentPaper:
    """Describes a paper of a dossier. `files` are SHA-256 digests, one a page; `links` are the addresses
    from which who holds them may fetch these pages for some days.
    """

    id: str
    name: str
    state: str
    files: tuple[str, ...] = ()
    links: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Consignment:
    """Holds what is handed over at one time: a whole dossier, or its new state. Texts are Vietnamese.

    `key` is the same at every attempt, and no other consignment's. `sequence` counts those of a `device`
    without a gap. `dossier` is our id of the dossier, `state` a state of the hub that it came into at
    `state_at`; `note` is what the citizen reads with it. `fee` is in đồng; None: not known.
    """

    key: str
    kind: ConsignmentKind
    device: str
    sequence: int
    dossier: str
    reference: str
    code: str | None
    centre: str
    unit: str
    centre_name: str
    procedure: str
    procedure_name: str
    field_id: str
    field_name: str
    handed_in_at: datetime
    accepted_at: datetime | None
    due: date | None
    state: str
    state_at: datetime
    note: str = field(default="", repr=False)
    persons: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    answers: Mapping[str, str] = field(default_factory=dict, repr=False)
    papers: tuple[SentPaper, ...] = ()
    fee: int | None = None
    content: Callable[[str], bytes] = field(default=lambda _: b"", repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Says that the backend has it. `reference` is what the backend calls it."""

    reference: str


@dataclass(frozen=True, slots=True)
class Unreached:
    """Says that the backend surely has nothing of this attempt."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """Says that the backend may have it, or not."""

    reason: str


@dataclass(frozen=True, slots=True)
class Turned:
    """Says that the backend refuses it as it is."""

    reason: str


@dataclass(frozen=True, slots=True)
class Absent:
    """Says that the backend was asked, and has nothing under our reference."""


@dataclass(frozen=True, slots=True)
class Disputed:
    """Says that no answer of the backend will ever tell, so that a person has to look."""

    reason: str


SendResult = Acknowledged | Unreached | Unsure | Turned
AskResult = Acknowledged | Absent | Unsure | Disputed


class Backend(Protocol):
    """Hands consignments over to one system; used from one thread. `tests/contract/test_backend.py` says
    what each one keeps to.
    """

    def send(self, what: Consignment) -> SendResult:
        """Sends it. `Acknowledged` only where the system itself has said so, of this dossier."""

    def ask(self, what: Consignment) -> AskResult:
        """Asks, by our reference, whether the system has it. Changes nothing there."""

    def close(self) -> None:
        """Cuts short what is under way."""
