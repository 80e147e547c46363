"""Estimates how long a new number will wait, as an interval. Pure.

The queue is played forward: each open counter, when it is free, calls whom the centre's rule gives it, and
serves as
long as its field takes on average. What came of the last estimates says how wide the interval must be: it
reaches
from their tenth to their ninetieth part, so four waits of five lie inside.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from config.calling import CallingRule
from kiosk.queue.calling import Caller, QueuePlace, callable_from, in_order

LEAST_SERVED = 3
"""Fewer finished services than this give no average: an unknown wait is said to be unknown."""
LEAST_OUTCOMES = 20
"""Fewer known outcomes than this say nothing of the interval's width."""
INSIDE = 0.8
"""The part of all waits that shall lie inside their intervals."""
MOST_MORE = 500
"""More numbers than this are not counted ahead."""
_LAST = 2**62
"""The order of arrival of who would come last."""
_NORMAL = (-1.28, 1.28)
"""The tenth and ninetieth part of a normal distribution, in standard deviations."""
_PACE = 0.2
"""How far the pace of a day may lie from that of the last services."""
_VARIATION = 0.7
"""A service's standard deviation, in averages, while the centre's own is not known."""


@dataclass(frozen=True, slots=True)
class ServiceTime:
    """Holds how long a field's services take: minutes on average, and their standard deviation."""

    mean: float
    deviation: float


@dataclass(frozen=True, slots=True)
class OpenCounter:
    """Describes a counter that calls. `served_for` is how many minutes ago its service began; None: free."""

    caller: Caller
    serves: str | None = None
    served_for: float = 0.0


@dataclass(frozen=True, slots=True)
class Hall:
    """Describes the centre at a moment: its rule, the counters that call, how long services take by field,
    and
    the `breaks` in which nobody is called.
    """

    rule: CallingRule
    counters: Sequence[OpenCounter]
    times: Mapping[str, ServiceTime]
    now: datetime
    breaks: Sequence[tuple[datetime, datetime]] = ()


@dataclass(frozen=True, slots=True)
class Expected:
    """Holds what is expected of a wait. `minutes` is the most likely one, `scale` how far it may be off (one
    standard deviation), `ahead` how many are called before by the counters that serve this number.
    """

    minutes: float
    scale: float
    ahead: int


def service_time(served: Sequence[float]) -> ServiceTime | None:
    """Measures services of so many minutes; None when there are too few to say."""
    if len(served) < LEAST_SERVED:
        return None
    mean = sum(served) / len(served)
    variance = sum((one - mean) ** 2 for one in served) / (len(served) - 1)
    weight = min(1.0, len(served) / LEAST_OUTCOMES)
    return ServiceTime(mean, weight * math.sqrt(variance) + (1 - weight) * _VARIATION * mean)


def expected_wait(hall: Hall, places: Iterable[QueuePlace], this: QueuePlace) -> Expected | None:
    """Plays the queue forward until `this` is called.

    A field whose time is not known counts like the mean of all. None where its own is not known, or no
    counter will call it.
    """
    serving = [one for one in hall.counters if this.field in one.caller.fields]
    if this.field not in hall.times or not serving:
        return None
    others = [place for place in places if place.ticket != this.ticket]
    ahead = 0
    for at, called, caller in _Play(hall, [*others, this]).calls():
        if called is this:
            minutes = at
            break
        ahead += this.field in caller.fields
    else:
        return None
    by_chance = hall.times[this.field].deviation * math.sqrt((ahead + 1) / len(serving))
    return Expected(minutes, max(0.5, math.hypot(by_chance, _PACE * minutes)), ahead)


def is_served_by(hall: Hall, expected: Expected, field: str, end: datetime) -> bool:
    """Says if a number that is expected to wait so long is likely served whole by `end`."""
    mean = hall.times[field].mean
    return hall.now + timedelta(minutes=expected.minutes + mean) <= end


def still_served(hall: Hall, places: Iterable[QueuePlace], field: str, end: datetime) -> int | None:
    """Counts how many more numbers of a field, taken now, are likely served whole by `end`: open counters and
    measured service times say so. None where the field's time is not known, or no counter calls it.
    """
    serving = sum(field in one.caller.fields for one in hall.counters)
    if field not in hall.times or not serving:
        return None
    mean = hall.times[field].mean
    last_call = _minutes(end - hall.now) - mean
    if last_call < 0:
        return 0
    most = serving * (int(last_call / mean) + 1) if mean > 0 else MOST_MORE
    more = [QueuePlace(f"+{n}", field, hall.now, _LAST + n) for n in range(min(most, MOST_MORE))]
    found = 0
    for at, called, _ in _Play(hall, [*places, *more]).calls():
        if at > last_call:
            break
        found += called.arrival >= _LAST
    return found


def interval(expected: Expected, outcomes: Sequence[float]) -> tuple[int, int]:
    """Gives least and most minutes of a wait.

    `outcomes` are those of the last estimates: what the wait was beyond the expected one, in their scales.
    """
    low, high = _width(outcomes)
    least = expected.minutes + low * expected.scale
    most = expected.minutes + high * expected.scale
    return max(0, math.floor(least + 1e-9)), max(1, math.ceil(most - 1e-9))


def cut_at(told: tuple[int, int], closes: float) -> tuple[int, int]:
    """Cuts an interval where the field closes, in so many minutes: nobody waits longer than that. One that
    begins later still stands: its holder is served after hours.
    """
    least, most = told
    return told if least >= closes else (least, min(most, max(1, math.ceil(closes))))


def outcome(expected: Expected, waited_minutes: float) -> float:
    """Measures by how many of its scales an estimate was exceeded; below zero: it was quicker."""
    return (waited_minutes - expected.minutes) / expected.scale


def _width(outcomes: Sequence[float]) -> tuple[float, float]:
    if len(outcomes) < LEAST_OUTCOMES:
        return _NORMAL
    ordered = sorted(outcomes)
    outside = (1 - INSIDE) / 2
    below = math.floor(outside * len(ordered) + 1e-9)
    return ordered[below], ordered[-1 - below]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Holds a place in minutes from now: from when it may be called, and from when without its skills."""

    place: QueuePlace
    callable_from: float
    skill_until: float

    def is_for(self, caller: Caller, at: float) -> bool:
        place = self.place
        if place.counter not in (None, caller.number) or at < self.callable_from:
            return False
        return at >= self.skill_until or place.skills <= set(caller.skills)


class _Play:
    """Plays a queue forward in mean service times; all moments are minutes from now."""

    def __init__(self, hall: Hall, places: Sequence[QueuePlace]) -> None:
        now, skill = hall.now, timedelta(minutes=hall.rule.skills.wait_minutes)
        self._waiting: dict[str, list[tuple[int, _Waiting]]] = {}
        for order, place in enumerate(in_order(hall.rule, places)):
            until = place.queued_at + skill if place.skills else now
            one = _Waiting(place, _minutes(callable_from(hall.rule, place) - now), _minutes(until - now))
            self._waiting.setdefault(place.field, []).append((order, one))
        self._mean = {field: time.mean for field, time in hall.times.items()}
        self._any = sum(self._mean.values()) / len(self._mean)
        self._breaks = sorted((_minutes(start - now), _minutes(end - now)) for start, end in hall.breaks)
        self._callers = [one.caller for one in hall.counters]
        self._free = [(self._after_break(self._left(one)), index) for index, one in enumerate(hall.counters)]
        heapq.heapify(self._free)

    def calls(self) -> Iterator[tuple[float, QueuePlace, Caller]]:
        """Gives the calls in their order: after how many minutes, whom, and by which counter."""
        while self._free:
            at, index = heapq.heappop(self._free)
            caller = self._callers[index]
            found = self._next(caller, at)
            if found is None:
                later = self._next_moment(caller, at)
                if later is not None:
                    heapq.heappush(self._free, (self._after_break(later), index))
                continue
            called = found[1].place
            self._waiting[called.field].remove(found)
            yield at, called, caller
            busy_until = at + self._mean.get(called.field, self._any)
            heapq.heappush(self._free, (self._after_break(busy_until), index))

    def _next(self, caller: Caller, at: float) -> tuple[int, _Waiting] | None:
        first: tuple[int, _Waiting] | None = None
        for field in caller.fields:
            queue = self._waiting.get(field, [])
            found = next((one for one in queue if one[1].is_for(caller, at)), None)
            if found is not None and (first is None or found[0] < first[0]):
                first = found
        return first

    def _next_moment(self, caller: Caller, at: float) -> float | None:
        """Gives the first moment after `at` at which a counter that nobody waits for now may call."""
        moments = [
            max(one.callable_from, one.skill_until)
            for field in caller.fields
            for _, one in self._waiting.get(field, [])
            if one.place.counter in (None, caller.number)
        ]
        return min((moment for moment in moments if moment > at), default=None)

    def _left(self, counter: OpenCounter) -> float:
        """Gives the minutes until a counter is likely free: what is left of the mean, and half of it for who
        takes longer already.
        """
        if counter.serves is None:
            return 0.0
        mean = self._mean.get(counter.serves, self._any)
        return max(mean - counter.served_for, mean / 2)

    def _after_break(self, at: float) -> float:
        return next((end for start, end in self._breaks if start <= at < end), at)


def _minutes(span: timedelta) -> float:
    return span / timedelta(minutes=1)
