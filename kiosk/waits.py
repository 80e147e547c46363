"""Computes growing pauses between attempts."""

from __future__ import annotations

import random

from kiosk.ports.time import Clock

FIRST_WAIT_S = 1.0


class Waits:
    """Gives growing pauses with jitter, for each delivery that failed: 1, 2, 4 … seconds,
    up to the longest.
    """

    def __init__(self, clock: Clock, longest_s: float, chance: random.Random) -> None:
        self._clock, self._longest, self._chance = clock, longest_s, chance
        self._tries: dict[int, int] = {}
        self._due: dict[int, float] = {}

    def is_due(self, thing: int) -> bool:
        """Says if it may be tried again."""
        return self._clock.monotonic() >= self._due.get(thing, float("-inf"))

    def failed(self, thing: int) -> None:
        """Notes one more failure."""
        tries = self._tries.get(thing, 0)
        pause = min(self._longest, FIRST_WAIT_S * 2 ** min(tries, 20))
        self._tries[thing] = tries + 1
        self._due[thing] = self._clock.monotonic() + pause * self._chance.uniform(0.5, 1.0)

    def reset(self, thing: int) -> None:
        """Notes that it works again."""
        self._tries.pop(thing, None)
        self._due.pop(thing, None)
