"""Stores events and audit: rows are only ever added."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import bindparam, func, select

from kiosk.contract.event import Event
from kiosk.hub.store.database import Database, adding
from kiosk.hub.store.moments import local
from kiosk.hub.store.records import AuditRecord, AuditRole, AuditRow, EventRecord
from kiosk.hub.store.tables import audit, event
from kiosk.store.moments import stamp

_PAGE = 500

_NEWEST = select(func.coalesce(func.max(event.c.seq), 0).label("seq"))
_SINCE = {
    public: select(event.c.seq, event.c.at, event.c.type, column.label("data"))
    .where(event.c.seq > bindparam("after"), column.is_not(None))
    .order_by(event.c.seq)
    .limit(_PAGE)
    for public, column in ((True, event.c.public), (False, event.c.staff))
}
_ADD_EVENT = adding(event, "at", "type", "public", "staff")
_ADD_AUDIT = adding(audit, "at", "role", "actor", "action", "subject", "detail")
_AUDIT_AFTER = select(audit).where(audit.c.seq > bindparam("after")).order_by(audit.c.seq).limit(_PAGE)
_AUDIT = select(audit).order_by(audit.c.seq)


class EventLog:
    """Stores events, numbered in the order in which they were committed."""

    def __init__(self, database: Database, now: datetime) -> None:
        self._database, self._now = database, now

    def newest(self) -> int:
        """Gives the number of the last event; 0 when there is none."""
        return int(self._database.one(_NEWEST)["seq"])

    def since(self, after: int, *, public: bool) -> list[EventRecord]:
        """Lists the events after number `after`, oldest first, at most 500: what this audience may see."""
        rows = self._database.all(_SINCE[public], after=after)
        return [EventRecord(row["seq"], row["at"], row["type"], json.loads(row["data"])) for row in rows]

    def add(self, kind: str, staff: Event, public: Event | None = None) -> None:
        """Adds an event. `public` is what everybody may see of it (numbers, counters); None: nothing."""
        self._database.run(
            _ADD_EVENT,
            at=stamp(self._now),
            type=kind,
            public=None if public is None else _json(public),
            staff=_json(staff),
        )


def _json(told: Event) -> str:
    return json.dumps(told.model_dump(mode="json"))


class AuditLog:
    """Records who did what to which record. No personal data of citizens."""

    def __init__(self, database: Database, now: datetime) -> None:
        self._database, self._now = database, now

    def add(self, role: AuditRole, actor: str, action: str, subject: str, detail: str = "") -> None:
        """Adds a line."""
        self._database.run(
            _ADD_AUDIT,
            at=stamp(self._now),
            role=role,
            actor=actor,
            action=action,
            subject=subject,
            detail=detail,
        )

    def after(self, seq: int) -> list[AuditRow]:
        """Lists the next 500 lines after that number, as they stand."""
        return [
            AuditRow(*(row[name] for name in AuditRow._fields))
            for row in self._database.all(_AUDIT_AFTER, after=seq)
        ]

    def listed(self) -> list[AuditRecord]:
        """Lists all lines, oldest first."""
        return [
            AuditRecord(
                local(row["at"]), row["role"], row["actor"], row["action"], row["subject"], row["detail"]
            )
            for row in self._database.all(_AUDIT)
        ]
