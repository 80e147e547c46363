"""How many may come at once: a kiosk that sends four pages does not wait, and nobody takes all the places."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.hub.hub import Hub
from kiosk.hub.places import Places
from kiosk.hub.problems import ProblemError
from tests.hub.scene import open_scene


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    opened = open_scene(tmp_path)
    yield opened
    opened.close()


def admitted(places: Places, addresses: int, each: int) -> list[int]:
    """How many of each address get a place, one address after the other."""
    return [
        sum(places.admit(f"192.0.2.{address}") for _ in range(each)) for address in range(1, addresses + 1)
    ]


def test_four_pages_of_one_kiosk_are_taken_at_once_and_sixteen_of_all(hub: Hub) -> None:
    assert admitted(hub.uploads, addresses=6, each=8) == [4, 4, 4, 4, 0, 0]


def test_fifty_screens_of_one_address_may_listen_and_three_hundred_of_all(hub: Hub) -> None:
    assert admitted(hub.anonymous_streams, addresses=7, each=60) == [50] * 6 + [0]


def test_who_leaves_makes_room_for_the_next_and_for_one_only(hub: Hub) -> None:
    assert admitted(hub.uploads, addresses=4, each=4) == [4, 4, 4, 4]
    hub.uploads.release("192.0.2.2")
    assert admitted(hub.uploads, addresses=3, each=2) == [0, 1, 0]


def test_a_place_is_free_again_after_trouble(hub: Hub) -> None:
    for _ in range(20):
        with pytest.raises(OSError, match="cut off"), hub.uploads.place("192.0.2.1", "too_many_uploads"):
            raise OSError("cut off")
    assert admitted(hub.uploads, addresses=1, each=4) == [4]
    with pytest.raises(ProblemError), hub.uploads.place("192.0.2.1", "too_many_uploads"):
        pass
