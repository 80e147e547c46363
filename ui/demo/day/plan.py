"""Invents a day: who comes when, for what, how long a service lasts, who is not there, when officers rest.

Nobody has published such times of a ward, so the means are round guesses; arrivals have a peak in each half
of the day. The same seed gives the same day.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from config.hours import DAYS
from kiosk.clock import ICT

DAY = datetime(2026, 11, 25, tzinfo=ICT)
"""A Wednesday; the 24th is a day off."""
SESSIONS = ("07:30-11:30", "13:00-17:00")
OPENS, NOON, AFTER, CLOSES = 450.0, 690.0, 780.0, 1020.0
"""Minutes since midnight."""
SERVICE = {
    "ho_tich": 9.0,
    "chung_thuc": 5.0,
    "cu_tru": 7.0,
    "dat_dai": 14.0,
    "kinh_doanh": 10.0,
    "bao_tro": 8.0,
    "huong_dan": 3.0,
}
"""Mean minutes of a service by field."""
SHARE = {
    "ho_tich": 0.22,
    "chung_thuc": 0.27,
    "cu_tru": 0.17,
    "dat_dai": 0.1,
    "kinh_doanh": 0.06,
    "bao_tro": 0.08,
    "huong_dan": 0.1,
}
"""Which part of the citizens comes for a field."""
COUNTERS = {
    "1": ("Chứng thực", "Certification", ("chung_thuc",)),
    "2": ("Đất đai, xây dựng", "Land and building", ("dat_dai", "kinh_doanh")),
    "3": ("Hộ tịch", "Civil status", ("ho_tich",)),
    "4": ("Kinh doanh, xã hội", "Business and social support", ("kinh_doanh", "bao_tro")),
    "5": ("Cư trú, nhận kết quả", "Residence, collect", ("cu_tru", "nop_ho_so", "ho_tich")),
    "6": ("Hướng dẫn", "Guidance", ("huong_dan", "bao_tro")),
    "7": ("Dự phòng", "Spare", ("chung_thuc", "ho_tich", "cu_tru")),
}
"""The counters by number: names and fields."""
SPARE = "7"
"""Nobody sits there until it is needed."""
REASONS = ("elderly", "pregnant", "child", "disabled")
PAUSE = "Nghỉ giải lao"
JAM = (9 * 60 + 30.0, 10 * 60 + 15.0)
"""So long the counters of `STUCK` stand still, and twice as many citizens come."""
STUCK, STUCK_WHY = ("1", "3"), "Cổng dịch vụ công không trả lời"
SPARE_OPENS = JAM[0] + 20
AWAY = (NOON - 32, NOON - 24)
"""The hub is off then."""


@dataclass(frozen=True, slots=True)
class Comer:
    """Describes who comes: when (minutes), for what, and what they will do. `absent`: is not there when first
    called; `gone`: never is; `patience`: after so many minutes of waiting they give up; `fetches`: goes for a
    paper in the middle; `handed_on`: to this field in the end; `stars`: the rating, if any.
    """

    at: float
    field: str
    lasts: float
    walks_s: float
    priority: str | None = None
    english: bool = False
    absent: bool = False
    gone: bool = False
    patience: float = math.inf
    fetches: float | None = None
    handed_on: str | None = None
    stars: int | None = None
    rates: bool = False


@dataclass(frozen=True, slots=True)
class Booked:
    """Describes an appointment: for when, and when its holder comes; never, where `comes` is None."""

    at: float
    field: str
    comes: float | None


@dataclass(frozen=True, slots=True)
class Rest:
    """Describes a pause of an officer."""

    counter: str
    at: float
    minutes: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Holds a whole day."""

    comers: tuple[Comer, ...]
    booked: tuple[Booked, ...]
    rests: tuple[Rest, ...]


def plan(people: int, seed: int) -> Plan:
    """Invents the day of about so many citizens."""
    chance = random.Random(seed)
    comers = sorted((_comer(chance, at) for at in _arrivals(chance, people)), key=lambda one: one.at)
    return Plan(tuple(comers), tuple(_appointments(chance, people)), tuple(_rests(chance)))


def moment(minutes: float) -> datetime:
    """Gives the time of the day that lies so many minutes after midnight."""
    return DAY + timedelta(minutes=minutes)


def _arrivals(chance: random.Random, people: int) -> Iterator[float]:
    """Gives when each comes; in the jam come some ten in a hundred more, some while the hub is away."""
    for turn in range(people):
        if turn % 11 == 10:
            yield chance.uniform(*(AWAY if turn % 33 == 32 else JAM))
        elif chance.random() < 0.6:
            yield min(max(chance.gauss(OPENS + 75, 55), OPENS - 8), NOON - 15)
        else:
            yield min(max(chance.gauss(AFTER + 60, 55), AFTER - 8), CLOSES - 25)


def _comer(chance: random.Random, at: float) -> Comer:
    field = chance.choices(list(SHARE), list(SHARE.values()))[0]
    roll = chance.random()
    return Comer(
        at=at,
        field=field,
        lasts=_service(chance, field),
        walks_s=chance.uniform(8, 50),
        priority=chance.choice(REASONS) if chance.random() < 0.12 else None,
        english=chance.random() < 0.04,
        absent=roll < 0.05,
        gone=roll < 0.02,
        patience=chance.uniform(40, 90) if 0.05 <= roll < 0.1 else math.inf,
        fetches=chance.uniform(6, 20) if 0.1 <= roll < 0.14 else None,
        handed_on="chung_thuc" if 0.14 <= roll < 0.17 and field not in ("chung_thuc", "huong_dan") else None,
        stars=chance.choices((5, 4, 3, 2, 1, None), (50, 25, 10, 5, 3, 7))[0],
        rates=chance.random() < 0.35,
    )


def _service(chance: random.Random, field: str) -> float:
    """Gives the minutes of a service: lognormal about the field's mean."""
    return chance.lognormvariate(math.log(SERVICE[field]) - 0.18, 0.6)


def _appointments(chance: random.Random, people: int) -> Iterator[Booked]:
    """Gives appointments at different slots: most come in time, one too early, one late, one never."""
    slots = (540.0, 570.0, 600.0, 630.0, 810.0, 840.0, 870.0, 900.0, 930.0, 960.0)
    for turn, at in enumerate(slots[: max(4, people // 30)]):
        late = {0: -5.0, 1: -90.0, 2: 24.0, 3: None}.get(turn, chance.uniform(-9, 8))
        yield Booked(at, ("ho_tich", "chung_thuc")[turn % 2], None if late is None else at + late)


def _rests(chance: random.Random) -> Iterator[Rest]:
    for counter in COUNTERS:
        if counter not in (SPARE, *STUCK):
            yield Rest(counter, chance.uniform(OPENS + 60, NOON - 45), chance.uniform(5, 12))
        if counter != SPARE:
            yield Rest(counter, chance.uniform(AFTER + 60, CLOSES - 45), chance.uniform(5, 12))


def centre_files() -> dict[str, str]:
    """Gives the files of the centre's own folder: its opening hours, and its counters."""
    hours = ", ".join(f'"{one}"' for one in SESSIONS)
    open_days = "\n".join(f"{day} = [{hours}]" for day in DAYS[:5])
    rows = "\n".join(
        f'[[counter]]\nnumber = "{number}"\nname = {{ vi = "{vi}", en = "{en}" }}\n'
        f"fields = [{', '.join(map(_quoted, fields))}]\n"
        for number, (vi, en, fields) in COUNTERS.items()
    )
    return {
        "centre.toml": f"version = 1\nreserved = [800, 999]\n\n[hours]\n{open_days}\n",
        "counters.toml": rows,
    }


def _quoted(text: str) -> str:
    return f'"{text}"'
