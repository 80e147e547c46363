"""The hub as others built on it is as it was approved: its interface piece by piece, its tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.hub.store.migrate import upgrade
from kiosk.store.sqlite import open_database
from tests import approved
from tests.hub.documented import document

PARTS = {
    **{
        f"{method} {path}": operation
        for path, methods in document()["paths"].items()
        for method, operation in methods.items()
    },
    **{
        f"{kind} {name}": part
        for kind, group in document()["components"].items()
        for name, part in group.items()
    },
}


@pytest.mark.parametrize("name", PARTS)
def test_a_part_of_the_interface_is_as_approved(name: str) -> None:
    approved.hold(__file__, {name: PARTS[name]})


def test_the_database_is_as_approved(tmp_path: Path) -> None:
    database = open_database(tmp_path / "hub.db", bytes(32), writes=True)
    upgrade(database)
    rows = database.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
    database.close()
    approved.hold(__file__, {f"{kind} {name}": sql for kind, name, sql in rows})
