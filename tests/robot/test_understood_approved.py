"""What stands in a sentence, and what a second sentence makes of the first, as it was approved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from kiosk.language.messages import Messages
from kiosk.visit.assistant import TurnContext
from robot.answers import _TOPICS, answer
from robot.cases import deciding
from robot.phrases import Found, own_book
from robot.reading import read
from tests import approved
from tests.approved import listed
from tests.robot.test_turn import CATALOGUE, ROBOT
from ui.commands import MESSAGES

HERE = Path(__file__).parent
FIRST = listed("""
làm giấy khai sinh cho cháu cần gì; đăng ký kết hôn; khai tử cho ba tôi mất bao lâu; chứng thực bản sao;
xác nhận tình trạng hôn nhân lệ phí bao nhiêu; trích lục khai sinh; hộ kinh doanh; ly hôn ở đâu;
giấy tờ nhà đất; register a birth; how much is a marriage certificate; hồ sơ của tôi tới đâu rồi
""")
SECOND = listed("""
không phải, khai tử; không, cho con nuôi; à không, kết hôn với người nước ngoài; nhầm, trích lục;
không; cái thứ hai; cái cuối; thế mất bao lâu; còn lệ phí; vậy cần giấy tờ gì; cho mẹ tôi; ở nhà;
đăng ký lại; quá hạn thì sao; vậy còn ly hôn; đổi sang tiếng Anh; gọi cán bộ; cảm ơn; không hiểu;
no, a death; the second one; how long does it take; what about the fee; ý tôi là bản sao
""")


def sentences() -> Iterator[str]:
    """Each fourth one of those that people may look at."""
    for name in ("second", "third", "fresh", "held"):
        for kind in ("questions", "outside", "embedded"):
            lines = (HERE / f"{name}_{kind}.jsonl").read_text(encoding="utf-8").splitlines()
            for line in lines[::4]:
                yield json.loads(line)["q"]


def told(thing: object) -> object:
    """A plain value of what was read: what an entry of the book is and where it stands, without its words;
    three digits of a share, whatever the machine adds up to.
    """
    if isinstance(thing, Found):
        return [thing.entry.model_dump(exclude={"vi", "en", "say", "ask"}), told(thing.spans)]
    if isinstance(thing, float):
        return round(thing, 3)
    if isinstance(thing, dict):
        return {key: told(value) for key, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [told(value) for value in thing]
    return thing if thing is None or isinstance(thing, str | int) else repr(thing)


def test_what_stands_in_a_sentence() -> None:
    rows: dict[str, object] = {}
    for text in sentences():
        found = read(text, own_book())
        whole = {field.name: getattr(found, field.name) for field in fields(found)}
        whole |= {"sentence": len(found.sentence), "judged": dict(found.judged.chances), "few": found.few}
        rows[f"read {text}"] = told(whole)
    assert len(rows) > 200
    approved.hold(__file__, rows)


@pytest.mark.parametrize("first", FIRST)
def test_what_a_second_sentence_makes_of_the_first(first: str) -> None:
    lang = "en" if first.isascii() else "vi"
    said = ROBOT.reply(first, TurnContext(lang))
    rows: dict[str, object] = {}
    for second in SECOND:
        reply = ROBOT.reply(second, TurnContext(lang, thread=said.thread))
        rows[f"{first} / {second}"] = [reply.action, reply.topic, sorted(reply.case.items()), repr(reply)]
    approved.hold(__file__, rows)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_is_answered_of_each_procedure(lang: str) -> None:
    """Each topic, before anything is known of the case and after each answer to what decides."""
    messages, rows = Messages.from_folder(MESSAGES), dict[str, object]()
    for code, procedure in CATALOGUE.procedures.items():
        for topic in (*_TOPICS, None):
            question = deciding(procedure, topic or "overview", {})
            options = question.options if question else ()
            for known in ({}, *({question.id: one.id} for one in options if question)):
                found = answer(procedure, topic, known, lang, messages)
                asks = found.asks.id if found.asks else ""
                rows[f"{lang} {code} {topic} {known}"] = [found.text, found.speech, found.sources, asks]
    approved.hold(__file__, rows)


@pytest.mark.parametrize(("lang", "told"), [("vi", "chưa công bố"), ("en", "not published")])
def test_a_fee_that_nobody_stated_is_told_as_such_on_the_screen(lang: str, told: str) -> None:
    unstated = CATALOGUE.procedures["1.001193"].model_copy(update={"fees": ()})
    assert told in answer(unstated, "fee", {}, lang, Messages.from_folder(MESSAGES)).text
