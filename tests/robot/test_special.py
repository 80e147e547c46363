"""A procedure and its special cases: which of them is meant, by what is said."""

from __future__ import annotations

import pytest

from config.load import ELSEWHERE, EVERYDAY, PROCEDURES
from kiosk.catalogue.ranker import Hit
from kiosk.catalogue.sources import Sources
from kiosk.visit.assistant import Thread, TurnContext
from robot.phrases import own_book
from robot.sentence import sentence_of
from robot.special import BEHIND, told_apart
from tests.catalogues import opened
from tests.robots import robot

SOURCES = Sources(PROCEDURES, elsewhere=ELSEWHERE, everyday=EVERYDAY)
CATALOGUE = opened(SOURCES)
ROBOT = robot(SOURCES)
BOOK = own_book()
BIRTH, FOREIGN = "1.001193", "2.000528"


def told(text: str, *hits: Hit, spoken_of: str | None = None) -> list[tuple[str, float]]:
    found = told_apart(hits, [sentence_of(text, BOOK.speech)], BOOK.special, spoken_of)
    return [(hit.code, round(hit.score, 3)) for hit in found]


def test_a_special_case_is_not_meant_where_its_words_are_not_said() -> None:
    hits = Hit(FOREIGN, 0.8, 0.5, 0.5), Hit(BIRTH, 0.7, 0.5, 0.5), Hit("1.000656", 0.75, 0.5, 0.5)
    assert told("má tui mới sanh thằng út", *hits) == [
        (BIRTH, 0.8),
        ("1.000656", 0.75),
        (FOREIGN, min(0.7, round(0.8 * BEHIND, 3))),
    ]


def test_a_special_case_is_meant_where_its_words_are_said() -> None:
    hits = Hit(BIRTH, 0.8, 0.5, 0.5), Hit(FOREIGN, 0.5, 0.5, 0.5)
    assert told("con tôi sinh bên Nhật", *hits) == [(FOREIGN, 0.8), (BIRTH, 0.5)]


def test_what_is_far_behind_is_not_meant_whatever_is_said() -> None:
    far = Hit(BIRTH, 0.8, 0.5, 0.5), Hit(FOREIGN, 0.2, 0.5, 0.5)
    assert told("con tôi sinh bên Nhật", *far) == [(BIRTH, 0.8), (FOREIGN, 0.2)]
    assert told("con tôi mới sinh", Hit(FOREIGN, 0.8, 0.5, 0.5)) == [(FOREIGN, 0.8)]


def test_a_talk_goes_on_about_a_special_case_without_its_words() -> None:
    hits = Hit(FOREIGN, 0.8, 0.5, 0.5), Hit(BIRTH, 0.79, 0.5, 0.5)
    assert told("khai sinh mất bao lâu", *hits, spoken_of=FOREIGN) == [(FOREIGN, 0.8), (BIRTH, 0.79)]


def test_every_special_case_and_its_procedure_are_in_the_catalogue_and_no_two_are_of_each_other() -> None:
    pairs = [(one.procedure, one.of) for one in BOOK.special.entries]
    assert {code for pair in pairs for code in pair} <= set(CATALOGUE.procedures)
    assert len(set(pairs)) == len(pairs)
    assert not {(of, procedure) for procedure, of in pairs} & set(pairs)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("nhà tui muốn đăng ký tạm trú cho hai đứa em ở trọ", "1.004194"),
        ("tạm trú của tui gần hết hạn rồi, xin ở tiếp", "1.002755"),
        ("tui trả phòng rồi, muốn xóa đăng ký tạm trú", "1.010028"),
        ("I need to extend my building permit", "1.013227"),
        ("I want to register a small household business", "1.001612"),
        ("quán tui nghỉ luôn, muốn trả giấy hộ kinh doanh", "1.001266"),
    ],
)
def test_the_case_that_is_said_stands_first(said: str, meant: str) -> None:
    lang = "en" if said.isascii() else "vi"
    reply = ROBOT.reply(said, TurnContext(lang, thread=Thread()))
    assert reply.cards[0].code == meant
