"""Journeys beside one another: what is put aside, taken up again, and forgotten; what the robot is told."""

from __future__ import annotations

import re

from kiosk.visit import events as ev
from kiosk.visit.journeys import status
from kiosk.visit.journeys.application.state import Application, filled
from kiosk.visit.journeys.exploring import PROCEDURE, Exploring
from kiosk.visit.spoken import spoken
from kiosk.visit.turn import turn_context
from tests.screens.dossier_scenes import BIRTH, CARD
from tests.screens.scenes import SCENES
from tests.visits.world import NOW, World

OTHER = "2.000635"


def back_at_the_procedure(world: World) -> None:
    """The card is read, then the citizen goes all the way back to read about the procedure again."""
    SCENES["card_filled"](world)
    while world.visit.at != PROCEDURE:
        world.does(ev.Back())


def test_what_was_filled_in_waits_while_the_citizen_reads_about_the_procedure() -> None:
    world = World()
    back_at_the_procedure(world)
    assert isinstance(world.visit.journey, Exploring)
    assert filled(world.visit).persons["requester"].text("id") == CARD.id
    visit = world.does(ev.WantsStart(), ev.TookOffer(BIRTH))
    assert isinstance(visit.journey, Application)
    assert filled(visit).persons["requester"].text("id") == CARD.id


def test_another_procedure_forgets_what_was_filled_in_for_the_first() -> None:
    world = World()
    back_at_the_procedure(world)
    visit = world.does(ev.PickedProcedure(OTHER))
    assert visit.aside == ()
    assert filled(visit) == Application()


def test_a_procedure_chosen_in_the_middle_of_another_forgets_it_too() -> None:
    world = World()
    SCENES["card_filled"](world)
    visit = world.does(ev.PickedProcedure(OTHER))
    assert (visit.at, filled(visit)) == (PROCEDURE, Application())


def test_searching_anew_begins_with_nothing_found() -> None:
    world = World()
    assert SCENES["search"](world).of(Exploring).hits
    world.does(ev.Back(), ev.Went("search"))
    assert world.visit.of(Exploring).hits == ()


def test_a_place_that_needs_something_cannot_be_gone_to_outright() -> None:
    world = World()
    for place in ("number", "status", "handed_in", "procedure", "nowhere"):
        assert world.does(ev.Went(place)).at == "home"


def test_the_robot_is_told_where_the_visit_is_and_what_may_be_answered() -> None:
    world = World()
    visit = SCENES["choice"](world)
    told = turn_context(world.session.context, visit, NOW)
    assert (told.journey, told.place, told.step, told.procedure) == (
        "application",
        "relation",
        "choice",
        BIRTH,
    )
    assert ev.Answered("relation", "grandparent") in [option.then for option in told.options]
    at_home = turn_context(world.session.context, world.does(ev.Left()), NOW)
    assert (at_home.journey, at_home.step, at_home.procedure) == ("exploring", None, None)
    assert ev.PickedField("ho_tich") in [option.then for option in at_home.options]


def test_the_robot_is_told_no_value_of_a_person() -> None:
    for scene in ("card_filled", "review", "handed_in"):
        world = World()
        told = repr(turn_context(world.session.context, SCENES[scene](world), NOW))
        for value in (CARD.id, CARD.name, CARD.address, "MẪU"):
            assert value not in told, scene


def test_the_page_of_a_status_is_gone_with_the_status_and_the_others_stay() -> None:
    world = World()
    fits = status.JOURNEY.has_what_it_shows
    assert fits(world.session.context, world.visit, status.SHOW_CODE)
    assert not fits(world.session.context, world.visit, status.STATUS)
    shown = SCENES["status"](world)
    assert fits(world.session.context, shown, status.STATUS)


def test_a_procedure_is_read_aloud_as_sentences() -> None:
    world = World()
    said = spoken(world.session.context, SCENES["procedure"](world))
    assert said.startswith("Đăng ký khai sinh. ")
    assert ". Giấy tờ cần mang. " in said
    assert said.endswith(".")
    assert not re.search(r"[.:]\.|\.[^\s\d]", said)
