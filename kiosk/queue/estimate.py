"""Estimates how long a new number will wait, as an interval.

The method of Berlin's and Munich's queue: a slot is the average time of one
citizen divided by the open counters. Optimistic: 0.8 slots each, and as many people as there are counters are
served at once. Pessimistic: whole slots, and one more.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

LEAST_SERVED = 3
"""Fewer finished services than this give no average: an unknown wait is said to be unknown."""


def average_minutes(served: Sequence[float]) -> float | None:
    """Gives the mean of served minutes, or None when there are too few to say."""
    return sum(served) / len(served) if len(served) >= LEAST_SERVED else None


def wait_minutes(ahead: int, counters: int, average: float | None) -> tuple[int, int] | None:
    """Gives least and most minutes for somebody with `ahead` people before; None when it can't be known."""
    if average is None or counters < 1:
        return None
    slot = average / counters
    least = max(0, ahead + 1 - counters) * 0.8 * slot
    most = (ahead + 1) * slot
    return math.floor(least + 1e-9), math.ceil(most - 1e-9)
