"""When the result is due, from the moment an officer accepts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given

from config.calendar import Calendar
from config.load import PROCEDURES
from config.text import Text
from kiosk.catalogue.catalogue import open_catalogue
from kiosk.catalogue.deadlines import SAME_DAY, due
from kiosk.catalogue.procedure import TimeLimit
from kiosk.catalogue.sources import Sources
from kiosk.clock import ICT
from kiosk.language.messages import Messages
from tests.centres import SAIGON
from ui.commands import MESSAGES

CALENDAR = SAIGON.calendar
BIRTH = open_catalogue(Sources(PROCEDURES)).procedures["1.001193"].times[0]
WORDS = Messages.from_folder(MESSAGES)
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 10, 1), timezones=st.just(ICT))  # noqa: DTZ001


def limit(quantity: int | None, unit: str = "working_day") -> TimeLimit:
    return TimeLimit.model_validate(
        {"source": "x", "case": Text(vi="a", en="a"), "quantity": quantity, "unit": unit}
    )


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ICT)


@pytest.mark.parametrize(
    ("received", "day", "same_day"),
    [
        ("2026-11-20T08:00", "2026-11-20", True),
        ("2026-11-20T15:00", "2026-11-20", True),
        ("2026-11-20T15:00:01", "2026-11-23", False),
        ("2026-11-23T16:30", "2026-11-25", False),
        ("2026-11-21T09:00", "2026-11-23", False),
        ("2026-08-22T09:00", "2026-08-22", True),
        ("2026-02-13T15:30", "2026-02-23", False),
    ],
    ids=["morning", "at three", "after three", "holiday next", "Saturday", "make-up Saturday", "before Tet"],
)
def test_a_birth_is_registered_the_same_day_until_three(received: str, day: str, same_day: bool) -> None:
    found = due(at(received), BIRTH, CALENDAR)
    assert (found.day, found.rule == SAME_DAY) == (date.fromisoformat(day), same_day)


def test_the_rule_is_told_in_both_languages() -> None:
    late = due(at("2026-11-20T16:00"), BIRTH, CALENDAR)
    assert late.line("vi", WORDS) == "Nhận sau 15 giờ: trả kết quả vào ngày làm việc tiếp theo"
    assert late.line("en", WORDS) == "Received after 15:00: result on the next working day"
    assert "3 ngày làm việc" in due(at("2026-11-20T16:00"), limit(3), CALENDAR).line("vi", WORDS)


def test_working_days_leave_out_the_day_of_receipt_and_days_off() -> None:
    assert due(at("2026-11-20T09:00"), limit(3), CALENDAR).day == date(2026, 11, 26)


def test_calendar_days_that_end_on_a_day_off_move_on() -> None:
    assert due(at("2026-11-17T09:00"), limit(4, "day"), CALENDAR).day == date(2026, 11, 23)
    assert due(at("2026-11-16T09:00"), limit(4, "day"), CALENDAR).day == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("received", "hours", "day"),
    [
        ("2026-11-19T07:30", 8, "2026-11-19"),
        ("2026-11-19T07:31", 8, "2026-11-20"),
        ("2026-11-19T12:00", 4, "2026-11-19"),
        ("2026-11-20T16:00", 2, "2026-11-23"),
        ("2026-11-21T09:00", 1, "2026-11-23"),
    ],
)
def test_hours_are_office_hours(received: str, hours: int, day: str) -> None:
    assert due(at(received), limit(hours, "hour"), CALENDAR).day == date.fromisoformat(day)


def test_what_is_not_published_is_not_promised() -> None:
    found = due(at("2026-11-20T09:00"), limit(None), CALENDAR)
    assert found.day is None
    assert found.line("vi", WORDS) == "Chưa công bố thời hạn"


def test_a_moment_without_a_zone_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="time zone"):
        due(datetime(2026, 11, 20, 9), BIRTH, CALENDAR)  # noqa: DTZ001


@given(MOMENTS, st.integers(1, 30), st.sampled_from(["hour", "day", "working_day"]))
def test_a_due_day_is_a_working_day_and_never_before_receipt(
    received: datetime, quantity: int, unit: str
) -> None:
    day = due(received, limit(quantity, unit), CALENDAR).day
    assert day is not None
    assert CALENDAR.is_working(day)
    assert day >= received.date()


@given(MOMENTS, st.integers(1, 30), st.sampled_from(["hour", "day", "working_day"]), st.integers(0, 600))
def test_later_received_is_never_sooner_due(
    received: datetime, quantity: int, unit: str, minutes: int
) -> None:
    first = due(received, limit(quantity, unit), CALENDAR).day
    second = due(received + timedelta(minutes=minutes), limit(quantity, unit), CALENDAR).day
    assert first is not None
    assert second is not None
    assert first <= second


def test_the_wall_clock_of_the_centre_counts() -> None:
    morning_there = datetime(2026, 11, 20, 7, 59, tzinfo=UTC)
    assert due(morning_there.astimezone(ICT), BIRTH, CALENDAR).rule == SAME_DAY


@pytest.mark.parametrize(
    ("received", "quantity", "unit", "day"),
    [
        ("2027-12-28T09:00", 3, "working_day", "2027-12-31"),
        ("2027-12-28T09:00", 4, "working_day", None),
        ("2028-01-21T09:00", 3, "working_day", None),
        ("2027-12-28T09:00", 5, "day", None),
        ("2027-12-31T16:00", 8, "hour", None),
        ("2028-02-01T09:00", 1, "hour", None),
    ],
)
def test_no_day_is_promised_after_the_days_off_are_known(
    received: str, quantity: int, unit: str, day: str | None
) -> None:
    """The report's 26 January 2028 is the first day of Tết."""
    found = due(at(received), limit(quantity, unit), CALENDAR)
    assert found.day == (date.fromisoformat(day) if day else None)
    assert ("2027" in found.line("vi", WORDS)) is (day is None)


def test_a_same_day_procedure_is_no_exception() -> None:
    assert due(at("2028-01-26T09:00"), BIRTH, CALENDAR).day is None
    assert due(at("2027-12-31T16:00"), BIRTH, CALENDAR).day is None


def test_a_centre_without_days_off_promises_nothing() -> None:
    assert due(at("2026-11-20T09:00"), limit(3), Calendar(days_off={}, workdays={})).day is None
