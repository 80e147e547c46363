"""What was acknowledged is there after a crash, and the disk tells nothing about people."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.store.errors import StoreError
from kiosk.store.keys import derive, load_or_make_key
from kiosk.store.sqlite import Connection, migrate, open_database, open_migrated, refuse_unsafe
from tests.hub.scene import (
    GRANDMOTHER,
    HER_NUMBER,
    JPEG,
    birth_dossier,
    hand_over,
    kiosk_client,
    officer_client,
    serving,
    take,
)
from tests.stores import on_both_stores

CRASHING_HUB = """
import sys
from pathlib import Path
from kiosk.hub.app import create_app
from kiosk.hub.service import serve
from tests.hub.scene import open_scene
hub = open_scene(Path(sys.argv[1]), database_url=sys.argv[3] or None)
serve(create_app(hub), "127.0.0.1", int(sys.argv[2]), lambda: None)
"""
ROOT = Path(__file__).parents[2]


def free_port() -> int:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@on_both_stores
def test_a_killed_hub_has_everything_it_acknowledged(tmp_path: Path, database_url: str | None) -> None:
    port = free_port()
    numbers, dossiers = [], []
    for _ in range(2):
        hub = subprocess.Popen(
            [sys.executable, "-c", CRASHING_HUB, str(tmp_path), str(port), database_url or ""],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_until_it_answers(address)
            with kiosk_client(address, tmp_path) as kiosk:
                for _ in range(5):
                    numbers.append(take(kiosk)["number"])
                    dossier = birth_dossier()
                    assert hand_over(kiosk, dossier).status_code == 201
                    dossiers.append(dossier.id)
        finally:
            hub.send_signal(signal.SIGKILL)
            hub.communicate()
    assert numbers == [f"H {n:03d}" for n in range(1, 11)], "gap-free over the crash"
    with (
        serving(tmp_path, database_url=database_url) as address,
        officer_client(address) as officer,
    ):
        kept = [one["id"] for one in officer.get("/v1/dossiers").json()["dossiers"]]
        waiting = [one["number"] for one in officer.get("/v1/queue").json()["tickets"]]
    assert sorted(kept) == sorted(dossiers)
    assert waiting == numbers


def wait_until_it_answers(address: str) -> None:
    import httpx

    transport = httpx.HTTPTransport(retries=8)
    with httpx.Client(transport=transport, trust_env=False, timeout=30) as client:
        assert client.get(f"{address}/health").json()["status"] == "ok"


def test_the_hubs_files_show_no_person(tmp_path: Path) -> None:
    with serving(tmp_path) as address, kiosk_client(address, tmp_path) as kiosk:
        dossier = birth_dossier()
        hand_over(kiosk, dossier)
        with officer_client(address) as officer:
            officer.get(f"/v1/dossiers/{dossier.id}")
        while_running = raw(tmp_path)
    for content in (while_running, raw(tmp_path)):
        for canary in canaries():
            assert canary not in content
        assert b"SQLite format 3" not in content
        assert JPEG[:64] not in content


def raw(folder: Path) -> bytes:
    """All bytes of all files, the write-ahead log included."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def canaries() -> list[bytes]:
    """What must not be found."""
    texts = [GRANDMOTHER, HER_NUMBER, "Hoà MẪU", "grandparent", "1.001193"]
    forms = {form for text in texts for form in (text, unicodedata.normalize("NFD", text))}
    return [form.encode(code) for form in forms for code in ("utf-8", "utf-16-le")]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Connection]:
    connection = open_database(tmp_path / "hub.db", bytes(32), writes=True)
    yield connection
    connection.close()


def test_a_database_survives_power_cuts_as_far_as_its_settings_go(database: Connection) -> None:
    def setting(name: str) -> object:
        return database.execute(f"PRAGMA {name}").fetchone()[0]

    assert setting("journal_mode") == "wal"
    assert setting("synchronous") == 2, "FULL"
    assert setting("secure_delete") == 1
    assert setting("foreign_keys") == 1
    assert setting("temp_store") == 2, "in memory: a file of its own would not be encrypted"
    assert setting("busy_timeout") == 5000, "milliseconds"
    assert setting("cipher_version")


def test_a_wrong_key_opens_nothing(tmp_path: Path) -> None:
    open_database(tmp_path / "a.db", bytes(32), writes=True).close()
    with pytest.raises(StoreError, match=r"a\.db: not readable with this key"):
        open_database(tmp_path / "a.db", bytes([1] * 32), writes=True)


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    open_database(tmp_path / "a.db", bytes(32), writes=True).close()
    reader = open_database(tmp_path / "a.db", bytes(32), writes=False)
    with pytest.raises(Exception, match="readonly"):
        reader.execute("CREATE TABLE a (x)")
    reader.close()


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 7, 0), False),
        ((3, 40, 1), False),
        ((3, 51, 2), False),
        ((3, 44, 6), True),
        ((3, 50, 7), True),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_sqlite_versions_that_lose_data_are_refused(version: tuple[int, int, int], safe: bool) -> None:
    if safe:
        refuse_unsafe(version)
    else:
        with pytest.raises(StoreError, match="WAL-reset"):
            refuse_unsafe(version)


def test_migrations_run_once_in_order_and_a_newer_database_is_refused(tmp_path: Path) -> None:
    steps = tmp_path / "steps"
    steps.mkdir()
    (steps / "0001_a.sql").write_text("CREATE TABLE a (x);")
    open_migrated(tmp_path / "a.db", bytes(32), steps).close()
    (steps / "0002_b.sql").write_text("CREATE TABLE b (x); INSERT INTO a VALUES (1);")
    for _ in range(2):
        connection = open_migrated(tmp_path / "a.db", bytes(32), steps)
        assert connection.execute("SELECT count(*) FROM a").fetchone()[0] == 1
        connection.close()
    (steps / "0002_b.sql").unlink()
    with pytest.raises(StoreError, match="newer than this program"):
        open_migrated(tmp_path / "a.db", bytes(32), steps)


def test_a_migration_that_fails_leaves_no_half(database: Connection, tmp_path: Path) -> None:
    (tmp_path / "0001_old.sql").write_text("SELECT 1;")
    (tmp_path / "0002_old.sql").write_text("CREATE TABLE there (x);")
    (tmp_path / "0003_bad.sql").write_text("CREATE TABLE half (x);\nCREATE TABLE there (x);")
    with pytest.raises(Exception, match="already exists"):
        migrate(database, tmp_path)
    assert database.execute("PRAGMA user_version").fetchone()[0] == 2
    assert database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone()[0] == 0


def test_a_key_file_is_made_once_and_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.key"
    key = load_or_make_key(path)
    assert load_or_make_key(path) == key
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_bytes(b"short")
    with pytest.raises(StoreError, match="5 bytes"):
        load_or_make_key(path)
    assert derive(key, "files") != derive(key, "database") != key


def test_a_key_opens_what_it_opened_in_the_last_release() -> None:
    """Derived another way, every database and page in the field would be lost."""
    assert derive(bytes(range(32)), "database").hex()[:16] == "14ea1491970f0ea4"
    assert derive(bytes(range(32)), "files").hex()[:16] == "0878f4689785baf1"


def test_a_database_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.db"
    open_database(path, bytes(32), writes=True).close()
    assert path.stat().st_mode & 0o777 == 0o600
