"""Puts a backup back into an empty data folder."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from kiosk.backup.checking import check_backup, keys_of
from kiosk.backup.contents import CONTENTS, PAGES, PUT_BACK
from kiosk.backup.making import CODE_FILE
from kiosk.backup.manifest import PLAIN, POOL, Manifest, read_manifest
from kiosk.backup.sealing import WrongCode
from kiosk.store.errors import StoreError, as_store_error
from kiosk.store.folders import sync_folder
from kiosk.store.keys import write_secret
from kiosk.store.lock import FileLock


def restore_backup(backup: Path, role: str, data_dir: Path, code: str) -> Manifest:
    """Puts a backup back, once all of it has been checked. Never over what is there.

    Raises StoreError with one line: no backup, of another role, damaged, another code, or a folder in use.
    """
    manifest, raw = read_manifest(backup)
    if manifest.role != role:
        raise StoreError(f"{backup}: a backup of a {manifest.role}, and this machine is a {role}")
    contents = CONTENTS[role]
    try:
        keys = keys_of(backup, raw, code)
    except WrongCode as error:
        raise StoreError(f"{backup}: this recovery code does not open it, or it was changed") from error
    wrong = check_backup(backup, code).wrong
    if wrong:
        raise StoreError(f"{backup}: damaged: {wrong[0]} ({len(wrong)} in all)")
    taken = [name for name in (*contents.databases, contents.key) if os.path.lexists(data_dir / name)]
    if taken:
        raise StoreError(f"{data_dir}: {taken[0]} is there already; nothing is overwritten")
    lock = FileLock(data_dir / contents.lock)
    try:
        _put(backup, manifest, data_dir, {**keys, CODE_FILE: f"{code}\n".encode()}, contents.key)
    finally:
        lock.close()
    return manifest


def _put(backup: Path, manifest: Manifest, data_dir: Path, secrets: dict[str, bytes], key: str) -> None:
    """Writes pages first, then secrets, files and databases, the key last: without it no program starts, so
    that a restore that was cut short is never worked with.
    """
    with as_store_error(data_dir):
        pages = data_dir / PAGES
        pages.mkdir(parents=True, exist_ok=True, mode=0o700)
        for page in manifest.pages:
            _copy(backup.parent / POOL / page, pages / page)
        sync_folder(pages)
        for name, content in secrets.items():
            if name != key:
                (data_dir / name).unlink(missing_ok=True)
                write_secret(data_dir / name, content)
        for name in manifest.files:
            _copy(backup / PLAIN / name, data_dir / name)
        for name in manifest.databases:
            _copy(backup / name, data_dir / name)
        if manifest.role == "hub":
            (data_dir / PUT_BACK).write_text(f"{manifest.at.isoformat()}\n", encoding="utf-8")
        sync_folder(data_dir)
        write_secret(data_dir / key, secrets[key])


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o600)
    handle = os.open(target, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
