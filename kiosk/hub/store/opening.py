"""Opens the hub's store with its key: an encrypted file of its own, or a database on a server."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from kiosk.hub.store.sqlite import SqliteStore
from kiosk.hub.store.store import Store
from kiosk.ports.time import Clock
from kiosk.store.errors import StoreError
from kiosk.store.keys import derive, load_or_make_key

KEY_FILE = "hub.key"


def open_store(
    folder: Path, database_url: str | None, clock: Clock, committed: Callable[[], None]
) -> tuple[Store, bytes]:
    """Opens the store and gives the key in `folder`; the first start makes both. `committed` is called after
    each commit.

    Raises StoreError, one line, when either can't be used, or the key is not the one that this database was
    begun with: papers, receipts and card look-ups would open with no other.
    """
    if database_url is not None:
        return _on_server(folder, database_url, clock, committed)
    database = folder / "hub.db"
    key = load_or_make_key(folder / KEY_FILE, database)
    return SqliteStore(database, derive(key, "database"), clock, committed), key


def _on_server(folder: Path, url: str, clock: Clock, committed: Callable[[], None]) -> tuple[Store, bytes]:
    from kiosk.hub.store.postgresql import PostgresStore  # noqa: PLC0415 - its driver, which most hubs never use

    path = folder / KEY_FILE
    store = PostgresStore(url, clock, committed)
    try:
        known = store.key_mark()
        if known is not None and not os.path.lexists(path):
            raise StoreError(f"{path}: missing, and the database was begun with it; put it back")
        key = load_or_make_key(path)
        mark = derive(key, "mark of the key").hex()
        if known is None:
            store.keep_key_mark(mark)
        elif known != mark:
            raise StoreError(f"{path}: not the key that the database was begun with")
    except BaseException:
        store.close()
        raise
    return store, key
