"""A centre updates its hub: the database that version 0.1.0 left goes on, and a newer one is left alone.

`version_0_1_0/` holds the scripts by which 0.1.0 made its database, and what one held after a played morning.
"""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from kiosk.clock import VirtualClock
from kiosk.contract.dossier import DossierState
from kiosk.contract.ticket import TicketState
from kiosk.hub.store.migrate import MIGRATIONS, core_connection, upgrade
from kiosk.hub.store.tables import metadata
from kiosk.store.errors import StoreError
from kiosk.store.keys import derive, load_or_make_key
from kiosk.store.sqlite import Connection, DatabaseError, open_database, open_migrated, step_of
from tests.hub.scene import GRANDMOTHER, MORNING, kiosk_client, officer_client, open_scene, serving, take
from tests.hub.steps import NEWEST
from tests.migrated import Maker
from tests.migrated import content as content_of

OLD = Path(__file__).with_name("version_0_1_0")
ADDED = {
    ("decision", "remark"),
    ("dossier", "due_basis"),
    ("dossier", "card_mark"),
    ("ticket", "priority"),
    ("ticket", "queued_at"),
    ("ticket", "misses"),
    ("ticket", "not_before"),
    ("ticket", "handed_to"),
    ("ticket", "back_to"),
    ("ticket", "appointment"),
    ("ticket", "visit"),
    ("notice", "coming_at"),
    ("notice", "coming_by"),
    ("session", "opened_at"),
}
"""Columns that came after 0.1.0."""
ADDED_TABLES = {
    *(
        "workday",
        "rating",
        "move",
        "told_wait",
        "counter_period",
        "appointment",
        "limit_lift",
        "holder",
        "service_request",
    ),
    *("turned_away", "dossier_step", "pairing", "pairing_code"),
    *("openrosa_instance", "instance_file", "erasure", "erased_page"),
    *("delivery", "outage", "upstream_event"),
    *("officer", "officer_permission", "officer_skill", "assignment"),
}
LATER = MORNING + timedelta(hours=1)


def key_of(folder: Path) -> bytes:
    return derive(load_or_make_key(folder / "hub.key"), "database")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data folder as 0.1.0 left it."""
    steps = tmp_path / "steps"
    steps.mkdir()
    for script in OLD.glob("000*.sql"):
        shutil.copy(script, steps)
    hub = tmp_path / "hub"
    connection = open_migrated(hub / "hub.db", key_of(hub), steps)
    connection.executescript((OLD / "filled.sql").read_text(encoding="utf-8"))
    connection.close()
    return hub


def content(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the tables and columns that 0.1.0 had."""
    connection = open_database(folder / "hub.db", key_of(folder), writes=False)
    rows = {}
    for name in metadata.tables.keys() - ADDED_TABLES:
        columns = ", ".join(
            f'"{one.name}"' for one in metadata.tables[name].columns if (name, one.name) not in ADDED
        )
        found = connection.execute(f"SELECT {columns} FROM {name}").fetchall()
        rows[name] = [tuple(row) for row in found]
    connection.close()
    return rows


def test_every_row_is_there_after_the_update(folder: Path) -> None:
    before = content(folder)
    assert all(before.values()), "the fixture leaves no table empty"
    open_scene(folder).close()
    open_scene(folder).close()
    after = content(folder)
    made = after["audit"].pop()
    assert made[2:] == ("hub", "hub", "officer.code_made", "QT", "")
    assert after == before


def test_the_hub_reads_what_0_1_0_wrote(folder: Path) -> None:
    hub = open_scene(folder, VirtualClock(LATER))
    store = hub.store
    queue = store.read(lambda reading: reading.tickets.of_day(MORNING.date(), *TicketState))
    assert [(one.number, one.state.value) for one in queue] == [
        ("H 001", "finished"),
        ("H 002", "called"),
        ("H 003", "issued"),
        ("D 001", "waiting"),
        ("H 800", "waiting"),
    ]
    assert store.read(lambda r: r.tickets.served_for("ho_tich", 30)) == [timedelta(seconds=400)]
    (accepted,) = store.read(lambda r: r.dossiers.of_ticket(queue[0].id))
    assert accepted.dossier.persons["requester"].text("name") == GRANDMOTHER
    assert (accepted.state, accepted.code) == (DossierState.ACCEPTED, "000.00.01.H29-261123-0001")
    assert accepted.accepted_at == MORNING + timedelta(minutes=14, seconds=10)
    (asked,) = store.read(lambda r: r.dossiers.listed("supplement", None))
    (decided,) = store.read(lambda r: r.dossiers.decisions_of(asked.dossier.id))
    assert (decided.decision.reason, decided.decision.papers) == ("Thiếu trang hai", ("birth_certificate",))
    (digest,) = (row[0] for row in content(folder)["session"])
    session = store.read(lambda r: r.sessions.find(str(digest), LATER))
    assert session is not None
    assert session.officer == "CB1"
    assert [one.id for one in store.read(lambda r: r.notices.listed(done=False))] == ["notice-help-2"]
    assert store.read(lambda r: r.sheets.in_state("waiting")) == [accepted.dossier.id]
    hub.close()


def test_the_day_goes_on_where_it_was(folder: Path) -> None:
    with (
        serving(folder, VirtualClock(LATER)) as address,
        kiosk_client(address, folder) as kiosk,
        officer_client(address, "2") as officer,
    ):
        assert take(kiosk)["number"] == "H 004"
        assert take(kiosk, "dat_dai", key="key-of-the-land", shown=False)["number"] == "D 001", (
            "answered before"
        )
        assert officer.post("/v1/counters/2/call", json={}).json()["ticket"]["number"] == "D 001"
        (waiting,) = officer.get("/v1/dossiers?state=waiting_check").json()["dossiers"]
        decided = officer.post(f"/v1/dossiers/{waiting['id']}/decision", json={"kind": "accept"})
        assert decided.json()["dossier"]["code"].endswith("-0002")


def test_a_database_of_its_first_step_is_taken_over_too(tmp_path: Path) -> None:
    (tmp_path / "steps").mkdir()
    shutil.copy(OLD / "0001_hub.sql", tmp_path / "steps")
    open_migrated(tmp_path / "hub.db", key_of(tmp_path), tmp_path / "steps").close()
    hub = open_scene(tmp_path)
    assert hub.store.check() == NEWEST
    assert hub.store.read(lambda reading: reading.sheets.in_state("waiting")) == []
    hub.close()


@pytest.fixture
def database(tmp_path: Path) -> Connection:
    return open_database(tmp_path / "hub.db", bytes(32), writes=True)


def test_the_migrations_make_the_tables_that_the_statements_name(database: Connection) -> None:
    upgrade(database)
    with core_connection(database) as core:
        assert compare_metadata(MigrationContext.configure(core), metadata) == []
    database.close()


def test_the_tests_new_databases_are_what_the_migrations_make(tmp_path: Path, database: Connection) -> None:
    upgrade(database)
    maker = Maker()
    for name in ("first", "second"):
        made = open_database(tmp_path / f"{name}.db", bytes(32), writes=True)
        maker.upgrade(made)
        assert content_of(made) == content_of(database)
        assert step_of(made) == NEWEST
        assert made.in_transaction is False
        made.close()
    database.close()


def test_a_newer_database_is_refused_in_one_line_and_left_as_it_is(folder: Path) -> None:
    connection = open_database(folder / "hub.db", key_of(folder), writes=True)
    connection.execute(f"PRAGMA user_version = {NEWEST + 1}")
    connection.close()
    before = content(folder)
    with pytest.raises(StoreError, match=f"at step {NEWEST + 1}, newer than this program"):
        open_scene(folder)
    assert content(folder) == before


def test_a_step_that_fails_leaves_no_half(tmp_path: Path, database: Connection) -> None:
    upgrade(database)
    shutil.copytree(MIGRATIONS, tmp_path / "steps", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "steps" / "versions" / f"step_{NEWEST + 1:04}.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision = '{NEWEST + 1:04}'\ndown_revision = '{NEWEST:04}'\n"
        "def upgrade():\n"
        "    op.create_table('half', sa.Column('x', sa.Text))\n"
        "    op.create_table('ticket', sa.Column('x', sa.Text))\n"
    )
    with pytest.raises(DatabaseError, match="already exists"):
        upgrade(database, tmp_path / "steps")
    assert step_of(database) == NEWEST
    upgrade(database)
    with core_connection(database) as core:
        assert not sqlalchemy.inspect(core).has_table("half")
    database.close()
