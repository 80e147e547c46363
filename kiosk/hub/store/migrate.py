"""Brings a database of the hub to this program's step, with Alembic."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import sqlalchemy
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlcipher3 import dbapi2

from kiosk.store.errors import StoreError
from kiosk.store.sqlite import Connection, step_of

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(connection: Connection, folder: Path = MIGRATIONS) -> None:
    """Runs the migrations in `folder` that this database has not seen, all in one transaction.

    `PRAGMA user_version` holds the number of the last one, as it did in 0.1.0, whose migrations were files of
    SQL: by it a database of 0.1.0 is taken over, and an older program refuses one that is newer than itself.
    Raises StoreError when the database is at a later step than any in `folder`, and
    `kiosk.store.sqlite.DatabaseError` when a step fails.
    """
    config = _config(folder)
    newest = newest_step(folder)
    done = step_of(connection)
    refuse_newer(done, newest)
    try:
        with core_connection(connection) as core, core.begin():
            config.attributes["connection"] = core
            if done and not sqlalchemy.inspect(core).has_table("alembic_version"):
                command.stamp(config, f"{done:04}")
            command.upgrade(config, "head")
            core.exec_driver_sql(f"PRAGMA user_version = {newest}")
    except sqlalchemy.exc.DatabaseError as error:
        raise error.orig or error from error


def upgrade_by(core: sqlalchemy.Connection, folder: Path = MIGRATIONS) -> None:
    """Runs the migrations in `folder` that the database has not seen, within the transaction of `core`;
    Alembic's own table holds the number of the last one.
    """
    config = _config(folder)
    config.attributes["connection"] = core
    command.upgrade(config, "head")


@cache
def newest_step(folder: Path = MIGRATIONS) -> int:
    """Gives the number of the last migration in `folder`; 0 where there is none."""
    return int(ScriptDirectory.from_config(_config(folder)).get_current_head() or 0)


def refuse_newer(done: int, newest: int) -> None:
    """Raises StoreError for a database that a later program has brought to its own step."""
    if done > newest:
        raise StoreError(f"the database is at step {done}, newer than this program")


def _config(folder: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    return config


@contextmanager
def core_connection(connection: Connection) -> Iterator[sqlalchemy.Connection]:
    """Lends the connection to SQLAlchemy, which begins, commits and rolls back on it."""
    engine = sqlalchemy.create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: connection,
        poolclass=sqlalchemy.StaticPool,
    )
    sqlalchemy.event.listen(engine, "begin", lambda core: core.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.connect() as core:
        yield core
