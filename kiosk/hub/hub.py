"""Holds the centre's hub as one value: what its routes need, put together once."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from fastapi import Request

from config.centre import CentreBundle
from config.schema import Centre, Counter, QueueField
from kiosk.catalogue.catalogue import Catalogue
from kiosk.dossier.files import FileStore
from kiosk.hub.access import Access
from kiosk.hub.day_keys import DayKeys
from kiosk.hub.dossiers import Dossiers
from kiosk.hub.erasure import destroy_pages
from kiosk.hub.events import Feed
from kiosk.hub.kiosks import Kiosks
from kiosk.hub.officers.codes import DEFAULT_CODES, Codes
from kiosk.hub.officers.first_start import prepare_accounts
from kiosk.hub.openrosa.forms import Form, load_forms
from kiosk.hub.pairing.admission import Admission
from kiosk.hub.places import Places
from kiosk.hub.problems import ProblemError
from kiosk.hub.queue.centre_queue import CentreQueue
from kiosk.hub.store.opening import open_store
from kiosk.hub.store.records import AnswerRecord
from kiosk.hub.store.store import Store
from kiosk.hub.store.transaction import Reading, Transaction
from kiosk.hub.uploads import Uploads
from kiosk.hub.viewings import Viewing, Viewings
from kiosk.language.messages import Messages
from kiosk.ports.time import Clock
from kiosk.store.keys import derive

T = TypeVar("T")
Answer = tuple[int, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Hub:
    """Holds a running hub. Routes `await read(...)` and `await write(...)`; nothing else touches the
    database. `warnings` are ids of faults that `/health` names.
    """

    folder: Path
    bundle: CentreBundle
    catalogue: Catalogue
    messages: Messages
    clock: Clock
    public_url: str
    queue: CentreQueue
    dossiers: Dossiers
    files: FileStore
    incoming: Uploads
    access: Access
    admission: Admission
    feed: Feed
    kiosks: Kiosks
    viewings: Viewings
    store: Store
    openrosa_forms: Mapping[str, Form]
    specimen: bool
    receipt_key: bytes = field(repr=False)
    link_key: bytes = field(repr=False)
    event_keys: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    day_keys: DayKeys = field(default_factory=DayKeys, repr=False)
    prints_sheets: bool = False
    warnings: set[str] = field(default_factory=set)
    anonymous_streams: Places = field(default_factory=lambda: Places(per_address=50, in_all=300))
    uploads: Places = field(default_factory=lambda: Places(per_address=4, in_all=16))
    submissions: Places = field(default_factory=lambda: Places(per_address=2, in_all=4))

    @property
    def centre(self) -> Centre:
        """Gives the hub's centre."""
        return self.bundle.centre

    @property
    def fields(self) -> tuple[QueueField, ...]:
        """Lists the queue fields in the order of their tiles."""
        return self.bundle.fields

    @property
    def counters(self) -> tuple[Counter, ...]:
        """Lists the counters of the centre."""
        return self.bundle.counters

    async def read(self, query: Callable[[Reading], T]) -> T:
        """Runs a query off the event loop."""
        return await asyncio.to_thread(self.store.read, query)

    async def write(self, work: Callable[[Transaction], T]) -> T:
        """Runs `work` in the writer's next transaction; returns after COMMIT."""
        return await asyncio.wrap_future(self.store.submit(work))

    async def write_once(
        self, scope: str, key: str, body: bytes, work: Callable[[Transaction], Answer]
    ) -> Answer:
        """Runs `work` once for each key; a repetition gets the stored answer (see `once`)."""
        return await self.write(partial(once, scope=scope, key=key, body=body, work=work))

    async def view(self, viewing: Viewing, look: Callable[[Reading], T]) -> T:
        """Runs `look`, which shows something of a citizen; a viewing that begins is on record before."""
        if self.viewings.goes_on(viewing):
            return await self.read(look)

        def work(tx: Transaction) -> T:
            shown = look(tx)
            tx.audit.add("staff", viewing.officer, viewing.action, viewing.subject, viewing.detail)
            return shown

        shown = await self.write(work)
        self.viewings.is_on_record(viewing)
        return shown

    async def load_file(self, digest: str) -> bytes:
        """Reads a stored page."""
        return await asyncio.to_thread(self.files.get, digest)

    def close(self) -> None:
        """Ends the streams, finishes what is queued, closes the files."""
        self.feed.close()
        self.store.close()


def open_hub(
    data_dir: Path,
    *,
    clock: Clock,
    bundle: CentreBundle,
    catalogue: Catalogue,
    messages: Messages,
    public_url: str,
    specimen: bool = False,
    prints_sheets: bool = False,
    database_url: str | None = None,
    codes: Codes = DEFAULT_CODES,
    volatile: Path | None = None,
    paired_only: bool = False,
    backends: Mapping[str, bytes] | None = None,
) -> Hub:
    """Opens the hub's files in `data_dir`; the first start makes database, key and
    credentials there. With `database_url` the database is on that PostgreSQL server instead.

    `specimen` marks receipts "MẪU": not a production machine. `prints_sheets`: receipts are ordered for the
    A4 printer when a dossier is accepted (`kiosk.hub.sheets`). `codes` hashes the officers' codes.
    `volatile`: a folder that a restart of the machine empties, for the key of the day. `paired_only`: no
    kiosk comes in by a token that all share. `backends` names the systems to which dossiers are handed over,
    each with the key that signs what it tells back (empty: it tells nothing).
    Raises `kiosk.store.errors.StoreError` with one line when the database can't be opened or a secret can't
    be used.
    """
    feed = Feed()
    store, key = open_store(data_dir, database_url, clock, feed.wake)
    try:
        access = Access(data_dir, clock, codes, paired_only=paired_only)
        prepare_accounts(data_dir, store, codes, bundle.centre.code)
        forms = load_forms()
    except BaseException:
        store.close()
        raise
    files = FileStore(data_dir / "files", derive(key, "files"))
    if store.read(lambda reading: reading.erasures.condemned()):
        store.submit(partial(destroy_pages, files=files)).result()
    return Hub(
        folder=data_dir,
        bundle=bundle,
        catalogue=catalogue,
        messages=messages,
        clock=clock,
        public_url=public_url,
        queue=CentreQueue.of(bundle),
        dossiers=Dossiers(
            bundle.centre,
            catalogue,
            bundle.timetable,
            bundle.edition,
            derive(key, "card lookups"),
            tuple(backends or ()),
        ),
        files=files,
        incoming=Uploads(data_dir / "uploads", files, derive(key, "uploads"), clock),
        access=access,
        admission=Admission(bundle.centre.code, clock),
        feed=feed,
        kiosks=Kiosks(bundle, clock),
        viewings=Viewings(clock),
        store=store,
        openrosa_forms=forms,
        specimen=specimen,
        receipt_key=derive(key, "receipt links"),
        link_key=derive(key, "handed-over links"),
        event_keys=dict(backends or {}),
        day_keys=DayKeys(volatile),
        prints_sheets=prints_sheets,
    )


def hub_of(request: Request) -> Hub:
    """Finds the hub that answers this request."""
    hub: Hub = request.app.state.hub
    return hub


def once(tx: Transaction, scope: str, key: str, body: bytes, work: Callable[[Transaction], Answer]) -> Answer:
    """Runs `work` unless its key was answered before; key, fingerprint and answer commit with its changes.

    422 `key_reused` when the same key comes with another body (draft-ietf-httpapi-idempotency-key-header).
    """
    fingerprint = hashlib.sha256(body).hexdigest()
    known = tx.answers.find(scope, key)
    if known is not None:
        if known.fingerprint != fingerprint:
            raise ProblemError("key_reused", "this key came with another request before")
        return known.status, known.answer
    status, answer = work(tx)
    tx.answers.add(scope, key, AnswerRecord(fingerprint, status, answer), tx.now)
    return status, answer
