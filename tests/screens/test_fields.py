"""What a citizen finds behind a tile of Home."""

from __future__ import annotations

import pytest

from kiosk.visit import events as ev
from kiosk.visit.spoken import spoken
from tests.visits.world import World
from ui.citizen.exploring.field import SCREEN
from ui.citizen.exploring.home import SCREEN as HOME_SCREEN


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


@pytest.mark.parametrize(("lang", "word"), [("vi", "tạm ngưng"), ("en", "not in service")])
def test_a_kiosk_that_is_not_let_in_says_so_on_its_first_screen(lang: str, word: str) -> None:
    world = World()
    world.does(ev.ChoseLanguage(lang))
    assert HOME_SCREEN.view(world.session.context, world.visit)["not_served"] == ""
    world.session.serve("hub_pairing_revoked")
    assert word in HOME_SCREEN.view(world.session.context, world.visit)["not_served"]
    world.session.serve("")
    assert HOME_SCREEN.view(world.session.context, world.visit)["not_served"] == ""
