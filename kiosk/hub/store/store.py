"""Defines what the hub asks of a store. `tests/contract/test_hub_store.py` says what each one keeps to."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from kiosk.hub.store.transaction import Reading, Transaction

CHECKED_S = 5.0
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """Says what a store is. `lag_s`: by how many seconds the slowest standby server is behind; None where
    there is none. `durable`: what is acknowledged survives a power cut, by the settings.
    """

    kind: Literal["sqlite", "postgresql"]
    version: str
    lag_s: float | None = None
    durable: bool = True


class Store(Protocol):
    """Describes a database of the hub. Safe from several threads."""

    def submit(self, work: Callable[[Transaction], T]) -> Future[T]:
        """Queues `work`; the future is done after COMMIT, or holds what `work` or the
        commit raised.

        What a `work` that raises has changed is undone, nobody else's. RuntimeError after `close()`.
        """

    def read(self, query: Callable[[Reading], T]) -> T:
        """Gives the result of `query`, which sees all that was committed before and can change nothing."""

    def check(self) -> int:
        """Writes to the database and reads from it; gives the number of the last
        migration that it has seen.

        Raises `kiosk.store.sqlite.DatabaseError` where it can't do both. It writes at most every
        `CHECKED_S` seconds.
        """

    def about(self) -> StoreFacts:
        """Says what the store is, as it is now. Raises `kiosk.store.sqlite.DatabaseError` where it can't be
        asked.
        """

    def examine(self) -> str:
        """Reads the whole database; what is damaged, or an empty text. `check` raises after damage was found.
        Others go on reading and writing meanwhile.
        """

    def close(self) -> None:
        """Finishes what is queued, then closes the database."""
