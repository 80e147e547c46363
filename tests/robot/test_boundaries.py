"""Where what is heard begins to count, and where it ends to: examples at both sides of each edge."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.visit.assistant import Guess, TurnContext
from robot.values.likeness import alike, heard
from robot.values.model import Asked, Choice
from robot.values.read import read_value, read_values
from tests.visits.world import CONTEXT, real_robot

QUESTION = "khai sinh cho cháu cần gì"
TODAY = date(2026, 11, 23)
SEX = Asked("sex", "choice", choices=(Choice("Nam", ("con trai",)), Choice("Nữ", ("con gái",))))


def test_five_hundred_letters_of_a_question_count_and_not_one_more() -> None:
    robot, about = real_robot(), TurnContext("vi")
    assert robot.reply(QUESTION.rjust(500), about).text == robot.reply(QUESTION, about).text
    longer = robot.reply(QUESTION.rjust(501), about)
    assert longer.text == robot.reply(QUESTION[:-1], about).text != robot.reply(QUESTION, about).text
    assert robot.reply(QUESTION.rjust(1000), about).text == robot.reply("", about).text


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_is_known_from_the_portal_only_is_named_and_said_to_be_its_text(lang: str) -> None:
    record = CONTEXT.catalogue.imported("9.900001")
    assert record is not None
    reply = real_robot().reply("thẻ câu cá cần giấy tờ gì", TurnContext(lang))
    assert [card.code for card in reply.cards] == ["9.900001"]
    assert record.name in reply.text
    assert reply.citations[0].title in reply.text


@pytest.mark.parametrize(
    ("said", "known", "worth"),
    [
        ("tra", "tra", 1.0),
        ("trà", "tra", 0.9),
        ("i", "y", 0.0),
        ("ay", "ai", 0.85),
        ("cha", "tra", 0.85),
        ("ba", "ca", 0.0),
        ("tam", "nam", 0.5),
        ("an", "am", 0.0),
        ("bát", "bán", 0.35),
        ("tìm", "nam", 0.0),
    ],
)
def test_a_syllable_that_sounds_alike_counts_from_two_sounds_on_and_a_half_from_three(
    said: str, known: str, worth: float
) -> None:
    [one], [other] = heard((said,)), heard((known,))
    assert alike(one, other, marked=True) == worth


@pytest.mark.parametrize(("text", "name"), [("a", None), ("a nờ", "An"), ("a, nờ, cách, a, nờ", "An An")])
def test_a_name_that_is_spelt_has_two_letters_at_least(text: str, name: str | None) -> None:
    assert read_value((Guess(text),), Asked("name", "letters"), "vi", TODAY).value == name


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("sinh năm hai ngàn", "2000"),
        ("sinh năm hai ngàn mốt", "2001"),
        ("sinh năm hai nghìn một", "2001"),
        ("sinh năm hai ngàn chín", "2009"),
        ("sinh năm hai nghìn không trăm mười chín", "2019"),
        ("sinh năm một ngàn chín trăm", "1900"),
    ],
)
def test_years_about_two_thousand_are_read_as_people_say_them(text: str, year: str) -> None:
    assert read_value((Guess(text),), Asked("born", "date"), "vi", TODAY).value == year


@pytest.mark.parametrize("text", ["con trai", "con trai ạ", "cháu là con trai", "dạ con trai nha em"])
def test_a_choice_is_found_at_either_end_of_a_sentence(text: str) -> None:
    found = read_values((Guess(text),), (SEX, Asked("phone", "digits")), "vi", TODAY)
    assert {step: values.value for step, values in found.items()} == {"sex": "Nam"}
