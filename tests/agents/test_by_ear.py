"""Whole visits of one who sees nothing: only what is heard, only keys of a keypad."""

from __future__ import annotations

import pytest

from tests.agents.by_ear import Ear
from tests.agents.person import Goal, Person

BIRTH = "1.001193"


@pytest.mark.parametrize(
    ("goal", "lang"),
    [
        (Goal("birth", BIRTH), "vi"),
        (Goal("number", BIRTH), "en"),
        (Goal("status"), "vi"),
        (Goal("copies", "2.000815"), "en"),
    ],
    ids=str,
)
def test_it_is_finished_by_ear(goal: Goal, lang: str) -> None:
    assert Ear(Person(goal, lang)).lives()
