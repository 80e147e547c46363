"""Sequences that start anew each local day and have no gaps; the caller's transaction makes them so."""

from __future__ import annotations

from datetime import date
from sqlite3 import Connection


def last_number(connection: Connection, kind: str, day: date) -> int:
    """The last sequence given of one kind on one day; 0 when there is none."""
    row = connection.execute(
        "SELECT last FROM numbering WHERE kind = ? AND day = ?", (kind, day.isoformat())
    ).fetchone()
    return int(row["last"]) if row else 0


def remember_number(connection: Connection, kind: str, day: date, sequence: int) -> None:
    """Note the last sequence given of one kind on one day."""
    connection.execute(
        "INSERT INTO numbering VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET last = excluded.last",
        (kind, day.isoformat(), sequence),
    )


def next_number(connection: Connection, kind: str, day: date) -> int:
    """Give the next sequence."""
    sequence = last_number(connection, kind, day) + 1
    remember_number(connection, kind, day, sequence)
    return sequence
