"""Checks a backup: every file is there and as it was written; with the recovery code, all of it opens."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

from kiosk.backup.contents import CONTENTS, PAGES_PURPOSE
from kiosk.backup.manifest import PLAIN, POOL, SEALED, Manifest, read_manifest, sha256_of
from kiosk.backup.sealing import WrongCode, unseal
from kiosk.store.errors import StoreError, as_store_error
from kiosk.store.keys import derive
from kiosk.store.sealed import SealedError, read_page
from kiosk.store.sqlite import open_database, refuse_damaged


@dataclass(frozen=True, slots=True)
class Checked:
    """Holds a backup and what is wrong with it, a line each."""

    manifest: Manifest
    wrong: tuple[str, ...]


def check_backup(backup: Path, code: str | None = None) -> Checked:
    """Checks a backup. Without a code it says nothing of what only the key can tell: if pages are whole.

    Raises StoreError where it is no backup.
    """
    manifest, raw = read_manifest(backup)
    wrong = [*_missing(backup, manifest)]
    if code is not None:
        try:
            wrong += _closed(backup, manifest, keys_of(backup, raw, code))
        except WrongCode:
            wrong.append(f"{SEALED}: another recovery code, or the manifest was changed")
        except StoreError as error:
            wrong.append(str(error))
    return Checked(manifest, tuple(wrong))


def keys_of(backup: Path, manifest: bytes, code: str) -> dict[str, bytes]:
    """Opens the keys of a backup. Raises WrongCode, or StoreError where they can't be read."""
    with as_store_error(backup / SEALED):
        return unseal(code, (backup / SEALED).read_bytes(), manifest)


def _missing(backup: Path, manifest: Manifest) -> Iterator[str]:
    files = {f"{PLAIN}/{name}": digest for name, digest in manifest.files.items()}
    for name, digest in {**manifest.databases, **files}.items():
        if not (backup / name).exists():
            yield f"{name}: missing"
        elif sha256_of(backup / name) != digest:
            yield f"{name}: not as it was written"
    if not (backup / SEALED).exists():
        yield f"{SEALED}: missing"
    for page in manifest.pages:
        if not (backup.parent / POOL / page).exists():
            yield f"{POOL}/{page}: missing"


def _closed(backup: Path, manifest: Manifest, keys: Mapping[str, bytes]) -> Iterator[str]:
    """Names what the key does not open."""
    contents = CONTENTS[manifest.role]
    key = keys[contents.key]
    with tempfile.TemporaryDirectory() as folder:
        for name in (one for one in manifest.databases if (backup / one).exists()):
            copyfile(backup / name, Path(folder) / name)  # opening one writes beside it
            try:
                opened = open_database(
                    Path(folder) / name, derive(key, contents.databases[name]), writes=False
                )
                try:
                    refuse_damaged(opened, Path(name))
                finally:
                    opened.close()
            except StoreError as error:
                yield str(error)
    pages_key = derive(key, PAGES_PURPOSE)
    for page in manifest.pages:
        with suppress(FileNotFoundError):  # that is said already
            try:
                read_page(backup.parent / POOL / page, pages_key)
            except SealedError:
                yield f"{POOL}/{page}: damaged"
