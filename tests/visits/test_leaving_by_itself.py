"""After the slip the screen goes home by itself; who needs more time stays. Nothing of the visit is left."""

from __future__ import annotations

import pytest

from kiosk.ports.device import Fault
from kiosk.visit import events as ev
from kiosk.visit.effects import SlipPurpose
from kiosk.visit.idle import limit
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.model import HOME, Slip, Visit
from tests.visits.test_birth_registration import BIRTH, to_the_review
from tests.visits.world import World


def with_a_number(world: World) -> Visit:
    return world.does(ev.PickedField("ho_tich"), ev.WantsNumber())


def handed_in(world: World) -> Visit:
    to_the_review(world)
    return world.does(ev.WantsHandIn())


@pytest.mark.parametrize("done", [with_a_number, handed_in], ids=["number", "dossier"])
def test_fifteen_seconds_after_the_slip_the_next_citizen_finds_the_first_screen(done: object) -> None:
    world = World()
    first = done(world).id  # type: ignore[operator]
    assert world.waits(1).returns == 14
    assert world.waits(13).returns == 1
    assert world.visit.countdown is None, "the page itself says it"
    visit = world.waits(1)
    assert (visit.at, visit.tickets, visit.returns) == (HOME, {}, None)
    assert visit.id != first
    assert ("visit_wiped", {}) in world.log.events


def test_a_number_that_is_only_on_the_screen_stands_a_minute() -> None:
    world = World()
    world.printer.fault = Fault("printer_paper_out")
    assert with_a_number(world).slip(SlipPurpose.TICKET) is Slip.ON_SCREEN
    assert world.waits(59).returns == 1
    assert world.waits(1).at == HOME


def test_a_slip_that_is_still_being_printed_takes_no_time_from_who_waits_for_it() -> None:
    world = World()
    world.lanes["printer"].hold()
    with_a_number(world)
    assert world.waits(20).returns is None
    world.lanes["printer"].release()
    assert world.waits(1).returns in (14, 15)
    assert world.waits(13).at == "number"
    assert world.waits(2).at == HOME


def test_who_stays_has_the_usual_minute_and_the_warning() -> None:
    world = World()
    with_a_number(world)
    world.waits(10)
    visit = world.does(ev.MoreTime())
    assert (visit.at, visit.returns) == ("number", None)
    assert world.waits(59).returns is None
    assert world.waits(1).countdown == 20
    assert world.waits(20).at == HOME


def test_a_touch_on_the_page_begins_the_seconds_anew() -> None:
    world = World()
    with_a_number(world)
    world.waits(10)
    world.does(ev.ToggledComfort("contrast"))
    assert world.waits(14).at == "number"
    assert world.waits(1).at == HOME


def test_who_takes_another_number_is_not_sent_home_while_choosing() -> None:
    world = World()
    with_a_number(world)
    world.waits(10)
    world.does(ev.Went("another"))
    visit = world.waits(50)
    assert (visit.at, visit.returns, visit.countdown) == ("another", None, None)
    world.does(ev.WantsNumber("chung_thuc"))
    assert len(world.waits(14).tickets) == 2
    assert world.waits(1).at == HOME


def test_a_number_taken_in_the_middle_of_a_dossier_loses_nothing_of_it() -> None:
    world = World()
    world.does(ev.PickedProcedure(BIRTH), ev.WantsNumber(), ev.Back())
    to_the_review(world)
    before = filled(world.visit)
    world.does(ev.WantsNumber())
    visit = world.waits(40)
    assert (visit.at, visit.returns) == ("number", None)
    assert filled(visit) == before


def test_while_help_is_on_its_way_the_page_stays() -> None:
    world = World()
    with_a_number(world)
    world.does(ev.CalledStaff())
    assert world.waits(600).at == "number"


def test_no_number_no_way_home() -> None:
    world = World()
    world.gateway.broken = Fault("store_failed")
    world.does(ev.PickedField("ho_tich"), ev.WantsNumber())
    assert world.waits(30).returns is None
    assert world.visit.at == "number"


def test_who_reads_large_letters_has_twice_as_long() -> None:
    world = World()
    world.does(ev.ToggledComfort("large"))
    with_a_number(world)
    assert world.waits(29).returns == 1
    assert world.waits(1).at == HOME


def test_who_listens_is_told_and_has_twice_as_long_after_the_last_word() -> None:
    world = World()
    world.does(ev.ToggledComfort("listen"))
    world.lanes["player"].hold()
    with_a_number(world)
    assert world.waits(20).returns is None, "the number is being said"
    world.lanes["player"].release()
    assert world.waits(1).returns in (29, 30)
    assert world.voice.said[-1][1] == (
        "Màn hình sẽ xóa sau hai mươi chín giây. Nếu cần thêm thời gian, mời ông bà chạm “Ở lại”."
    )
    assert world.waits(40).at == HOME


def test_a_question_over_the_page_hides_no_countdown() -> None:
    """The robot's answer covers the page with "Ở lại" on it."""
    world = World()
    visit = with_a_number(world)
    world.waits(2)
    visit = world.visit.speaking(over=world.robot.reply_with)
    assert not limit(world.session.context, visit).shown
