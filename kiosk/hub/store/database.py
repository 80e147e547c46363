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
from sqlalchemy.dialects.postgresql import insert as insert_or_change
from sqlalchemy.engine import Dialect

Statement = Select[Any] | Insert | Update | Delete


class Rows(Protocol):
    """Holds the result of a statement; a row is read by column name."""

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


def setting(table: Table, *columns: str) -> Insert:
    """Makes the statement that adds a row, or changes the one of the same primary key; its parameters are
    named like the columns.
    """
    # Both databases say it in the same words; SQLAlchemy has them with each dialect, and none of its own.
    added = insert_or_change(table).values({name: bindparam(name) for name in columns})
    keys = [column.name for column in table.primary_key]
    changed = {name: added.excluded[name] for name in columns if name not in keys}
    return added.on_conflict_do_update(index_elements=keys, set_=changed)


class Database:
    """Holds one connection to the database, used by one thread at a time. A group of requests is one
    transaction, each request a savepoint in it.
    """

    def __init__(self, connection: Connection, dialect: Dialect) -> None:
        self.connection = connection
        self._dialect = dialect

    def run(self, statement: Statement, **values: Any) -> None:
        """Runs a statement with these parameters, whose result nobody needs: what is wrong with it may be
        told by a later one of the same request. KeyError for a parameter that is missing.
        """
        self.connection.execute(*self._said(statement, values))

    def one(self, statement: Statement, **values: Any) -> Any:
        """Gives the first row, or None."""
        return self.connection.execute(*self._said(statement, values)).fetchone()

    def all(self, statement: Statement, **values: Any) -> list[Any]:
        """Gives all rows."""
        return self.connection.execute(*self._said(statement, values)).fetchall()

    def begin(self) -> None:
        """Begins a transaction that writes."""
        self.connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Makes the transaction durable."""
        self.connection.execute("COMMIT")

    def rollback(self) -> None:
        """Undoes the transaction; harmless where none is open."""
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def begin_request(self) -> None:
        """Begins a part of the transaction that may be undone alone."""
        self.connection.execute("SAVEPOINT request")

    def end_request(self, *, checked: bool) -> None:  # noqa: ARG002 - here each statement is
        """Ends the part; raises what is wrong with any of its statements, where it is `checked`."""
        self.connection.execute("RELEASE request")

    def is_told_late(self, error: Exception) -> bool:  # noqa: ARG002
        """Says that an error may be of an earlier part than the one that met it."""
        return False

    def undo_request(self) -> None:
        """Undoes the part."""
        self.connection.execute("ROLLBACK TO request")
        self.connection.execute("RELEASE request")

    def _said(self, statement: Statement, values: Mapping[str, Any]) -> tuple[str, list[Any]]:
        compiled = _compile(statement, self._dialect)
        given = {**compiled.constants, **values}
        return compiled.sql, [given[name] for name in compiled.names]


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
