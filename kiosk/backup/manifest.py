"""Describes one backup: a folder with a manifest, copies of databases and the sealed keys; pages lie beside
all backups, once each.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from config.reading import CannotRead, read_bytes
from kiosk.store.errors import StoreError

MANIFEST, SEALED, POOL, PLAIN = "manifest.json", "keys.sealed", "pages", "open"
VERSION = 1
MOST_MANIFEST = 200_000_000


@dataclass(frozen=True, slots=True)
class Manifest:
    """Holds what a backup has: `databases` and `files` and their SHA-256, the names of its `pages`."""

    role: str
    centre: str
    made_at: str
    databases: dict[str, str]
    files: dict[str, str]
    pages: tuple[str, ...]
    version: int = VERSION

    @property
    def at(self) -> datetime:
        """Gives when it was made."""
        return datetime.fromisoformat(self.made_at)

    def as_bytes(self) -> bytes:
        """Writes it as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def read_manifest(backup: Path) -> tuple[Manifest, bytes]:
    """Reads a backup's manifest, and its bytes. Raises StoreError, one line."""
    try:
        raw = read_bytes(backup / MANIFEST, MOST_MANIFEST)
        found = json.loads(raw)
        if found.get("version") != VERSION:
            raise StoreError(f"{backup}: made by another version of this program")
        return Manifest(**{**found, "pages": tuple(found["pages"])}), raw
    except CannotRead as error:
        raise StoreError(f"{backup}: no backup: {error}") from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise StoreError(f"{backup / MANIFEST}: damaged") from error


def backups_in(place: Path) -> Iterator[Path]:
    """Gives the backups in a folder, and in those of machines below it; of each the oldest first."""
    found = (*place.glob(f"*/{MANIFEST}"), *place.glob(f"*/*/{MANIFEST}"))
    yield from sorted(path.parent for path in found)


def sha256_of(path: Path) -> str:
    """Computes the SHA-256 of a file."""
    with path.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()
