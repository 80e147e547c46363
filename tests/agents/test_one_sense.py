"""Whole visits by one sense alone: only what is heard, only what is seen without words, only what is touched.

A few of each; `python -m tests.agents` plays all.
"""

from __future__ import annotations

import pytest

from tests.agents.all import AGENTS, goals, run_all
from tests.agents.person import Goal
from tests.journeys.tally import BIRTH, COPIES


@pytest.mark.parametrize(
    ("agent", "goal", "lang"),
    [
        ("ear", Goal("birth", BIRTH), "vi"),
        ("ear", Goal("number", BIRTH), "en"),
        ("ear", Goal("status"), "vi"),
        ("ear", Goal("copies", COPIES), "en"),
        ("eye", Goal("birth", BIRTH), "en"),
        ("eye", Goal("status"), "vi"),
        ("touch", Goal("birth", BIRTH), "en"),
        ("touch", Goal("number", BIRTH), "vi"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_it_is_finished_by_one_sense(agent: str, goal: Goal, lang: str) -> None:
    found = run_all([agent], [goal], [lang])
    assert found[agent] == {"played": 1, "finished": 1, "failed": []}


def test_all_of_them_are_played_for_every_procedure() -> None:
    assert len(goals()) > 75
    assert set(AGENTS) == {"ear", "eye", "touch"}
