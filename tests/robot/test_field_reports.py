"""What went wrong where robots stood, each with its siblings: sentences of the same kind in other words."""

from __future__ import annotations

import pytest

from config.load import ELSEWHERE, PROCEDURES
from kiosk.catalogue.sources import Sources
from kiosk.visit.assistant import Guess, Reply, TurnContext
from robot.phrases import own_book
from tests.catalogues import opened
from tests.robots import robot

SOURCES = Sources(PROCEDURES, elsewhere=ELSEWHERE)
CATALOGUE = opened(SOURCES)
ROBOT = robot(SOURCES)


def ask(text: str, lang: str = "vi", procedure: str | None = None) -> Reply:
    return ROBOT.reply(text, TurnContext(lang, procedure=procedure))


def code(reply: Reply) -> str | None:
    return reply.cards[0].code if reply.cards else None


@pytest.mark.parametrize("procedure", [None, "2.000635"])
@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("làm sao xóa thông tin sai trên giấy khai sinh", {"1.004859"}),
        ("muốn xóa hết tên cũ trong hộ khẩu thì sao", {"1.003197", "1.010039", "1.004859"}),
        ("mấy giờ tôi trở lại lấy giấy khai sinh", {"1.001193", "2.000635"}),
        ("đi nước ngoài trở về làm lại đăng ký thường trú", {"1.004222", "1.003197"}),
        ("giấy khai sinh dùng tiếng Anh có sao y được không", {"2.000815"}),
        ("con tôi lớn lên 10 tuổi mới làm giấy khai sinh", {"1.001193", "1.004772"}),
        ("lam khai sinh va ca the bao hiem y te cho be", {"2.000986", "2.001023"}),
        ("le phi ma tui di xe lan xin giay la bao nhieu", {"1.001699"}),
    ],
)
def test_the_words_of_a_command_inside_a_question(text: str, right: set[str], procedure: str | None) -> None:
    reply = ask(text, procedure=procedure)
    assert (reply.command, reply.then, reply.confirm) == (None, None, False)
    assert reply.action in ("answer", "choose")
    assert right & {card.code for card in reply.cards[:3]}


@pytest.mark.parametrize(("lang", "procedure"), [("vi", None), ("en", "1.001193")])
def test_no_phrase_of_any_command_takes_a_question_over(lang: str, procedure: str | None) -> None:
    """Every phrase of the book inside a question about a procedure: nothing is done."""
    frame = {
        "vi": "đăng ký kết hôn với người nước ngoài cần giấy tờ gì, {}",
        "en": "what documents do I need to register a marriage with a foreigner, {}",
    }[lang]
    done = [
        phrase
        for entry in own_book().commands.entries
        for phrase in getattr(entry, lang)
        if ask(frame.format(phrase.replace("…", "")), lang, procedure).action == "do"
    ]
    assert done == []


@pytest.mark.parametrize(
    ("text", "lang", "answered", "topic"),
    [
        ("khai sinh cho cháu cần giấy tờ gì, cảm ơn", "vi", "1.001193", "documents"),
        ("cảm ơn em, đăng ký kết hôn bao lâu thì xong", "vi", "1.000894", "time"),
        ("How much is a certified copy? Thank you", "en", "2.000815", "fee"),
    ],
)
def test_a_courtesy_is_answered_with_the_answer(text: str, lang: str, answered: str, topic: str) -> None:
    reply = ask(text, lang)
    assert (reply.action, reply.topic) == ("answer", topic)
    assert answered in {card.code for card in reply.cards}


@pytest.mark.parametrize("text", ["cảm ơn em", "cảm ơn nhiều lắm", "thank you very much"])
def test_a_courtesy_alone_is_one(text: str) -> None:
    assert ask(text).command == "thanks"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("thay đổi địa chỉ của hộ kinh doanh cần giấy tờ gì", "2.000720"),
        ("sửa địa chỉ của tôi trên hộ khẩu", "1.010039"),
    ],
)
def test_a_thing_is_no_other_person(text: str, right: str) -> None:
    reply = ask(text)
    assert right in {card.code for card in reply.cards[:3]}


@pytest.mark.parametrize("text", ["làm gia hạn tạm trú", "gia hạn tạm trú cần gì"])
def test_a_word_without_marks_among_marked_ones_means_itself(text: str) -> None:
    assert code(ask(text)) == "1.002755"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("lệ phí khai sinh bao nhiêu", "fee"),
        ("lệ phí khai sinh bao nhiêu tiền", "fee"),
        ("khai sinh cần mang theo giấy tờ gì", "documents"),
        ("khai sinh mất bao lâu", "time"),
        ("dk khai sinh", None),
    ],
)
def test_a_broad_question_offers_cards_and_keeps_its_topic(text: str, topic: str | None) -> None:
    reply = ask(text)
    assert reply.action in ("choose", "answer")
    assert "1.001193" in {card.code for card in reply.cards}
    assert topic is None or reply.topic == topic


@pytest.mark.parametrize(
    ("text", "who"),
    [("làm lại căn cước ở đâu", "ông an"), ("ly hôn", "òa án"), ("tôi muốn ly hôn", "òa án")],
)
def test_what_others_do_is_named(text: str, who: str) -> None:
    reply = ask(text)
    assert (reply.action, reply.cards) == ("decline", ())
    assert who in reply.text


def test_the_way_to_the_toilet_is_no_business() -> None:
    assert ask("nhà vệ sinh ở đâu").command == "wayfinding"


def test_what_was_heard_in_several_ways_is_no_command_by_one_of_them() -> None:
    guesses = (Guess("xóa hết hộ khẩu", -1.0), Guess("xóa tên hộ khẩu", -1.1), Guess("xóa hộ khẩu", -1.2))
    reply = ROBOT.reply(guesses[0].text, TurnContext("vi"), guesses)
    assert reply.command is None
    assert "1.003197" in {card.code for card in reply.cards}
