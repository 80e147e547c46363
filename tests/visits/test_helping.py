"""An officer is called, told where and to which page, and the citizen sees that somebody comes."""

from __future__ import annotations

import pytest

from kiosk.contract.notice import NoticeState
from kiosk.visit import events as ev
from kiosk.visit.journeys import journeys
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.journeys.writing import MOST_LETTERS, WRITE, Writing
from kiosk.visit.spoken import spoken
from tests.visits.test_birth_registration import to_the_review
from tests.visits.world import CONTEXT, World

HERS = ("Nguyễn Thị MẪU", "079157000011", "12 Đường Mẫu")


def notice_of(world: World) -> str:
    assert world.visit.call is not None
    return world.visit.call.notice


def answer(world: World, state: NoticeState) -> None:
    """An officer answers at the console; the kiosk looks every few seconds."""
    world.gateway.stands[notice_of(world)] = state
    world.waits(4)


def test_the_officer_reads_which_page_it_is_and_nothing_of_the_person() -> None:
    world = World()
    to_the_review(world)
    world.does(ev.CalledStaff())
    assert world.gateway.details == ["Đăng ký khai sinh · Làm hồ sơ"]
    assert not [secret for secret in HERS if secret in "".join(world.gateway.details)]


@pytest.mark.parametrize("journey", journeys(), ids=lambda journey: journey.name)
def test_every_journey_has_a_name_for_officers(journey: object) -> None:
    title = journey.title  # type: ignore[attr-defined]
    assert CONTEXT.messages.has("vi", title)


def test_who_waits_is_told_that_somebody_comes_once_and_loses_nothing() -> None:
    world = World()
    to_the_review(world)
    before = filled(world.visit)
    world.does(ev.CalledStaff())
    answer(world, NoticeState.COMING)
    assert world.visit.call is not None
    assert world.visit.call.coming
    world.waits(30)
    assert [text for _, text in world.voice.said].count("Cán bộ đang tới.") == 1
    assert filled(world.visit) == before


def test_once_the_officer_is_done_the_clock_runs_from_then_on() -> None:
    world = World()
    to_the_review(world)
    world.does(ev.CalledStaff())
    world.waits(600)
    answer(world, NoticeState.DONE)
    assert world.visit.call is None
    assert world.waits(50).countdown is None
    assert world.waits(20).countdown is not None


def test_while_the_hub_is_away_the_call_stands() -> None:
    world = World()
    world.does(ev.Went("search"), ev.CalledStaff())
    world.gateway.hub_on = False
    assert world.waits(60).staff_called


def test_what_is_said_of_another_call_changes_nothing() -> None:
    world = World()
    world.does(ev.Went("search"), ev.CalledStaff())
    first = notice_of(world)
    world.does(ev.CalledStaff())
    world.types("xin giúp")
    world.does(ev.WroteStaff())
    assert notice_of(world) != first
    world.gateway.stands[first] = NoticeState.DONE
    assert world.waits(10).staff_called


def test_a_second_touch_writes_to_the_staff_and_the_way_back_is_where_it_was() -> None:
    world = World()
    world.does(ev.Went("search"))
    world.types("khai sinh")
    typed = world.visit.draft
    world.does(ev.CalledStaff())
    assert world.visit.at == "search"
    assert world.does(ev.CalledStaff()).at == WRITE
    world.types("tôi bị điếc")
    visit = world.does(ev.WroteStaff())
    assert world.gateway.details[-1] == "Viết cho cán bộ: “tôi bị điếc”"
    assert (visit.draft, visit.of(Writing).sent) == ("", True)
    back = world.does(ev.Back())
    assert (back.at, back.draft) == ("search", typed)


def test_a_line_ends_at_its_most_letters_and_an_empty_one_is_not_sent() -> None:
    world = World()
    world.does(ev.CalledStaff(), ev.CalledStaff(), ev.WroteStaff())
    assert len(world.gateway.notices) == 1
    world.types("a" * (MOST_LETTERS + 5))
    assert len(world.visit.draft) == MOST_LETTERS


def test_what_is_written_is_in_no_repr_and_gone_with_the_visit() -> None:
    world = World()
    world.does(ev.CalledStaff(), ev.CalledStaff())
    world.types("bí mật")
    assert "mật" not in repr(world.visit)
    world.does(ev.Left())
    assert (world.visit.draft, world.visit.call) == ("", None)


def test_the_page_says_how_the_call_stands() -> None:
    world = World()
    world.does(ev.CalledStaff(), ev.CalledStaff())
    assert "Đã gọi cán bộ" in spoken(world.session.context, world.visit)
    answer(world, NoticeState.COMING)
    assert "Cán bộ đang tới" in spoken(world.session.context, world.visit)
