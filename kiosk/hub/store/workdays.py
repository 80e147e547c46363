"""Keeps the days on which the hub took tickets into its queue."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import bindparam, select

from kiosk.clock import ICT
from kiosk.hub.store.database import Database, setting
from kiosk.hub.store.memory import Memory
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
    """Keeps the hub's days, each with the moment of its last ticket by the hub's time."""

    def __init__(self, database: Database, memory: Memory) -> None:
        self._database, self._memory = database, memory

    def last_moment(self, until: date) -> datetime | None:
        """Gives the moment of the last ticket on the latest day up to this one; None before the first."""
        latest, at = self._memory.latest, self._memory.moment
        if latest is not None and at is not None and at.date() <= until <= latest:
            return at
        row = self._database.one(_LATEST, until=until.isoformat())
        if row is None:
            return None
        self._memory.latest, self._memory.moment = until, local(row["last_at"])
        return self._memory.moment

    def note(self, at: datetime) -> None:
        """Notes that a ticket came at this moment."""
        day = at.astimezone(ICT).date()
        latest, before = self._memory.latest, self._memory.moment
        goes_on = latest is not None and before is not None and before.date() <= day <= latest
        self._memory.moment = local(stamp(at)) if goes_on else None
        self._database.run(_NOTE, day=day.isoformat(), last_at=stamp(at))
