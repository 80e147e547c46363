"""Lets the time of the day go by: as fast as it is played, or so many times as fast as real time."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from kiosk.clock import VirtualClock

STEP_S = 0.05
"""Real seconds from one movement of the clock to the next, where somebody watches."""


class Pace:
    """Moves a clock. `speed` None: no waiting."""

    def __init__(self, clock: VirtualClock, speed: float | None) -> None:
        self._clock, self._speed = clock, speed

    def until(self, when: datetime) -> None:
        """Lets the time come; where it has passed, nothing."""
        while (left := (when - self._clock.now()) / timedelta(seconds=1)) > 0:
            if self._speed is None:
                self._clock.advance(left)
                return
            step = min(left, STEP_S * self._speed)
            time.sleep(step / self._speed)
            self._clock.advance(step)
