"""A dossier that waits is answered within one working day: office hours that are left, stuck ones first."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from config.calendar import Calendar
from config.hours import Closing, OpeningHours, Timetable
from kiosk.catalogue.deadlines import answer_by, working_time
from kiosk.clock import ICT
from tests.hub.conftest import Centre
from tests.hub.scene import MORNING, birth_dossier, hand_over, officer_client
from tests.hub.test_dossiers_over_http import decide

CALENDAR = Calendar(days_off={date(2026, 11, 25): "Ngày nghỉ MẪU"}, workdays={date(2026, 11, 28): "Làm bù"})
TABLE = Timetable(CALENDAR)
SHORT = Timetable(CALENDAR, OpeningHours(tuesday=("08:00-11:00",), thursday=("08:00-11:00", "13:00-16:30")))
CLOSED = Timetable(CALENDAR, closings=(Closing(first=date(2026, 11, 24), why="Mất điện"),))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ICT)


@pytest.mark.parametrize(
    ("handed_in", "timetable", "until"),
    [
        (at(23, 7), TABLE, at(24, 17)),  # Monday
        (at(23, 23, 59), TABLE, at(24, 17)),
        (at(24, 9), TABLE, at(26, 17)),  # Wednesday is a day off
        (at(27, 9), TABLE, at(28, 17)),  # the Saturday is worked
        (at(28, 9), TABLE, at(30, 17)),
        (at(23, 9), SHORT, at(24, 11)),
        (at(24, 9), SHORT, at(26, 16, 30)),
        (at(23, 9), CLOSED, at(26, 17)),
        (datetime(2026, 12, 31, 9, tzinfo=ICT), TABLE, None),  # the calendar ends
    ],
)
def test_an_answer_comes_by_the_end_of_the_next_working_day(
    handed_in: datetime, timetable: Timetable, until: datetime | None
) -> None:
    assert answer_by(handed_in, timetable) == until


@pytest.mark.parametrize(
    ("since", "until", "minutes"),
    [
        (at(23, 9), at(23, 10, 30), 90),
        (at(23, 9), at(23, 9), 0),
        (at(23, 11), at(23, 13, 15), 45),  # over lunch
        (at(23, 9), at(24, 17), 150 + 240 + 480),
        (at(24, 16), at(26, 8), 60 + 30),  # over a day off
        (at(23, 18), at(24, 7), 0),
        (at(23, 10, 30), at(23, 9), -90),
    ],
)
def test_office_hours_alone_count(since: datetime, until: datetime, minutes: int) -> None:
    assert working_time(since, until, TABLE) == timedelta(minutes=minutes)


def waiting(centre: Centre) -> list[Any]:
    with officer_client(centre.address) as officer:
        found: list[Any] = officer.get("/v1/dossiers?state=waiting_check&lang=en").json()["dossiers"]
    return found


def test_the_list_says_how_long_is_left_and_what_is_overdue_stands_first(centre: Centre) -> None:
    first, second = birth_dossier(at=MORNING), birth_dossier(at=MORNING - timedelta(days=3))
    for one in (first, second):
        hand_over(centre.kiosk, one)
    assert [(one["id"], one["clock"]["over"], one["clock"]["text"]) for one in waiting(centre)] == [
        (second.id, False, "6 h 30 min of office hours left"),
        (first.id, False, "14 h 30 min of office hours left"),
    ]
    centre.clock.advance(timedelta(hours=8, minutes=30).total_seconds())  # 17:30
    overdue, fresh = waiting(centre)
    assert (overdue["id"], overdue["clock"]["over"]) == (second.id, True)
    assert overdue["clock"]["text"] == "overdue by 0 h 0 min of office hours"
    assert (fresh["clock"]["left_minutes"], fresh["clock"]["over"]) == (480, False)
    centre.clock.advance(timedelta(hours=15).total_seconds())  # 8:30 on the next day
    assert waiting(centre)[0]["clock"]["text"] == "overdue by 1 h 0 min of office hours"
    assert waiting(centre)[0]["clock"]["left_minutes"] == -60


def test_the_clock_stands_once_an_officer_has_answered(centre: Centre) -> None:
    dossier = birth_dossier()
    hand_over(centre.kiosk, dossier)
    asked = decide(centre.officer, dossier, "supplement", reason="Thiếu", papers=["authorisation"])
    assert asked.json()["dossier"]["clock"] is None
    assert decide(centre.officer, dossier, "accept").json()["dossier"]["clock"] is None


def test_a_dossier_that_came_late_from_its_kiosk_counts_from_the_hand_in(centre: Centre) -> None:
    dossier = birth_dossier(at=MORNING - timedelta(days=4))
    hand_over(centre.kiosk, dossier)
    assert waiting(centre)[0]["clock"]["until"] == "2026-11-20T17:00:00+07:00"
    assert waiting(centre)[0]["clock"]["over"] is True
