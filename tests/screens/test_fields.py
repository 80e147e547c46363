"""What a citizen finds behind a tile of Home."""

from __future__ import annotations

from kiosk.visit import events as ev
from kiosk.visit.spoken import spoken
from tests.visits.world import World
from ui.citizen.exploring.field import SCREEN


def listed_in(world: World, field: str) -> list[str]:
    """Codes that the page of that field shows."""
    shown = SCREEN.view(world.session.context, world.does(ev.PickedField(field)))
    return [row["code"] for row in shown["procedures"]]


def test_what_is_asked_for_every_day_comes_first_in_its_field() -> None:
    world = World()
    listed = listed_in(world, "cu_tru")
    procedures = world.session.context.catalogue.procedures
    daily = [procedures[code].frequent for code in listed]
    assert daily == sorted(daily, reverse=True)
    assert 0 < sum(daily) < len(daily)


def test_no_tile_of_home_leads_to_an_empty_page() -> None:
    world = World()
    for field in world.session.context.fields:
        listed = listed_in(world, field.id)
        said = spoken(world.session.context, world.visit)
        if listed:
            assert "chạm vào thủ tục" in said
            continue
        assert "lấy số" in said
        assert "phiếu" in said
        world.does(ev.Went("show_code"))
        assert world.visit.at == "show_code"
