"""Paces pictures that are played: says which one is due, as a camera would take it just now."""

from __future__ import annotations

from devices.scanning.waiting import RealWaiter, Waiter


class Pace:
    """Counts pictures from 0, `rate` a second, from the first time it is asked. Whoever asks late misses
    some, whoever asks early waits."""

    def __init__(self, rate: float, waiter: Waiter | None = None) -> None:
        self._rate = rate
        self._waiter = waiter or RealWaiter()
        self._began: float | None = None
        self._last = -1

    @property
    def now(self) -> float:
        """Gives monotonic seconds."""
        return self._waiter.monotonic()

    def next(self) -> int:
        """Gives the number of the picture that is due; each is given once."""
        if self._began is None:
            self._began = self.now
        while (due := int((self.now - self._began) * self._rate + _A_LITTLE)) <= self._last:
            self._waiter.pause(self._began + (self._last + 1) / self._rate - self.now)
        self._last = due
        return due


_A_LITTLE = 1e-6
"""Sums of floating seconds must not stop just before the picture they were meant to reach."""
