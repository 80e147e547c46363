"""Thoát on every page: asks once where something would be lost, and leaves nothing behind."""

from __future__ import annotations

import pytest

from kiosk.visit import events as ev
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.journeys.leaving import LEAVING
from kiosk.visit.model import HOME, Comfort
from kiosk.visit.sayable import sayable
from kiosk.visit.turn import turn_context
from tests.screens.scenes import SCENES
from tests.visits.test_birth_registration import at_the_card, to_the_review
from tests.visits.world import GRANDMOTHER, NOW, World, real_robot


@pytest.mark.parametrize("scene", SCENES)
def test_every_page_is_left_with_two_touches_at_most(scene: str) -> None:
    world = World()
    world.session._visit = SCENES[scene](world)
    for lane in world.lanes.values():
        lane.release()
    visit = world.does(ev.WantsToLeave())
    if visit.at == LEAVING:
        visit = world.does(ev.Left())
    assert visit.at == HOME
    assert (visit.tickets, visit.aside, visit.trail, visit.draft) == ({}, (), (), "")
    assert visit.comfort == Comfort()
    assert ("visit_wiped", {}) in world.log.events


def test_who_has_nothing_to_lose_is_not_asked() -> None:
    world = World()
    world.does(ev.Went("search"))
    world.types("khai sinh")
    assert world.does(ev.WantsToLeave()).at == HOME


def test_a_finger_that_trembles_loses_no_dossier() -> None:
    world = World()
    to_the_review(world)
    before = filled(world.visit)
    visit = world.does(ev.WantsToLeave(), ev.WantsToLeave(), ev.WantsToLeave())
    assert visit.at == LEAVING
    assert filled(visit) == before


@pytest.mark.parametrize("answer", [ev.GoesOn(), ev.Back()], ids=["go_on", "back"])
def test_who_goes_on_finds_the_page_as_it_was_left_letter_by_letter(answer: ev.Event) -> None:
    world = World()
    to_the_review(world)
    world.does(ev.WantsChange("child.name"), ev.Keyed("clear"))
    world.types("Le Thi Nawm")
    at, written = world.visit.at, world.visit.written
    visit = world.does(ev.WantsToLeave(), answer)
    assert (visit.at, visit.written) == (at, written)
    assert written == "Le Thi Năm"


def test_who_leaves_from_another_page_goes_on_with_the_dossier() -> None:
    world = World()
    world.reader.shows.append(GRANDMOTHER)
    at_the_card(world)
    world.does(ev.WantsNumber("chung_thuc"))
    visit = world.does(ev.WantsToLeave())
    assert visit.at == LEAVING
    assert world.does(ev.GoesOn()).at != LEAVING, "no dead end"


def test_without_an_answer_everything_is_erased() -> None:
    world = World()
    to_the_review(world)
    world.does(ev.WantsToLeave())
    assert world.waits(19).at == LEAVING
    assert world.waits(1).at == HOME


def test_the_question_waits_with_who_waits_for_an_officer() -> None:
    world = World()
    to_the_review(world)
    world.does(ev.CalledStaff(), ev.WantsToLeave())
    assert world.waits(600).at == LEAVING


def test_nobody_leaves_in_the_moment_of_handing_in() -> None:
    world = World()
    to_the_review(world)
    world.lanes["hub"].hold()
    assert world.does(ev.WantsHandIn(), ev.WantsToLeave()).at == "review"
    world.lanes["hub"].release()
    world.lanes["hub"].release()
    assert world.visit.at == "handed_in"


@pytest.mark.parametrize("words", ["thoát", "cho tôi thoát"])
def test_by_voice_too_and_never_without_a_question(words: str) -> None:
    world = World(real_robot())
    world.does(ev.Went("search"))
    assert world.says(words).visit.at == "search"
    assert world.says("có").visit.at == HOME


def test_by_voice_a_dossier_is_asked_about_once() -> None:
    world = World(real_robot())
    to_the_review(world)
    reply = real_robot().reply("thoát", turn_context(world.session.context, world.visit, NOW))
    assert reply.then == ev.WantsToLeave()
    world.does(ev.WantsToLeave())
    (exit_,) = (one for one in sayable(world.session.context, world.visit) if one.deed == "exit")
    assert (exit_.then, bool(exit_.ask)) == (ev.Left(), True)
