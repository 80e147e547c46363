"""The catalogue changes while citizens are served: nobody's visit changes under their hands."""

from __future__ import annotations

from dataclasses import replace

from kiosk.catalogue.catalogue import Catalogue
from kiosk.visit import events as ev
from kiosk.visit.model import HOME, KioskContext
from tests.visits.world import CONTEXT, World

BIRTH = "1.001193"


def renewed() -> KioskContext:
    birth = CONTEXT.catalogue.procedures[BIRTH]
    name = birth.name.model_copy(update={"vi": "Khai sinh MẪU"})
    changed = {BIRTH: birth.model_copy(update={"name": name})}
    return replace(CONTEXT, catalogue=CONTEXT.catalogue.with_changed(changed))


def name_of(catalogue: Catalogue) -> str:
    return catalogue.entries[BIRTH].name.vi


def test_at_home_the_new_catalogue_counts_at_once() -> None:
    world = World()
    followed: list[KioskContext] = []
    world.session.follow(followed.append)
    new = renewed()
    world.session.renew(new, world.robot)
    assert world.session.context is new
    assert followed == [new]


def test_a_visit_under_way_keeps_the_catalogue_it_began_with() -> None:
    world = World()
    world.does(ev.PickedProcedure(BIRTH))
    world.session.renew(renewed(), world.robot)
    newest = renewed()
    world.session.renew(newest, world.robot)
    assert name_of(world.session.context.catalogue) == "Đăng ký khai sinh"
    world.does(ev.Left())
    assert world.visit.at == HOME
    assert world.session.context is newest
