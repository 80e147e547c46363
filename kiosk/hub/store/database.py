"""Runs statements of SQLAlchemy Core on one connection of the database.

Each statement is compiled once for the database's dialect and then handed to its driver: run by SQLAlchemy's
own engine, the same statements take several times as long (docs/decisions/core-and-alembic.md). They are
therefore constants of their modules, and what differs from call to call is a `bindparam`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from sqlalchemy import Delete, Insert, Select, Table, Update, bindparam, insert
from sqlalchemy.engine import Dialect

Statement = Select[Any] | Insert | Update | Delete


class Rows(Protocol):
    """Holds the result of a statement; a row is read by column name."""

    @property
    def rowcount(self) -> int:
        """Counts the rows a change touched."""

    def fetchone(self) -> Any:
        """Gives the next row, or None."""

    def fetchall(self) -> list[Any]:
        """Gives the rows that are left."""


class Connection(Protocol):
    """Holds a connection in autocommit mode: transactions are written out."""

    @property
    def in_transaction(self) -> bool:
        """Says if a transaction is open."""

    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> Rows:
        """Runs one statement; outside a transaction it is durable on return."""

    def close(self) -> None:
        """Closes it."""


def adding(table: Table, *columns: str) -> Insert:
    """Makes the statement that adds a row; its parameters are named like the columns."""
    return insert(table).values({name: bindparam(name) for name in columns})


class Database:
    """Holds one connection to the database, used by one thread at a time."""

    def __init__(self, connection: Connection, dialect: Dialect) -> None:
        self.connection = connection
        self._dialect = dialect

    def run(self, statement: Statement, **values: Any) -> Rows:
        """Runs a statement with these parameters. KeyError for one that is missing."""
        compiled = _compile(statement, self._dialect)
        given = {**compiled.constants, **values}
        return self.connection.execute(compiled.sql, [given[name] for name in compiled.names])

    def one(self, statement: Statement, **values: Any) -> Any:
        """Gives the first row, or None."""
        return self.run(statement, **values).fetchone()

    def all(self, statement: Statement, **values: Any) -> list[Any]:
        """Gives all rows."""
        return self.run(statement, **values).fetchall()


@dataclass(frozen=True, slots=True)
class _Compiled:
    """Holds a statement as the driver takes it. `names`: its parameters in order; `constants`: those that it
    brings itself.
    """

    sql: str
    names: tuple[str, ...]
    constants: Mapping[str, Any]


@cache
def _compile(statement: Statement, dialect: Dialect) -> _Compiled:
    compiled: Any = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    constants = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
    return _Compiled(str(compiled), tuple(compiled.positiontup), constants)
