"""A citizen finds what is only known from the portal: reads it, takes a number, and fills nothing in."""

from __future__ import annotations

from kiosk.visit import events as ev
from kiosk.visit.journeys.exploring import PORTAL_TEXT, Exploring
from tests.visits.world import World

CODE = "9.900001"


def test_it_is_found_by_its_name_and_opens_as_plain_text() -> None:
    world = World()
    world.does(ev.Went("search"))
    assert world.types("thẻ câu cá").of(Exploring).hits[0] == CODE
    assert world.does(ev.PickedProcedure(CODE)).at == PORTAL_TEXT


def test_a_number_is_given_for_it_and_printed() -> None:
    world = World()
    visit = world.does(ev.PickedProcedure(CODE), ev.WantsNumber())
    assert visit.ticket is not None
    assert (visit.ticket.field, visit.ticket.procedure) == ("nop_ho_so", CODE)
    assert [job.kind for job in world.printer.printed] == ["ticket"]


def test_it_cannot_be_filled_in() -> None:
    world = World()
    visit = world.does(ev.PickedProcedure(CODE), ev.WantsStart())
    assert visit.at == PORTAL_TEXT
