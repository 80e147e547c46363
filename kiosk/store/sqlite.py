"""Opens encrypted SQLite files, and runs numbered migrations in SQL.

SQLCipher by `sqlcipher3`, WAL, synchronous=FULL: what is acknowledged survives a power cut
(docs/decisions/encrypted-sqlite.md). One writer owns each database file.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, cast

from sqlcipher3 import dbapi2 as driver

from kiosk.store.errors import StoreError, as_store_error
from kiosk.store.folders import make_folder

BUSY_MS = 5000
WAL_RESET_BUG = ((3, 7, 0), (3, 51, 2))
"""SQLite versions, both ends included, that can lose committed data with several connections."""
MENDED = frozenset({(3, 44, 6), (3, 50, 7)})
"""Versions inside that range which carry the correction."""

DatabaseError: type[Exception] = driver.DatabaseError
"""What the engine raises: a full disk, a broken constraint."""


class Cursor(Protocol):
    """Holds the result of a statement; a row is read by number and by column name."""

    @property
    def rowcount(self) -> int:
        """Counts the rows a change touched."""

    @property
    def lastrowid(self) -> int | None:
        """Gives the number of the row that was added last."""

    def fetchone(self) -> Any:
        """Gives the next row, or None."""

    def fetchall(self) -> list[Any]:
        """Gives the rows that are left."""


class Connection(Protocol):
    """Holds a connection in autocommit mode: transactions are written out."""

    @property
    def in_transaction(self) -> bool:
        """Says if a transaction is open."""

    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> Cursor:
        """Runs one statement; outside a transaction it is durable on return."""

    def executescript(self, script: str, /) -> object:
        """Runs several statements, which begin and end their transaction themselves."""

    def close(self) -> None:
        """Closes the file."""


def refuse_unsafe(version: tuple[int, ...]) -> None:
    """Raises StoreError for a SQLite with the WAL-reset bug (3.7.0 to 3.51.2 without a backport)."""
    first, last = WAL_RESET_BUG
    if first <= version <= last and version not in MENDED:
        shown = ".".join(map(str, version))
        raise StoreError(f"SQLite {shown} can lose committed data (WAL-reset bug); 3.51.3 or newer is needed")


def open_database(path: Path, key: bytes, *, writes: bool, statements: int = 128) -> Connection:
    """Opens the file with its key; a new one is made where there is none. So many `statements` are kept
    compiled, each with the values of its last run.

    The connection may change threads, one user at a time. With `writes` False it can't change anything.
    Raises StoreError for a wrong key, an unsafe SQLite, or a file that can't be opened or is damaged.
    """
    refuse_unsafe(driver.sqlite_version_info)
    with as_store_error(path):
        make_folder(path.parent)
    try:
        connection = driver.connect(
            path, isolation_level=None, check_same_thread=False, cached_statements=statements
        )
    except driver.Error as error:
        raise StoreError(f"{path}: {error}") from error
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # what it would print is in the StoreError
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "secure_delete = ON",
            "temp_store = MEMORY",
            f"busy_timeout = {BUSY_MS}",
        ):
            connection.execute(f"PRAGMA {pragma}")
        if writes:
            with as_store_error(path):
                path.chmod(0o600)
        else:
            connection.execute("PRAGMA query_only = ON")
    except driver.DatabaseError as error:
        connection.close()
        raise unreadable(path, error) from error
    except StoreError:
        connection.close()
        raise
    connection.row_factory = driver.Row
    opened: Connection = connection
    return opened


def copy_database(source: Path, target: Path, key: bytes) -> None:
    """Copies a database that its program may be writing at this moment, by SQLite's online backup: what is
    committed is in the copy, also from the `-wal`. The copy has the same key, and is read whole once.

    Raises StoreError with one line.
    """
    reading = open_database(source, key, writes=False)
    try:
        writing = open_database(target, key, writes=True)
        try:
            cast(Any, reading).backup(writing)
            writing.execute("PRAGMA journal_mode = DELETE")  # one file, without a -wal beside it
            refuse_damaged(writing, target)
        finally:
            writing.close()
    except driver.DatabaseError as error:
        raise unreadable(source, error) from error
    finally:
        reading.close()


def unreadable(path: Path, error: Exception) -> StoreError:
    """Says that the disk is full, or else that the file is damaged or was made with another key."""
    if "full" in str(error) or not shutil.disk_usage(path.parent).free:
        return StoreError(f"{path.parent}: the disk is full")
    return StoreError(f"{path.name}: not readable with this key, or damaged ({error})")


def refuse_damaged(connection: Connection, path: Path) -> None:
    """Reads the whole file; raises StoreError when a page of it is not what was written.

    57 MB, 10,000 dossiers and 100,000 events, took 1.2 s on a busy machine of two cores.
    """
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise StoreError(f"{path.name}: damaged ({' '.join(str(found).split())})")


def open_migrated(path: Path, key: bytes, migrations: Path) -> Connection:
    """Opens the file for its owner, a kiosk, and runs the migrations in that folder (`migrate`). No statement
    is kept, for its values are a citizen's. Raises StoreError.
    """
    connection = open_database(path, key, writes=True, statements=0)
    try:
        migrate(connection, migrations)
    except driver.DatabaseError as error:
        connection.close()
        raise unreadable(path, error) from error
    except StoreError:
        connection.close()
        raise
    return connection


def migrate(connection: Connection, folder: Path) -> None:
    """Runs the `NNNN_*.sql` files that this database has not seen, each in one transaction.

    `PRAGMA user_version` holds the last number. Raises StoreError when that is higher than any file's.
    """
    steps = {int(path.name[:4]): path for path in folder.glob("[0-9][0-9][0-9][0-9]_*.sql")}
    done = step_of(connection)
    if done > max(steps, default=0):
        raise StoreError(f"the database is at step {done}, newer than this program")
    for number in sorted(step for step in steps if step > done):
        script = steps[number].read_text(encoding="utf-8")
        try:
            connection.executescript(f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {number};\nCOMMIT;")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def step_of(connection: Connection) -> int:
    """Reads the number of the last migration; 0 for a new database."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def transaction(connection: Connection) -> Iterator[Connection]:
    """Commits what the block did; undoes all of it when the block or the commit fails."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
