"""Nobody is given a number that would not be served today: the kiosk says why, and when to come instead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from config.calendar import Calendar
from config.hours import Opening, OpeningHours, Timetable
from kiosk.clock import ICT
from kiosk.queue.model import NoTimeLeft
from kiosk.visit import events as ev
from kiosk.visit.journeys.number import FULL, NUMBER, Number, no_time_left, why_full
from kiosk.visit.sayable import sayable
from tests.visits.world import CONTEXT, World

CLOSES = datetime(2026, 11, 23, 11, 30, tzinfo=ICT)
HOURS = OpeningHours(monday=("07:30-11:30",), tuesday=("08:00-11:30",))
WITH_HOURS = replace(CONTEXT, timetable=Timetable(Calendar(days_off={}, workdays={}), HOURS))


def asks(ahead: int) -> World:
    world = World()
    world.gateway.full = NoTimeLeft(ahead, CLOSES)
    world.does(ev.PickedField("ho_tich"), ev.WantsNumber())
    return world


@pytest.mark.parametrize(
    ("ahead", "why"),
    [
        (23, "Hôm nay không kịp nữa vì đang có 23 người chờ trước, mà quầy chỉ làm việc đến 11:30."),
        (0, "Hôm nay không kịp nữa vì quầy chỉ làm việc đến 11:30."),
    ],
)
def test_who_would_not_be_served_is_told_why_and_holds_no_number(ahead: int, why: str) -> None:
    world = asks(ahead)
    assert (world.visit.at, world.visit.ticket, world.visit.problem) == (FULL, None, None)
    assert why_full(world.session.context, world.visit) == why
    assert world.log.events[-1] == ("no_number", {"ahead": ahead, "field": "ho_tich"})


def test_when_to_come_instead_is_the_next_opening_of_the_field() -> None:
    visit = no_time_left(WITH_HOURS, replace(asks(3).visit, field="ho_tich"), NoTimeLeft(3, CLOSES))
    assert visit.of(Number).opens == Opening(date(2026, 11, 24), time(8, 0))


def test_where_nobody_stated_the_hours_no_day_is_promised() -> None:
    assert asks(3).visit.of(Number).opens is None


def test_once_staff_have_lifted_the_limit_the_same_visit_gets_its_number() -> None:
    world = asks(3)
    world.gateway.full = None
    visit = world.does(ev.WantsNumber())
    assert visit.at == NUMBER
    assert visit.ticket is not None
    assert why_full(world.session.context, visit) == ""


def test_what_can_be_done_now_can_be_said() -> None:
    world = asks(3)
    assert [one.deed for one in sayable(world.session.context, world.visit)][:2] == ["search", "show_code"]
