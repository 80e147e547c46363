"""What is believed of a hearing, and what is none."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.speech.belief import answers, believable, loops, matched, understood
from devices.speech.sounds import unlike
from kiosk.ports.device import Fault
from kiosk.ports.speech import FREE, Expected

SYLLABLES = ("tôi", "muốn", "đăng", "ký", "khai", "sinh", "cho", "con", "cần", "giấy", "tờ", "gì")
WORDS = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=6)
CHOICE = Expected("choice", ("kết hôn", "khai sinh", "chứng thực"))


def why(found: object) -> str:
    assert isinstance(found, Fault)
    assert found.id == "not_heard"
    return found.detail


@pytest.mark.parametrize(
    ("text", "confidence", "seconds", "reason"),
    [
        ("hộ, hộ, hộ, hộ, hộ, hộ", 0.8, 4.0, "loop"),
        ("đi đâu đó đi đâu đó đi đâu đó", 0.8, 5.0, "loop"),
        ("Hãy subscribe cho kênh Ghiền Mì Gõ", 0.9, 3.0, "words of films"),
        ("đăng ký khai sinh cho con thì cần giấy tờ gì", 0.9, 0.5, "impossible pace"),
        ("đăng ký khai sinh", 0.2, 2.0, "low probability"),
        ("…", 0.9, 2.0, "nothing said"),
    ],
)
def test_rubbish_is_no_text(text: str, confidence: float, seconds: float, reason: str) -> None:
    assert why(believable([(text, confidence)], seconds, FREE, "vi")) == reason


def test_zeros_said_three_times_are_no_loop_where_digits_are_expected() -> None:
    said = [("không không không bảy", 0.8)]
    assert believable(said, 2.0, Expected("digits"), "vi") == (("không không không bảy", 0.8),)


def test_a_date_is_numbers_and_words_of_dates() -> None:
    expected = Expected("date")
    assert not isinstance(believable([("mùng ba tháng 11 năm 2026", 0.7)], 3.0, expected, "vi"), Fault)
    assert why(believable([("tôi không nhớ", 0.7)], 3.0, expected, "vi")) == "no number"


def test_readings_come_once_the_surest_first() -> None:
    found = believable([("khai xin", 0.5), ("Khai sinh.", 0.6), ("khai sinh", 0.55)], 2.0, FREE, "vi")
    assert found == (("Khai sinh", 0.6), ("khai xin", 0.5))


@given(WORDS, st.integers(3, 6))
def test_what_is_said_again_and_again_is_a_loop(words: list[str], times: int) -> None:
    assert loops(words * (times + 1))


def test_a_sentence_is_no_loop() -> None:
    assert not loops(["tôi", "muốn", "đăng", "ký", "khai", "sinh", "cho", "con", "tôi"])
    assert not loops(["dạ", "dạ"])


@given(WORDS)
def test_the_same_words_sound_the_same_however_they_are_written(words: list[str]) -> None:
    text = " ".join(words)
    assert unlike(text, unicodedata.normalize("NFD", text).upper() + "!") == 0


@given(WORDS, WORDS)
def test_unlikeness_is_the_same_both_ways_and_between_0_and_1(one: list[str], other: list[str]) -> None:
    left, right = " ".join(one), " ".join(other)
    assert unlike(left, right) == pytest.approx(unlike(right, left))
    assert 0 <= unlike(left, right) <= 1


@pytest.mark.parametrize(
    ("near", "far"), [("kết hôm", "khai sinh"), ("kêt hôn", "khai sinh"), ("ghết hôn", "chứng thực")]
)
def test_a_mishearing_is_nearer_than_another_word(near: str, far: str) -> None:
    assert unlike(near, "kết hôn") < 0.35 < unlike(far, "kết hôn")


def test_a_mishearing_finds_the_expected_answer() -> None:
    found = understood([("kết hôm", 0.6)], 1.0, CHOICE, "vi")
    assert not isinstance(found, Fault)
    assert found[0][0] == "kết hôn"


def test_something_else_is_none_of_the_answers() -> None:
    assert why(matched([("xe máy", 0.9)], CHOICE, "vi")) == "none of what was expected"


def test_between_two_that_sound_alike_nothing_is_guessed() -> None:
    alike = Expected("choice", ("cha", "ta"))
    assert why(matched([("xa", 0.9)], alike, "vi")) in (
        "two answers are as likely",
        "none of what was expected",
    )


def test_ways_to_say_yes_do_not_stand_in_each_others_way() -> None:
    found = matched([("đúng rồi", 0.9)], Expected("yes_no"), "vi")
    assert not isinstance(found, Fault)
    assert answers(Expected("yes_no"), "vi")[found[0][0]] == "yes"
    assert why(matched([("có không", 0.9)], Expected("yes_no"), "vi"))


@pytest.mark.parametrize("kind", ["digits", "date", "choice", "yes_no"])
def test_a_whole_sentence_is_heard_where_it_may_be_said_instead(kind: Any) -> None:
    """A question in the middle of a page; without `open` it is none of what was expected."""
    guesses = [("làm giấy khai sinh mất bao lâu vậy", 0.8)]
    words = ("Mẹ", "Cha", "Ông hoặc bà") if kind == "choice" else ()
    assert isinstance(understood(guesses, 3.0, Expected(kind, words=words), "vi"), Fault)
    assert understood(guesses, 3.0, Expected(kind, words=words, open=True), "vi") == tuple(guesses)


def test_a_short_answer_that_fits_nothing_is_not_heard_all_the_same() -> None:
    for kind in ("digits", "choice"):
        found = understood([("con mèo", 0.9)], 2.0, Expected(kind, words=("Mẹ", "Cha"), open=True), "vi")
        assert isinstance(found, Fault)


def test_a_word_of_the_page_may_be_said_where_digits_are_expected() -> None:
    expected = Expected("digits", likely=("Bỏ qua", "Quay lại"), open=True)
    assert understood([("bỏ qua", 0.9)], 1.0, expected, "vi") == (("bỏ qua", 0.9),)
    assert isinstance(understood([("bỏ quên", 0.9)], 1.0, expected, "vi"), Fault)
