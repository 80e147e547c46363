"""Erases a dossier: its answers and persons in the database, the keys of its pages on the disk.

The row stays, emptied, with its answered key: the same dossier, sent again, gets its first answer and is not
filed once more. The audit stays as it is, for it names no citizen. Pages are destroyed after the commit, in a
transaction of their own, so that none goes whose dossier is still whole; what a power cut left over is
destroyed at the next start.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from kiosk.dossier.files import FileStore
from kiosk.hub.dossiers import get_or_404
from kiosk.hub.problems import ProblemError
from kiosk.hub.store.transaction import Transaction

UNUSED_FOR = timedelta(days=7)
"""After so long a page that no dossier names is nobody's: its sender has given up."""
UNDER_WAY = frozenset({"pending", "sent", "unknown"})


def erase(tx: Transaction, dossier_id: str, officer: str, basis: str) -> None:
    """Erases a dossier. 404 `unknown_dossier`; 409 `handed_over_first` while a backend has not got it, for
    it would be handed over empty. Once more changes nothing.
    """
    filed = get_or_404(tx, dossier_id)
    if tx.erasures.at(dossier_id) is not None:
        return
    if any(one.state in UNDER_WAY for one in tx.deliveries.of_dossier(dossier_id)):
        raise ProblemError("handed_over_first", "a backend has not got it yet")
    emptied = replace(filed.dossier, persons={}, answers={}, papers={}, open_items=())
    tx.erasures.erase(emptied, officer, basis, tx.now)
    tx.audit.add("staff", officer, "dossier.erased", dossier_id, basis)


def destroy_pages(tx: Transaction, files: FileStore) -> int:
    """Destroys the pages that are to go and that nothing needs; counts them. As the writer's own work: no
    dossier that names one can be filed meanwhile.
    """
    destroyed = 0
    for digest in tx.erasures.condemned():
        if not tx.erasures.is_needed(digest):
            files.delete(digest)
            destroyed += 1
        tx.erasures.spare(digest)
    return destroyed


def destroy_unused(tx: Transaction, files: FileStore, now: datetime) -> int:
    """Destroys the pages that came long ago and that no dossier names; counts them."""
    for digest in files.older_than(now - UNUSED_FOR):
        if not tx.erasures.is_needed(digest):
            tx.erasures.condemn(digest)
    return destroy_pages(tx, files)
