"""Erases what the hub keeps for a time alone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BindParameter, bindparam, delete, func, select

from kiosk.hub.store.database import Database
from kiosk.hub.store.pairing_tables import pairing_code
from kiosk.hub.store.tables import answered, event, notice
from kiosk.store.moments import stamp

_BEFORE: BindParameter[str] = bindparam("before")
_NEWEST = select(func.max(event.c.seq)).scalar_subquery()
# The newest event stays: by its number clients know where they are. So do the answers to hand-ins: a dossier
# that is sent again is never filed twice.
_OLD = {
    "events": (event, (event.c.at < _BEFORE) & (event.c.seq < _NEWEST)),
    "answers": (answered, (answered.c.at < _BEFORE) & (answered.c.scope != "dossier")),
    "notices": (notice, notice.c.done_at < _BEFORE),
    "pairing_codes": (pairing_code, pairing_code.c.expires_at < _BEFORE),
}
_COUNT = {
    name: select(func.count().label("count")).select_from(table).where(old)
    for name, (table, old) in _OLD.items()
}
_ERASE = {name: delete(table).where(old) for name, (table, old) in _OLD.items()}
KINDS = tuple(_OLD)


class RetentionRepository:
    """Erases rows by their age."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def erase(self, kind: str, before: datetime) -> int:
        """Erases what is older, and counts it; `kind` is one of `KINDS`."""
        count = int(self._database.one(_COUNT[kind], before=stamp(before))["count"])
        if count:
            self._database.run(_ERASE[kind], before=stamp(before))
        return count
