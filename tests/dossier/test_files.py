"""Pages on disk: encrypted, named by what they are, and never half there."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.dossier.files import DamagedFileError, FileStore, digest_of
from tests.hub.scene import GRANDMOTHER, JPEG

KEY = bytes(range(32))


def test_a_page_comes_back(tmp_path: Path) -> None:
    store = FileStore(tmp_path, KEY)
    digest = store.put(JPEG)
    assert digest == digest_of(JPEG)
    assert FileStore(tmp_path, KEY).get(digest) == JPEG


def test_the_disk_shows_nothing_of_it(tmp_path: Path) -> None:
    FileStore(tmp_path, KEY).put(JPEG)
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert GRANDMOTHER.encode() in JPEG
    assert GRANDMOTHER.encode() not in raw
    assert JPEG[:32] not in raw


def test_the_same_page_twice_is_one_file(tmp_path: Path) -> None:
    store = FileStore(tmp_path, KEY)
    assert store.put(JPEG) == store.put(JPEG)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    store = FileStore(tmp_path, KEY)
    path = tmp_path / store.put(JPEG)
    sealed = bytearray(path.read_bytes())
    sealed[40] ^= 1
    path.write_bytes(bytes(sealed))
    with pytest.raises(DamagedFileError):
        store.get(path.name)


def test_a_damaged_page_that_is_handed_in_again_is_whole(tmp_path: Path) -> None:
    store = FileStore(tmp_path, KEY)
    digest = store.put(JPEG)
    (tmp_path / digest).write_bytes(b"half of it")
    assert store.put(JPEG) == digest
    assert store.get(digest) == JPEG


def test_a_page_under_another_name_is_noticed(tmp_path: Path) -> None:
    store = FileStore(tmp_path, KEY)
    other = digest_of(b"other")
    (tmp_path / store.put(JPEG)).rename(tmp_path / other)
    with pytest.raises(DamagedFileError):
        store.get(other)


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    digest = FileStore(tmp_path, KEY).put(JPEG)
    with pytest.raises(DamagedFileError):
        FileStore(tmp_path, bytes(32)).get(digest)


def test_what_a_power_cut_left_is_cleared_at_the_next_start(tmp_path: Path) -> None:
    (tmp_path / f"{digest_of(JPEG)}.0123.part").write_bytes(b"half")
    store = FileStore(tmp_path, KEY)
    assert list(tmp_path.iterdir()) == []
    assert not store.digests()


def test_a_deleted_page_is_gone_and_deleting_again_is_harmless(tmp_path: Path) -> None:
    store = FileStore(tmp_path, KEY)
    digest = store.put(JPEG)
    store.delete(digest)
    store.delete(digest)
    assert not store.digests()
    with pytest.raises(DamagedFileError):
        store.get(digest)


@given(st.text())
def test_no_name_leads_out_of_the_folder(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    store = FileStore(tmp_path_factory.getbasetemp() / "files", KEY)
    for path in (name, f"../{name}", "../" * 30 + "etc/passwd"):
        with pytest.raises(ValueError, match="SHA-256"):
            store.get(path)


def test_only_the_owner_may_read(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "files", KEY)
    path = tmp_path / "files" / store.put(JPEG)
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
