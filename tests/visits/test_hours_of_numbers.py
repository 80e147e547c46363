"""Numbers are given while the centre serves; several services in one visit have one number each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from config.calendar import Calendar
from config.hours import Closing, Opening, OpeningHours, Standing, Timetable
from kiosk.clock import ICT, VirtualClock
from kiosk.visit import events as ev
from kiosk.visit.journeys.number import CLOSED, NUMBER, Number
from kiosk.visit.spoken import spoken
from tests.visits.test_birth_registration import to_the_review
from tests.visits.world import CONTEXT, World

WEEK = ("07:30-11:30", "13:00-17:00")
HOURS = OpeningHours(monday=WEEK, tuesday=WEEK, wednesday=WEEK, thursday=WEEK, friday=WEEK, saturday=WEEK[:1])
TIMES = Timetable(
    Calendar(days_off={date(2026, 12, 1): "MẪU"}, workdays={}),
    HOURS,
    {"dat_dai": OpeningHours(monday=("08:00-11:00",))},
    (Closing(first=date(2026, 12, 2), why="MẪU"),),
    timedelta(minutes=30),
)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of the last days of November 2026; the 30th is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ICT)


def world_at(moment: datetime, times: Timetable = TIMES) -> World:
    world = World()
    world.session._clock = VirtualClock(moment)
    world.session.context = replace(CONTEXT, timetable=times)
    return world


@pytest.mark.parametrize(
    ("moment", "standing", "opens"),
    [
        (at(27, 9), Standing.OPEN, None),
        (at(27, 7, 29), Standing.CLOSED, Opening(date(2026, 11, 27), time(7, 30))),
        (at(27, 11, 30), Standing.CLOSED, Opening(date(2026, 11, 27), time(13, 0))),
        (at(27, 11, 10), Standing.OPEN, None),
        (at(27, 16, 29), Standing.OPEN, None),
        (at(27, 16, 30), Standing.ENDING, None),
        (at(27, 17), Standing.CLOSED, Opening(date(2026, 11, 28), time(7, 30))),
        (at(28, 23, 22), Standing.CLOSED, Opening(date(2026, 11, 30), time(7, 30))),
        (at(30, 20), Standing.CLOSED, Opening(date(2026, 12, 3), time(7, 30))),
    ],
)
def test_the_centre_stands_open_ending_or_closed(
    moment: datetime, standing: Standing, opens: Opening | None
) -> None:
    assert TIMES.standing(moment) is standing
    if opens is not None:
        assert TIMES.opens(moment) == opens


def test_a_centre_that_states_no_hours_serves_at_any_time_but_its_closings() -> None:
    unstated = Timetable(Calendar({}, {}), closings=(Closing(first=date(2026, 11, 28), why="MẪU"),))
    assert unstated.standing(at(29, 3)) is Standing.OPEN
    assert unstated.standing(at(28, 9)) is Standing.CLOSED
    assert unstated.opens(at(28, 9)) == Opening(date(2026, 11, 29))


def test_a_centre_that_never_opens_promises_no_day() -> None:
    assert Timetable(Calendar({}, {}), OpeningHours()).opens(at(27, 9)) is None


def test_on_a_saturday_night_no_number_is_given_and_the_next_hour_is_said() -> None:
    world = world_at(at(28, 23, 22))
    visit = world.does(ev.PickedField("ho_tich"), ev.WantsNumber())
    assert (visit.at, visit.ticket, world.gateway.tickets) == (CLOSED, None, {})
    said = spoken(world.session.context, visit)
    assert "07:30" in said
    assert "Thứ hai 30/11/2026" in said


def test_a_field_with_hours_of_its_own_is_closed_while_the_others_are_open() -> None:
    world = world_at(at(30, 14))
    assert world.does(ev.PickedField("dat_dai"), ev.WantsNumber()).at == CLOSED
    assert world.does(ev.Back(), ev.WantsNumber("ho_tich")).at == NUMBER


def test_what_can_be_prepared_is_prepared_by_night_and_handed_in_without_a_number() -> None:
    world = world_at(at(28, 23, 22))
    world.does(ev.PickedProcedure("1.001193"), ev.WantsNumber(), ev.WantsStart())
    assert world.visit.at == "offer"
    world = World()
    to_the_review(world)
    world.session._clock = VirtualClock(at(28, 23, 22))
    world.session.context = replace(CONTEXT, timetable=TIMES)
    visit = world.does(ev.WantsHandIn())
    assert visit.at == "handed_in"
    assert world.gateway.tickets == {}
    assert [dossier.ticket for dossier in world.gateway.dossiers] == [None]


def test_who_comes_just_before_the_end_gets_a_number_and_the_warning() -> None:
    world = world_at(at(27, 16, 45))
    visit = world.does(ev.PickedField("ho_tich"), ev.WantsNumber())
    assert visit.ticket is not None
    assert visit.of(Number).standing is Standing.ENDING
    assert "chưa tới lượt" in spoken(world.session.context, visit)


def test_the_closed_page_does_not_come_back_once_the_centre_is_open() -> None:
    world = world_at(at(27, 12))
    world.does(ev.PickedField("ho_tich"), ev.WantsNumber(), ev.Went("search"))
    world.session._clock = VirtualClock(at(27, 13))
    world.does(ev.PickedField("ho_tich"), ev.WantsNumber())
    assert world.visit.at == NUMBER
    for _ in range(5):
        assert world.does(ev.Back()).at != CLOSED


def test_several_services_in_one_visit_have_a_number_each() -> None:
    world = World()
    first = world.does(ev.PickedField("ho_tich"), ev.WantsNumber())
    second = world.does(ev.Went("another"), ev.WantsNumber("chung_thuc"))
    again = world.does(ev.Went("another"), ev.WantsNumber("chung_thuc"))
    assert second.id == first.id
    assert set(second.tickets) == {"ho_tich", "chung_thuc"}
    assert again.tickets == second.tickets
    assert len(world.printer.printed) == 2


def test_a_field_that_the_centre_does_not_have_gets_no_number() -> None:
    world = World()
    world.does(ev.PickedField("ho_tich"))
    assert world.does(ev.WantsNumber("chung_minh")).ticket is None
