"""The stores of the hub that the contract suites try, and what they fill them with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from kiosk.clock import VirtualClock
from kiosk.contract.ticket import TicketState
from kiosk.dossier.ids import new_token, uuid7
from kiosk.hub.store.postgresql import PostgresStore
from kiosk.hub.store.records import TicketRecord
from kiosk.hub.store.sqlite import SqliteStore
from kiosk.hub.store.store import Store
from kiosk.hub.store.transaction import Reading, Transaction
from tests.hub.scene import MORNING
from tests.postgresql import empty_database

DAY = MORNING.date()
LATER = MORNING + timedelta(minutes=5)
TWICE = r"(?i)unique"


@dataclass
class Stand:
    """A store to try. `reopen` closes it and opens it again, as a restart does; `break_commit` makes the
    COMMIT fail of the transaction that it is called in."""

    open: Callable[[Callable[[], None]], Store]
    break_commit: Callable[[Transaction], None]
    commits: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.store = self.open(lambda: self.commits.append(1))

    def reopen(self) -> None:
        self.store.close()
        self.store = self.open(lambda: None)

    def write(self, work: Callable[[Transaction], Any]) -> Any:
        return self.store.submit(work).result(60)


@contextmanager
def encrypted_sqlite(folder: Path) -> Iterator[Stand]:
    clock = VirtualClock(MORNING)

    def orphan(tx: Transaction) -> None:
        tx.tickets._database.connection.execute("PRAGMA defer_foreign_keys = ON")
        tx.tickets.begin_period(ticket(), MORNING, None, None)

    yield Stand(lambda committed: SqliteStore(folder / "hub.db", bytes(32), clock, committed), orphan)


@contextmanager
def database_on_a_server(folder: Path) -> Iterator[Stand]:
    clock = VirtualClock(MORNING)

    def twice(tx: Transaction) -> None:
        made = "CREATE TEMPORARY TABLE once (it int UNIQUE DEFERRABLE INITIALLY DEFERRED)"
        for statement in (made, "INSERT INTO once VALUES (1), (1)"):
            tx.tickets._database.connection.execute(statement)

    with empty_database() as url:
        yield Stand(lambda committed: PostgresStore(url, clock, committed), twice)


def ticket(number: str = "H 001", **other: Any) -> TicketRecord:
    new = TicketRecord(
        arrival=0,
        id=uuid7(),
        number=number,
        day=DAY,
        field="ho_tich",
        procedure=None,
        lang="vi",
        token=new_token(),
        origin="hub",
        issued_at=MORNING,
        state=TicketState.ISSUED,
        counter=None,
        called_at=None,
        calls=0,
        queued_at=MORNING,
    )
    return replace(new, **other)


def called(one: TicketRecord) -> TicketRecord:
    return replace(one, state=TicketState.CALLED, counter="1", called_at=LATER, calls=1)


def added(stand: Stand, one: TicketRecord) -> TicketRecord:
    kept: TicketRecord = stand.write(lambda tx: tx.tickets.add(one, "K1"))
    return kept


def actors(reading: Reading) -> list[str]:
    return [line.actor for line in reading.audit.listed()]
