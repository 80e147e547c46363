"""How fast each store of the hub is: numbers through the store alone, and writes over HTTP at a steady rate.

A measurement on PostgreSQL starts a server of its own that writes as safely as one at work (fsync on); where
none can be started its figures are left out and the reason is told.
"""

from __future__ import annotations

import asyncio
import math
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from kiosk.clock import SystemClock
from kiosk.contract.ticket import WantedTicket
from kiosk.hub.queue.centre_queue import CentreQueue
from kiosk.hub.queue.issuing import issue
from kiosk.hub.store.postgresql import PostgresStore
from kiosk.hub.store.sqlite import SqliteStore
from kiosk.hub.store.store import Store
from tests.bench.hub_process import answer, hub, request
from tests.hub.scene import BUNDLE
from tests.postgresql import NoServer, make_database, running_server

ROOT = Path(__file__).resolve().parents[2]
WRITERS = 32
CONNECTIONS = 64
PER_S = 80.0
"""Writes a second of the open loop: a whole city's peak."""
LONGEST_P99_MS = 100.0
LEAST_STORE_RATIO = 0.50
Fresh = Callable[[], tuple[Path, str | None]]
"""Gives a new folder and, on a server, the URL of a new database."""
SAFE = "-c fsync=on -c synchronous_commit=on"


def on_each_store(seconds: float, count: int) -> dict[str, Any]:
    """Measures each store: `open_loop_80` over so many seconds, `store_ratio` over so many numbers."""
    figures: dict[str, Any] = {"open_loop_80": {}, "store_ratio": {}, "store_per_s": {}, "left_out": {}}
    for name, place in (("sqlite", _file), ("postgres", _server)):
        try:
            with place() as fresh:
                folder, url = fresh()
                store = _opened(folder, url)
                raw, rate = raw_per_s(folder, url, count), store_per_s(store, count)
                store.close()
                figures["store_per_s"][name] = {"store": round(rate), "raw": round(raw)}
                figures["store_ratio"][name] = round(rate / raw, 2)
                folder, url = fresh()
                with hub(ROOT, folder, url) as (port, _):
                    figures["open_loop_80"][name] = open_loop(port, folder, seconds)
        except NoServer as error:
            figures["left_out"][name] = str(error)
    return figures


def missed_of(figures: dict[str, Any]) -> list[str]:
    """Lists the figures of the stores that are not reached."""
    slow = [name for name, loop in figures["open_loop_80"].items() if loop["p99"] > LONGEST_P99_MS]
    small = [name for name, ratio in figures["store_ratio"].items() if ratio < LEAST_STORE_RATIO]
    return [f"open_loop_80.{name}" for name in slow] + [f"store_ratio.{name}" for name in small]


@contextmanager
def _file() -> Iterator[Fresh]:
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        yield lambda: (Path(tempfile.mkdtemp(dir=folder)), None)


@contextmanager
def _server() -> Iterator[Fresh]:
    with running_server(SAFE) as server, tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:

        def fresh() -> tuple[Path, str]:
            place = Path(tempfile.mkdtemp(dir=folder))
            return place, make_database(server, place.name)

        yield fresh


def _opened(folder: Path, url: str | None) -> Store:
    if url is None:
        return SqliteStore(folder / "alone.db", os.urandom(32), SystemClock(), lambda: None)
    return PostgresStore(url, SystemClock(), lambda: None)


def store_per_s(store: Store, count: int) -> float:
    """Numbers a second through the store alone, by 32 writers who each wait for the commit."""
    queue, wanted = CentreQueue.of(BUNDLE), WantedTicket(field="ho_tich", kiosk="K1")

    def write(_: int) -> None:
        store.submit(lambda tx: issue(queue, tx, wanted)).result(60)

    return _rate(count, lambda: _by_writers(write, count))


def _by_writers(write: Callable[[int], None], count: int) -> None:
    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(write, range(count)))


def raw_per_s(folder: Path, url: str | None, count: int) -> float:
    """One-row commits a second, one after the other, of the plain driver on the same disk or server."""
    add = "INSERT INTO raw (text) VALUES ('H 047')"
    if url is None:
        plain = sqlite3.connect(folder / "raw.db", isolation_level=None)
        for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL"):
            plain.execute(statement)
        plain.execute("CREATE TABLE raw (number INTEGER PRIMARY KEY, text TEXT)")
        rate = _rate(count, lambda: [plain.execute(add) for _ in range(count)])
        plain.close()
        return rate
    with psycopg.connect(url, autocommit=True, prepare_threshold=0) as connection:
        connection.execute("CREATE TABLE raw (number serial PRIMARY KEY, text text)")
        return _rate(count, lambda: [connection.execute(add.encode()) for _ in range(count)])


def _rate(count: int, work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return count / (time.perf_counter() - started)


def open_loop(port: int, folder: Path, seconds: float) -> dict[str, Any]:
    """Takes 80 numbers a second, whether the hub keeps up or not; the milliseconds from the moment at which
    each was due to its answer.
    """
    token = (folder / "device_token").read_text().strip()
    waited = sorted(asyncio.run(_arrivals(port, token, math.ceil(seconds * PER_S))))
    at = partial(_part_of, waited)
    return {"p50": at(0.50), "p99": at(0.99), "worst": at(1.0), "writes": len(waited)}


def _part_of(waited: list[float], part: float) -> float:
    return round(waited[math.ceil(len(waited) * part) - 1] * 1000, 1)


async def _arrivals(port: int, token: str, count: int) -> list[float]:
    free: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Queue()
    opened = [await asyncio.open_connection("127.0.0.1", port) for _ in range(CONNECTIONS)]
    for connection in opened:
        free.put_nowait(connection)

    async def arrive(due: float) -> float:
        await asyncio.sleep(due - time.perf_counter())
        reader, writer = await free.get()
        writer.write(request(token))
        await answer(reader)
        free.put_nowait((reader, writer))
        return time.perf_counter() - due

    begin = time.perf_counter() + 0.1
    waited = await asyncio.gather(*(arrive(begin + place / PER_S) for place in range(count)))
    for _, writer in opened:
        writer.close()
    return waited
