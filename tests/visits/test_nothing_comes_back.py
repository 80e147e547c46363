"""Whatever citizens do, in whatever order, nothing of an ended visit is seen again.

More steps: `MOTCUA_STEPS=20000 ./run test tests/visits/test_nothing_comes_back.py -q`.
"""

from __future__ import annotations

import os
import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kiosk.visit import reducer
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.model import Moment, Visit
from tests.visits.wandering import Wanderer

LENGTH = 80
STEPS = int(os.environ.get("MOTCUA_STEPS", "2400"))


@settings(
    max_examples=max(1, STEPS // LENGTH),
    deadline=None,
    phases=[Phase.generate],  # shrinking whole visits takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(seed=st.randoms(use_true_random=False))
def test_nothing_of_an_ended_visit_is_seen_again(seed: random.Random) -> None:
    one = Wanderer(seed.randrange)
    for _ in range(LENGTH):
        one.step()


def wander(chance: random.Random, visitors: int) -> None:
    for _ in range(visitors):
        one = Wanderer(chance.randrange)
        for _ in range(LENGTH):
            one.step()


def test_the_search_gets_everywhere() -> None:
    """It reaches handed-in dossiers, numbers and many ended visits, so that it could find something."""
    chance = random.Random(20261128)
    places, visits, persons, handed_in = set(), 0, 0, 0
    for _ in range(60):
        one = Wanderer(chance.randrange)
        for _ in range(LENGTH):
            one.step()
            places.add(one.world.visit.at)
            persons += bool(filled(one.world.visit).persons)
        visits += one.visits
        handed_in += len(one.world.gateway.dossiers)
    assert {"review", "number", "handed_in", "leaving", "procedure", "robot", "search"} <= places
    assert visits > 50
    assert persons > 50
    assert handed_in > 3


def test_it_finds_a_visit_that_goes_on_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mistake: at home only the page is a new one, the rest goes on as it was."""

    def comes_home(_context: object, _visit: Visit, after: Visit, effects: object, now: Moment) -> object:
        return replace(after, id=now.fresh_id), effects

    monkeypatch.setattr(reducer, "_come_home", comes_home)
    with pytest.raises(AssertionError, match="still knows"):
        wander(random.Random(3), visitors=100)
