"""The centre's hub as one value: what its routes need, put together once."""

from __future__ import annotations

import asyncio
import hashlib
import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from sqlite3 import Connection
from typing import Any, TypeVar

from config.calendar import Calendar
from config.schema import Centre, Counter, QueueField
from kiosk.catalogue.catalogue import Catalogue
from kiosk.dossier.files import FileStore
from kiosk.hub.access import Access
from kiosk.hub.dossiers import Dossiers
from kiosk.hub.events import Feed
from kiosk.hub.problems import ProblemError
from kiosk.hub.tickets import Tickets
from kiosk.hub.writer import Tx, Writer
from kiosk.language.messages import Messages
from kiosk.ports.time import Clock
from kiosk.store import derive, load_or_make_key, open_database, stamp

MIGRATIONS = Path(__file__).parent / "migrations"
RESERVED = (800, 999)
"""Sequences of numbers that only kiosks give, from the ranges of their profiles."""
T = TypeVar("T")
Answer = tuple[int, dict[str, Any]]


class Reader:
    """Reads the database beside the writer, on a connection that can't write; from any thread."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()

    def __call__(self, query: Callable[[Connection], T]) -> T:
        """The result of `query`, which sees all that was committed before."""
        with self._lock:
            return query(self._connection)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()


@dataclass(frozen=True, slots=True)
class Hub:
    """A running hub. Routes `await read(...)` and `await write(...)`; nothing else touches the database."""

    centre: Centre
    fields: tuple[QueueField, ...]
    counters: tuple[Counter, ...]
    catalogue: Catalogue
    messages: Messages
    clock: Clock
    public_url: str
    tickets: Tickets
    dossiers: Dossiers
    files: FileStore
    access: Access
    feed: Feed
    writer: Writer
    reader: Reader
    specimen: bool
    receipt_key: bytes = field(repr=False)
    prints_sheets: bool = False

    async def read(self, query: Callable[[Connection], T]) -> T:
        """Run a query off the event loop."""
        return await asyncio.to_thread(self.reader, query)

    async def write(self, work: Callable[[Tx], T]) -> T:
        """Run `work` in the writer's next transaction; returns after COMMIT."""
        return await asyncio.wrap_future(self.writer.submit(work))

    async def write_once(self, scope: str, key: str, body: bytes, work: Callable[[Tx], Answer]) -> Answer:
        """Run `work` once for each key; a repetition gets the stored answer (see `once`)."""
        return await self.write(partial(once, scope=scope, key=key, body=body, work=work))

    async def store_file(self, content: bytes) -> None:
        """Store a page, durable on return."""
        await asyncio.to_thread(self.files.put, content)

    async def load_file(self, digest: str) -> bytes:
        """A stored page."""
        return await asyncio.to_thread(self.files.get, digest)

    def close(self) -> None:
        """End the streams, finish what is queued, close the files."""
        self.feed.close()
        self.writer.close()
        self.reader.close()


def open_hub(
    data_dir: Path,
    *,
    clock: Clock,
    centre: Centre,
    fields: Sequence[QueueField],
    counters: Sequence[Counter],
    catalogue: Catalogue,
    messages: Messages,
    calendar: Calendar,
    public_url: str,
    reserved: tuple[int, int] = RESERVED,
    specimen: bool = False,
    prints_sheets: bool = False,
) -> Hub:
    """Open the hub's files in `data_dir`; the first start makes database, key and credentials there.

    `specimen` marks receipts "MẪU": not a production machine. `prints_sheets`: receipts are ordered for the
    A4 printer when a dossier is accepted (`kiosk.hub.sheets`).
    Raises `kiosk.store.StoreError` with one line when the database can't be opened or a secret can't be used.
    """
    key = load_or_make_key(data_dir / "hub.key")
    access = Access(data_dir, (counter.number for counter in counters), clock)
    database = data_dir / "hub.db"
    writing = open_database(database, derive(key, "database"), MIGRATIONS)
    reading = open_database(database, derive(key, "database"))
    feed = Feed()
    return Hub(
        centre=centre,
        fields=tuple(fields),
        counters=tuple(counters),
        catalogue=catalogue,
        messages=messages,
        clock=clock,
        public_url=public_url,
        tickets=Tickets(fields, counters, reserved),
        dossiers=Dossiers(centre, catalogue, calendar),
        files=FileStore(data_dir / "files", derive(key, "files")),
        access=access,
        feed=feed,
        writer=Writer(writing, clock, feed.wake),
        reader=Reader(reading),
        specimen=specimen,
        receipt_key=derive(key, "receipt links"),
        prints_sheets=prints_sheets,
    )


def once(tx: Tx, scope: str, key: str, body: bytes, work: Callable[[Tx], Answer]) -> Answer:
    """Run `work` unless its key was answered before; key, fingerprint and answer commit with its changes.

    422 `key_reused` when the same key comes with another body (draft-ietf-httpapi-idempotency-key-header).
    """
    fingerprint = hashlib.sha256(body).hexdigest()
    known = tx.connection.execute(
        "SELECT fingerprint, status, answer FROM answered WHERE scope = ? AND key = ?", (scope, key)
    ).fetchone()
    if known is not None:
        if known["fingerprint"] != fingerprint:
            raise ProblemError(422, "key_reused", "this key came with another request before")
        return known["status"], json.loads(known["answer"])
    status, answer = work(tx)
    tx.connection.execute(
        "INSERT INTO answered VALUES (?, ?, ?, ?, ?, ?)",
        (scope, key, fingerprint, status, json.dumps(answer), stamp(tx.now)),
    )
    return status, answer
