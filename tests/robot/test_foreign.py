"""What sounds like a matter of this centre and is none: it is asserted by nobody, and nothing is done."""

from __future__ import annotations

import pytest

from config.load import ELSEWHERE, EVERYDAY, PROCEDURES
from kiosk.catalogue.sources import Sources
from kiosk.visit.assistant import Thread, TurnContext
from robot.phrases import own_book
from robot.reading import read
from tests.catalogues import opened
from tests.robots import robot

SOURCES = Sources(PROCEDURES, elsewhere=ELSEWHERE, everyday=EVERYDAY)
CATALOGUE = opened(SOURCES)
ROBOT = robot(SOURCES)
BOOK = own_book()


@pytest.mark.parametrize(
    "text",
    [
        "đăng ký khai sinh cho con rùa nhà em được không",
        "tôi muốn kết hôn với nhân vật hoạt hình",
        "chứng thực chữ ký của siêu nhân",
        "register a marriage for my hamster",
        "đăng ký thường trú trên mặt trăng",
    ],
)
def test_what_no_procedure_is_about_is_never_asserted(text: str) -> None:
    reply = ROBOT.reply(text, TurnContext("en" if text.isascii() else "vi"))
    assert reply.action in ("decline", "choose")


def test_nothing_of_the_catalogue_is_foreign_to_it() -> None:
    said = [
        text
        for procedure in CATALOGUE.procedures.values()
        for text in (procedure.name.vi, procedure.name.en, *procedure.aliases.get("vi", ()))
        if read(text, BOOK).alien
    ]
    assert said == []


def test_in_a_talk_too_something_foreign_is_declined_and_the_talk_goes_on() -> None:
    first = ROBOT.reply("đăng ký kết hôn cần giấy tờ gì", TurnContext("vi"))
    aside = ROBOT.reply("kể chuyện cười nghe chơi", TurnContext("vi", thread=first.thread))
    again = ROBOT.reply("mất bao lâu", TurnContext("vi", thread=aside.thread))
    assert [one.action for one in (first, aside, again)] == ["answer", "decline", "answer"]
    assert again.cards[0].code == first.cards[0].code == "1.000894"


@pytest.mark.parametrize(
    "text",
    [
        "bạn tôi cứ nói lại chuyện cũ hoài, tôi nghe mà buồn quá",
        "hồi đó tui lấy số ngồi đợi cả buổi, mệt quá trời mệt",
        "my teacher told me to go back to my old school",
    ],
)
def test_a_command_that_is_only_told_of_is_not_done(text: str) -> None:
    reply = ROBOT.reply(text, TurnContext("en" if text.isascii() else "vi", thread=Thread()))
    assert (reply.action, reply.then) == ("decline", None)
