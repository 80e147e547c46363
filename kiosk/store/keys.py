"""Keeps the machine's key file and the keys derived from it."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from config.reading import MOST_TEXT, CannotRead, read_bytes
from kiosk.store.errors import StoreError, as_store_error
from kiosk.store.folders import make_folder, sync_folder

KEY_BYTES = 32


def load_or_make_key(path: Path, *opens: Path) -> bytes:
    """Reads the 32-byte key in `path`; the first start makes it, readable by its owner only.

    `opens`: the databases that only this key opens. Raises StoreError when one of them is there and the
    key is not, and when the file holds something else: a new key would make the data unreadable.
    """
    with as_store_error(path):
        if not os.path.lexists(path):
            locked = " and ".join(database.name for database in opens if os.path.lexists(database))
            if locked:
                raise StoreError(f"{path}: missing, and nothing else opens {locked}; put it back")
            return write_secret(path, secrets.token_bytes(KEY_BYTES))
    try:
        key = read_bytes(path, MOST_TEXT)
    except CannotRead as error:
        raise StoreError(f"{path}: {error}") from error
    if len(key) != KEY_BYTES:
        raise StoreError(f"{path}: {len(key)} bytes instead of a key of {KEY_BYTES}")
    return key


def derive(key: bytes, purpose: str) -> bytes:
    """Derives a key of its own for each purpose (`database`, `files`) from the one in the key file
    (HKDF-SHA256)."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(key)


def write_secret(path: Path, content: bytes) -> bytes:
    """Writes a new file with mode 0600, durable on return; FileExistsError when it is there already. After a
    power cut it is there whole, or not at all: an empty key would keep the machine from starting.
    """
    make_folder(path.parent)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        _name(part, path)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(path.parent)
    return content


def _name(part: Path, path: Path) -> None:
    """Gives a whole file its name; FileExistsError, and what is there stays."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:  # a stick's file system knows no second name
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        part.rename(path)
