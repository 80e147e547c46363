"""The hub on a PostgreSQL database: which one it takes, what it says of others, what a lost connection
costs.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
import sqlalchemy
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from kiosk.clock import VirtualClock
from kiosk.hub.store import postgresql
from kiosk.hub.store.postgresql import PostgresStore, look_at
from kiosk.hub.store.postgresql_connection import connection_info
from kiosk.hub.store.records import AnswerRecord
from kiosk.hub.store.tables import metadata
from kiosk.hub.store.transaction import Reading, Transaction
from kiosk.store.errors import StoreError
from kiosk.store.sqlite import DatabaseError
from tests.hub.scene import MORNING, open_scene
from tests.hub.steps import NEWEST
from tests.postgresql import empty_database, make_database, server_of_the_run

SECRET = "hush-hush"


def opened(url: str, committed: threading.Event | None = None) -> PostgresStore:
    return PostgresStore(url, VirtualClock(MORNING), committed.set if committed else lambda: None)


def note(tx: Transaction) -> None:
    tx.audit.add("staff", "CB1", "test", "x")


def lines(reading: Reading) -> int:
    return len(reading.audit.listed())


@pytest.fixture
def url() -> Iterator[str]:
    with empty_database() as lent:
        yield lent


@pytest.mark.parametrize(
    "here",
    [
        "postgresql:///motcua",
        "postgresql://localhost/motcua",
        "postgresql://127.0.0.1:5433/motcua",
        "postgresql://[::1]/motcua",
        "postgresql:///motcua?host=/run/postgresql",
        "postgresql://db.example/motcua?sslmode=verify-full",
        "postgresql://db.example/motcua?sslmode=verify-ca",
        "postgresql://10.0.0.7/motcua?sslmode=require",
    ],
)
def test_a_database_that_is_here_or_spoken_to_by_tls_is_taken(here: str) -> None:
    assert "connect_timeout=5" in connection_info(here)


@pytest.mark.parametrize(
    ("away", "host"),
    [
        ("postgresql://motcua:{}@db.example/motcua", "db.example"),
        ("postgresql://10.0.0.7/motcua?sslmode=prefer", "10.0.0.7"),
        ("postgresql://10.0.0.7/motcua?sslmode=disable", "10.0.0.7"),
        ("postgresql://localhost,db.example/motcua", "db.example"),
        ("postgresql://localhost/motcua?hostaddr=10.0.0.7", "10.0.0.7"),
    ],
)
def test_a_database_elsewhere_without_tls_is_refused_in_one_line(away: str, host: str) -> None:
    with pytest.raises(StoreError) as refused:
        connection_info(away.format(SECRET))
    assert str(refused.value) == (
        f"the database on {host} would be spoken to without TLS: "
        "add sslmode=verify-full (and sslrootcert) to its URL"
    )


def test_what_the_environment_says_counts_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "db.example")
    with pytest.raises(StoreError, match=r"the database on db\.example would be spoken to without TLS"):
        connection_info("postgresql:///motcua")
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    assert connection_info("postgresql:///motcua")
    monkeypatch.setenv("PGSERVICE", "office")
    with pytest.raises(StoreError, match="not by a service"):
        connection_info("postgresql:///motcua")


@pytest.mark.parametrize(
    "wrong",
    [
        f"postgresql://motcua:{SECRET}@localhost/motcua?nothing=1",
        f"host=localhost password={SECRET} x",
        f"postgresql://motcua:{SECRET}@/motcua?host=/nowhere/at/all",
    ],
)
def test_no_error_tells_the_password(wrong: str) -> None:
    with pytest.raises(StoreError) as refused:
        opened(wrong)
    assert SECRET not in str(refused.value)
    assert "\n" not in str(refused.value)
    assert refused.value.__cause__ is None, "a trace would tell it"


def test_a_server_that_is_too_old_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql, "OLDEST", 990000)
    with pytest.raises(StoreError, match=r"server \d\d is too old; 99 or newer is needed"):
        opened(url)


def test_a_newer_database_is_left_alone(url: str) -> None:
    opened(url).close()
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for start in (opened, look_at):
        with pytest.raises(StoreError, match="the database is at step 9999, newer than this program"):
            start(url)
    with psycopg.connect(url) as connection:
        connection.execute(f"UPDATE alembic_version SET version_num = '{NEWEST:04}'".encode())


def test_a_database_that_sorts_otherwise_is_refused(url: str) -> None:
    folder, name = server_of_the_run(), "not_utf8"
    other = make_database(folder, name, "ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'")
    with pytest.raises(StoreError, match="the database is SQL_ASCII sorted by C; make it with") as refused:
        opened(other)
    assert str(refused.value).startswith(f"PostgreSQL on {name} on {folder}: ")


def test_the_migrations_make_the_tables_that_the_statements_name(url: str) -> None:
    opened(url).close()
    engine = sqlalchemy.create_engine(
        "postgresql+psycopg://", creator=lambda: psycopg.connect(url), poolclass=sqlalchemy.NullPool
    )
    with engine.connect() as core:
        assert compare_metadata(MigrationContext.configure(core), metadata) == []


def test_two_processes_may_make_the_same_database_at_once() -> None:
    with empty_database():  # skips where there is no server
        fresh = make_database(server_of_the_run(), "fresh")
    with ThreadPoolExecutor(4) as processes:
        stores = list(processes.map(opened, [fresh] * 4))
    assert [store.check() for store in stores] == [NEWEST] * 4
    for store in stores:
        store.close()


def cut(url: str) -> None:
    """Ends every connection to the database, as a restart of the server does."""
    with psycopg.connect(url) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_a_lost_connection_is_made_again(url: str) -> None:
    heard = threading.Event()
    store, other = opened(url, heard), opened(url)
    store.submit(note).result(60)
    cut(url)
    store.submit(note).result(60)
    assert store.read(lines) == 2
    assert store.check() == NEWEST
    heard.clear()
    assert heard.wait(60), "the listener is back, and has everybody look"
    heard.clear()
    other.submit(note).result(60)
    assert heard.wait(60)
    store.close()
    other.close()


def test_a_connection_that_is_lost_within_a_transaction_promises_nobody_anything(url: str) -> None:
    store = opened(url)

    def cut_off(tx: Transaction) -> None:
        note(tx)
        cut(url)
        note(tx)

    with pytest.raises(DatabaseError):
        store.submit(cut_off).result(60)
    assert store.read(lines) == 0
    store.submit(note).result(60)
    assert store.read(lines) == 1
    store.close()


def test_an_error_quotes_no_row(url: str) -> None:
    store = opened(url)

    def twice(tx: Transaction) -> None:
        for _ in range(2):
            tx.sheets.order("079157000123", tx.now)

    with pytest.raises(DatabaseError) as refused:
        store.submit(twice).result(60)
    assert "079157000123" not in str(refused.value)
    assert "receipt_sheet" in str(refused.value)
    store.close()


def test_what_is_large_goes_through_whole(url: str) -> None:
    store, given = opened(url), AnswerRecord("f" * 64, 201, {"text": "ẫ" * 700_000})
    store.submit(lambda tx: tx.answers.add("ticket", "large", given, tx.now)).result(60)
    assert store.read(lambda reading: reading.answers.find("ticket", "large")) == given
    store.close()


def test_what_it_is_can_be_asked_before_and_while_the_hub_works(url: str) -> None:
    store = opened(url)
    about = store.about()
    assert (about.kind, about.lag_s, about.durable) == ("postgresql", None, False), "the suite's has no fsync"
    assert re.match(r"\d\d\.\d+", about.version)
    assert look_at(url) == about
    store.close()
    with pytest.raises(StoreError, match=r'PostgreSQL on gone on /.*: .*database "gone" does not exist'):
        look_at(url.replace(url.split("/")[3].split("?", maxsplit=1)[0], "gone"))


def test_a_key_that_the_database_was_not_begun_with_is_refused(url: str, tmp_path: Path) -> None:
    for _ in range(2):
        open_scene(tmp_path / "one", database_url=url).close()
    key = tmp_path / "one/hub.key"
    with pytest.raises(StoreError, match=r"other/hub\.key: missing, and the database was begun with it"):
        open_scene(tmp_path / "other", database_url=url)
    assert not (tmp_path / "other/hub.key").exists(), "no new one is made"
    (tmp_path / "other").mkdir(exist_ok=True)
    (tmp_path / "other/hub.key").write_bytes(bytes(32))
    with pytest.raises(StoreError, match=r"other/hub\.key: not the key that the database was begun with"):
        open_scene(tmp_path / "other", database_url=url)
    (tmp_path / "other/hub.key").write_bytes(key.read_bytes())
    open_scene(tmp_path / "other", database_url=url).close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("hub-")]


def test_what_was_read_whole_is_sound(url: str) -> None:
    store = opened(url)
    store.submit(note).result(60)
    assert store.examine() == ""
    store.close()
