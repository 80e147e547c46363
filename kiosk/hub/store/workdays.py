"""Keeps the days on which the hub took tickets into its queue."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import bindparam, select, update

from kiosk.clock import ICT
from kiosk.hub.store.database import Database, adding
from kiosk.hub.store.moments import local
from kiosk.hub.store.tables import workday
from kiosk.store.moments import stamp

_LATEST = (
    select(workday.c.last_at)
    .where(workday.c.day <= bindparam("until"))
    .order_by(workday.c.day.desc())
    .limit(1)
)
_ADD = adding(workday, "day", "last_at")
_CHANGE = update(workday).where(workday.c.day == bindparam("of_day")).values(last_at=bindparam("at"))


class WorkdayRepository:
    """Keeps the hub's days, each with the moment of its last ticket by the hub's time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last_moment(self, until: date) -> datetime | None:
        """Gives the moment of the last ticket on the latest day up to this one; None before the first."""
        row = self._database.one(_LATEST, until=until.isoformat())
        return None if row is None else local(row["last_at"])

    def note(self, at: datetime) -> None:
        """Notes that a ticket came at this moment."""
        day = at.astimezone(ICT).date().isoformat()
        if self._database.run(_CHANGE, of_day=day, at=stamp(at)).rowcount == 0:
            self._database.run(_ADD, day=day, last_at=stamp(at))
