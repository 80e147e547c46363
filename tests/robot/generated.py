"""Generates questions from the procedures' files, asks the robot, and has the extractor judge what it says.

Seeded: a procedure, what is asked of it (fee, time, papers), how it is called (its name or an everyday name),
a case where the facts depend on one, a language, with marks or without. Where the robot asks back, the
citizen touches the option of that case.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from kiosk.visit.assistant import Assistant, Reply, TurnContext
from tests.robot import extractor
from tests.robot.extractor import Answers, Fact
from tests.robot.noise import _bare

PARTS = {"fee": "fees", "time": "times", "documents": "papers"}
FRAMES = {
    ("fee", "vi"): (
        "{} bao nhiêu tiền",
        "lệ phí {} là bao nhiêu",
        "{} tốn nhiêu tiền vậy",
        "{} có mất phí không",
    ),
    ("time", "vi"): ("{} mất bao lâu", "{} mấy ngày có", "{} chừng nào xong", "{} bao lâu thì có kết quả"),
    ("documents", "vi"): (
        "{} cần giấy tờ gì",
        "{} phải mang theo gì",
        "{} hồ sơ gồm những gì",
        "{} đem giấy gì",
    ),
    ("fee", "en"): ("how much does it cost to {}", "{}, what is the fee"),
    ("time", "en"): ("how long does it take to {}", "{}, how many days"),
    ("documents", "en"): ("what documents do I need to {}", "{}, what papers should I bring"),
}
NAMED_WHOLE = 0.6
BARE = 0.15
ENGLISH = 0.2
MOST_ANSWERS = 3


@dataclass(frozen=True)
class Asked:
    """Holds a question: of what procedure, on what, for what case."""

    code: str
    topic: str
    lang: str
    text: str
    case: Answers
    whole: bool


@dataclass
class Judged:
    """Counts what became of the questions."""

    asked: int = 0
    answered: int = 0
    right_case: int = 0
    offered: int = 0
    inventions: list[tuple[Asked, set[Fact]]] = field(default_factory=list)
    wrong: list[tuple[Asked, Reply]] = field(default_factory=list)


def questions(codes: list[str], count: int, seed: int) -> Iterator[Asked]:
    """Generates that many questions."""
    chance = random.Random(seed)
    for _ in range(count):
        code = chance.choice(codes)
        topic = chance.choice(list(PARTS))
        lang = "en" if chance.random() < ENGLISH else "vi"
        file = extractor.file_of(code)
        whole = chance.random() < NAMED_WHOLE
        called = file["name"][lang] if whole else chance.choice(file["aliases"][lang])
        text = chance.choice(FRAMES[topic, lang]).format(called)
        if lang == "vi" and chance.random() < BARE:
            text = " ".join(map(_bare, text.split()))
        case = {step: chance.choice(ids) for step, ids in extractor.deciding(code, PARTS[topic]).items()}
        yield Asked(code, topic, lang, text, case, whole)


def judge(robot: Assistant, asked: list[Asked]) -> Judged:
    """Asks each question by itself, and judges everything that is said to it."""
    judged = Judged()
    for one in asked:
        judged.asked += 1
        for reply in talk(robot, one):
            about = reply.thread.procedure
            if reply.action == "answer" and about is not None:
                found = extractor.inventions(reply.text, about, " ".join(card.title for card in reply.cards))
                if found:
                    judged.inventions.append((one, found))
        if reply.action == "choose" and one.code in [card.code for card in reply.cards]:
            judged.offered += 1
        elif reply.action == "answer" and reply.thread.procedure == one.code:
            judged.answered += 1
            judged.right_case += is_right(reply, one)
        if not (reply.action == "choose" or is_right(reply, one)):
            judged.wrong.append((one, reply))
    return judged


def talk(robot: Assistant, asked: Asked) -> Iterator[Reply]:
    """Asks, touches the card that is meant, and answers what is asked back."""
    reply = robot.reply(asked.text, TurnContext(asked.lang))
    yield reply
    for _ in range(MOST_ANSWERS):
        step = reply.thread.asked
        if reply.action != "answer" or reply.thread.procedure != asked.code or step not in asked.case:
            return
        said = extractor.option_name(asked.code, step, asked.case[step], asked.lang)
        reply = robot.reply(said, TurnContext(asked.lang, thread=reply.thread))
        yield reply


def is_right(reply: Reply, asked: Asked) -> bool:
    """Says if the facts told are those of the case as far as the robot knows it, and what it knows is true:
    where the whole name was said, nothing but what was touched decides a case (an everyday name may: "đổi dân
    tộc").
    """
    if reply.thread.procedure != asked.code or reply.topic != asked.topic:
        return False
    known = dict(reply.case)
    if asked.whole and any(asked.case.get(step, option) != option for step, option in known.items()):
        return False
    if asked.topic == "documents":
        return set(extractor.papers_in(reply.text)) == extractor.paper_names(asked.code, known, asked.lang)
    told = set().union(*(row.facts for row in extractor.rows_in(reply.text)))
    if asked.topic == "fee":
        return {fact for fact in told if fact[0] == "money"} == extractor.fee_facts(asked.code, known)
    return told == extractor.time_facts(asked.code, known)
