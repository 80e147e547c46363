"""Defines where a dossier is, as the holder of its slip may see it: no name and no number of a person."""

from __future__ import annotations

from datetime import date, datetime

from kiosk.contract.dossier import DossierState
from kiosk.contract.text import FromHub


class SubmissionStatus(FromHub):
    """Shows what a slip's code reveals. `papers` are those to be supplemented, `reason` is what an officer
    wrote for the citizen.

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


class StatusAnswer(FromHub):
    """Answers with the status behind a slip's code."""

    status: SubmissionStatus
