"""Notices for the staff: a citizen asks for help, a printer is out of paper. No personal data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection, Row

from kiosk.clock import ICT
from kiosk.hub.problems import ProblemError
from kiosk.hub.writer import Tx
from kiosk.store import stamp


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice; `kind` is a fault's id, or `call_staff`."""

    id: str
    kind: str
    detail: str
    kiosk: str
    at: datetime
    done_at: datetime | None = None


def add(tx: Tx, notice: Notice) -> None:
    """Put a notice up; the same id again changes nothing."""
    cursor = tx.connection.execute(
        "INSERT INTO notice (id, kind, detail, kiosk, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (notice.id, notice.kind, notice.detail, notice.kiosk, stamp(notice.at)),
    )
    if cursor.rowcount:
        tx.emit("notice.new", {"notice": notice.id, "kind": notice.kind, "kiosk": notice.kiosk})


def finish(tx: Tx, notice_id: str, officer: str) -> Notice:
    """Somebody has seen to it; 404 `unknown_notice`."""
    tx.connection.execute(
        "UPDATE notice SET done_at = ?, done_by = ? WHERE id = ? AND done_at IS NULL",
        (stamp(tx.now), officer, notice_id),
    )
    row = tx.connection.execute("SELECT * FROM notice WHERE id = ?", (notice_id,)).fetchone()
    if row is None:
        raise ProblemError(404, "unknown_notice")
    tx.emit("notice.done", {"notice": notice_id})
    tx.audit("staff", officer, "notice.done", notice_id)
    return _notice(row)


def listed(connection: Connection, *, done: bool) -> list[Notice]:
    """Open notices, newest first; with `done` also the last hundred of all."""
    rows = connection.execute(
        "SELECT * FROM notice WHERE ? OR done_at IS NULL ORDER BY at DESC LIMIT 100", (done,)
    )
    return [_notice(row) for row in rows]


def _notice(row: Row) -> Notice:
    done = row["done_at"]
    return Notice(
        id=row["id"],
        kind=row["kind"],
        detail=row["detail"],
        kiosk=row["kiosk"],
        at=datetime.fromisoformat(row["at"]).astimezone(ICT),
        done_at=datetime.fromisoformat(done).astimezone(ICT) if done else None,
    )
