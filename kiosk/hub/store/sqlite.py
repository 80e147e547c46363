"""Stores the hub's data in one encrypted SQLite file: one connection writes, another one reads beside it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy.dialects import sqlite

from kiosk.hub.store.database import Database
from kiosk.hub.store.migrate import upgrade
from kiosk.hub.store.store import CHECKED_S, StoreFacts
from kiosk.hub.store.transaction import Reading, Transaction
from kiosk.hub.store.writer import Writer
from kiosk.ports.time import Clock
from kiosk.store.errors import StoreError
from kiosk.store.lock import FileLock
from kiosk.store.sqlite import DatabaseError, open_database, refuse_damaged, step_of, unreadable

LONGEST_S = 10.0
"""Seconds after which a commit that does not end counts as failed for `check`."""
DIALECT = sqlite.dialect()
"""How SQLite writes statements: one for all stores, since each statement is compiled once for it."""
T = TypeVar("T")


class SqliteStore:
    """Implements `kiosk.hub.store.store.Store`. `committed` is called, on the writer's thread, after each
    COMMIT.

    Opening brings an older database up to this program's step. Raises StoreError with one line when the file
    can't be used, is newer than the program, or belongs to another program that runs.
    """

    def __init__(self, path: Path, key: bytes, clock: Clock, committed: Callable[[], None]) -> None:
        with ExitStack() as unless_open:
            self._lock_file = FileLock(path.with_suffix(".lock"))
            unless_open.callback(self._lock_file.close)
            self._writing = open_database(path, key, writes=True)
            unless_open.callback(self._writing.close)
            try:
                refuse_damaged(self._writing, path)
                upgrade(self._writing)
            except DatabaseError as error:
                raise unreadable(path, error) from error
            self._reading = open_database(path, key, writes=False)
            unless_open.pop_all()
        self._examined = partial(open_database, path, key, writes=False)
        self._path, self._damage = path, ""
        self._clock = clock
        self._checked_at: float | None = None
        self._lock = threading.Lock()
        self._reader = Database(self._reading, DIALECT)
        self._writer = Writer(Database(self._writing, DIALECT), clock, committed)

    def submit(self, work: Callable[[Transaction], T]) -> Future[T]:
        """Queues `work` for the writer's next transaction."""
        return self._writer.submit(work)

    def read(self, query: Callable[[Reading], T]) -> T:
        """Runs `query` on the connection that can't write."""
        with self._lock:
            return query(Reading(self._reader, self._clock.now()))

    def check(self) -> int:
        """Commits the header's page once more, and reads it."""
        if self._damage:
            raise DatabaseError(self._damage)
        if self._checked_at is None or self._clock.monotonic() - self._checked_at >= CHECKED_S:
            self._checked_at = None
            try:
                self.submit(self._rewrite).result(LONGEST_S)
            except TimeoutError as error:
                raise DatabaseError(f"no commit within {LONGEST_S:g} s") from error
        with self._lock:
            step = step_of(self._reading)
        if self._checked_at is None:
            self._checked_at = self._clock.monotonic()
        return step

    def about(self) -> StoreFacts:
        """Says which SQLite it is."""
        with self._lock:
            (version,) = self._reading.execute("SELECT sqlite_version() AS version").fetchone()
        return StoreFacts("sqlite", version)

    def examine(self) -> str:
        """Reads the whole file over a connection of its own."""
        try:
            connection = self._examined()
            try:
                refuse_damaged(connection, self._path)
            finally:
                connection.close()
            self._damage = ""
        except (StoreError, DatabaseError) as error:
            self._damage = str(error)
        return self._damage

    def _rewrite(self, _: Transaction) -> None:
        self._writing.execute(f"PRAGMA user_version = {step_of(self._writing)}")

    def close(self) -> None:
        """Finishes what is queued, then closes both connections: the last one empties the write-ahead log."""
        with self._lock:
            self._reading.close()
        self._writer.close()
        self._lock_file.close()
