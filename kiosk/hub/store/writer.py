"""Runs the one writer of a database: a thread that commits requests in groups.

Up to 64 waiting requests share one transaction, each in a savepoint of its own, so that one that fails is
undone alone. Nobody is answered before COMMIT (docs/decisions/one-writer-thread.md). What a request does may
be done twice, the first time undone.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from kiosk.hub.store.database import Database
from kiosk.hub.store.memory import Memory
from kiosk.hub.store.transaction import Transaction
from kiosk.ports.time import Clock

GROUP = 64
T = TypeVar("T")


class Writer:
    """Runs work on the database, one after the other, on its own thread. `committed` is called after each
    COMMIT."""

    def __init__(self, database: Database, clock: Clock, committed: Callable[[], None]) -> None:
        self._database, self._clock, self._committed = database, clock, committed
        self._inbox: queue.SimpleQueue[_Job[Any] | None] = queue.SimpleQueue()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="hub-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[Transaction], T]) -> Future[T]:
        """Queues `work` (`kiosk.hub.store.store.Store.submit`)."""
        if self._closed:
            raise RuntimeError("the hub's database is closed")
        job = _Job(work, Future())
        self._inbox.put(job)
        return job.future

    def close(self) -> None:
        """Finishes what is queued, then lets go of the connection."""
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
        self._database.connection.close()

    def _commit(self, group: list[_Job[Any]]) -> None:
        try:
            outcomes = self._outcomes(group)
        except Exception as error:  # a broken disk or server: nobody of the group is promised anything
            self._database.rollback()
            for job in group:
                job.future.set_exception(error)
            return
        for job, outcome in zip(group, outcomes, strict=True):
            if isinstance(outcome, _Raised):
                job.future.set_exception(outcome.error)
            else:
                job.future.set_result(outcome)
        self._committed()

    def _outcomes(self, group: list[_Job[Any]]) -> list[Any]:
        """Commits a group. Where a database tells late that a statement broke a rule, nobody knows whose it
        was: all are undone and done again, each asked by itself.
        """
        try:
            return self._committed_outcomes(group, checked=False)
        except Exception as error:
            if not self._database.is_told_late(error):
                raise
        self._database.rollback()
        return self._committed_outcomes(group, checked=True)

    def _committed_outcomes(self, group: list[_Job[Any]], *, checked: bool) -> list[Any]:
        memory = Memory()
        self._database.begin()
        outcomes = [self._run_one(job, memory, checked=checked) for job in group]
        self._database.commit()
        return outcomes

    def _run_one(self, job: _Job[T], memory: Memory, *, checked: bool) -> T | _Raised:
        self._database.begin_request()
        try:
            result = job.work(Transaction(self._database, self._clock.now(), memory))
            self._database.end_request(checked=checked)
        except Exception as error:  # handed to the asker; its part alone is undone
            if not checked and self._database.is_told_late(error):
                raise
            self._database.undo_request()
            memory.forget()
            return _Raised(error)
        return result


@dataclass(frozen=True, slots=True)
class _Raised:
    error: Exception


@dataclass(frozen=True, slots=True)
class _Job(Generic[T]):
    work: Callable[[Transaction], T]
    future: Future[T]
