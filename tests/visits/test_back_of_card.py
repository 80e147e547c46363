"""The back of a card of 2021 held up: its machine-readable lines fill in what they tell for certain."""

from __future__ import annotations

import pytest

from devices.simulators.specimen_back import zone_lines
from devices.simulators.specimen_card import GRANDMOTHER
from kiosk.identity.mrz import SYMBOLOGY
from kiosk.ports.codes import Reading
from kiosk.visit import events as ev
from kiosk.visit.journeys.application.state import filled
from tests.visits.test_birth_registration import at_the_card
from tests.visits.world import World

LINES = zone_lines(GRANDMOTHER)


def held_up(lines: tuple[str, str, str], symbology: str = SYMBOLOGY) -> World:
    world = World()
    world.reader.shows.append(Reading("\n".join(lines).encode(), symbology))
    at_the_card(world)
    return world


def test_number_birth_and_sex_are_filled_in_and_the_name_is_asked_for() -> None:
    world = held_up(LINES)
    values = filled(world.visit).persons["requester"].values
    assert {name: value.text for name, value in values.items()} == {
        "id": "079157000001",
        "birth_date": "1957-03-02",
        "sex": "Nữ",
    }
    assert {value.source for value in values.values()} == {"card"}
    world.does(ev.Answered("card:requester", "yes"))
    assert world.visit.at == "requester.name"


def test_lines_with_a_wrong_check_digit_fill_in_nothing() -> None:
    wrong = LINES[0][:14] + str((int(LINES[0][14]) + 1) % 10) + LINES[0][15:]
    world = held_up((wrong, *LINES[1:]))
    assert "requester" not in filled(world.visit).persons
    assert world.visit.problem is not None
    assert world.visit.problem.id == "code_unreadable"


@pytest.mark.parametrize("symbology", ["QRCode", ""])
def test_the_same_lines_in_a_code_are_no_card(symbology: str) -> None:
    """Anybody can print a code: only what was read from the card's own letters counts as its zone."""
    world = held_up(LINES, symbology)
    assert "requester" not in filled(world.visit).persons
    assert world.visit.problem is not None


def test_neither_number_nor_name_is_recorded() -> None:
    world = held_up(LINES)
    assert GRANDMOTHER.id not in repr(world.log.events)
    assert "MAU" not in repr(world.log.events)
