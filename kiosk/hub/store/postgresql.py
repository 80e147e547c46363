"""Stores the hub's data in a PostgreSQL database, which several hub processes may share.

Every transaction that writes holds one lock of the database from its beginning until its commit can be seen.
So whatever is decided on the whole queue is decided by one process at a time, in the order of the commits, as
with SQLite (docs/decisions/one-lock-on-postgresql.md).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from typing import Any, TypeVar

import psycopg
import sqlalchemy
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from kiosk.hub.store.database import Database, Statement
from kiosk.hub.store.listener import CHANNEL, Listener
from kiosk.hub.store.migrate import newest_step, refuse_newer, upgrade_by
from kiosk.hub.store.postgresql_connection import (
    BYTEWISE,
    LOST_AFTER_S,
    OLDEST,
    READ_ONLY,
    SESSION,
    PostgresConnection,
    connect,
    connection_info,
    first_line,
    named,
)
from kiosk.hub.store.store import CHECKED_S, StoreFacts
from kiosk.hub.store.tables import metadata
from kiosk.hub.store.transaction import Reading, Transaction
from kiosk.hub.store.writer import Writer
from kiosk.ports.time import Clock
from kiosk.store.errors import StoreError
from kiosk.store.sqlite import DatabaseError

# The second key lets centres share a database, each in a schema of its own.
LOCK = "SELECT pg_advisory_xact_lock(1297044293, hashtext(current_schema()))"
MARK = "SAVEPOINT request"
DIALECT = PGDialect_psycopg(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]
"""How PostgreSQL writes statements: one for all stores, since each statement is compiled once for it."""
_STEP = "SELECT version_num FROM alembic_version"
_WRITE = "UPDATE alembic_version SET version_num = version_num"
_SERVER = """SELECT current_setting('server_version_num')::int AS version, datcollate AS collation,
 pg_encoding_to_char(encoding) AS encoding FROM pg_database WHERE datname = current_database()"""
_MARK = "SELECT obj_description('alembic_version'::regclass, 'pg_class') AS mark"
_ABOUT = """SELECT current_setting('server_version') AS version,
 current_setting('fsync') || ' ' || current_setting('full_page_writes') AS durable, count(*) AS standbys,
 coalesce(extract(epoch FROM max(replay_lag)), 0) AS lag FROM pg_stat_replication"""
T = TypeVar("T")


class PostgresStore:
    """Implements `kiosk.hub.store.store.Store`. `committed` is called after each COMMIT, of this process and
    of others.

    Opening brings an older database up to this program's step. Raises StoreError with one line when the
    database can't be used, is newer than the program, or would be spoken to over a network without TLS.
    """

    def __init__(self, url: str, clock: Clock, committed: Callable[[], None]) -> None:
        info = connection_info(url)
        self._damage, self._clock = "", clock
        self._checked_at: float | None = None
        self._lock = threading.Lock()
        self._info = info
        with ExitStack() as unless_open, _opening(named(info)):
            with connect(info) as first:
                refuse_server(first)
                upgrade(first, info)
            self._writing = PostgresConnection(info, SESSION)
            unless_open.callback(self._writing.close)
            self._reading = PostgresConnection(info, SESSION, READ_ONLY)
            unless_open.callback(self._reading.close)
            self._listener = Listener(info, committed, lambda: self._writing.backend)
            unless_open.pop_all()
        self._reader = Database(self._reading, DIALECT)
        self._writer = Writer(_Writing(self._writing), clock, committed)

    def submit(self, work: Callable[[Transaction], T]) -> Future[T]:
        """Queues `work` for the writer's next transaction."""
        return self._writer.submit(work)

    def read(self, query: Callable[[Reading], T]) -> T:
        """Runs `query` on the connection that can't write."""
        with self._lock:
            return query(Reading(self._reader, self._clock.now()))

    def check(self) -> int:
        """Commits the row of the step once more, and reads it."""
        if self._damage:
            raise DatabaseError(self._damage)
        if self._checked_at is None or self._clock.monotonic() - self._checked_at >= CHECKED_S:
            self._checked_at = None
            try:
                self.submit(self._rewrite).result(LOST_AFTER_S)
            except TimeoutError as error:
                raise DatabaseError(f"no commit within {LOST_AFTER_S} s") from error
        with self._lock:
            (row,) = self._reading.execute(_STEP).fetchall()
        if self._checked_at is None:
            self._checked_at = self._clock.monotonic()
        return int(row["version_num"])

    def about(self) -> StoreFacts:
        """Says which server it is, and how far its standbys are behind: the user needs `pg_monitor`."""
        with self._lock:
            return _facts(self._reading)

    def examine(self) -> str:
        """Reads every value of every table over a connection of its own; a page whose checksum is wrong is
        found where the database was made with checksums.
        """
        try:
            with connect(self._info, READ_ONLY) as reading:
                for table in metadata.sorted_tables:
                    reading.execute(f'SELECT sum(length(t::text)) FROM "{table.name}" AS t'.encode())  # noqa: S608
            self._damage = ""
        except psycopg.Error as error:
            self._damage = first_line(error)
        return self._damage

    def key_mark(self) -> str | None:
        """Gives the mark of the key that the database was begun with; None before the first."""
        with self._lock:
            (row,) = self._reading.execute(_MARK).fetchall()
        return None if row["mark"] is None else str(row["mark"])

    def keep_key_mark(self, mark: str) -> None:
        """Keeps the mark of a key (hexadecimal digits) with the database, through its backups as well."""
        comment = f"COMMENT ON TABLE alembic_version IS '{bytes.fromhex(mark).hex()}'"
        self.submit(lambda _: self._writing.execute(comment)).result()

    def _rewrite(self, _: Transaction) -> None:
        self._writing.execute(_WRITE)

    def close(self) -> None:
        """Finishes what is queued, then closes the connections."""
        with self._lock:
            self._reading.close()
        self._listener.close()
        self._writer.close()


class _Writing(Database):
    """Writes on a server, which is far away: whatever has no result goes with what has one."""

    def __init__(self, connection: PostgresConnection) -> None:
        super().__init__(connection, DIALECT)
        self._server = connection

    def run(self, statement: Statement, **values: Any) -> None:
        """Runs a statement with the next one that has a result."""
        self._server.put_off(*self._said(statement, values))

    def begin(self) -> None:
        """Begins a transaction, alone among all that write: on return the lock is held."""
        self._server.put_off("BEGIN")
        self._server.execute(LOCK)

    def commit(self) -> None:
        """Makes the transaction durable, and wakes the other processes."""
        self._server.put_off(f"NOTIFY {CHANNEL}")
        self._server.execute("COMMIT")

    def begin_request(self) -> None:
        """Begins a part of the transaction."""
        self._server.put_off(MARK)

    def end_request(self, *, checked: bool) -> None:
        """Ends the part; unless it is `checked`, what is wrong with it is told with a later statement."""
        if checked:
            super().end_request(checked=True)
        else:
            self._server.put_off("RELEASE request")

    def is_told_late(self, error: Exception) -> bool:
        """Says that a statement broke a rule: the connection still stands, and all was put off."""
        return isinstance(error, DatabaseError) and self._server.broke_rule

    def undo_request(self) -> None:
        """Undoes the part, of which the server may know nothing yet."""
        if not self._server.forget_from(MARK):
            super().undo_request()


def look_at(url: str) -> StoreFacts:
    """Says what the server of that URL is, without a change to its database. Raises StoreError, one line, for
    what a start of the hub would refuse.
    """
    info = connection_info(url)
    with _opening(named(info)):
        with connect(info) as first:
            refuse_server(first)
            refuse_newer(_step(first), newest_step())
        connection = PostgresConnection(info, READ_ONLY)
        try:
            return _facts(connection)
        finally:
            connection.close()


def _facts(connection: PostgresConnection) -> StoreFacts:
    (row,) = connection.execute(_ABOUT).fetchall()
    lag = float(row["lag"]) if row["standbys"] else None
    return StoreFacts("postgresql", row["version"], lag, row["durable"] == "on on")


@contextmanager
def _opening(name: str) -> Iterator[None]:
    """Names the database in what is wrong with it."""
    try:
        yield
    except psycopg.Error as error:
        raise StoreError(f"{name}: {first_line(error)}") from None
    except StoreError as error:
        raise StoreError(f"{name}: {error}") from None


def refuse_server(connection: psycopg.Connection[Any]) -> None:
    """Raises StoreError where the server is too old, or the database sorts or writes texts otherwise than the
    hub's rules need.
    """
    row = connection.execute(_SERVER.encode()).fetchone()
    assert row is not None
    if row["version"] < OLDEST:
        raise StoreError(f"server {row['version'] // 10000} is too old; {OLDEST // 10000} or newer is needed")
    if row["encoding"] != "UTF8" or row["collation"] not in BYTEWISE:
        raise StoreError(
            f"the database is {row['encoding']} sorted by {row['collation']}; make it with "
            "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"
        )


def upgrade(connection: psycopg.Connection[Any], info: str) -> None:
    """Runs the migrations that the database has not seen, all in one transaction; of several processes that
    start at once, one. Raises StoreError when it is newer than this program, psycopg.Error when a step fails.
    """
    newest = newest_step()
    done = _step(connection)
    refuse_newer(done, newest)
    if done == newest:
        return
    engine = sqlalchemy.create_engine(
        "postgresql+psycopg://", creator=lambda: psycopg.connect(info), poolclass=sqlalchemy.NullPool
    )
    try:
        with engine.begin() as core:
            core.exec_driver_sql(LOCK)
            upgrade_by(core)
    except sqlalchemy.exc.DBAPIError as error:
        raise error.orig or error from error


def _step(connection: psycopg.Connection[Any]) -> int:
    found = connection.execute(b"SELECT to_regclass('alembic_version') AS made").fetchone()
    if found is None or found["made"] is None:
        return 0
    row = connection.execute(_STEP.encode()).fetchone()
    return int(row["version_num"]) if row else 0
