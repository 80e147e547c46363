"""Time for a reader that waits: seconds that only grow, and a pause that somebody else may cut short."""

from __future__ import annotations

import threading
from typing import Protocol

from kiosk.clock import SystemClock


class Waiter(Protocol):
    """What a waiting reader needs of time. Tests turn their own."""

    def monotonic(self) -> float:
        """Seconds that only grow."""

    def pause(self, seconds: float) -> None:
        """Let `seconds` go by, or fewer after `stop`."""

    def stop(self) -> None:
        """Called from another thread: the wait is over."""

    def begin(self) -> None:
        """A new wait: an earlier `stop` no longer counts."""

    @property
    def stopped(self) -> bool:
        """Whether `stop` was called since `begin`."""


class RealWaiter:
    """The machine's own clock; `stop` wakes a pause at once."""

    def __init__(self) -> None:
        self._clock = SystemClock()
        self._stop = threading.Event()

    def monotonic(self) -> float:
        """Seconds that only grow."""
        return self._clock.monotonic()

    def pause(self, seconds: float) -> None:
        """Sleep, unless stopped."""
        self._stop.wait(seconds)

    def stop(self) -> None:
        """End the wait."""
        self._stop.set()

    def begin(self) -> None:
        """Forget an earlier stop."""
        self._stop.clear()

    @property
    def stopped(self) -> bool:
        """Whether the wait is over."""
        return self._stop.is_set()
