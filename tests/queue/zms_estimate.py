"""Computes waits by the rule of Berlin's and Munich's queue (ZMS), as a peer to measure beside.

Restated from its public description (`QueueList` of it-at-m/eappointment, EUPL-1.2, not copied): a slot is
the mean
service time divided by the open desks. Everybody in the merged queue takes a slot: the pessimistic wait
counts whole
ones and one more, the optimistic one 0.8 of each, and as many people as there are desks cost nothing. An
appointment
enters when its time has come, by a clock that runs two minutes fast.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

FAST_CLOCK = 2.0


@dataclass(frozen=True)
class Waiting:
    """One who waits: minutes from now at which an appointment is due; None for a walk-in."""

    name: str
    due: float | None = None


@dataclass(frozen=True)
class Told:
    """Least and most minutes."""

    optimistic: int
    pessimistic: int


def zms_waits(queue: Sequence[Waiting], mean: float, desks: int) -> dict[str, Told]:
    """Tells each one's wait."""
    slot = mean / max(1, desks)
    walk_ins = [one for one in queue if one.due is None]
    booked = sorted((one for one in queue if one.due is not None), key=lambda one: one.due or 0.0)
    clock, least, most, free = FAST_CLOCK, 0.0, slot, desks
    told: dict[str, Told] = {}
    while walk_ins or booked:
        if booked and clock >= (booked[0].due or 0.0):
            one = booked.pop(0)
            due = one.due or 0.0
            on_time = Told(math.floor(least), math.floor(most))
            rounded = math.ceil(clock) + 1 if told else 1
            told[one.name] = on_time if least >= due else Told(math.floor(due), rounded)
        elif walk_ins:
            one = walk_ins.pop(0)
            told[one.name] = Told(math.floor(least), math.floor(most))
        free -= 1
        least += 0.0 if free > 0 else 0.8 * slot
        most += slot
        clock += slot
    return told
