"""Connects to a PostgreSQL server: which address is allowed, what must hold of the server, and a connection
that is made again when it was lost.

What the server says of an error never carries a row's values: only its first line is passed on.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.rows import dict_row

from kiosk.hub.store.postgresql_batch import Batches, Row
from kiosk.store.errors import StoreError
from kiosk.store.sqlite import DatabaseError

OLDEST = 150000
"""The oldest server that the suite has run on."""
PROTECTED = frozenset({"require", "verify-ca", "verify-full"})
"""The values of `sslmode` with which libpq sends nothing unencrypted."""
BYTEWISE = frozenset({"C", "POSIX", "C.UTF-8", "C.utf8"})
"""The collations that compare texts as SQLite does. Moments and days are texts here, and are sorted."""
LOST_AFTER_S = 10
"""Seconds after which a server that does not answer, or a hub that stopped within a transaction, is given up:
nobody else may write meanwhile."""
SERVER_ENDS = ("57P", "25P03")
"""What begins the codes by which a server says that it ends the connection."""
SETTINGS: Mapping[str, str | int] = {
    "application_name": "motcua-hub",
    "client_encoding": "UTF8",
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": LOST_AFTER_S * 1000,
    "target_session_attrs": "read-write",
}
SESSION = f"""SET statement_timeout = '{LOST_AFTER_S}s'; SET lock_timeout = '{LOST_AFTER_S}s';
 SET idle_in_transaction_session_timeout = '{LOST_AFTER_S}s';
 SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"""
READ_ONLY = "SET default_transaction_read_only = on"


def connection_info(url: str) -> str:
    """Gives what libpq connects with: `url`, with our settings where it has none of its own.

    Raises StoreError with one line, never with the URL, where it can't be read, or leads to another machine
    without TLS.
    """
    try:
        given = psycopg.conninfo.conninfo_to_dict(url)
    except psycopg.ProgrammingError:  # its text quotes the URL
        raise StoreError("the database's URL can't be read: postgresql://USER@HOST/DATABASE") from None
    # What the environment (PGHOST, PGSSLMODE …) says counts as well.
    held = {one.keyword.decode(): one.val.decode() for one in psycopg.pq.Conninfo.get_defaults() if one.val}
    effective = held | {name: str(value) for name, value in given.items()}
    if effective.get("service"):
        raise StoreError("the database's URL must name its server itself, not by a service")
    away = [host for host in _hosts(effective) if not _is_here(host)]
    if away and effective.get("sslmode") not in PROTECTED:
        raise StoreError(
            f"the database on {away[0]} would be spoken to without TLS: "
            "add sslmode=verify-full (and sslrootcert) to its URL"
        )
    ours = {name: value for name, value in SETTINGS.items() if name not in given}
    return psycopg.conninfo.make_conninfo(url, **ours)


def _hosts(parameters: Mapping[str, str]) -> Iterator[str]:
    for name in ("hostaddr", "host"):
        if parameters.get(name):
            yield from parameters[name].split(",")


def _is_here(host: str) -> bool:
    if host in ("", "localhost") or host.startswith(("/", "@")):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def named(info: str) -> str:
    """Names the database for people: its name and host, nothing secret."""
    parameters = psycopg.conninfo.conninfo_to_dict(info)
    place = parameters.get("host") or parameters.get("hostaddr")
    return " on ".join(str(part) for part in ("PostgreSQL", parameters.get("dbname"), place) if part)


@contextmanager
def as_database_error() -> Iterator[None]:
    """Turns what the driver raises into a DatabaseError that carries no value of a row."""
    try:
        yield
    except psycopg.Error as error:
        raise DatabaseError(first_line(error)) from None


def first_line(error: psycopg.Error) -> str:
    """Gives the error's own line, without the details that quote what was sent."""
    lines = (error.diag.message_primary or str(error)).splitlines()
    return lines[0] if lines else type(error).__name__


def connect(info: str, *prepared: str) -> psycopg.Connection[Any]:
    """Opens a connection in autocommit mode and runs the scripts `prepared` on it. Raises psycopg.Error."""
    connection = psycopg.Connection.connect(
        info,
        autocommit=True,
        row_factory=dict_row,
    )
    try:
        for script in prepared:
            connection.execute(script.encode())
    except psycopg.Error:
        connection.close()
        raise
    return connection


class PostgresConnection:
    """Implements `kiosk.hub.store.database.Connection` on a server. A statement may be put off until the next
    one whose result is needed: both then cost one way to the server.

    A connection that was lost outside a transaction is made again for the next statements; within one its
    loss is an error, and what was begun is undone. `broke_rule`: the last statements failed by what they
    said, not by the server or the way to it.
    """

    broke_rule = False

    def __init__(self, info: str, *prepared: str) -> None:
        self._info, self._prepared = info, prepared
        self._put_off: list[tuple[str, Sequence[Any]]] = []
        self._connect()

    def _connect(self) -> None:
        self._connection = connect(self._info, *self._prepared)
        self._backend = self._connection.info.backend_pid
        self._batches = Batches(self._connection)

    @property
    def in_transaction(self) -> bool:
        """Says if a transaction is open at the server."""
        return self._connection.info.transaction_status in (
            psycopg.pq.TransactionStatus.INTRANS,
            psycopg.pq.TransactionStatus.INERROR,
        )

    @property
    def backend(self) -> int:
        """Gives the process id of the server's end."""
        return self._backend

    def put_off(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """Runs a statement with the next one that is executed."""
        self._put_off.append((sql, parameters))

    def forget_from(self, sql: str) -> bool:
        """Forgets what was put off, from the last such statement on, or all where there is none: False."""
        places = [place for place, (one, _) in enumerate(self._put_off) if one == sql]
        del self._put_off[places[-1] if places else 0 :]
        return bool(places)

    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> Found:
        """Runs what was put off, then one statement. Raises DatabaseError for any of them."""
        batch = [*self._put_off, (sql, parameters)]
        self._put_off.clear()
        with as_database_error():
            begun, self.broke_rule = self.in_transaction, False
            try:
                return Found(self._batches.run(batch))
            except psycopg.OperationalError as error:
                if not (self._connection.broken or (error.sqlstate or "").startswith(SERVER_ENDS)):
                    raise
                self._connection.close()
                if begun:
                    raise
            except psycopg.Error:
                self.broke_rule = True
                raise
            self._connect()
            return Found(self._batches.run(batch))

    def close(self) -> None:
        """Closes it."""
        self._connection.close()


class Found:
    """Implements `kiosk.hub.store.database.Rows`."""

    def __init__(self, rows: list[Row]) -> None:
        self._rows = rows

    def fetchone(self) -> Row | None:
        """Gives the first row, or None."""
        return self._rows[0] if self._rows else None

    def fetchall(self) -> list[Row]:
        """Gives all rows."""
        return self._rows
