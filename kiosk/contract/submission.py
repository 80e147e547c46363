"""Defines where a dossier is, as the holder of its slip may see it: no name and no number of a person."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from kiosk.contract.dossier import DossierState
from kiosk.contract.result import ToldStep
from kiosk.contract.text import FromHub, ToHub, Written
from kiosk.contract.upstream import ToldUpstream

TypedCode = Annotated[str, Written(40, 4, "[0-9A-Z.-]+")]
"""A reference or a dossier code as somebody types it, with or without its dashes and points."""
CardNumber = Annotated[str, Written(12, 12, "[0-9]+")]


class SubmissionStatus(FromHub):
    """Shows what a slip's code reveals. `papers` are those to be supplemented, `reason` is what an officer
    wrote for the citizen, `steps` are those that hold. `upstream` None: no system behind the centre is handed
    dossiers.

    Names of procedure and papers are in the language that was asked for; a kiosk has its own.
    """

    reference: str
    procedure: str
    procedure_name: str = ""
    state: DossierState
    since: datetime
    code: str | None = None
    due: date | None = None
    reason: str = ""
    papers: tuple[str, ...] = ()
    paper_names: tuple[str, ...] = ()
    steps: tuple[ToldStep, ...] = ()
    upstream: ToldUpstream | None = None


class WantedDossiers(ToHub):
    """Carries a kiosk's search without a slip: by a typed code, or by the number of the card that was just
    read. In a body, for addresses are logged.
    """

    code: TypedCode | None = None
    card: CardNumber | None = None


class FoundDossiers(FromHub):
    """Lists what was found, the newest first: where each is and which papers are missing, no more."""

    found: tuple[SubmissionStatus, ...]


class StatusAnswer(FromHub):
    """Answers with the status behind a slip's code."""

    status: SubmissionStatus
