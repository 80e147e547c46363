"""Takes the citizens' ratings, and shows officers their figures by day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from itertools import groupby
from typing import cast

from kiosk.contract.rating import BEST, NewRating, RatingDay, RatingReason, Ratings, ReasonCount
from kiosk.hub.day import hub_time, today
from kiosk.hub.hub import Hub
from kiosk.hub.store.records import AuditRole, RatingCount
from kiosk.hub.store.transaction import Reading, Transaction
from kiosk.language.messages import N_

SHOWN = timedelta(days=30)
"""How far back officers see figures."""
WORDS: Mapping[RatingReason, str] = {
    RatingReason.WAITED: N_("Waited long"),
    RatingReason.PAPERS: N_("Papers unclear"),
    RatingReason.MANNER: N_("Manner of service"),
    RatingReason.KIOSK: N_("Kiosk hard to use"),
    RatingReason.UNFINISHED: N_("Not done yet"),
}


def keep(tx: Transaction, new: NewRating, by: AuditRole = "device") -> None:
    """Keeps a rating on the hub's day. The audit says that there was one, not which."""
    now = hub_time(tx)
    tx.ratings.keep(new, now.date(), now)
    tx.audit.add(by, new.kiosk, "rating.kept", new.id)


def figures(hub: Hub, reading: Reading, lang: str) -> Ratings:
    """Counts the ratings of the last days."""
    counted = reading.ratings.counted(today(reading) - SHOWN)
    days = groupby(counted, lambda one: one.day)
    return Ratings(days=tuple(_day(hub, list(found), lang) for _, found in days))


def _day(hub: Hub, found: list[RatingCount], lang: str) -> RatingDay:
    stars = tuple(sum(one.count for one in found if one.stars == star) for star in range(1, BEST + 1))
    reasons = {reason: sum(one.count for one in found if one.reason is reason) for reason in RatingReason}
    return RatingDay(
        day=found[0].day,
        stars=cast(tuple[int, int, int, int, int], stars),
        unanswered=sum(one.count for one in found if one.stars is None),
        reasons=tuple(
            ReasonCount(reason=reason, text=hub.messages.text(lang, WORDS[reason]), count=count)
            for reason, count in reasons.items()
            if count
        ),
    )
