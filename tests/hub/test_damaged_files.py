"""A technician copies, empties or damages the hub's files: one line says which, and nobody gets in by it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.clock import VirtualClock
from kiosk.handover.outbox import Outbox
from kiosk.hub.app import create_app
from kiosk.hub.service import running
from kiosk.hub.store.sqlite import SqliteStore
from kiosk.paper.journal import open_journal
from kiosk.store.errors import StoreError
from kiosk.store.keys import load_or_make_key
from kiosk.store.sqlite import open_database
from tests.clients import client
from tests.hub.scene import MORNING, open_scene

ROOT = Path(__file__).resolve().parents[2]
HUB = (ROOT / "config" / "profiles" / "hub.toml").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data folder of a hub that has run before."""
    open_scene(tmp_path).close()
    return tmp_path


def start(folder: Path) -> str:
    """What starting again in the folder is refused with."""
    with pytest.raises(StoreError) as caught:
        open_scene(folder)
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


@pytest.mark.parametrize("content", [b"", b"\n", b"  \n", b"short", b"two words of a token", b"\xff\xfe\x00"])
def test_a_device_token_that_is_none(folder: Path, content: bytes) -> None:
    (folder / "device_token").write_bytes(content)
    assert "device_token: " in start(folder)


@pytest.mark.parametrize(
    "content",
    [
        b"CB1\n",
        b"CB1 1\n",
        b"CB/1 1111-2222-3333\n",
        "CB1 1111-2222-3333\nTrần Thị MẪU\n".encode(),
        b"\xff\xfe",
    ],
)
def test_staff_codes_of_before_that_can_not_be_read(folder: Path, content: bytes) -> None:
    (folder / "staff_codes").write_bytes(content)
    assert "staff_codes: " in start(folder)
    assert (folder / "staff_codes").read_bytes() == content


def test_a_key_that_is_gone_is_asked_for_and_no_other_one_made(folder: Path) -> None:
    key = (folder / "hub.key").rename(folder / "kept.elsewhere")
    assert start(folder) == f"{folder / 'hub.key'}: missing, and nothing else opens hub.db; put it back"
    assert not (folder / "hub.key").exists()
    key.rename(folder / "hub.key")
    open_scene(folder).close()


def test_a_kiosk_whose_key_is_gone_says_so_too(tmp_path: Path) -> None:
    Outbox(tmp_path, VirtualClock(MORNING)).close()
    open_journal(tmp_path, VirtualClock(MORNING)).close()
    (tmp_path / "kiosk.key").unlink()
    with pytest.raises(StoreError, match=r"kiosk\.key: missing, and nothing else opens kiosk\.db"):
        Outbox(tmp_path, VirtualClock(MORNING))
    with pytest.raises(StoreError, match=r"kiosk\.key: missing, and nothing else opens prints\.db"):
        open_journal(tmp_path, VirtualClock(MORNING))


def test_a_second_kiosk_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    first = Outbox(tmp_path, VirtualClock(MORNING))
    with pytest.raises(StoreError, match=r"another program works with kiosk\.db"):
        Outbox(tmp_path, VirtualClock(MORNING))
    assert first.next_sequence("ticket", MORNING.date()) == 1
    first.close()
    Outbox(tmp_path, VirtualClock(MORNING)).close()


def as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def as_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def as_rubbish(path: Path) -> None:
    path.write_bytes(os.urandom(8192))


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("hub.key", as_folder),
        ("hub.key", as_pipe),
        ("hub.key", as_rubbish),
        ("hub.db", as_folder),
        ("hub.db", as_rubbish),
        ("device_token", as_folder),
        ("device_token", as_pipe),
        ("administrator_code", as_pipe),
    ],
)
def test_a_file_that_is_another_thing(
    folder: Path, name: str, damage: Callable[[Path], None], capfd: pytest.CaptureFixture[str]
) -> None:
    damage(folder / name)
    assert name in start(folder)
    assert capfd.readouterr().err == ""


def test_a_folder_that_can_not_be_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "a\0b", tmp_path / "file" / "below", tmp_path / ("x" * 300)):
        with pytest.raises(StoreError) as of_key:
            load_or_make_key(folder / "hub.key")
        with pytest.raises(StoreError) as of_database:
            open_database(folder / "hub.db", b"k", writes=True)
        for caught in (of_key, of_database):
            assert len(str(caught.value).splitlines()) == 1


def test_the_command_says_it_in_one_line(folder: Path, tmp_path: Path) -> None:
    as_rubbish(folder / "hub.db")
    profile = tmp_path / "ours.toml"
    profile.write_text(HUB.replace('"var/hub"', f'"{folder}"'), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "ui.commands", "hub", "--profile", str(profile)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "hub.db: not readable with this key, or damaged" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_page_that_is_not_what_was_written_is_found_at_the_start(folder: Path) -> None:
    content = bytearray((folder / "hub.db").read_bytes())
    assert len(content) > 20_000
    content[18_000:18_016] = bytes(16)
    (folder / "hub.db").write_bytes(content)
    assert start(folder).startswith("hub.db: ")


@pytest.mark.parametrize("breaks", ["PRAGMA query_only = ON", "reading"])
def test_health_writes_and_reads(folder: Path, breaks: str) -> None:
    hub = open_scene(folder)
    store = hub.store
    assert isinstance(store, SqliteStore)
    if breaks == "reading":
        store._reading.close()
    else:
        store._writing.execute(breaks)
    with running(create_app(hub)) as address, client(address) as public:
        answer = public.get("/health")
    assert (answer.status_code, answer.json()["id"]) == (503, "store_failed")
    hub.close()


def test_health_that_is_asked_often_writes_now_and_then(folder: Path) -> None:
    clock = VirtualClock(MORNING)
    hub = open_scene(folder, clock)
    log = folder / "hub.db-wal"
    sizes = []
    for wait_s in (0.0, 1.0, 3.9, 0.2):
        clock.advance(wait_s)
        hub.store.check()
        sizes.append(log.stat().st_size)
    assert sizes[0] == sizes[1] == sizes[2] < sizes[3]
    hub.close()
