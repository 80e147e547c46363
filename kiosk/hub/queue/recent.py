"""Remembers for half a minute what the last services and told waits say, and what the officers at counters
can do, since numbers are given quickly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.hub.day import today
from kiosk.hub.store.transaction import Reading
from kiosk.queue.estimate import ServiceTime, outcome, service_time

AVERAGE_OVER = 30
"""Finished services of a field that make its average."""
OUTCOMES = 1000
"""The last told waits that say how far an estimate may be off."""
KEPT = timedelta(seconds=30)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Past:
    """Holds how long services take, by field, what came of the last told waits, in order, and what the
    officers can do who work at the counters, by counter.
    """

    at: datetime
    times: Mapping[str, ServiceTime]
    outcomes: Sequence[float]
    skills: Mapping[str, frozenset[str]]


class RecentPast:
    """Gives the past as it was at most half a minute ago. Safe from several threads: the last look counts."""

    def __init__(self) -> None:
        self._past: Past | None = None

    def look(self, reading: Reading, fields: Iterable[str]) -> Past:
        """Gives what is known of these fields."""
        past = self._past
        if past is None or abs(reading.now - past.at) >= KEPT:
            past = self._past = Past(
                reading.now,
                _times(reading, fields),
                _outcomes(reading),
                reading.officers.skills_at_counters(today(reading)),
            )
        return past


def _times(reading: Reading, fields: Iterable[str]) -> dict[str, ServiceTime]:
    """Measures how long the last services of each field took; a field with too few is left out."""
    found: dict[str, ServiceTime] = {}
    for field in fields:
        served = [lasted / _MINUTE for lasted in reading.tickets.served_for(field, AVERAGE_OVER)]
        usable = [lasted for lasted in served if lasted >= 0]  # the clock was set back in some
        if time := service_time(usable):
            found[field] = time
    return found


def _outcomes(reading: Reading) -> list[float]:
    return sorted(outcome(expected, waited) for expected, _, waited in reading.waits.outcomes(OUTCOMES))
