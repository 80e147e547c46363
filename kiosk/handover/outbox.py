"""Keeps the kiosk's outbox: what the hub has not confirmed yet, durable and encrypted.

Rows are delivered in the order in which they were written (one sequence a kiosk). A dossier's content lies
here only until the hub has confirmed it; then reference, token and time remain.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal

from kiosk.clock import ICT
from kiosk.contract.text import ToHub
from kiosk.contract.ticket import Adoption, GivenTicket, Ticket
from kiosk.dossier.codec import canonical, to_json
from kiosk.dossier.files import FileStore
from kiosk.dossier.model import Dossier, Submission
from kiosk.numbering import next_number
from kiosk.ports.time import Clock
from kiosk.queue.model import TicketRequest
from kiosk.queue.numbers import following_in_range, parsed, written
from kiosk.store.errors import StoreError
from kiosk.store.keys import derive, load_or_make_key
from kiosk.store.lock import FileLock
from kiosk.store.moments import stamp
from kiosk.store.sqlite import Connection, DatabaseError, open_migrated, transaction

MIGRATIONS = Path(__file__).parent / "migrations"
Kind = Literal["dossier", "adopt", "shown", "notice", "rating"]
Message = Literal["shown", "notice", "rating"]
DeliveryState = Literal["pending", "sent", "refused"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """Describes one delivery to the hub. `subject`: the id of the dossier, ticket, notice or rating;
    `files`: digests that must arrive before it.
    """

    seq: int
    kind: Kind
    subject: str
    body: bytes = field(repr=False)
    files: tuple[str, ...] = ()


class Outbox:
    """Holds the kiosk's own database and files. Safe from several threads; one process
    owns the folder.

    Raises `kiosk.store.errors.StoreError` when it can't be opened; later `kiosk.store.sqlite.DatabaseError`
    and OSError mean that the disk failed and nothing was kept.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        database = folder / "kiosk.db"
        key = load_or_make_key(folder / "kiosk.key", database)
        self._clock = clock
        self._lock = threading.RLock()
        self._owned = FileLock(folder / "kiosk.lock")
        try:
            self._open = partial(open_migrated, database, derive(key, "database"), MIGRATIONS)
            self._db = self._open()
        except StoreError:
            self._owned.close()
            raise
        self._files = FileStore(folder / "files", derive(key, "files"))
        self._sweep()

    def close(self) -> None:
        """Closes the database."""
        with self._lock:
            self._db.close()
            self._owned.close()

    def next_sequence(self, kind: str, day: date) -> int:
        """Gives the next number of a gap-free daily sequence of this kiosk."""
        with self._transaction() as db:
            return next_number(_Numbers(db), kind, day)

    def own_number(
        self,
        request: TicketRequest,
        make: Callable[[str], Ticket],
        letter: str,
        own: tuple[int, int],
        *,
        day: date,
        kiosk: str,
        holder: str | None = None,
    ) -> Ticket | None:
        """Gives a number from the kiosk's own range, and the row by which the hub will
        adopt it.

        `make` turns the written number into a ticket of that day. None when the day's range of the letter is
        used up. `holder` marks the card that was shown.
        """
        with self._transaction() as db:
            sequence = following_in_range(_last_given(db, letter, day, own), own)
            if sequence is None:
                return None
            ticket = make(written(letter, sequence))
            db.execute(
                "INSERT INTO own_ticket VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    request.key,
                    ticket.id,
                    ticket.number,
                    ticket.day.isoformat(),
                    ticket.field,
                    ticket.procedure,
                    ticket.token,
                    ticket.issued_at.isoformat(),
                ),
            )
            adoption = _adoption(ticket, request, kiosk, holder)
            self._queue(db, "adopt", ticket.id, canonical(adoption.model_dump(mode="json")))
            _hand_out(db, ticket.id)
            return ticket

    def hand_out(self, ticket: str) -> None:
        """Notes that a number of the hub is about to be handed out. Should the program end before it is known
        to be shown, somebody may hold it and would never be called.
        """
        with self._transaction() as db:
            _hand_out(db, ticket)

    def handing_out(self) -> str | None:
        """Gives the number that was being handed out when the program ended, if it was
        not known to be shown.
        """
        with self._lock:
            row = self._db.execute("SELECT ticket FROM handing_out").fetchone()
        return None if row is None else str(row["ticket"])

    def own_ticket(self, key: str) -> Mapping[str, Any] | None:
        """Gives the number of the own range for this request, or None."""
        with self._lock:
            row = self._db.execute("SELECT * FROM own_ticket WHERE key = ?", (key,)).fetchone()
        return None if row is None else dict(row)

    def add(self, kind: Message, subject: str, body: ToHub) -> Delivery:
        """Queues a message to the hub."""
        return self.put(delivery_of(0, kind, subject, body))

    def put(self, new: Delivery) -> Delivery:
        """Queues a message that was made before; it gets its number here."""
        with self._transaction() as db:
            if new.kind == "shown":
                db.execute("DELETE FROM handing_out WHERE ticket = ?", (new.subject,))
            return replace(new, seq=self._queue(db, new.kind, new.subject, new.body))

    def seal(self, dossier: Dossier, files: Mapping[str, bytes]) -> Delivery | None:
        """Keeps a dossier, its files and its delivery; durable on return. None: it is here already."""
        with self._lock:  # or a sweep could take the files before their dossier is written
            for digest, content in files.items():
                if self._files.put(content) != digest:
                    raise ValueError("a file is not what its digest says")
            return self._seal(dossier, tuple(sorted(files)))

    def _seal(self, dossier: Dossier, files: tuple[str, ...]) -> Delivery | None:
        with self._transaction() as db:
            if db.execute("SELECT 1 FROM handed_in WHERE dossier = ?", (dossier.id,)).fetchone():
                return None
            db.execute(
                "INSERT INTO handed_in VALUES (?, ?, ?, ?, ?)",
                (dossier.id, dossier.reference, dossier.token, dossier.procedure, stamp(self._clock.now())),
            )
            for digest in files:
                db.execute("INSERT INTO dossier_file VALUES (?, ?)", (dossier.id, digest))
            body = to_json(dossier)
            seq = self._queue(db, "dossier", dossier.id, body)
            return Delivery(seq, "dossier", dossier.id, body, files)

    def submission(self, *, dossier: str | None = None, token: str | None = None) -> Submission | None:
        """Gives what is known of a dossier handed in here, by its id or its slip's token."""
        with self._lock:
            row = self._db.execute(
                "SELECT * FROM handed_in WHERE dossier = ? OR token = ?", (dossier, token)
            ).fetchone()
        if row is None:
            return None
        handed_in_at = datetime.fromisoformat(row["handed_in_at"]).astimezone(ICT)
        return Submission(row["dossier"], row["reference"], row["token"], row["procedure"], handed_in_at)

    def state_of(self, dossier: str) -> DeliveryState | None:
        """Gives the state of a dossier's delivery."""
        with self._lock:
            row = self._db.execute(
                "SELECT state FROM delivery WHERE kind = 'dossier' AND subject = ?", (dossier,)
            ).fetchone()
        return None if row is None else row["state"]

    def pending(self) -> list[Delivery]:
        """Lists everything the hub has not confirmed, oldest first."""
        with self._lock:
            rows = self._db.execute("SELECT * FROM delivery WHERE state = 'pending' ORDER BY seq").fetchall()
            return [
                Delivery(row["seq"], row["kind"], row["subject"], row["body"], self._files_of(row["subject"]))
                for row in rows
            ]

    def waiting(self) -> tuple[int, datetime | None]:
        """Counts what the hub has not confirmed, and says since when the oldest of it waits."""
        with self._lock:
            row = self._db.execute(
                "SELECT count(*) AS count, min(made_at) AS since FROM delivery WHERE state = 'pending'"
            ).fetchone()
        return row["count"], None if row["since"] is None else datetime.fromisoformat(row["since"])

    def content(self, digest: str) -> bytes:
        """Gives a stored page."""
        return self._files.get(digest)

    def upload_of(self, digest: str) -> str | None:
        """Gives the address at the hub under which a page is being sent, or None."""
        with self._lock:
            row = self._db.execute("SELECT address FROM upload WHERE sha256 = ?", (digest,)).fetchone()
        return None if row is None else str(row["address"])

    def note_upload(self, digest: str, address: str | None) -> None:
        """Keeps that address, or forgets it. Where the disk takes no note, the page is sent from its
        beginning once more.
        """
        with suppress(DatabaseError), self._transaction() as db:
            db.execute("DELETE FROM upload WHERE sha256 = ?", (digest,))
            if address is not None:
                db.execute("INSERT INTO upload VALUES (?, ?)", (digest, address))

    def confirm(self, delivery: Delivery) -> None:
        """Notes that the hub has it: forgets the content, here and in the files."""
        self._close(delivery, "sent", "", keep=False)
        if delivery.files:
            self._sweep()
        if delivery.kind == "dossier":
            self._forget_pages()

    def _forget_pages(self) -> None:
        """Opens the database anew: SQLite keeps the pages that it has read as they were, freed or not."""
        with self._lock, suppress(StoreError):
            fresh = self._open()
            self._db.close()
            self._db = fresh

    def refuse(self, delivery: Delivery, reason: str) -> None:
        """Notes that the hub will never take it: keeps the content for the staff, stops trying."""
        self._close(delivery, "refused", reason, keep=delivery.kind == "dossier")

    def _close(self, delivery: Delivery, state: DeliveryState, reason: str, *, keep: bool) -> None:
        with self._transaction() as db:
            db.execute(
                "UPDATE delivery SET state = ?, reason = ?, closed_at = ?,"
                " body = CASE WHEN ? THEN body ELSE x'' END WHERE seq = ?",
                (state, reason, stamp(self._clock.now()), keep, delivery.seq),
            )
            if not keep:
                db.execute("DELETE FROM dossier_file WHERE dossier = ?", (delivery.subject,))
                db.execute("DELETE FROM upload WHERE sha256 NOT IN (SELECT sha256 FROM dossier_file)")
        with self._lock:
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _queue(self, db: Connection, kind: Kind, subject: str, body: bytes) -> int:
        cursor = db.execute(
            "INSERT INTO delivery (kind, subject, body, made_at) VALUES (?, ?, ?, ?)",
            (kind, subject, body, stamp(self._clock.now())),
        )
        return int(cursor.lastrowid or 0)

    def _files_of(self, dossier: str) -> tuple[str, ...]:
        rows = self._db.execute(
            "SELECT sha256 FROM dossier_file WHERE dossier = ? ORDER BY sha256", (dossier,)
        ).fetchall()
        return tuple(row["sha256"] for row in rows)

    def _sweep(self) -> None:
        """Deletes files that no dossier here needs: of delivered ones, and of a hand-in that was cut off."""
        with self._lock:
            rows = self._db.execute("SELECT DISTINCT sha256 FROM dossier_file").fetchall()
            needed = {row["sha256"] for row in rows}
            for digest in self._files.digests() - needed:
                self._files.delete(digest)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._lock, transaction(self._db):
            yield self._db


def delivery_of(seq: int, kind: Kind, subject: str, body: ToHub) -> Delivery:
    """Makes the delivery of a message to the hub under that number."""
    return Delivery(seq, kind, subject, canonical(body.model_dump(mode="json")))


def _hand_out(db: Connection, ticket: str) -> None:
    db.execute("INSERT OR REPLACE INTO handing_out VALUES (1, ?)", (ticket,))


def _last_given(db: Connection, letter: str, day: date, own: tuple[int, int]) -> int | None:
    """Gives the highest sequence of that letter given today from the range `own`; what was given from another
    range before the profile was corrected does not count.
    """
    rows = db.execute("SELECT number FROM own_ticket WHERE day = ?", (day.isoformat(),)).fetchall()
    given = [number for row in rows if (number := parsed(row["number"])) is not None]
    return max((last for of, last in given if of == letter and own[0] <= last <= own[1]), default=None)


class _Numbers:
    """Implements the kiosk's own `kiosk.numbering.Numbering`."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def last(self, kind: str, day: date) -> int:
        row = self._db.execute(
            "SELECT last FROM numbering WHERE kind = ? AND day = ?", (kind, day.isoformat())
        ).fetchone()
        return int(row["last"]) if row else 0

    def remember(self, kind: str, day: date, sequence: int) -> None:
        self._db.execute(
            "INSERT INTO numbering VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET last = excluded.last",
            (kind, day.isoformat(), sequence),
        )


def _adoption(ticket: Ticket, request: TicketRequest, kiosk: str, holder: str | None) -> Adoption:
    given = GivenTicket(
        id=ticket.id,
        number=ticket.number,
        day=ticket.day,
        field=ticket.field,
        procedure=ticket.procedure,
        token=ticket.token,
        issued_at=ticket.issued_at,
    )
    return Adoption(
        ticket=given,
        lang=request.lang,
        kiosk=kiosk,
        priority=request.priority,
        holder=holder,
        visit=request.visit or None,
    )
