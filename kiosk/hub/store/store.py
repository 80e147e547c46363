"""What the hub asks of a store. `tests/contract/test_hub_store.py` says what each one keeps to."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol, TypeVar

from kiosk.hub.store.transaction import Reading, Transaction

T = TypeVar("T")


class Store(Protocol):
    """A database of the hub. Safe from several threads."""

    def submit(self, work: Callable[[Transaction], T]) -> Future[T]:
        """Queue `work`; the future is done after COMMIT, or holds what `work` or the commit raised.

        What a `work` that raises has changed is undone, nobody else's. RuntimeError after `close()`.
        """

    def read(self, query: Callable[[Reading], T]) -> T:
        """The result of `query`, which sees all that was committed before and can change nothing."""

    def step(self) -> int:
        """The number of the last migration that the database has seen."""

    def close(self) -> None:
        """Finish what is queued, then let go of the database."""
