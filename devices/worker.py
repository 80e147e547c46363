"""Runs one thread for one driver: blocking calls go in by an inbox, results come out by a callback."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Crashed:
    """Says that a call ended with an unexpected exception. `error` is its type's name: texts of exceptions
    may hold personal data.
    """

    error: str


class Worker:
    """Runs one driver's calls one after the other, on a thread of its own.

    `recover`, called on that thread after a crash, closes and reopens the driver: the worker is the driver's
    supervisor. A crash inside `recover` is logged and left to the next call.
    """

    def __init__(self, name: str, recover: Callable[[], object] | None = None) -> None:
        self._name = name
        self._recover = recover
        self._inbox: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def submit(self, call: Callable[[], T], done: Callable[[T | Crashed], object]) -> bool:
        """Runs `call` in its turn; `done(result)` is then called on the worker's thread, once.

        False after `stop()`: the call is not run and `done` not called.
        """
        if self._stopped.is_set():
            return False
        self._inbox.put(lambda: self._do(call, done))
        return True

    def stop(self, wait_s: float = 2.0) -> bool:
        """Takes no more calls, drops the waiting ones, waits for the one under way. True if it ended in time.

        A driver that hangs doesn't hold the program: the thread is a daemon. Harmless when called twice.
        """
        self._stopped.set()
        self._inbox.put(None)
        if threading.current_thread() is not self._thread:
            self._thread.join(wait_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while self._do_next():
            continue

    def _do_next(self) -> bool:
        """Does the next job; False at the end. What it was is gone while the next one is waited for."""
        job = self._inbox.get()
        if job is None or self._stopped.is_set():
            return False
        job()
        return not self._stopped.is_set()

    def _do(self, call: Callable[[], T], done: Callable[[T | Crashed], object]) -> None:
        result: T | Crashed
        try:
            result = call()
        except Exception as error:
            result = Crashed(type(error).__name__)
            self._report("call", error)
            self._reopen()
        try:
            done(result)
        except Exception as error:
            self._report("receiver of a result", error)

    def _reopen(self) -> None:
        if self._recover is None:
            return
        try:
            self._recover()
        except Exception as error:
            self._report("recovery", error)

    def _report(self, what: str, error: BaseException) -> None:
        _log.error("%s: %s crashed: %s at %s", self._name, what, type(error).__name__, _place(error))


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "?"
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
