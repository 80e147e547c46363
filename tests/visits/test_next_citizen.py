"""The next citizen meets nothing of the one before: no number, no name, nothing that was typed."""

from __future__ import annotations

from kiosk.visit import events as ev
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.model import HOME, Visit
from tests.visits.test_birth_registration import BIRTH, to_the_review
from tests.visits.world import World


def back_home(world: World) -> Visit:
    """Presses Back as somebody does who finds a stranger's page."""
    for _ in range(60):
        if world.visit.at in (HOME, "leaving"):
            break
        world.does(ev.Back())
    return world.visit


def test_who_finds_the_page_of_a_number_gets_a_number_of_her_own() -> None:
    world = World()
    first = world.does(ev.PickedField("ho_tich"), ev.WantsNumber())
    assert first.ticket is not None
    assert back_home(world).at == HOME
    second = world.does(ev.PickedField("chung_thuc"), ev.WantsNumber())
    assert second.id != first.id
    assert second.ticket is not None
    assert second.ticket.field == "chung_thuc"
    assert second.ticket.number != first.ticket.number


def test_also_in_the_same_field() -> None:
    world = World()
    first = world.does(ev.PickedField("ho_tich"), ev.WantsNumber()).ticket
    back_home(world)
    second = world.does(ev.PickedField("ho_tich"), ev.WantsNumber()).ticket
    assert first is not None
    assert second is not None
    assert second.id != first.id


def test_one_visit_has_one_number_for_each_service_however_often_it_asks() -> None:
    world = World()
    first = world.does(ev.PickedProcedure(BIRTH), ev.WantsNumber(), ev.Back(), ev.WantsNumber()).ticket
    other = world.does(ev.Back(), ev.PickedProcedure("2.000815"), ev.WantsNumber()).ticket
    again = world.does(ev.Back(), ev.PickedProcedure(BIRTH), ev.WantsNumber()).ticket
    assert first is not None
    assert other is not None
    assert other.id != first.id
    assert again == first
    assert len(world.gateway.tickets) == 2


def test_who_goes_home_with_a_dossier_half_filled_in_is_asked_once() -> None:
    world = World()
    to_the_review(world)
    before = filled(world.visit)
    assert back_home(world).at == "leaving"
    assert filled(world.visit) == before
    assert world.does(ev.GoesOn()).at == "review"
    assert filled(world.visit) == before


def test_without_an_answer_everything_is_gone_before_somebody_else_comes() -> None:
    world = World()
    to_the_review(world)
    first = back_home(world).id
    assert world.waits(19).at == "leaving"
    visit = world.waits(1)
    assert visit.at == HOME
    assert visit.id != first
    assert world.session.pages_held == 0
    visit = world.does(ev.PickedField("ho_tich"), ev.PickedProcedure(BIRTH), ev.WantsStart())
    assert visit.at in ("offer", "card:requester")
    assert filled(visit).persons == {}


def test_ending_erases_at_once() -> None:
    world = World()
    to_the_review(world)
    back_home(world)
    visit = world.does(ev.Left())
    assert visit.at == HOME
    assert filled(visit).persons == {}
    assert world.session.pages_held == 0
    assert ("visit_wiped", {}) in world.log.events


def test_at_home_language_and_help_stay_but_nothing_of_the_person() -> None:
    world = World()
    world.does(ev.ChoseLanguage("en"), ev.ToggledComfort("large"), ev.Went("search"))
    world.types("khai tu")
    visit = world.does(ev.Back())
    assert (visit.lang, visit.comfort.large) == ("en", True)
    assert visit.draft == ""
    assert "hits=('" not in repr(visit)


def test_the_way_back_passes_over_a_page_whose_procedure_is_no_longer_meant() -> None:
    """As when a field is named aloud on a procedure's page."""
    world = World()
    world.does(ev.PickedProcedure(BIRTH), ev.ToggledComfort("listen"), ev.PickedField("chung_thuc"))
    assert world.does(ev.Back()).at == HOME
