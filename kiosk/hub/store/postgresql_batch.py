"""Runs several statements on a server for one way there and back, each prepared at its first use.

psycopg's own pipeline sends each statement by itself and makes a cursor of it: a number of the queue then
took 1.4 times as long (docs/decisions/one-lock-on-postgresql.md). Its `pq` layer, which this uses, is libpq.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Any

import psycopg
from psycopg import generators, pq
from psycopg.abc import PQGen

Statements = Sequence[tuple[str, Sequence[Any]]]
Row = Mapping[str, Any]
_READ: Mapping[int, Callable[[bytes], Any]] = {
    **dict.fromkeys((20, 21, 23, 26), int),
    **dict.fromkeys((700, 701, 1700), float),
    17: lambda value: bytes.fromhex(value[2:].decode()),
}
"""How the server's texts are read, by the type's number (pg_type.dat); all others are texts."""


class Batches:
    """Runs statements on a connection, which it owns from then on."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection, self._names, self._numbers = connection, dict[str, bytes](), count(1)
        connection.pgconn.enter_pipeline_mode()

    def run(self, batch: Statements) -> list[Row]:
        """Gives the rows of the last statement. Raises psycopg.Error: the first that any of them met; what
        came after it was not run.
        """
        server = self._connection.pgconn
        new: list[str | None] = []
        for sql, parameters in batch:
            name = self._names.get(sql)
            if name is None:
                name = self._names[sql] = b"s%d" % next(self._numbers)
                server.send_prepare(name, sql.encode())
                new.append(sql)
            server.send_query_prepared(
                name,
                [_written(value) for value in parameters],
                [pq.Format.BINARY if isinstance(value, bytes) else pq.Format.TEXT for value in parameters],
            )
            new.append(None)
        server.pipeline_sync()
        answers = self._connection.wait(_answers(server, len(new) + 1))
        results = [answer[0] for answer in answers]
        for prepared, result in zip(new, results, strict=False):
            if prepared is not None and result.status != pq.ExecStatus.COMMAND_OK:
                del self._names[prepared]
        for result in results:
            if result.status == pq.ExecStatus.FATAL_ERROR:
                raise psycopg.errors.error_from_result(result)
        return _rows(results[-2])  # the last one says that the batch is through


def _answers(server: pq.abc.PGconn, count: int) -> PQGen[list[list[pq.abc.PGresult]]]:
    yield from generators.send(server)
    answers = []
    for _ in range(count):
        found = yield from generators.fetch_many(server)
        if found:
            answers.append(found)
    return answers


def _written(value: Any) -> bytes | None:
    match value:
        case None | bytes():
            return value
        case str():
            return value.encode()
        case int() | float():
            return str(value).encode()
    raise TypeError(f"no column holds a {type(value).__name__}")


def _rows(result: pq.abc.PGresult) -> list[Row]:
    columns = range(result.nfields)
    names = [(result.fname(column) or b"").decode() for column in columns]
    readers = [_READ.get(result.ftype(column), bytes.decode) for column in columns]
    return [
        {
            name: None if (value := result.get_value(row, column)) is None else reader(value)
            for column, name, reader in zip(columns, names, readers, strict=True)
        }
        for row in range(result.ntuples)
    ]
