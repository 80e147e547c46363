"""Who does not know what to choose gets a number of the guidance desk; who has a reason is called first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.visit import events as ev
from kiosk.visit.journeys.number import NUMBER, PRIORITY, guidance
from kiosk.visit.model import HOME
from tests.visits.test_birth_registration import to_the_review
from tests.visits.test_hours_of_numbers import at, world_at
from tests.visits.world import CONTEXT, World


def requested(world: World) -> list[tuple[str, str | None]]:
    """The numbers asked for: the field of each, and why it goes first."""
    return [(request.field, request.priority) for request in world.gateway.requests]


def test_who_does_not_know_what_to_choose_has_a_number_of_the_guidance_desk_after_two_touches() -> None:
    world = World()
    assert world.does(ev.WantsPriority("huong_dan")).at == PRIORITY
    visit = world.does(ev.ChosePriority(""))
    assert visit.at == NUMBER
    assert requested(world) == [("huong_dan", None)]


def test_a_reason_goes_with_the_number() -> None:
    world = World()
    world.does(ev.PickedField("ho_tich"), ev.WantsPriority(), ev.ChosePriority("pregnant"))
    assert requested(world) == [("ho_tich", "pregnant")]


def test_it_is_asked_once_and_counts_for_every_number_of_the_visit() -> None:
    world = World()
    world.does(ev.PickedField("ho_tich"), ev.WantsPriority(), ev.ChosePriority("child"))
    world.does(ev.Went("another"), ev.WantsNumber("chung_thuc"))
    world.does(ev.Went("another"), ev.WantsPriority("cu_tru"))
    assert requested(world) == [("ho_tich", "child"), ("chung_thuc", "child"), ("cu_tru", "child")]


def test_nobody_has_to_say_it() -> None:
    world = World()
    world.does(ev.PickedField("ho_tich"), ev.WantsNumber())
    assert requested(world) == [("ho_tich", None)]


def test_it_goes_with_the_number_of_an_application_and_not_into_the_dossier() -> None:
    world = World()
    to_the_review(world)
    world.session._visit = replace(world.visit, priority="elderly")
    world.does(ev.WantsHandIn())
    assert requested(world) == [("ho_tich", "elderly")]
    assert "elderly" not in repr(world.gateway.dossiers)


def test_the_next_citizen_is_asked_anew() -> None:
    world = World()
    world.does(ev.PickedField("ho_tich"), ev.WantsPriority(), ev.ChosePriority("child"), ev.Left())
    assert (world.visit.at, world.visit.priority) == (HOME, None)


def test_the_page_of_reasons_does_not_come_back_once_there_is_a_number() -> None:
    world = World()
    world.does(ev.PickedField("ho_tich"), ev.WantsPriority(), ev.ChosePriority("child"))
    assert world.does(ev.Back()).at == "field"


@pytest.mark.parametrize(
    "event", [ev.WantsPriority("chung_minh"), ev.WantsPriority(), ev.ChosePriority("rich")]
)
def test_what_the_centre_does_not_have_changes_nothing(event: ev.Event) -> None:
    world = World()
    assert world.does(event).at == HOME
    assert requested(world) == []


def test_a_reason_that_is_no_reason_of_the_centre_gives_no_number() -> None:
    world = World()
    world.does(ev.PickedField("ho_tich"), ev.WantsPriority(), ev.ChosePriority("rich"))
    assert (world.visit.at, requested(world)) == (PRIORITY, [])


def test_while_nobody_is_served_nobody_is_asked_why() -> None:
    world = world_at(at(28, 23, 22))
    assert world.does(ev.WantsPriority("huong_dan")).at == "closed"


def test_a_centre_without_a_guidance_desk_offers_none() -> None:
    subjects = tuple(field for field in CONTEXT.fields if not field.guidance)
    assert guidance(replace(CONTEXT, fields=subjects)) is None
    assert guidance(CONTEXT) is not None
