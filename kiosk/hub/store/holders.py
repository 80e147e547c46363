"""Stores who holds a number today: a mark of the card, which says nothing once the key of the day is gone."""

from __future__ import annotations

from datetime import date

from sqlalchemy import bindparam, delete, select

from kiosk.hub.store.database import Database, setting
from kiosk.hub.store.tables import holder

_TICKET = select(holder.c.ticket).where(
    holder.c.day == bindparam("day"),
    holder.c.field == bindparam("field"),
    holder.c.mark == bindparam("mark"),
)
_SET = setting(holder, "day", "field", "mark", "ticket")
_FORGET = delete(holder).where(holder.c.day < bindparam("day"))


class HolderRepository:
    """Stores the marks of those who hold a number."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ticket_of(self, day: date, field: str, mark: str) -> str | None:
        """Finds the last number that was given to the card of that mark, or None."""
        row = self._database.one(_TICKET, day=day.isoformat(), field=field, mark=mark)
        return None if row is None else str(row["ticket"])

    def hold(self, day: date, field: str, mark: str, ticket: str) -> None:
        """Notes that the number was given to the card of that mark."""
        self._database.run(_SET, day=day.isoformat(), field=field, mark=mark, ticket=ticket)

    def forget_before(self, day: date) -> None:
        """Deletes the marks of the days before."""
        self._database.run(_FORGET, day=day.isoformat())
