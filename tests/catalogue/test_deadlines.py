"""When the result is due, from the moment an officer accepts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given

from config.calendar import Calendar
from config.hours import Closing, OpeningHours, Timetable
from config.load import PROCEDURES
from config.text import Text
from kiosk.catalogue.deadlines import AFTER_CALENDAR, SAME_DAY, DueBasis, Pause, due, extended
from kiosk.catalogue.procedure import TimeLimit
from kiosk.catalogue.sources import Sources
from kiosk.clock import ICT
from kiosk.language.messages import Messages
from tests.catalogues import opened
from tests.centres import SAIGON
from ui.commands import MESSAGES

CALENDAR = SAIGON.timetable.calendar
TIMES = Timetable(CALENDAR)
BIRTH = opened(Sources(PROCEDURES)).procedures["1.001193"].times[0]
WORDS = Messages.from_folder(MESSAGES)
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 8, 1), timezones=st.just(ICT))  # noqa: DTZ001


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
    found = due(at(received), BIRTH, TIMES)
    assert (found.day, found.rule == SAME_DAY) == (date.fromisoformat(day), same_day)


def test_the_rule_is_told_in_both_languages() -> None:
    late = due(at("2026-11-20T16:00"), BIRTH, TIMES)
    assert late.line("vi", WORDS) == "Nhận sau 15 giờ: trả kết quả vào ngày làm việc tiếp theo"
    assert late.line("en", WORDS) == "Received after 15:00: result on the next working day"
    assert "3 ngày làm việc" in due(at("2026-11-20T16:00"), limit(3), TIMES).line("vi", WORDS)


def test_working_days_leave_out_the_day_of_receipt_and_days_off() -> None:
    assert due(at("2026-11-20T09:00"), limit(3), TIMES).day == date(2026, 11, 26)


def test_calendar_days_that_end_on_a_day_off_move_on() -> None:
    assert due(at("2026-11-17T09:00"), limit(4, "day"), TIMES).day == date(2026, 11, 23)
    assert due(at("2026-11-16T09:00"), limit(4, "day"), TIMES).day == date(2026, 11, 20)


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
    assert due(at(received), limit(hours, "hour"), TIMES).day == date.fromisoformat(day)


def test_what_is_not_published_is_not_promised() -> None:
    found = due(at("2026-11-20T09:00"), limit(None), TIMES)
    assert found.day is None
    assert found.line("vi", WORDS) == "Chưa công bố thời hạn"


def test_a_moment_without_a_zone_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="time zone"):
        due(datetime(2026, 11, 20, 9), BIRTH, TIMES)  # noqa: DTZ001


@given(MOMENTS, st.integers(1, 30), st.sampled_from(["hour", "day", "working_day"]))
def test_a_due_day_is_a_working_day_and_never_before_receipt(
    received: datetime, quantity: int, unit: str
) -> None:
    day = due(received, limit(quantity, unit), TIMES).day
    assert day is not None
    assert CALENDAR.is_working(day)
    assert day >= received.date()


@given(MOMENTS, st.integers(1, 30), st.sampled_from(["hour", "day", "working_day"]), st.integers(0, 600))
def test_later_received_is_never_sooner_due(
    received: datetime, quantity: int, unit: str, minutes: int
) -> None:
    first = due(received, limit(quantity, unit), TIMES).day
    second = due(received + timedelta(minutes=minutes), limit(quantity, unit), TIMES).day
    assert first is not None
    assert second is not None
    assert first <= second


def test_the_wall_clock_of_the_centre_counts() -> None:
    morning_there = datetime(2026, 11, 20, 7, 59, tzinfo=UTC)
    assert due(morning_there.astimezone(ICT), BIRTH, TIMES).rule == SAME_DAY


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
    found = due(at(received), limit(quantity, unit), TIMES)
    assert found.day == (date.fromisoformat(day) if day else None)
    assert ("2027" in found.line("vi", WORDS)) is (day is None)


def test_a_same_day_procedure_is_no_exception() -> None:
    assert due(at("2028-01-26T09:00"), BIRTH, TIMES).day is None
    assert due(at("2027-12-31T16:00"), BIRTH, TIMES).day is None


def test_a_centre_without_days_off_promises_nothing() -> None:
    assert due(at("2026-11-20T09:00"), limit(3), Timetable(Calendar(days_off={}, workdays={}))).day is None


# --- worked by hand: Tết 2026 ------------------------------------------------------------
# February 2026: 14, 15 are Saturday and Sunday, 16 to 20 (Monday to Friday) the days of Tết, 21, 22 again a
# week-end. So 13 (Friday) is the last working day before and 23 (Monday) the first after.
TET = [
    # After Friday 13: 1 = Mon 23, 2 = Tue 24, 3 = Wed 25.
    ("2026-02-13T09:00", 3, "working_day", "2026-02-25"),
    # After Thursday 12: 1 = Fri 13, 2 = Mon 23.
    ("2026-02-12T16:59", 2, "working_day", "2026-02-23"),
    # Received in Tết itself (Wednesday 18): 1 = Mon 23.
    ("2026-02-18T10:00", 1, "working_day", "2026-02-23"),
    # Ten working days after Monday 9: 10 11 12 13 | 23 24 25 26 27 | 2 March is the tenth.
    ("2026-02-09T08:00", 10, "working_day", "2026-03-02"),
    # Five days of the calendar after 13 end on Wednesday 18, in Tết: the next working day.
    ("2026-02-13T09:00", 5, "day", "2026-02-23"),
    # Eleven end on Tuesday 24, a working day.
    ("2026-02-13T09:00", 11, "day", "2026-02-24"),
    # Friday 13, 16:00: one hour until 17:00, seven more from Monday 23, 7:30: 4 until 11:30, 3 until 16:00.
    ("2026-02-13T16:00", 8, "hour", "2026-02-23"),
    # Nine from there: eight on Monday 23 fill the day to 17:00. Ten reach Tuesday 24.
    ("2026-02-13T16:00", 9, "hour", "2026-02-23"),
    ("2026-02-13T16:00", 10, "hour", "2026-02-24"),
]
# --- the swap: Saturday 22 August is worked, Monday 31 August is off, 1 and 2 September are National Da
SWAP = [
    # After Friday 21: 1 = Saturday 22, worked; 2 = Mon 24.
    ("2026-08-21T09:00", 1, "working_day", "2026-08-22"),
    ("2026-08-21T09:00", 2, "working_day", "2026-08-24"),
    # After Saturday 22: 1 = Mon 24.
    ("2026-08-22T09:00", 1, "working_day", "2026-08-24"),
    # After Friday 28: 29, 30 week-end, 31 off, 1 and 2 off; 1 = Thu 3 September, 2 = Fri 4.
    ("2026-08-28T09:00", 1, "working_day", "2026-09-03"),
    ("2026-08-28T09:00", 2, "working_day", "2026-09-04"),
    # Three days of the calendar after Friday 28 end on Monday 31, off: Thursday 3.
    ("2026-08-28T09:00", 3, "day", "2026-09-03"),
    # One day after Friday 21 is Saturday 22, which is worked.
    ("2026-08-21T09:00", 1, "day", "2026-08-22"),
    # Friday 21, 16:00: one hour that day, one on the Saturday that is worked.
    ("2026-08-21T16:00", 2, "hour", "2026-08-22"),
    # Ten fill Saturday 22 (8 hours) and go on to Monday 24.
    ("2026-08-21T16:00", 10, "hour", "2026-08-24"),
]


@pytest.mark.parametrize(("received", "quantity", "unit", "day"), [*TET, *SWAP])
def test_worked_by_hand(received: str, quantity: int, unit: str, day: str) -> None:
    assert due(at(received), limit(quantity, unit), TIMES).day == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("received", "day"),
    [
        ("2026-02-13T15:01", "2026-02-23"),  # after three on the last day before Tết
        ("2026-08-22T15:00", "2026-08-22"),  # the Saturday is worked, in time
        ("2026-08-22T15:01", "2026-08-24"),  # late: Monday
        ("2026-08-28T15:01", "2026-09-03"),  # late: Monday 31 and National Day are off
        ("2026-08-31T09:00", "2026-09-03"),
    ],
)
def test_same_day_worked_by_hand(received: str, day: str) -> None:
    assert due(at(received), BIRTH, TIMES).day == date.fromisoformat(day)


# --- a supplement is awaited ------------------------------------------------------------


def pause(asked: str, came: str | None = None) -> Pause:
    return Pause(at(asked), at(came) if came else None)


@pytest.mark.parametrize(
    ("unit", "quantity", "day"),
    [
        # Received Mon 2 November. Counted without: 3 4 5 6 9. Asked on Wed 4, came on Fri 6: these and Thu 5
        # do not count. So 3, 9, 10, 11, 12.
        ("working_day", 5, "2026-11-12"),
        # 3, 7 (Saturday), 8, 9, 10.
        ("day", 5, "2026-11-10"),
        # Mon 2 has 8 hours left from 7:30, Tue 3 has 8, Wed 4 until 9:30 has 2, Fri 6 from 15:00 has 2: 20.
        ("hour", 20, "2026-11-06"),
        ("hour", 21, "2026-11-09"),
    ],
)
def test_a_supplement_stops_the_time(unit: str, quantity: int, day: str) -> None:
    awaited = pause("2026-11-04T09:30", "2026-11-06T15:00")
    found = due(at("2026-11-02T07:30"), limit(quantity, unit), TIMES, pauses=[awaited])
    assert found.day == date.fromisoformat(day)


def test_while_it_is_awaited_no_day_is_promised() -> None:
    found = due(at("2026-11-02T08:00"), limit(5), TIMES, pauses=[pause("2026-11-04T09:00")])
    assert found.day is None
    assert found.line("vi", WORDS) == "Tạm dừng tính thời hạn cho đến khi nhận được giấy tờ bổ sung"
    last = due(at("2026-11-02T08:00"), limit(2), TIMES, pauses=[pause("2026-11-04T09:00")])
    assert last.day is None, "asked for on the last day"
    later = due(at("2026-11-02T08:00"), limit(1), TIMES, pauses=[pause("2026-11-04T09:00")])
    assert later.day == date(2026, 11, 3), "asked for after the day was over"


def test_a_same_day_matter_counts_from_the_supplement() -> None:
    awaited = pause("2026-11-04T09:00", "2026-11-06T15:30")
    assert due(at("2026-11-04T08:00"), BIRTH, TIMES, pauses=[awaited]).day == date(2026, 11, 9)


DAYS_LATER = st.integers(0, 60)


@given(MOMENTS, st.integers(1, 30), DAYS_LATER, DAYS_LATER)
def test_a_pause_adds_exactly_the_working_days_it_covers(
    received: datetime, quantity: int, ask: int, wait: int
) -> None:
    asked = received + timedelta(days=ask)
    awaited = Pause(asked, asked + timedelta(days=wait))
    plain = due(received, limit(quantity), TIMES).day
    paused = due(received, limit(quantity), TIMES, pauses=[awaited]).day
    assert plain is not None
    assert paused is not None
    first = max(asked.date(), received.date() + timedelta(days=1))
    covered = [first + timedelta(days=more) for more in range((asked.date() - first).days + wait + 1)]
    lost = sum(CALENDAR.is_working(day) for day in covered) if asked.date() <= plain else 0
    assert paused == CALENDAR.after(plain, lost)
    assert not awaited.covers(paused) or asked.date() > plain


@given(MOMENTS, st.integers(1, 30), st.sampled_from(["hour", "day", "working_day"]), DAYS_LATER, DAYS_LATER)
def test_a_pause_never_brings_the_day_forward(
    received: datetime, quantity: int, unit: str, ask: int, wait: int
) -> None:
    asked = received + timedelta(days=ask, minutes=7)
    plain = due(received, limit(quantity, unit), TIMES).day
    paused = due(received, limit(quantity, unit), TIMES, pauses=[Pause(asked, asked + timedelta(wait))]).day
    assert plain is not None
    assert paused is not None
    assert plain <= paused
    assert CALENDAR.is_working(paused)


# --- closings, hours of a field, extension ------------------------------------------------------------

CLOSED = Timetable(
    CALENDAR,
    closings=(
        Closing(first=date(2026, 11, 26), last=date(2026, 11, 27), why="MẪU"),
        Closing(first=date(2026, 11, 30), fields=("dat_dai",), why="MẪU"),
    ),
)


def test_no_day_is_promised_on_which_the_office_is_closed() -> None:
    """After Friday 20: 23, 25, 26 (24 is a day off); 26, 27 are closed, so Monday 30; land: Tuesday 1."""
    found = due(at("2026-11-20T09:00"), limit(3), CLOSED)
    assert (found.day, found.closed_on) == (date(2026, 11, 30), date(2026, 11, 26))
    assert found.line("vi", WORDS).endswith("; ngày 26/11/2026 nghỉ nên dời sang ngày sau")
    assert due(at("2026-11-20T09:00"), limit(3), CLOSED, "dat_dai").day == date(2026, 12, 1)
    assert due(at("2026-11-20T09:00"), limit(3), CLOSED, "ho_tich").day == date(2026, 11, 30)


@given(
    MOMENTS,
    st.integers(1, 20),
    st.sampled_from(["hour", "day", "working_day"]),
    st.lists(st.tuples(st.dates(date(2025, 1, 1), date(2027, 10, 1)), st.integers(0, 20)), max_size=5),
)
def test_never_on_a_closed_day(
    received: datetime, quantity: int, unit: str, closed: list[tuple[date, int]]
) -> None:
    closings = tuple(
        Closing(first=first, last=first + timedelta(days=more), why="MẪU") for first, more in closed
    )
    found = due(received, limit(quantity, unit), Timetable(CALENDAR, closings=closings))
    assert found.day is not None
    assert CALENDAR.is_working(found.day)
    assert not any(closing.covers(found.day, None) for closing in closings)
    plain = due(received, limit(quantity, unit), TIMES).day
    assert plain is not None
    assert found.day >= plain


def test_a_centre_that_is_closed_to_the_calendar_s_end_promises_nothing() -> None:
    shut = Timetable(CALENDAR, closings=(Closing(first=date(2026, 1, 1), last=date(2028, 1, 1), why="MẪU"),))
    assert due(at("2026-11-20T09:00"), limit(3), shut).rule == AFTER_CALENDAR


def test_hours_are_those_that_the_field_keeps() -> None:
    """Half days, 7:30 to 11:30: four hours a day. Eight from Thursday morning end on Friday."""
    half = OpeningHours.model_validate(dict.fromkeys(("thursday", "friday"), ("07:30-11:30",)))
    times = Timetable(CALENDAR, field_hours={"dat_dai": half})
    assert due(at("2026-11-19T07:30"), limit(8, "hour"), times, "dat_dai").day == date(2026, 11, 20)
    assert due(at("2026-11-19T07:30"), limit(8, "hour"), times, "ho_tich").day == date(2026, 11, 19)


def test_saturday_mornings_serve_but_count_for_no_deadline() -> None:
    hours = dict.fromkeys(("monday", "friday"), ("07:30-11:30", "13:00-17:00"))
    times = Timetable(CALENDAR, OpeningHours.model_validate({**hours, "saturday": ("07:30-11:30",)}))
    assert [str(session) for session in times.sessions(date(2026, 11, 21)) or ()] == ["07:30-11:30"]
    assert due(at("2026-11-20T16:00"), limit(2, "hour"), times).day == date(2026, 11, 23)
    assert due(at("2026-11-21T08:00"), BIRTH, times).day == date(2026, 11, 23)


def test_an_extension_names_a_later_open_day() -> None:
    earlier = due(at("2026-11-20T09:00"), limit(1), CLOSED)
    assert extended(earlier, date(2026, 11, 26), CLOSED).day == date(2026, 11, 30)
    assert extended(earlier, date(2026, 11, 28), TIMES).day == date(2026, 11, 30)
    assert extended(earlier, date(2028, 1, 10), TIMES).rule == AFTER_CALENDAR
    assert "xin lỗi" in extended(earlier, date(2026, 11, 26), TIMES).line("vi", WORDS)
    with pytest.raises(ValueError, match="after the day"):
        extended(earlier, date(2026, 11, 23), TIMES)


def test_what_a_day_was_computed_by_is_kept_whole() -> None:
    for found in (
        due(at("2026-11-20T09:00"), limit(3), CLOSED),
        due(at("2026-11-20T16:00"), BIRTH, TIMES),
        due(at("2027-12-31T16:00"), BIRTH, TIMES),
    ):
        kept = DueBasis.model_validate_json(DueBasis.of(found, BIRTH, "3 (abc)").model_dump_json())
        assert kept.due(found.day) == found
        assert (kept.limit, kept.edition) == (BIRTH, "3 (abc)")
