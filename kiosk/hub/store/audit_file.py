"""Reads the audit of a hub's own database from outside: the hub may be running, or be a restored copy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from kiosk.hub.store.database import Database
from kiosk.hub.store.logs import AuditLog
from kiosk.hub.store.opening import KEY_FILE
from kiosk.hub.store.records import AuditRow
from kiosk.hub.store.sqlite import DIALECT
from kiosk.store.errors import StoreError
from kiosk.store.keys import derive, load_or_make_key
from kiosk.store.sqlite import DatabaseError, open_database, unreadable

CHECKPOINTS = "audit checkpoints"
"""What the key that signs checkpoints is derived for."""


def audit_key(folder: Path) -> bytes:
    """Gives the key that signs the audit's checkpoints. Raises StoreError where the hub's key is gone."""
    path = folder / KEY_FILE
    if not path.exists():
        raise StoreError(f"{path}: missing")
    return derive(load_or_make_key(path), CHECKPOINTS)


@contextmanager
def audit_of(folder: Path) -> Iterator[Iterator[AuditRow]]:
    """Opens the audit in `folder`, oldest row first. Raises StoreError, one line."""
    path = folder / "hub.db"
    if not path.exists():
        raise StoreError(f"{path}: is not there")
    key = derive(load_or_make_key(folder / KEY_FILE, path), "database")
    connection = open_database(path, key, writes=False)
    try:
        yield _rows(AuditLog(Database(connection, DIALECT), datetime.now(UTC)))
    except DatabaseError as error:
        raise unreadable(path, error) from error
    finally:
        connection.close()


def _rows(log: AuditLog) -> Iterator[AuditRow]:
    after = 0
    while rows := log.after(after):
        yield from rows
        after = rows[-1].seq
