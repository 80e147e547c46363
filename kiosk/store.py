"""Encrypted SQLite files: opening, keys, numbered migrations.

SQLCipher by `sqlcipher3`, WAL, synchronous=FULL: what is acknowledged survives a power cut
(docs/decisions/encrypted-sqlite.md). One writer owns each database file.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlcipher3 import dbapi2 as sqlite

from config.reading import MOST_TEXT, CannotRead, read_bytes

if TYPE_CHECKING:
    from sqlite3 import Connection

KEY_BYTES = 32
BUSY_MS = 5000
WAL_RESET_BUG = ((3, 7, 0), (3, 51, 2))
"""SQLite versions, both ends included, that can lose committed data with several connections."""
MENDED = frozenset({(3, 44, 6), (3, 50, 7)})
"""Versions inside that range which carry the correction."""

DatabaseError: type[Exception] = sqlite.DatabaseError
"""What the engine raises: a full disk, a broken constraint."""


class StoreError(Exception):
    """A database or secret that can't be used: wrong key, damaged, not allowed, unsafe SQLite, or newer than
    the program. One line."""


@contextmanager
def as_store_error(path: Path) -> Iterator[None]:
    """Inside, what the system says about `path` (no right, no room, no such name) becomes a StoreError."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from error
    except ValueError as error:  # a NUL in the name
        raise StoreError(f"{str(path)!r}: no file can have such a name") from error


def refuse_unsafe(version: tuple[int, ...]) -> None:
    """Raise StoreError for a SQLite with the WAL-reset bug (3.7.0 to 3.51.2 without a backport)."""
    first, last = WAL_RESET_BUG
    if first <= version <= last and version not in MENDED:
        shown = ".".join(map(str, version))
        raise StoreError(f"SQLite {shown} can lose committed data (WAL-reset bug); 3.51.3 or newer is needed")


def load_or_make_key(path: Path) -> bytes:
    """The 32-byte key in `path`; made on the first start, readable by its owner only.

    Raises StoreError when the file holds something else: a new key would make the data unreadable.
    """
    with as_store_error(path):
        if not os.path.lexists(path):
            return write_secret(path, secrets.token_bytes(KEY_BYTES))
    try:
        key = read_bytes(path, MOST_TEXT)
    except CannotRead as error:
        raise StoreError(f"{path}: {error}") from error
    if len(key) != KEY_BYTES:
        raise StoreError(f"{path}: {len(key)} bytes instead of a key of {KEY_BYTES}")
    return key


def write_secret(path: Path, content: bytes) -> bytes:
    """Write a new file with mode 0600, durable on return; FileExistsError when it is there already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    sync_folder(path.parent)
    return content


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable (a rename or a new file is not, before this)."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def derive(key: bytes, purpose: str) -> bytes:
    """A key of its own for each purpose (`database`, `files`), from the one in the key file (HKDF-SHA256)."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(key)


def stamp(moment: datetime) -> str:
    """A moment as stored: UTC, microseconds, so that texts compare like the moments they stand for."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def open_database(path: Path, key: bytes, migrations: Path | None = None) -> Connection:
    """Open the file with its key; the owner passes the folder of its migrations, a reader passes none.

    The connection is in autocommit mode (transactions are written out) and may change threads, one user at a
    time. Raises StoreError for a wrong key, an unsafe SQLite, or a file that can't be opened, is damaged or
    was written by a newer program.
    """
    refuse_unsafe(sqlite.sqlite_version_info)
    with as_store_error(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection: Connection = sqlite.connect(path, isolation_level=None, check_same_thread=False)
    except sqlite.Error as error:
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
        if migrations is None:
            connection.execute("PRAGMA query_only = ON")
        else:
            with as_store_error(path):
                path.chmod(0o600)
            migrate(connection, migrations)
    except sqlite.DatabaseError as error:
        connection.close()
        raise StoreError(f"{path.name}: not readable with this key, or damaged ({error})") from error
    except StoreError:
        connection.close()
        raise
    connection.row_factory = sqlite.Row
    return connection


def migrate(connection: Connection, folder: Path) -> None:
    """Run the `NNNN_*.sql` files that this database has not seen, each in one transaction.

    `PRAGMA user_version` holds the last number. Raises StoreError when that is higher than any file's.
    """
    steps = {int(path.name[:4]): path for path in folder.glob("[0-9][0-9][0-9][0-9]_*.sql")}
    done = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if done > max(steps, default=0):
        raise StoreError(f"the database is at step {done}, newer than this program")
    for number in sorted(step for step in steps if step > done):
        script = steps[number].read_text(encoding="utf-8")
        connection.executescript(f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {number};\nCOMMIT;")
