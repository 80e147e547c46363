"""A person's further details stand on one page: touched, typed or left, and changed from the review."""

from __future__ import annotations

from kiosk.visit import events as ev
from kiosk.visit.journeys.application.route import route
from kiosk.visit.journeys.application.state import filled
from tests.screens.scenes import SCENES
from tests.visits.world import CONTEXT, World, step_at

PLACE, GROUP, NATIONALITY = "child.birth_place", "child.ethnicity", "child.nationality"


def at_the_details() -> World:
    world = World()
    SCENES["more"](world)
    return world


def child(world: World) -> dict[str, str]:
    return {name: value.text for name, value in filled(world.visit).persons["child"].values.items()}


def test_one_touch_gives_a_value_and_the_page_stays() -> None:
    world = at_the_details()
    visit = world.does(ev.Answered(GROUP, "Hoa"), ev.Answered(NATIONALITY, "Việt Nam"))
    assert visit.at == "more:child"
    assert (child(world)["ethnicity"], child(world)["nationality"]) == ("Hoa", "Việt Nam")


def test_what_is_typed_comes_back_to_the_page() -> None:
    world = at_the_details()
    assert world.does(ev.WantsChange(PLACE)).at == PLACE
    assert world.answers("Benh vien Mau").at == "more:child"
    assert child(world)["birth_place"] == "Benh vien Mau"


def test_back_leads_from_typing_to_the_page() -> None:
    world = at_the_details()
    assert world.does(ev.WantsChange(PLACE), ev.Back()).at == "more:child"


def test_going_on_leaves_the_rest_empty_and_asks_for_nothing_of_it_again() -> None:
    world = at_the_details()
    assert world.does(ev.Answered("more:child")).at != "more:child"
    assert child(world)["birth_place"] == ""
    procedure = CONTEXT.catalogue.procedures[world.visit.procedure or ""]
    assert PLACE not in [step.id for step in route(procedure, filled(world.visit))]


def test_a_detail_of_somebody_else_is_not_taken_here() -> None:
    world = at_the_details()
    before = world.visit
    after = world.does(ev.Answered("father.ethnicity", "Kinh"), ev.WantsChange("requester.name"))
    assert (after.at, filled(after)) == (before.at, filled(before))


def test_a_value_that_cannot_be_is_refused_and_the_page_stays() -> None:
    world = at_the_details()
    visit = world.does(ev.Answered(GROUP, "1234"))
    assert visit.at == "more:child"
    assert visit.problem is not None
    assert child(world)["ethnicity"] == "Kinh"


def test_a_detail_is_changed_from_the_review_and_leads_back_there() -> None:
    world = World()
    SCENES["review"](world)
    world.does(ev.WantsChange(GROUP))
    assert step_at(CONTEXT, world.visit).kind == "text"
    assert world.does(ev.Answered(GROUP, "Tày")).at == "review"
    assert child(world)["ethnicity"] == "Tày"


def test_a_grandmother_fills_in_a_birth_on_few_pages() -> None:
    world = World()
    SCENES["review"](world)
    procedure = CONTEXT.catalogue.procedures[world.visit.procedure or ""]
    assert len(route(procedure, filled(world.visit))) <= 26
