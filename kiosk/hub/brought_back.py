"""Brings back a paper that was not to be brought: no data was found in its place, so the citizen brings it.

It is a supplement that asks for that paper; what the slip's code, the console and the receipt show follows
from the decisions on record, and nothing else is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kiosk.catalogue.describe import words
from kiosk.contract.dossier import DossierState, PaperState
from kiosk.dossier.model import Decision, Dossier, PaperEntry
from kiosk.hub.dossiers import OPEN, get_or_404
from kiosk.hub.hub import Hub
from kiosk.hub.problems import ProblemError
from kiosk.hub.store.records import DecisionRecord, DossierRecord
from kiosk.hub.store.transaction import Transaction
from kiosk.language.messages import N_

TOLD = N_("No data was found for “{paper}”: {reason} Please bring this paper.")


def bring_back(hub: Hub, tx: Transaction, dossier_id: str, wanted: Decision) -> DossierRecord:
    """Asks for the one paper of `wanted`, besides what is asked for already. A second time changes nothing.

    409 `already_decided`, `not_replaced`; 422 `unknown_paper`, `reason_missing`.
    """
    [paper] = wanted.papers
    filed = get_or_404(tx, dossier_id)
    if filed.state not in OPEN:
        raise ProblemError("already_decided", f"the dossier is {filed.state.value}")
    entry = filed.dossier.papers.get(paper)
    if entry is None:
        raise ProblemError("unknown_paper", "not a paper of this dossier")
    if entry.state is not PaperState.REPLACED:
        raise ProblemError("not_replaced", "this paper is brought anyway")
    if not wanted.reason.strip():
        raise ProblemError("reason_missing", "the citizen must be told why")
    asked, told = _asked_for(filed, tx.dossiers.decisions_of(dossier_id))
    if paper in asked:
        return filed
    reason = f"{told}\n{_told(hub, filed.dossier, paper, wanted.reason)}".strip()
    tx.audit.add("staff", wanted.officer, "paper.no_data", dossier_id, paper)
    return hub.dossiers.decide(tx, dossier_id, replace(wanted, reason=reason, papers=(*asked, paper)))


def as_decided(dossier: Dossier, decided: Iterable[DecisionRecord]) -> Dossier:
    """Gives the dossier with the papers that were brought back as papers that come to the counter."""
    asked = {paper for one in decided for paper in one.decision.papers}
    comes = PaperEntry(PaperState.AT_COUNTER)
    papers = {
        paper: comes if entry.state is PaperState.REPLACED and paper in asked else entry
        for paper, entry in dossier.papers.items()
    }
    return replace(dossier, papers=papers)


def _asked_for(filed: DossierRecord, decided: list[DecisionRecord]) -> tuple[tuple[str, ...], str]:
    """Gives the papers that the citizen has been asked for and not yet brought, and what was told of them."""
    if filed.state is not DossierState.SUPPLEMENT or not decided:
        return (), ""
    return decided[-1].decision.papers, decided[-1].decision.reason


def _told(hub: Hub, dossier: Dossier, paper: str, reason: str) -> str:
    procedure = hub.dossiers.procedure_of(dossier)
    names = (
        {one.id: words(one.name, dossier.lang, hub.messages) for one in procedure.papers} if procedure else {}
    )
    sentence = f"{reason.strip().rstrip('.')}."
    return hub.messages.text(dossier.lang, TOLD, paper=names.get(paper, paper), reason=sentence)
