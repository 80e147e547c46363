"""Erases in the night what has been kept as long as the centre's rule says; what was erased is on record."""

from __future__ import annotations

from datetime import timedelta

from config.retention import Kept, RetentionRule
from kiosk.hub.store.retention import KINDS
from kiosk.hub.store.transaction import Transaction


def erase_old(tx: Transaction, rule: RetentionRule) -> dict[str, int]:
    """Erases each kind that is older than its days, and counts what went."""
    gone: dict[str, int] = {}
    for kind in KINDS:
        kept: Kept = getattr(rule, kind)
        before = tx.now - timedelta(days=kept.days)
        count = tx.retention.erase(kind, before)
        if count:
            gone[kind] = count
            tx.audit.add("hub", "hub", "retention.erased", kind, f"{count} before {before:%Y-%m-%d}")
    return gone
