"""Builds the hub's views of dossiers: where each is, for who holds its slip, and in officers' lists."""

from __future__ import annotations

from datetime import datetime

from kiosk.catalogue.describe import words
from kiosk.contract.dossier import DossierBrief
from kiosk.contract.submission import FoundDossiers, SubmissionStatus, WantedDossiers
from kiosk.dossier.model import Dossier
from kiosk.hub import results
from kiosk.hub.answer_clock import answer_clock
from kiosk.hub.hub import Hub
from kiosk.hub.store.records import DossierRecord
from kiosk.hub.store.transaction import Reading
from kiosk.hub.upstream.standing import told_of


def procedure_name(hub: Hub, code: str | None, lang: str) -> str:
    """Gives the procedure's name, or its code where the catalogue no longer has it."""
    entry = hub.catalogue.entries.get(code or "")
    return words(entry.name, lang, hub.messages) if entry else code or ""


async def status_by_token(hub: Hub, token: str, lang: str) -> SubmissionStatus | None:
    """Shows what the holder of a submission slip's QR may see: no name, no number of a
    person; None: unknown.
    """

    def look(reading: Reading) -> SubmissionStatus | None:
        filed = reading.dossiers.by_token(token)
        return None if filed is None else _status(hub, reading, filed, lang)

    return await hub.read(look)


def _status(hub: Hub, reading: Reading, filed: DossierRecord, lang: str) -> SubmissionStatus:
    """Shows where a dossier is: no name, no number of a person."""
    last = reading.dossiers.decisions_of(filed.dossier.id)[-1:]
    procedure = hub.dossiers.procedure_of(filed.dossier)
    papers = tuple(paper for decided in last for paper in decided.decision.papers)
    names = (
        {paper.id: words(paper.name, lang, hub.messages) for paper in procedure.papers} if procedure else {}
    )
    return SubmissionStatus(
        reference=filed.dossier.reference,
        procedure=filed.dossier.procedure,
        procedure_name=dossier_name(hub, filed.dossier, lang),
        state=filed.state,
        since=filed.since,
        code=filed.code,
        due=filed.due,
        reason="".join(decided.decision.reason for decided in last if decided.decision.kind != "accept"),
        papers=papers,
        paper_names=tuple(names.get(paper, paper) for paper in papers),
        steps=tuple(results.told(reading.steps.of_dossier(filed.dossier.id))),
        upstream=told_of(reading, filed.dossier.id),
    )


def found_without_slip(hub: Hub, reading: Reading, wanted: WantedDossiers, lang: str) -> FoundDossiers:
    """Finds dossiers by a typed code or by a card: where each is and what is missing. What an officer wrote
    is for the holder of the slip.
    """
    filed: list[DossierRecord] = []
    if wanted.code is not None:
        filed = reading.dossiers.by_code(wanted.code)
    elif wanted.card is not None:
        filed = reading.dossiers.by_card(hub.dossiers.card_mark(wanted.card))
    shown = (_status(hub, reading, one, lang) for one in filed)
    return FoundDossiers(
        found=tuple(
            one.model_copy(update={"reason": "", "code": None, "steps": (), "upstream": None})
            for one in shown
        )
    )


def dossier_name(hub: Hub, dossier: Dossier, lang: str) -> str:
    """Gives the name of the dossier's procedure, or its code where the catalogue no longer has it."""
    procedure = hub.dossiers.procedure_of(dossier)
    return words(procedure.name, lang, hub.messages) if procedure else dossier.procedure


def dossier_brief(hub: Hub, filed: DossierRecord, now: datetime, lang: str) -> DossierBrief:
    """Shows a dossier in a list: nothing of the persons in it."""
    dossier = filed.dossier
    return DossierBrief(
        id=dossier.id,
        reference=dossier.reference,
        procedure=dossier.procedure,
        procedure_name=dossier_name(hub, dossier, lang),
        state=filed.state,
        since=filed.since,
        ticket=dossier.ticket,
        code=filed.code,
        due=filed.due,
        clock=answer_clock(hub, filed, now, lang),
    )
