"""Floors on the questions and dialogues that were frozen before the robot's rules were tuned, and on the
development ones: no claim of what people at a counter say.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from config.load import ELSEWHERE, EVERYDAY, PROCEDURES
from kiosk.catalogue.sources import Sources
from robot.phrases import own_book
from robot.scope import COMMAND, OUTSIDE, PROCEDURE
from robot.scope import ELSEWHERE as ELSEWHERE_KIND
from robot.sentence import sentence_of
from tests.catalogues import opened
from tests.robot import scoring
from tests.robot.noise import noisy
from tests.robots import robot

SOURCES = Sources(PROCEDURES, elsewhere=ELSEWHERE, everyday=EVERYDAY)
CATALOGUE = opened(SOURCES)
ROBOT = robot(SOURCES)


def test_the_frozen_questions() -> None:
    items = scoring.questions("frozen")
    embedded = [item for item in items if item["note"].startswith("embedded")]
    outside = [item for item in items if item["expected"]["action"] == "decline"]
    assert (len(items) >= 60, len(embedded) >= 20, len(outside) >= 20) == (True, True, True)
    figures = scoring.score_questions(ROBOT, items).figures()
    assert figures["commands_wrongly_done"] == 0
    assert figures["asserted"] == 0
    assert figures["right"] >= 0.88
    assert figures["right_decline"] >= 0.97
    assert figures["answerable_declined"] <= 0.04


def test_the_development_questions(shared: Path) -> None:
    items = scoring.read_items(shared / "robot" / "questions_dev.jsonl")
    here = [item for item in items if scoring.answerable(item, CATALOGUE.procedures)]
    assert len(here) > 150
    figures = scoring.score_questions(ROBOT, here).figures()
    assert figures["right"] >= 0.93
    assert figures["asserted"] == 0
    assert figures["commands_wrongly_done"] == 0
    assert figures["topic"] >= 0.95
    for action in ("answer", "choose", "do", "decline"):
        assert figures[f"right_{action}"] >= 0.88, action


def test_the_frozen_dialogues() -> None:
    assert turns_right(scoring.dialogues("frozen")) >= 0.93


def test_the_development_dialogues(shared: Path) -> None:
    assert turns_right(scoring.read_items(shared / "robot" / "dialogues_dev.jsonl")) >= 0.85


@pytest.mark.parametrize("seed", [1, 2])
def test_noise_costs_little_where_cards_are_offered(seed: int) -> None:
    items = [
        item
        for item in scoring.questions("frozen")
        if item["expected"]["action"] == "answer" and item["lang"] == "vi"
    ]
    spoilt = [{**item, "q": noisy(item["q"], 0.3, seed)} for item in items]
    clean = scoring.score_questions(ROBOT, items).figures()["R@8"]
    assert clean - scoring.score_questions(ROBOT, spoilt).figures()["R@8"] <= 0.12


def test_noise_is_seeded_and_spoils_about_its_share() -> None:
    text = "đăng ký khai sinh cho con gái tôi sinh ở bệnh viện cần những giấy tờ gì " * 20
    assert noisy(text, 0.3, 1) == noisy(text, 0.3, 1)
    assert noisy(text, 0.3, 1) != noisy(text, 0.3, 2)
    assert noisy(text, 0.0, 1) == " ".join(text.split())
    lost = len(text.split()) - len(noisy(text, 0.3, 1).split())
    assert 0 < lost < 0.15 * len(text.split())


def turns_right(dialogues: list[scoring.Item]) -> float:
    played = [turn for dialogue in dialogues for turn in scoring.play(ROBOT, dialogue)]
    return sum(right for _, _, right in played) / len(played)


def test_the_classifier_knows_every_command_of_the_book() -> None:
    known = own_book()
    judged = known.scope.judge(sentence_of("xin chào", known.speech))
    commands = {COMMAND + entry.id for entry in known.commands.entries}
    assert set(judged.chances) == {PROCEDURE, ELSEWHERE_KIND, OUTSIDE, *commands}
    assert abs(sum(judged.chances.values()) - 1) < 1e-3
