"""Waits for a reader: monotonic seconds, and a pause that another thread may cut short."""

from __future__ import annotations

import contextlib
import math
import os
import select
import weakref
from typing import Protocol

from kiosk.clock import SystemClock


class Waiter(Protocol):
    """Lists the methods by which a waiting reader uses time. Tests turn their own."""

    def monotonic(self) -> float:
        """Gives monotonic seconds."""

    def pause(self, seconds: float) -> None:
        """Lets `seconds` go by, or fewer after `stop`."""

    def stop(self) -> None:
        """Ends the wait; called from another thread."""

    def begin(self) -> None:
        """Begins a new wait: an earlier `stop` no longer counts."""

    @property
    def stopped(self) -> bool:
        """Says if `stop` was called since `begin`."""


class LineWaiter(Waiter, Protocol):
    """Waits at a file descriptor as well."""

    def readable(self, handle: int, seconds: float) -> bool:
        """Says if `handle` has something to read, or its other end is gone, within `seconds`; False at once
        when stopped.
        """


class RealWaiter:
    """Waits by the machine's own clock; `stop` wakes a pause, and a wait for a file descriptor, at once."""

    def __init__(self) -> None:
        self._clock = SystemClock()
        self._bell = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        weakref.finalize(self, os.close, self._bell)

    def monotonic(self) -> float:
        """Gives monotonic seconds."""
        return self._clock.monotonic()

    def pause(self, seconds: float) -> None:
        """Sleeps, unless stopped."""
        _poll((self._bell,), seconds)

    def readable(self, handle: int, seconds: float) -> bool:
        """Says if there is something to read, or nobody to write any more."""
        ready = _poll((self._bell, handle), seconds)
        return handle in ready and self._bell not in ready

    def stop(self) -> None:
        """Ends the wait."""
        os.eventfd_write(self._bell, 1)

    def begin(self) -> None:
        """Forgets an earlier stop."""
        with contextlib.suppress(BlockingIOError):
            os.eventfd_read(self._bell)

    @property
    def stopped(self) -> bool:
        """Says if the wait is over."""
        return bool(_poll((self._bell,), 0))


def _poll(handles: tuple[int, ...], seconds: float) -> set[int]:
    """Gives the handles that are ready; `poll` takes milliseconds and handles of any number."""
    poller = select.poll()
    for handle in handles:
        poller.register(handle, select.POLLIN)
    return {handle for handle, _ in poller.poll(math.ceil(max(0.0, seconds) * 1000))}
