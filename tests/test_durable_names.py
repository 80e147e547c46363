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
    assert synced == [tmp_path / "kiosk.key", tmp_path]
    load_or_make_key(tmp_path / "kiosk.key")
    assert len(synced) == 2, "nothing new was written"


def test_a_secret(tmp_path: Path, synced: list[Path]) -> None:
    write_secret(tmp_path / "staff", b"words")
    assert synced == [tmp_path / "staff", tmp_path]


def test_a_page_of_a_dossier_and_its_end(tmp_path: Path, synced: list[Path]) -> None:
    files = FileStore(tmp_path, bytes(32))
    digest = files.put(b"page")
    assert synced[-1] == tmp_path
    assert synced[0].name.startswith(digest), "its content came first"
    before = len(synced)
    files.delete(digest)
    assert synced[before:] == [tmp_path / digest, tmp_path], "its key is gone before its name is"
