"""Effects under way: several at once, what comes late changes nothing, and every trouble has a way on."""

from __future__ import annotations

from kiosk.ports.device import Fault
from kiosk.visit import events as ev
from kiosk.visit import outcomes as oc
from kiosk.visit.assistant import Reply
from kiosk.visit.effects import CALL_STAFF, AskAssistant, PrintSlip, ReadCard, StopReading, TellStaff
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.journeys.exploring import ROBOT, Exploring
from kiosk.visit.model import Moment
from kiosk.visit.reducer import advance
from tests.screens.dossier_scenes import CARD
from tests.visits.world import World, awaited

BIRTH = "1.001193"


def at_the_card() -> World:
    world = World()
    world.lanes["reader"].hold()
    world.does(ev.PickedProcedure(BIRTH), ev.WantsStart(), ev.TookOffer(BIRTH), ev.Consented(yes=True))
    return world


def test_a_card_is_awaited_while_a_ticket_is_still_being_printed() -> None:
    world = World()
    world.lanes["printer"].hold()
    world.lanes["reader"].hold()
    world.does(ev.PickedProcedure(BIRTH), ev.WantsNumber(), ev.WantsStart(), ev.TookOffer(BIRTH))
    visit = world.does(ev.Consented(yes=True))
    assert {type(effect) for effect in visit.pending} == {PrintSlip, ReadCard}
    world.lanes["printer"].release()
    assert [type(effect) for effect in world.visit.pending] == [ReadCard]


def test_a_card_read_for_the_attempt_before_changes_nothing() -> None:
    world = at_the_card()
    first = awaited(world.visit, ReadCard)
    world.does(ev.WantsScan(world.visit.at))
    before = world.visit
    assert world.does(oc.CardRead(before.id, first, CARD)) == before
    again = world.does(oc.CardRead(before.id, awaited(before, ReadCard), CARD))
    assert "requester" in filled(again).persons


def test_a_reply_to_the_question_before_is_not_shown() -> None:
    world = World()
    world.lanes["robot"].hold()
    first = awaited(world.does(ev.Went("robot"), ev.AskedRobot("khai sinh")), AskAssistant)
    visit = world.does(ev.AskedRobot("khai tử"))
    assert world.does(oc.RobotReplied(visit.id, first, Reply("decline", "…"))).of(Exploring).reply is None


def test_a_robot_that_breaks_down_says_so_and_can_be_asked_again() -> None:
    world = World()
    world.lanes["robot"].hold()
    visit = world.does(ev.Went("robot"), ev.AskedRobot("khai sinh"))
    visit = world.does(oc.Failed(visit.id, awaited(visit, AskAssistant), Fault("robot_failed")))
    assert visit.problem == Fault("robot_failed")
    assert not visit.pending
    world.lanes["robot"].release()
    visit = world.does(ev.AskedRobot("khai sinh"))
    assert (visit.at, visit.problem, visit.of(Exploring).reply is not None) == (ROBOT, None, True)


def test_help_that_could_not_be_called_is_not_shown_as_called() -> None:
    world = World()
    visit = world.does(ev.CalledStaff())
    assert visit.staff_called
    visit = world.does(oc.Failed(visit.id, TellStaff(CALL_STAFF), Fault("staff_not_told")))
    assert not visit.staff_called
    assert visit.problem == Fault("staff_not_told")


def test_a_notice_about_the_printer_that_is_lost_does_not_trouble_the_citizen() -> None:
    world = World()
    before = world.does(ev.CalledStaff())
    assert world.does(oc.Failed(before.id, TellStaff("printer_hot"), Fault("staff_not_told"))) == before


def test_waiting_for_a_slip_and_going_back_leaves_nothing_to_wipe() -> None:
    world = World()
    world.lanes["reader"].hold()
    world.does(ev.Went("show_code"), ev.Back())
    assert world.waits(70).countdown is None


def test_leaving_a_page_stops_the_reader_that_waits_there_and_no_other() -> None:
    world = at_the_card()
    waiting = world.visit
    now = Moment(wall=world.clock.now(), seconds=waiting.touched, fresh_id="fresh")
    left, effects = advance(world.session.context, waiting, ev.Back(), now)
    assert StopReading() in effects
    assert not left.pending
    _, effects = advance(world.session.context, left, ev.Back(), now)
    assert StopReading() not in effects
