"""Plays synthetic days of a centre, and compares each told wait with what came of it.

The days know nothing of the estimate: people come as they like (a peak in the morning, a lower one after
lunch), a
service lasts as long as it lasts (lognormal, other means by field and by day), some are not there when
they are
called, officers take breaks, a counter opens late. A person is told a wait when the number is taken; both
rules get
the same facts: who waits, who is served since when, the last services of each field.
"""

from __future__ import annotations

import heapq
import math
import random
from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from config.calling import CallingRule
from kiosk.clock import ICT
from kiosk.queue.calling import Caller, QueuePlace, next_place
from kiosk.queue.estimate import Expected, Hall, OpenCounter, expected_wait, interval, outcome, service_time
from tests.queue.zms_estimate import Waiting, zms_waits

FIELDS = {"ho_tich": 11.0, "chung_thuc": 6.0, "dat_dai": 17.0, "cu_tru": 9.0, "bao_tro": 8.0}
"""Mean minutes of a service; nobody published those of a ward, so they are round guesses."""
OPENS, LUNCH, AFTER, CLOSES = 450.0, 690.0, 780.0, 1020.0
LOAD = 0.92
REMEMBERED, AVERAGE_OVER = 1000, 30
_MORNING = datetime(2026, 11, 23, 0, 0, tzinfo=ICT)


@dataclass
class Tally:
    """Counts the told waits, and those inside their intervals."""

    told: int = 0
    inside: int = 0
    zms_inside: int = 0
    width: float = 0.0
    zms_width: float = 0.0


@dataclass
class _Desk:
    caller: Caller
    at: float = 0.0
    serves: str | None = None
    since: float = 0.0
    away: bool = False


@dataclass
class _Told:
    at: float
    expected: Expected
    ours: tuple[int, int]
    zms: tuple[int, int]


@dataclass
class Memory:
    """Holds what a centre remembers from day to day."""

    served: dict[str, deque[float]] = field(
        default_factory=lambda: defaultdict(lambda: deque(maxlen=AVERAGE_OVER))
    )
    outcomes: deque[float] = field(default_factory=lambda: deque(maxlen=REMEMBERED))


def play_days(rule: CallingRule, desks: int, days: int, seed: int) -> Tally:
    """Plays so many days of a centre with so many counters; the first one is only remembered, not counted."""
    random_ = random.Random(f"{seed} {desks}")
    memory, tally = Memory(), Tally()
    for day in range(days + 1):
        told = _Day(rule, desks, random_, memory).play()
        if day:
            _count(tally, told)
    return tally


def _count(tally: Tally, told: list[tuple[_Told, float]]) -> None:
    for one, waited in told:
        tally.told += 1
        tally.inside += one.ours[0] <= waited <= one.ours[1]
        tally.zms_inside += one.zms[0] <= waited <= one.zms[1]
        tally.width += one.ours[1] - one.ours[0]
        tally.zms_width += one.zms[1] - one.zms[0]


class _Day:
    def __init__(self, rule: CallingRule, desks: int, random_: random.Random, memory: Memory) -> None:
        self._rule, self._random, self._memory = rule, random_, memory
        self._pace = {name: random_.lognormvariate(0, 0.15) for name in FIELDS}
        self._desks = [_Desk(Caller(str(one), self._fields_of(one))) for one in range(desks)]
        self._places: dict[str, QueuePlace] = {}
        self._told: dict[str, _Told] = {}
        self._known: list[tuple[_Told, float]] = []
        self._events: list[tuple[float, int, str, object]] = []
        self._turn = count()

    def _fields_of(self, desk: int) -> tuple[str, ...]:
        names = list(FIELDS)
        return (names[desk % len(names)], names[(desk * 2 + 1) % len(names)])

    def play(self) -> list[tuple[_Told, float]]:
        self._people_come()
        for desk in self._desks:
            late = self._random.choice([0, 0, 0, 5, 20])
            for start in (OPENS + late, AFTER):
                self._at(start, "free", desk)
            self._at(self._random.uniform(OPENS + 30, LUNCH), "break", desk)
            self._at(self._random.uniform(AFTER + 30, CLOSES), "break", desk)
        while self._events:
            now, _, kind, what = heapq.heappop(self._events)
            getattr(self, f"_{kind}")(now, what)
        return self._known

    def _at(self, moment: float, kind: str, what: object) -> None:
        heapq.heappush(self._events, (moment, next(self._turn), kind, what))

    def _people_come(self) -> None:
        per_field: dict[str, int] = defaultdict(int)
        for desk in self._desks:
            for name in desk.caller.fields:
                per_field[name] += 1
        hours = (LUNCH - OPENS + CLOSES - AFTER) / 2
        for name, desks in per_field.items():
            capacity = desks * 0.5 * 2 * hours / (FIELDS[name] * self._pace[name])
            for _ in range(int(self._random.gauss(LOAD * capacity, math.sqrt(capacity)))):
                morning = self._random.random() < 0.6
                centre, spread = (OPENS + 70, 60) if morning else (AFTER + 50, 60)
                moment = self._random.gauss(centre, spread)
                low, high = (OPENS, LUNCH - 20) if morning else (AFTER, CLOSES - 20)
                if low <= moment <= high:
                    self._at(moment, "comes", name)

    def _comes(self, now: float, name: object) -> None:
        roll, reason, due = self._random.random(), None, None
        if roll < 0.12:
            reason = self._random.choice(["elderly", "child"])
        elif roll < 0.25:
            due = _moment(round((now + self._random.uniform(0, 25)) / 10) * 10)
        number = next(self._turn)
        place = QueuePlace(str(number), str(name), _moment(now), number, reason, due)
        self._tell(place, now)
        self._places[place.ticket] = place
        for desk in self._desks:
            if desk.serves is None and not desk.away and desk.at <= now and place.field in desk.caller.fields:
                self._at(now, "free", desk)

    def _tell(self, place: QueuePlace, now: float) -> None:
        times = {name: time for name in FIELDS if (time := service_time(list(self._memory.served[name])))}
        counters = [
            OpenCounter(desk.caller, desk.serves, now - desk.since) for desk in self._desks if not desk.away
        ]
        lunch = [(_moment(LUNCH), _moment(AFTER))]
        waiting = self._places.values()
        hall = Hall(self._rule, counters, times, _moment(now), lunch)
        expected = expected_wait(hall, waiting, place)
        if expected is None or place.appointment is not None:
            return
        queue = [_as_zms(one, now) for one in self._places.values() if one.field == place.field]
        serving = [one for one in counters if place.field in one.caller.fields]
        zms = zms_waits([*queue, Waiting(place.ticket)], times[place.field].mean, len(serving))[place.ticket]
        told = _Told(
            now, expected, interval(expected, self._memory.outcomes), (zms.optimistic, zms.pessimistic)
        )
        self._told[place.ticket] = told

    def _free(self, now: float, what: object) -> None:
        desk = what
        assert isinstance(desk, _Desk)
        if desk.serves is not None or desk.away or LUNCH <= now < AFTER:
            return
        desk.at = now
        chosen = next_place(self._rule, self._places.values(), desk.caller, _moment(now))
        if chosen is None:
            due = [one for one in self._places.values() if one.field in desk.caller.fields]
            if due:
                self._at(now + 1, "free", desk)
            return
        place = self._places.pop(chosen.ticket)
        self._called(place, now)
        missing = self._random.random() < 0.05
        mean = FIELDS[place.field] * self._pace[place.field]
        lasts = 1.5 if missing else self._random.lognormvariate(math.log(mean) - 0.22, 0.66)
        desk.serves, desk.since = place.field, now
        if not missing:
            self._memory.served[place.field].append(lasts)
        self._at(now + lasts, "done", desk)

    def _called(self, place: QueuePlace, now: float) -> None:
        told = self._told.pop(place.ticket, None)
        if told is None:
            return
        waited = now - told.at
        self._known.append((told, waited))
        self._memory.outcomes.append(outcome(told.expected, waited))

    def _done(self, now: float, desk: object) -> None:
        assert isinstance(desk, _Desk)
        desk.serves = None
        self._at(now + 0.3, "free", desk)

    def _break(self, now: float, desk: object) -> None:
        assert isinstance(desk, _Desk)
        desk.away = True
        self._at(now + self._random.uniform(5, 15), "back", desk)

    def _back(self, now: float, desk: object) -> None:
        assert isinstance(desk, _Desk)
        desk.away = False
        self._at(now, "free", desk)


def _moment(minutes: float) -> datetime:
    return _MORNING + timedelta(minutes=minutes)


def _as_zms(place: QueuePlace, now: float) -> Waiting:
    due = None if place.appointment is None else (place.appointment - _moment(now)) / timedelta(minutes=1)
    return Waiting(place.ticket, due)
