"""A citizen asks when the centre serves."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from config.calendar import Calendar
from config.hours import Closing, OpeningHours, Timetable
from config.load import PROCEDURES
from kiosk.catalogue.ranker import Ranker
from kiosk.catalogue.sources import Sources
from kiosk.clock import ICT, VirtualClock
from kiosk.visit.assistant import TurnContext
from robot.hours import Hours
from robot.turn import Robot
from tests.catalogues import opened
from tests.robots import words

TEXTS = words()
WEEK = ("07:30-11:30", "13:00-17:00")
OPEN = OpeningHours(monday=WEEK, tuesday=WEEK, wednesday=WEEK, thursday=WEEK, friday=WEEK, saturday=WEEK[:1])
CALENDAR = Calendar(days_off={date(2026, 12, 1): "MẪU"}, workdays={})
FRIDAY, SUNDAY, DAY_OFF, CLOSED = (
    datetime(2026, *day, 9, tzinfo=ICT) for day in ((11, 27), (11, 29), (12, 1), (11, 26))
)
CLOSING = Closing(first=CLOSED.date(), why="MẪU")


def told(now: datetime, lang: str = "vi", hours: OpeningHours | None = OPEN) -> list[str]:
    timetable = Timetable(CALENDAR, hours, closings=(CLOSING,))
    return (Hours(timetable, VirtualClock(now)).told(lang, TEXTS) or "").splitlines()


def test_on_a_day_with_hours_they_are_told_and_those_of_the_week() -> None:
    assert told(FRIDAY) == [
        "Hôm nay làm việc: 07:30 đến 11:30, 13:00 đến 17:00.",
        "Thứ hai – Thứ sáu: 07:30 đến 11:30, 13:00 đến 17:00.",
        "Thứ bảy: 07:30 đến 11:30.",
        "Chủ nhật: nghỉ.",
    ]


@pytest.mark.parametrize(
    ("now", "opens"),
    [(SUNDAY, "Monday 30/11/2026"), (DAY_OFF, "Wednesday 02/12/2026"), (CLOSED, "Friday 27/11/2026")],
)
def test_on_a_day_without_the_next_one_is_told(now: datetime, opens: str) -> None:
    first, then, *_ = told(now, "en")
    assert first == "Closed today."
    assert then == f"Open next on {opens}: 07:30 to 11:30, 13:00 to 17:00."


def test_where_nobody_stated_them_nothing_is_told() -> None:
    assert told(FRIDAY, hours=None) == []


def test_the_robot_tells_them_aloud_as_well() -> None:
    catalogue = opened(Sources(PROCEDURES))
    hours = Hours(Timetable(CALENDAR, OPEN), VirtualClock(FRIDAY))
    robot = Robot(catalogue, Ranker(catalogue.index), TEXTS, hours=hours)
    reply = robot.reply("hôm nay mấy giờ đóng cửa", TurnContext("vi"))
    assert (reply.action, reply.command, reply.then) == ("do", "hours", None)
    assert reply.text.splitlines() == told(FRIDAY)
    assert "mười bảy giờ" in reply.speech
