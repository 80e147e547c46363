"""Holds the virtual printer's answers that the host has not received yet."""

from __future__ import annotations

import random
from collections import deque

PAUSE_S = 0.02
LONGEST_LATE_S = 2.0


class Answers:
    """Holds bytes on their way to the host, in order, each with the moment it arrives."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._waiting: deque[tuple[float, bytes]] = deque()
        self._last = 0.0

    def send(self, data: bytes, now: float, *, garbage: bool = False, split: bool = False) -> None:
        """Sends an answer: after some rubbish, or in pieces, late, and stuck to the one before it."""
        if garbage:
            data = self._chance.randbytes(self._chance.randint(1, 3)) + data
        if not split:
            self._put(now, data)
            return
        at = now + self._chance.choice((0.0, 0.0, 0.05, 0.3, self._chance.uniform(0, LONGEST_LATE_S)))
        if self._chance.random() < 0.4:
            self._put(at, data)
            return
        for place in range(len(data)):
            self._put(at + place * PAUSE_S, data[place : place + 1])

    def due(self, now: float) -> bytes:
        """Gives what arrives by now."""
        if not self._waiting or self._waiting[0][0] > now:
            return b""
        parts = []
        while self._waiting and self._waiting[0][0] <= now:
            parts.append(self._waiting.popleft()[1])
        return b"".join(parts)

    def next(self) -> float | None:
        """Gives the time when the next bytes arrive."""
        return self._waiting[0][0] if self._waiting else None

    def forget(self) -> None:
        """Forgets what was under way, as the connection is gone."""
        self._waiting.clear()

    def _put(self, at: float, data: bytes) -> None:
        self._last = max(self._last, at)
        self._waiting.append((self._last, data))
