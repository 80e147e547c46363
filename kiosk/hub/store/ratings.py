"""Stores the citizens' ratings, and counts them by day."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import bindparam, func, select, update

from kiosk.contract.rating import NewRating, RatingReason
from kiosk.hub.store.database import Database, adding
from kiosk.hub.store.records import RatingCount
from kiosk.hub.store.tables import rating
from kiosk.store.moments import stamp

_KNOWN = select(rating.c.stars, rating.c.reason).where(rating.c.id == bindparam("this"))
_ADD = adding(rating, "id", "day", "at", "kiosk", "stars", "reason", "procedure")
_CHANGE = (
    update(rating)
    .where(rating.c.id == bindparam("this"))
    .values(stars=bindparam("now_stars"), reason=bindparam("now_reason"))
)
_COUNTED = (
    select(rating.c.day, rating.c.stars, rating.c.reason, func.count().label("count"))
    .where(rating.c.day >= bindparam("since"))
    .group_by(rating.c.day, rating.c.stars, rating.c.reason)
    .order_by(rating.c.day.desc(), rating.c.stars, rating.c.reason)
)


class RatingRepository:
    """Stores the ratings of the centre."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, new: NewRating, day: date, at: datetime) -> None:
        """Keeps a rating; one of the same id is changed, and stays on its day."""
        reason = new.reason.value if new.reason else None
        if self._database.one(_KNOWN, this=new.id) is not None:
            self._database.run(_CHANGE, this=new.id, now_stars=new.stars, now_reason=reason)
            return
        self._database.run(
            _ADD,
            id=new.id,
            day=day.isoformat(),
            at=stamp(at),
            kiosk=new.kiosk,
            stars=new.stars,
            reason=reason,
            procedure=new.procedure,
        )

    def by_id(self, id: str) -> tuple[int | None, RatingReason | None] | None:
        """Finds the stars and the reason of a rating, or None where there is none of that id."""
        row = self._database.one(_KNOWN, this=id)
        if row is None:
            return None
        return row["stars"], RatingReason(row["reason"]) if row["reason"] else None

    def counted(self, since: date) -> list[RatingCount]:
        """Counts the ratings from that day on by day, stars and reason; the newest day first."""
        return [
            RatingCount(
                day=date.fromisoformat(row["day"]),
                stars=row["stars"],
                reason=RatingReason(row["reason"]) if row["reason"] else None,
                count=row["count"],
            )
            for row in self._database.all(_COUNTED, since=since.isoformat())
        ]
