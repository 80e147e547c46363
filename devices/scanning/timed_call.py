"""Makes calls that may hang in a thread of their own: the caller waits for a limited time only."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class CallTimeout(Exception):
    """Says that the call is not done in time. If it has begun it goes on, and its result is dropped."""


class _TimedCall(Generic[T]):
    """Holds one call and its result."""

    def __init__(self, call: Callable[[], T]) -> None:
        self._call = call
        self._ended = threading.Event()
        self._result: T | None = None
        self._error: BaseException | None = None
        self._given_up = False

    def run(self) -> None:
        if self._given_up:
            return
        try:
            self._result = self._call()
        except BaseException as error:
            self._error = error
        self._ended.set()

    def result(self, wait_s: float) -> T:
        if not self._ended.wait(wait_s):
            self._given_up = True
            raise CallTimeout
        if self._error is not None:
            raise self._error
        return self._result  # type: ignore[return-value]


class TimedCalls:
    """Makes calls one after the other, whoever asks. One that hangs does not hold up the program's end."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._inbox: queue.SimpleQueue[_TimedCall[object] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def ask(self, call: Callable[[], T], wait_s: float) -> T:
        """Gives what `call` returns or raises; raises CallTimeout when it, or the calls before it, take
        longer than `wait_s`.
        """
        timed = _TimedCall(call)
        with self._lock:
            self._inbox.put(timed)  # type: ignore[arg-type]
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name=self._name, daemon=True)
                self._thread.start()
        return timed.result(wait_s)

    def end(self) -> None:
        """Ends the thread once it has done what was asked; the next `ask` begins another."""
        with self._lock:
            if self._thread is not None:
                self._inbox.put(None)
                self._thread = None

    def _serve(self) -> None:
        while self._serve_next():
            continue

    def _serve_next(self) -> bool:
        """Makes the next call; False at the end. Its result is gone while the next one is waited for."""
        timed = self._inbox.get()
        if timed is None:
            return False
        timed.run()
        return True
