"""The sets that the robot is measured on: what their lines may say, how a line with two right ends counts.

No line of a set is asked here: what is not to be tuned on is only read.
"""

from __future__ import annotations

from collections import Counter

import pytest

from config.load import PROCEDURES
from kiosk.catalogue.sources import Sources
from kiosk.visit.assistant import Card, Reply
from tests.catalogues import opened
from tests.robot import scoring

BY_OTHERS = ("third", *scoring.LAST)
ACTIONS = {"answer", "choose", "do", "decline", None}
CODES = set(opened(Sources(PROCEDURES)).procedures)


@pytest.mark.parametrize("name", BY_OTHERS)
def test_a_set_names_only_procedures_that_are_kept_and_each_of_them(name: str) -> None:
    asked = set()
    for expected in expectations(name):
        for one in scoring.accepted(expected):
            assert one["action"] in ACTIONS
            assert set(one["procedures_any"]) <= CODES
            assert bool(one["procedures_any"]) is (one["action"] not in ("do", "decline"))
            assert bool(one["command"]) is (one["action"] == "do")
            asked |= set(one["procedures_any"])
    assert asked == CODES


@pytest.mark.parametrize("name", BY_OTHERS)
def test_a_set_has_enough_of_each_kind(name: str) -> None:
    expected = [item["expected"] for item in scoring.questions(name)]
    kinds = Counter(one["action"] for one in expected)
    assert kinds["answer"] + kinds["choose"] >= 200
    assert (kinds["decline"] >= 160, kinds["do"] >= 40) == (True, True)
    talks = scoring.dialogues(name)
    assert len(talks) >= 30
    assert all(3 <= len(talk["turns"]) <= 6 for talk in talks)


@pytest.mark.parametrize("name", BY_OTHERS)
def test_no_question_of_a_set_is_asked_elsewhere(name: str) -> None:
    others = {*scoring.SETS, *scoring.LAST} - {name}
    said = Counter(item["q"].casefold() for item in scoring.questions(name))
    assert [question for question, times in said.items() if times > 1] == []
    elsewhere = {item["q"].casefold() for other in others for item in scoring.questions(other)}
    assert said.keys() & elsewhere == set()


def test_what_is_as_good_gets_the_whole_point_and_is_no_mistake() -> None:
    both: scoring.Item = {"action": "decline", "procedures_any": [], "topic": None, "command": None}
    both["or"] = [{**both, "action": "answer", "procedures_any": ["1.000656"]}]
    item = {"q": "MẪU", "lang": "vi", "style": "standard", "expected": both}
    score = scoring.Score()
    score.add(item, answered("1.000656"))
    assert (score.points, score.asserted) == ([1.0], 0)
    score.add(item, answered("1.000894"))
    assert (score.points, score.asserted) == ([1.0, 0.0], 1)


def expectations(name: str) -> list[scoring.Item]:
    """All that is expected anywhere in a set."""
    turns = [turn["expect"] for talk in scoring.dialogues(name) for turn in talk["turns"]]
    return turns + [item["expected"] for item in scoring.questions(name)]


def answered(code: str) -> Reply:
    """A reply that answers with that procedure."""
    return Reply("answer", "MẪU", cards=(Card(code, "MẪU"),), ranked=(code,))
