"""Keeps the days on which the hub took tickets into its queue."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import bindparam, select

from kiosk.clock import ICT
from kiosk.hub.store.database import Database, setting
from kiosk.hub.store.moments import local
from kiosk.hub.store.tables import workday
from kiosk.store.moments import stamp

_LATEST = (
    select(workday.c.last_at)
    .where(workday.c.day <= bindparam("until"))
    .order_by(workday.c.day.desc())
    .limit(1)
)
_NOTE = setting(workday, "day", "last_at")


class WorkdayRepository:
    """Keeps the hub's days, each with the moment of its last ticket by the hub's time. What was looked up is
    remembered, for the one request that this belongs to.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._found: tuple[date, datetime] | None = None

    def last_moment(self, until: date) -> datetime | None:
        """Gives the moment of the last ticket on the latest day up to this one; None before the first."""
        if self._found is not None:
            latest, at = self._found
            if at.date() <= until <= latest:
                return at
        row = self._database.one(_LATEST, until=until.isoformat())
        if row is None:
            return None
        self._found = until, local(row["last_at"])
        return self._found[1]

    def note(self, at: datetime) -> None:
        """Notes that a ticket came at this moment."""
        self._found = None
        self._database.run(_NOTE, day=at.astimezone(ICT).date().isoformat(), last_at=stamp(at))
