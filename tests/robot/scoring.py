"""Scores the robot on questions and dialogues, as the README of the shared material counts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.visit.assistant import Assistant, Reply, Thread, TurnContext

Item = dict[str, Any]
HERE = Path(__file__).resolve().parent
KINDS = ("questions", "embedded", "outside")
SETS = ("frozen", "fresh", "second", "third", "fifth", "held")
LAST = ("fourth",)
"""Sets that are measured only when they are asked for: nobody looks at their single lines."""


def questions(name: str) -> list[Item]:
    """Reads the single questions of a set, of each kind that it has."""
    paths = [HERE / f"{name}_{kind}.jsonl" for kind in KINDS]
    return [item for path in paths if path.exists() for item in read_items(path)]


def dialogues(name: str) -> list[Item]:
    """Reads the dialogues of a set."""
    return read_items(HERE / f"{name}_dialogues.jsonl")


def read_items(path: Path) -> list[Item]:
    """Reads one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def answerable(item: Item, codes: Iterable[str]) -> bool:
    """Says if a catalogue of these codes can do what is expected."""
    expected = item["expected"]
    ours = set(expected["procedures_any"] or ()) & set(codes)
    return len(ours) >= {"answer": 1, "choose": 2}.get(expected["action"], 0)


def accepted(expected: Item) -> list[Item]:
    """Gives what is expected, and after it each other thing that is as good (`or`)."""
    return [expected, *expected.get("or", ())]


def points(reply: Reply, expected: Item) -> float:
    """Gives the points of one question, 0 to 1: the most that something accepted gets."""
    return max(_points(reply, one) for one in accepted(expected))


def _points(reply: Reply, expected: Item) -> float:
    cards = [card.code for card in reply.cards]
    right = set(expected["procedures_any"] or ())
    match expected["action"]:
        case "answer" if cards and cards[0] in right:
            return {"answer": 1.0, "choose": 0.5}.get(reply.action, 0.0)
        case "choose":
            return float(reply.action == "choose" and len(right & set(cards[:8])) >= 2)
        case "do":
            return float(reply.action == "do" and reply.command == expected["command"])
        case "decline":
            return float(reply.action == "decline" and not cards)
    return 0.0


@dataclass
class Score:
    """Holds the figures of a set of questions."""

    points: list[float] = field(default_factory=list)
    by_action: dict[str, list[float]] = field(default_factory=dict)
    by_style: dict[str, list[float]] = field(default_factory=dict)
    asserted: int = 0
    answerable_declined: int = 0
    answerable: int = 0
    done_wrongly: int = 0
    topics: list[bool] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    wrong: list[tuple[Item, Reply]] = field(default_factory=list)

    def add(self, item: Item, reply: Reply) -> None:
        """Counts one question."""
        expected = item["expected"]
        got = points(reply, expected)
        self.points.append(got)
        self.by_action.setdefault(expected["action"], []).append(got)
        self.by_style.setdefault(item["style"], []).append(got)
        right = set(expected["procedures_any"] or ())
        if got < 1:
            self.wrong.append((item, reply))
        if expected["action"] == "decline":
            self.asserted += got < 1 and reply.action == "answer"
        else:
            self.answerable += 1
            self.answerable_declined += got < 1 and reply.action == "decline"
        if got < 1 and expected["action"] != "do" and reply.action == "do":
            self.done_wrongly += 1
        if expected["action"] == "answer":
            place = next((at for at, code in enumerate(reply.ranked) if code in right), 99)
            self.places.append(place)
            if got == 1 and reply.action == "answer" and expected["topic"] is not None:
                self.topics.append(same_topic(expected["topic"], reply.topic))

    def figures(self) -> dict[str, Any]:
        """Gives the figures by name."""
        return {
            "questions": len(self.points),
            "right": mean(self.points),
            **{f"right_{action}": mean(got) for action, got in sorted(self.by_action.items())},
            "asserted": self.asserted,
            "answerable_declined": round(self.answerable_declined / max(1, self.answerable), 3),
            "commands_wrongly_done": self.done_wrongly,
            "topic": mean([float(one) for one in self.topics]),
            **{f"R@{k}": mean([float(place < k) for place in self.places]) for k in (1, 3, 8)},
            "styles": {style: mean(got) for style, got in sorted(self.by_style.items())},
        }


def same_topic(expected: str, given: str | None) -> bool:
    """Says if a topic is the expected one; steps and overview count as the same."""
    return {expected, given} <= {"steps", "overview"} or expected == given


def mean(values: list[float]) -> float:
    """Gives the mean, rounded; 0 of nothing."""
    return round(sum(values) / len(values), 3) if values else 0.0


def score_questions(robot: Assistant, items: Iterable[Item]) -> Score:
    """Asks each question by itself."""
    score = Score()
    for item in items:
        score.add(item, robot.reply(item["q"], TurnContext(item["lang"])))
    return score


def _wholly(reply: Reply, expected: Item) -> bool:
    """Says if a turn gets its whole point, and an answer its topic."""
    answered = expected["action"] == "answer" and expected["topic"] is not None
    return _points(reply, expected) == 1 and (not answered or same_topic(expected["topic"], reply.topic))


def play(robot: Assistant, dialogue: Item) -> list[tuple[Item, Reply, bool]]:
    """Plays a dialogue in one talk: each turn, the reply, whether it is right."""
    thread, lang = Thread(), dialogue["lang"]
    offered: tuple[str, ...] = ()
    picked: str | None = None
    played = []
    for turn in dialogue["turns"]:
        expected = dict(turn["expect"])
        reply = robot.reply(turn["say"], TurnContext(lang, thread=thread))
        cards = tuple(card.code for card in reply.cards)
        if expected.get("pick"):
            right = expected["pick"] <= len(offered) and cards[:1] == (offered[expected["pick"] - 1],)
            right = right and reply.action == "answer"
            picked = cards[0] if cards else None
        elif expected["action"] is None:
            allowed = {picked} if picked else set(expected["procedures_any"])
            right = set(cards[:1]) <= allowed and reply.action != "choose"
        else:
            if picked and expected["action"] == "answer" and picked in expected["procedures_any"]:
                expected["procedures_any"] = [picked]
            right = any(_wholly(reply, one) for one in accepted(expected))
        played.append((turn, reply, right))
        if reply.action == "choose":
            offered = cards
        thread = reply.thread
        if reply.command == "language" and thread.pending is not None:
            lang = getattr(thread.pending.then, "lang", lang)
    return played
