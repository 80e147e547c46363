"""The score on the development questions about the first five procedures. A floor, not a claim: the book was
written after reading them. Of the procedures that came later no floor is known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from config.load import ELSEWHERE, PROCEDURES
from kiosk.catalogue.catalogue import open_catalogue
from kiosk.catalogue.ranker import Ranker
from kiosk.catalogue.sources import Sources
from kiosk.language.messages import Messages
from kiosk.visit.assistant import Reply, TurnContext
from robot.turn import Robot
from ui.commands import MESSAGES

CATALOGUE = open_catalogue(Sources(PROCEDURES, elsewhere=ELSEWHERE))
BOOKED = frozenset({"1.001193", "1.001612", "2.000635", "2.000815", "2.000986"})


def score(reply: Reply, expected: dict[str, Any], ours: set[str]) -> float:
    """Points of one question, as the material's own README counts them."""
    cards = [card.code for card in reply.cards]
    match expected["action"]:
        case "answer" if cards and cards[0] in ours:
            return {"answer": 1.0, "choose": 0.5}.get(reply.action, 0.0)
        case "choose":
            return float(reply.action == "choose" and len(ours & set(cards[:8])) >= 2)
        case "do":
            return float(reply.action == "do" and reply.command == expected["command"])
        case "decline":
            return float(reply.action == "decline" and not cards)
    return 0.0


def test_the_score_on_our_share_of_the_questions(shared: Path) -> None:
    robot = Robot(CATALOGUE, Ranker(CATALOGUE.index), Messages.from_folder(MESSAGES))
    points: dict[str, list[float]] = {}
    for line in (shared / "robot/questions_dev.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        expected = item["expected"]
        ours = set(expected.get("procedures_any") or ()) & BOOKED
        needed = {"answer": 1, "choose": 2}.get(expected["action"], 0)
        if len(ours) >= needed:
            got = score(robot.reply(item["q"], TurnContext(item["lang"])), expected, ours)
            points.setdefault(expected["action"], []).append(got)
    for action, found in points.items():
        mean = sum(found) / len(found)
        print(f"{action}: {mean:.2f} of {len(found)}")
        assert mean >= 0.9, action
    assert set(points) == {"answer", "choose", "do", "decline"}
