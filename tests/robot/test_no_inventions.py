"""Nothing is said of a procedure that its file does not hold: read out of the replies by an extractor that
shares no code with the robot. The whole of it: `./run bench robot`.
"""

from __future__ import annotations

import pytest

from config.load import ELSEWHERE, PROCEDURES
from kiosk.catalogue.sources import Sources
from kiosk.visit.assistant import TurnContext
from tests.catalogues import opened
from tests.robot.extractor import facts_in, inventions
from tests.robot.generated import judge, questions
from tests.robot.planted import PLANTED
from tests.robots import robot

SOURCES = Sources(PROCEDURES, elsewhere=ELSEWHERE)
CATALOGUE = opened(SOURCES)
ROBOT = robot(SOURCES)
SLICE = 300


def test_a_slice_of_the_generated_questions() -> None:
    judged = judge(ROBOT, list(questions(sorted(CATALOGUE.procedures), SLICE, seed=7)))
    assert judged.inventions == []
    assert judged.right_case / judged.asked >= 0.88


@pytest.mark.parametrize(("code", "question", "old", "new"), PLANTED)
def test_a_planted_invention_is_caught(code: str, question: str, old: str, new: str) -> None:
    reply = ROBOT.reply(question, TurnContext("en" if question.isascii() else "vi"))
    assert reply.thread.procedure == code
    cards = " ".join(card.title for card in reply.cards)
    assert inventions(reply.text, code, cards) == set()
    assert old in reply.text
    assert inventions(reply.text.replace(old, new, 1), code, cards)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Phí: 8.000 đồng một bản", {("money", "8000")}),
        ("1,500,000 VND", {("money", "1500000")}),
        ("trong 3 ngày làm việc", {("time", "3 working_day")}),
        ("20 days, seen 18/07/2026", {("time", "20 day"), ("date", "2026-07-18")}),
        ("sau 15:00", {("hour", "15")}),
        ("chưa công bố", set()),
    ],
)
def test_what_the_extractor_reads(text: str, facts: set[tuple[str, str]]) -> None:
    assert facts_in(text) == facts
