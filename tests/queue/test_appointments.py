"""Slots lie in the opening hours; an arrival is early, in time, late, or of another day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.booking import BookingRule
from config.calendar import Calendar
from config.centre import CentreBundle
from config.hours import Closing, OpeningHours, Timetable
from kiosk.clock import ICT
from kiosk.queue.appointments import arrival, bookable, opens_at, slots_of

MONDAY = date(2026, 11, 23)
HOURS = OpeningHours(monday=("07:30-11:30", "13:00-16:45"), tuesday=("13:00-14:00",))
TIMETABLE = Timetable(Calendar(days_off={}, workdays={}), HOURS)
RULE = BookingRule(
    slot_minutes=30, days_ahead=1, notice_minutes=60, check_in_minutes=45, capacity={"ho_tich": 2}
)
CALLING = CentreBundle.load("26740").calling


def at(text: str, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(text), ICT)


def hours(slots: list[datetime]) -> list[str]:
    return [f"{one:%H:%M}" for one in slots]


def test_slots_lie_whole_within_the_sessions_of_the_day() -> None:
    found = hours(slots_of(RULE, TIMETABLE, "ho_tich", MONDAY))
    assert (found[0], found[7], found[8], found[-1]) == ("07:30", "11:00", "13:00", "16:00")
    assert len(found) == 8 + 7


def test_a_field_of_its_own_hours_and_a_day_that_is_closed_have_other_slots() -> None:
    own = Timetable(
        Calendar(days_off={}, workdays={}),
        HOURS,
        field_hours={"dat_dai": OpeningHours(monday=("08:00-09:00",))},
        closings=(Closing(first=MONDAY, fields=("ho_tich",), why="Họp"),),
    )
    assert hours(slots_of(RULE, own, "dat_dai", MONDAY)) == ["08:00", "08:30"]
    assert slots_of(RULE, own, "ho_tich", MONDAY) == []


def test_where_nobody_stated_the_hours_nothing_is_booked() -> None:
    assert list(bookable(RULE, Timetable(Calendar(days_off={}, workdays={})), "ho_tich", at("09:00"))) == []


def test_what_is_booked_begins_an_hour_from_now_and_no_later_than_the_days_ahead() -> None:
    found = list(bookable(RULE, TIMETABLE, "ho_tich", at("15:00")))
    assert found == [at("16:00"), at("13:00", date(2026, 11, 24)), at("13:30", date(2026, 11, 24))]
    assert next(bookable(RULE, TIMETABLE, "ho_tich", at("15:01"))) == at("13:00", date(2026, 11, 24))


def test_a_field_without_capacity_is_not_booked() -> None:
    assert list(bookable(RULE, TIMETABLE, "dat_dai", at("09:00"))) == []


@pytest.mark.parametrize(
    ("come", "stands"),
    [
        ("08:14", "early"),
        ("08:15", "in_time"),
        ("09:00", "in_time"),
        ("09:15", "in_time"),
        ("09:16", "late"),
        ("16:59", "late"),
    ],
)
def test_an_arrival_is_early_in_time_or_late(come: str, stands: str) -> None:
    assert opens_at(RULE, at("09:00")) == at("08:15")
    assert arrival(CALLING, RULE, at("09:00"), at(come)) == stands


def test_another_day_is_still_to_come_or_over() -> None:
    tuesday = at("13:00", date(2026, 11, 24))
    assert arrival(CALLING, RULE, tuesday, at("13:00")) == "another_day"
    assert arrival(CALLING, RULE, at("13:00"), tuesday) == "over"


@given(st.integers(5, 240), st.integers(0, 23 * 60))
def test_every_slot_is_whole_and_none_overlaps(minutes: int, start: int) -> None:
    first = f"{start // 60:02}:{start % 60:02}"
    timetable = Timetable(Calendar(days_off={}, workdays={}), OpeningHours(monday=(f"{first}-23:59",)))
    rule = BookingRule(slot_minutes=minutes, capacity={"ho_tich": 1})
    found = slots_of(rule, timetable, "ho_tich", MONDAY)
    assert all(later - sooner == rule.slot for sooner, later in pairwise(found))
    ends = at("23:59")
    assert not found or (found[0] == at(first) and ends - rule.slot < found[-1] + rule.slot <= ends)
    assert found or at(first) + timedelta(minutes=minutes) > ends
