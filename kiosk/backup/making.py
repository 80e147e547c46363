"""Makes a backup of a data folder while its program works.

The databases are copied by SQLite's own online backup, which sees what is still in the `-wal`; the copies
stay encrypted with the machine's key. That key, sealed with the recovery code, lies beside them.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.backup.contents import CONTENTS, OPEN, PAGES, Contents
from kiosk.backup.manifest import (
    MANIFEST,
    PLAIN,
    POOL,
    SEALED,
    Manifest,
    backups_in,
    read_manifest,
    sha256_of,
)
from kiosk.backup.sealing import new_code, seal
from kiosk.ports.time import Clock
from kiosk.store.errors import StoreError, as_store_error
from kiosk.store.folders import sync_folder
from kiosk.store.keys import derive, load_or_make_key, write_secret
from kiosk.store.lock import FileLock
from kiosk.store.sqlite import copy_database

CODE_FILE = "backup_code"
"""Where the recovery code stays on the machine, so that a backup by night needs nobody."""
LOCK_FILE = "backup.lock"
_PAGE = re.compile(r"[0-9a-f]{64}")
_PART = ".part"


@dataclass(frozen=True, slots=True)
class Made:
    """Describes a backup that was made. `code`: the recovery code, where it is a new one."""

    path: Path
    pages: int
    new_pages: int
    code: str | None


def make_backup(role: str, data_dir: Path, place: Path, *, centre: str, keep: int, clock: Clock) -> Made:
    """Makes a backup below `place`, which is this machine's alone, and removes all but the `keep` newest.

    Raises StoreError with one line; what was begun is then removed.
    """
    contents = CONTENTS[role]
    if not (data_dir / contents.key).exists():
        raise StoreError(f"{data_dir}: no data of a {role}: {contents.key} is not there")
    with _alone(data_dir):
        return _made(contents, role, data_dir, place, centre=centre, keep=keep, now=clock.now())


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """Holds off a second backup of the same machine: one by hand beside the nightly one."""
    try:
        lock = FileLock(data_dir / LOCK_FILE)
    except StoreError as error:
        raise StoreError(f"{data_dir}: another backup is under way") from error
    try:
        yield
    finally:
        lock.close()


def _made(
    contents: Contents, role: str, data_dir: Path, place: Path, *, centre: str, keep: int, now: datetime
) -> Made:
    code, is_new = _code(data_dir)
    target = _new(place / f"{centre}-{role}-{now:%Y%m%dT%H%M%S}")
    part = target.with_name(target.name + _PART)
    with as_store_error(place):
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        try:
            databases = _copy_databases(contents, data_dir, part)
            pages, added = _copy_pages(data_dir / PAGES, place / POOL)
            files = _copy_open(data_dir, part / PLAIN)
            made_at = now.isoformat(timespec="seconds")
            manifest = Manifest(role, centre, made_at, databases, files, pages)
            _finish(part, manifest, seal(code, _secrets(contents, data_dir), manifest.as_bytes()))
            part.rename(target)
            sync_folder(place)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        _forget_older(place, keep)
    return Made(target, len(pages), added, code if is_new else None)


def _new(path: Path) -> Path:
    """Gives a name that no other backup has: a second one within the second gets a number."""
    turn, found = 1, path
    while found.exists():
        turn += 1
        found = path.with_name(f"{path.name}-{turn}")
    return found


def _code(data_dir: Path) -> tuple[str, bool]:
    path = data_dir / CODE_FILE
    with as_store_error(path):
        if path.exists():
            return path.read_text(encoding="ascii").strip(), False
        code = new_code()
        write_secret(path, f"{code}\n".encode())
        return code, True


def _copy_databases(contents: Contents, data_dir: Path, part: Path) -> dict[str, str]:
    key = load_or_make_key(data_dir / contents.key)
    found = {}
    for name, purpose in contents.databases.items():
        if (data_dir / name).exists():
            copy_database(data_dir / name, part / name, derive(key, purpose))
            found[name] = sha256_of(part / name)
    return found


def _copy_open(data_dir: Path, target: Path) -> dict[str, str]:
    """Copies what holds no personal data."""
    found = {}
    for name in OPEN:
        for path in (data_dir / name, *(data_dir / name).rglob("*")):
            if path.is_file():
                copy = target / path.relative_to(data_dir)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
                found[path.relative_to(data_dir).as_posix()] = sha256_of(copy)
    return found


def _copy_pages(folder: Path, pool: Path) -> tuple[tuple[str, ...], int]:
    """Copies the pages that the pool has not; gives the names of all, and how many were new."""
    pool.mkdir(exist_ok=True)
    names = sorted(path.name for path in folder.glob("*") if _PAGE.fullmatch(path.name))
    added = 0
    for name in names:
        if _same(folder / name, pool / name):
            continue
        part = pool / (name + _PART)
        shutil.copyfile(folder / name, part)
        _sync(part)
        part.rename(pool / name)
        added += 1
    sync_folder(pool)
    return tuple(names), added


def _same(page: Path, copy: Path) -> bool:
    return copy.exists() and copy.stat().st_size == page.stat().st_size


def _secrets(contents: Contents, data_dir: Path) -> dict[str, bytes]:
    names = (contents.key, *contents.secrets)
    return {name: (data_dir / name).read_bytes() for name in names if (data_dir / name).exists()}


def _finish(part: Path, manifest: Manifest, sealed: bytes) -> None:
    for name, content in ((SEALED, sealed), (MANIFEST, manifest.as_bytes())):
        (part / name).write_bytes(content)
    for path in part.rglob("*"):
        _sync(path)
    sync_folder(part)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _forget_older(place: Path, keep: int) -> None:
    """Removes older backups, then the pages that no backup names any more; none while a manifest can't be
    read, for it may name them.
    """
    found = list(backups_in(place))
    for path in found[: max(0, len(found) - keep)]:
        shutil.rmtree(path)
    try:
        named = {page for path in backups_in(place) for page in read_manifest(path)[0].pages}
    except StoreError:
        return
    for page in (place / POOL).iterdir():
        if page.name not in named:
            page.unlink()
