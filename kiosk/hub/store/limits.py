"""Stores for which fields an officer has lifted the day's limit, and who was turned away by it."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from sqlalchemy import bindparam, func, select

from kiosk.hub.store.database import Database, adding, setting
from kiosk.hub.store.tables import limit_lift, turned_away
from kiosk.store.moments import stamp

_LIFT = select(limit_lift.c.lifted).where(
    limit_lift.c.day == bindparam("day"), limit_lift.c.field == bindparam("field")
)
_SET_LIFT = setting(limit_lift, "day", "field", "lifted", "officer", "at")
_ADD_TURNED = adding(turned_away, "day", "field", "kiosk", "at", "ahead")
_TURNED = (
    select(turned_away.c.field, func.count().label("so_many"))
    .where(turned_away.c.day == bindparam("day"))
    .group_by(turned_away.c.field)
)


class LimitRepository:
    """Stores what concerns the number of tickets that a day can still serve."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def is_lifted(self, day: date, field: str) -> bool:
        """Says if an officer has lifted the field's limit on that day."""
        row = self._database.one(_LIFT, day=day.isoformat(), field=field)
        return row is not None and bool(row["lifted"])

    def change(self, day: date, field: str, officer: str, at: datetime, *, lifted: bool) -> None:
        """Lifts the field's limit on that day, or lets it hold again."""
        self._database.run(
            _SET_LIFT, day=day.isoformat(), field=field, lifted=int(lifted), officer=officer, at=stamp(at)
        )

    def note_turned_away(self, day: date, field: str, kiosk: str, at: datetime, ahead: int) -> None:
        """Notes that somebody got no number, since so many waited before."""
        self._database.run(
            _ADD_TURNED, day=day.isoformat(), field=field, kiosk=kiosk, at=stamp(at), ahead=ahead
        )

    def turned_away(self, day: date) -> Counter[str]:
        """Counts by field who got no number on that day."""
        rows = self._database.all(_TURNED, day=day.isoformat())
        return Counter({row["field"]: int(row["so_many"]) for row in rows})
