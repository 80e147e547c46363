"""After a power cut a new file is there under its name: its folder was synced after it, on every way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.dossier.files import FileStore
from kiosk.store.keys import load_or_make_key, write_secret


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Files and folders, in the order in which they were made durable."""
    order: list[Path] = []
    real = os.fsync

    def note(handle: int) -> None:
        order.append(Path(os.readlink(f"/proc/self/fd/{handle}")))
        real(handle)

    monkeypatch.setattr(os, "fsync", note)
    return order


def test_a_new_key(tmp_path: Path, synced: list[Path]) -> None:
    load_or_make_key(tmp_path / "kiosk.key")
    assert ("kiosk.key" in synced[0].name, synced[1:]) == (True, [tmp_path])
    load_or_make_key(tmp_path / "kiosk.key")
    assert len(synced) == 2, "nothing new was written"


def test_a_secret(tmp_path: Path, synced: list[Path]) -> None:
    write_secret(tmp_path / "staff", b"words")
    assert ("staff" in synced[0].name, synced[1:]) == (True, [tmp_path])


def test_a_page_of_a_dossier_and_its_end(tmp_path: Path, synced: list[Path]) -> None:
    files = FileStore(tmp_path, bytes(32))
    digest = files.put(b"page")
    assert synced[-1] == tmp_path
    assert synced[0].name.startswith(digest), "its content came first"
    before = len(synced)
    files.delete(digest)
    assert synced[before:] == [tmp_path / digest, tmp_path], "its key is gone before its name is"


@pytest.mark.parametrize("links", [True, False], ids=["links", "a stick without links"])
def test_a_secret_has_its_name_only_when_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    secret, real, seen = tmp_path / "hub.key", os.fsync, []

    def synced(handle: int) -> None:
        seen.append((secret.exists(), os.fstat(handle).st_size if not secret.exists() else 0))
        real(handle)

    def refuses(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.fsync", synced)
    if not links:
        monkeypatch.setattr("os.link", refuses)
    assert write_secret(secret, b"x" * 32) == b"x" * 32
    assert seen == [(False, 32), (True, 0)], "the content, then the name"
    with pytest.raises(FileExistsError):
        write_secret(secret, b"y" * 32)
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"hub.key": b"x" * 32}
