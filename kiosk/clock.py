"""Implements the clock. Vietnam has kept UTC+7 without daylight saving since 1975, so no zone database is
needed.
"""

from __future__ import annotations

import threading
import time
from datetime import datetime, timedelta, timezone

ICT = timezone(timedelta(hours=7), "ICT")


class SystemClock:
    """Gives the machine's own time."""

    def now(self) -> datetime:
        """Gives wall time in ICT."""
        return datetime.now(ICT)

    def monotonic(self) -> float:
        """Gives seconds since an arbitrary moment; never goes back."""
        return time.monotonic()


class VirtualClock:
    """Keeps time that goes on only when told to; may be read and turned from several threads."""

    def __init__(self, start: datetime) -> None:
        """Starts at `start`, which must be aware; ValueError when it is not."""
        if start.tzinfo is None:
            raise ValueError("a clock needs a time with its zone")
        self._start = start.astimezone(ICT)
        self._passed = 0.0
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """Gives wall time in ICT."""
        return self._start + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        """Gives seconds since the clock was made."""
        with self._lock:
            return self._passed

    def advance(self, seconds: float) -> None:
        """Lets `seconds` go by; ValueError when they are negative."""
        if seconds < 0:
            raise ValueError("time does not go back")
        with self._lock:
            self._passed += seconds
