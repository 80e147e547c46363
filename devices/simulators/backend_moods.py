"""Lists what goes wrong at a simulated backend, and decides when."""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass
from typing import Literal, get_args

MoodName = Literal[
    "well",
    "slow",
    "bad_gateway",
    "captive",
    "silent",
    "session_ended",
    "duplicate_refused",
    "schema_changed",
    "list_changed",
    "amount_lost",
    "outage",
]
MOODS: tuple[MoodName, ...] = get_args(MoodName)


@dataclass(frozen=True, slots=True)
class Mood:
    """Describes how a backend is. `share` of the requests meet it, the others are served well; `slow_s` is
    how long a slow answer takes.
    """

    name: MoodName = "well"
    share: float = 1.0
    slow_s: float = 8.0


class Temper:
    """Holds the mood of a backend; it may be set from any thread."""

    def __init__(self, chance: random.Random | None = None) -> None:
        self._chance = chance or random.Random()
        self._lock = threading.Lock()
        self._mood = Mood()

    @property
    def mood(self) -> Mood:
        """Gives the mood that was set."""
        return self._mood

    def set(self, mood: Mood) -> None:
        """Sets the mood. ValueError for a share that is none."""
        if not 0 <= mood.share <= 1 or not 0 <= mood.slow_s <= 3600:
            raise ValueError("share is from 0 to 1, slow_s from 0 to 3600 seconds")
        with self._lock:
            self._mood = mood

    def now(self) -> Mood:
        """Draws how the next request is met."""
        with self._lock:
            met = self._chance.random() < self._mood.share
            return self._mood if met else Mood()

    def heads(self) -> bool:
        """Tosses a coin."""
        with self._lock:
            return self._chance.random() < 0.5
