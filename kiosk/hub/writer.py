"""The one writer of the hub's database: a thread that commits what is asked of it in groups.

Up to 64 waiting requests share one transaction, each in a savepoint of its own, so that one that fails is
undone alone. Nobody is answered before COMMIT (docs/decisions/one-writer-thread.md).
"""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection
from typing import Any, Generic, TypeVar

from kiosk.ports.time import Clock
from kiosk.store import stamp

GROUP = 64
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tx:
    """One request's part of a transaction. `now` is the hub's time, the same for all it writes."""

    connection: Connection
    now: datetime

    def emit(self, kind: str, staff: dict[str, Any], public: dict[str, Any] | None = None) -> None:
        """Append an event. `public` is what everybody may see of it (numbers, counters); None: nothing."""
        self.connection.execute(
            "INSERT INTO event (at, type, public, staff) VALUES (?, ?, ?, ?)",
            (stamp(self.now), kind, None if public is None else json.dumps(public), json.dumps(staff)),
        )

    def audit(self, role: str, actor: str, action: str, subject: str, detail: str = "") -> None:
        """Append who did what to which record. No personal data of citizens."""
        self.connection.execute(
            "INSERT INTO audit (at, role, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?, ?)",
            (stamp(self.now), role, actor, action, subject, detail),
        )


class Writer:
    """Runs work on the database, one after the other, on its own thread."""

    def __init__(self, connection: Connection, clock: Clock, committed: Callable[[], None]) -> None:
        self._connection, self._clock, self._committed = connection, clock, committed
        self._inbox: queue.SimpleQueue[_Job[Any] | None] = queue.SimpleQueue()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="hub-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[Tx], T]) -> Future[T]:
        """Queue `work`; the future is done after COMMIT, or holds what `work` or the commit raised.

        RuntimeError after `close()`.
        """
        if self._closed:
            raise RuntimeError("the hub's database is closed")
        job = _Job(work, Future())
        self._inbox.put(job)
        return job.future

    def close(self) -> None:
        """Finish what is queued, then let go of the file."""
        if self._closed:
            return
        self._closed = True
        self._inbox.put(None)
        self._thread.join()

    def _run(self) -> None:
        going = True
        while going:
            group: list[_Job[Any]] = []
            job = self._inbox.get()
            while job is not None:
                if job.future.set_running_or_notify_cancel():
                    group.append(job)
                if len(group) == GROUP or self._inbox.empty():
                    break
                job = self._inbox.get()
            going = job is not None
            if group:
                self._commit(group)
        self._connection.close()

    def _commit(self, group: list[_Job[Any]]) -> None:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            outcomes = [self._run_one(job) for job in group]
            self._connection.execute("COMMIT")
        except Exception as error:  # a full or broken disk: nobody of the group is promised anything
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            for job in group:
                job.future.set_exception(error)
            return
        for job, outcome in zip(group, outcomes, strict=True):
            if isinstance(outcome, _Raised):
                job.future.set_exception(outcome.error)
            else:
                job.future.set_result(outcome)
        self._committed()

    def _run_one(self, job: _Job[T]) -> T | _Raised:
        self._connection.execute("SAVEPOINT request")
        try:
            result = job.work(Tx(self._connection, self._clock.now()))
        except Exception as error:  # handed to the asker; its savepoint alone is undone
            self._connection.execute("ROLLBACK TO request")
            self._connection.execute("RELEASE request")
            return _Raised(error)
        self._connection.execute("RELEASE request")
        return result


@dataclass(frozen=True, slots=True)
class _Raised:
    error: Exception


@dataclass(frozen=True, slots=True)
class _Job(Generic[T]):
    work: Callable[[Tx], T]
    future: Future[T]
