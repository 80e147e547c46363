"""Takes what is handed in later into the dossier that waits for it: no second dossier comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kiosk.contract.dossier import DossierState, PaperState
from kiosk.contract.event import DossierReceived
from kiosk.contract.supplement import Supplement, SupplementFacts
from kiosk.dossier.model import Dossier, PaperEntry
from kiosk.hub.problems import ProblemError
from kiosk.hub.store.transaction import Transaction
from kiosk.hub.upstream.orders import order_state


def receive(tx: Transaction, supplement: Supplement, has_file: Callable[[str], bool]) -> SupplementFacts:
    """Puts new pages behind those that were there, and the dossier among those that wait for their check.

    404 `unknown_code`; 409 `not_awaited` where nothing was asked for, `files_missing`; 422 `unknown_paper`
    for a paper that was not asked for.
    """
    filed = tx.dossiers.by_token(supplement.token)
    if filed is None:
        raise ProblemError("unknown_code")
    dossier = filed.dossier
    if filed.state is not DossierState.SUPPLEMENT or tx.erasures.at(dossier.id) is not None:
        raise ProblemError("not_awaited", "no paper is asked for")
    asked = tx.dossiers.decisions_of(dossier.id)[-1].decision.papers
    if not set(supplement.papers) <= set(asked):
        raise ProblemError("unknown_paper", "not a paper that was asked for", papers=list(asked))
    files = {digest for pages in supplement.papers.values() for digest in pages}
    missing = sorted(digest for digest in files if not has_file(digest))
    if missing:
        raise ProblemError("files_missing", "send the files first", files=missing)
    whole = replace(dossier, papers={**dossier.papers, **_with_new(dossier, supplement)})
    tx.dossiers.supplement(whole, sorted(files))
    tx.dossiers.move(dossier.id, DossierState.WAITING_CHECK, tx.now)
    told = DossierReceived(
        dossier=dossier.id,
        reference=dossier.reference,
        state=DossierState.WAITING_CHECK,
        ticket=dossier.ticket,
    )
    tx.events.add("dossier.received", told)
    order_state(tx, dossier.id, DossierState.WAITING_CHECK)
    tx.audit.add("device", supplement.kiosk, "dossier.supplemented", dossier.id)
    return SupplementFacts(
        id=supplement.id,
        reference=dossier.reference,
        state=DossierState.WAITING_CHECK,
        received_at=tx.now,
    )


def _with_new(dossier: Dossier, supplement: Supplement) -> dict[str, PaperEntry]:
    """Gives the papers with their new pages last; the earlier ones stay on record."""
    found = {}
    for paper, pages in supplement.papers.items():
        earlier = dossier.papers[paper].files if paper in dossier.papers else ()
        found[paper] = PaperEntry(PaperState.CAPTURED, tuple(dict.fromkeys((*earlier, *pages))))
    return found
