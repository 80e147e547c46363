"""Vietnamese on paper: every letter, whole, however it was typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.paper.fonts import font, line_height, missing_glyphs, overshoot, width_of, wrap
from kiosk.paper.layout import Weight

WEIGHTS: tuple[Weight, ...] = ("regular", "medium", "semibold", "bold")
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
PLAIN = [unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES]
LETTERS = "".join(letter for pair in [*PLAIN, "đ"] for letter in (pair, pair.upper()) if not letter.isascii())
NAMES = (
    "H'Yen Niê",
    "K'Brih",
    "Thạch Sa Rương",
    "Lò Thị Mẩy",
    "Nguyễn Hoà",
    "Nguyễn Hòa",
    "Đặng Thị Ngọc Quỳnh",
    "NGUYỄN THỊ HUYỀN TRÂN",
)


def test_there_are_134_vietnamese_letters_beyond_ascii() -> None:
    assert len(set(LETTERS)) == len(LETTERS) == 134


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_weight_has_every_letter_and_sign(weight: Weight) -> None:
    assert missing_glyphs(LETTERS + "".join(NAMES) + "•–—…“”‘’₫·×½°0123456789", weight) == ""


def test_what_the_font_lacks_is_found() -> None:
    assert missing_glyphs("Đã nhận ✓ → quầy") == "✓→"


@pytest.mark.parametrize("weight", WEIGHTS)
def test_a_line_is_high_enough_for_every_letter(weight: Weight) -> None:
    for size in (21, 26, 40):
        face = font(weight, size)
        for letter in LETTERS:
            _, top, _, bottom = face.box(letter)
            assert overshoot(letter, face) + top >= 0, letter
            assert bottom <= line_height(face), letter


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_as_wide_however_its_marks_were_typed(name: str) -> None:
    face = font("medium", 26)
    assert width_of(unicodedata.normalize("NFD", name), face) == width_of(name, face)


WORDS = st.lists(
    st.one_of(
        st.sampled_from([word for name in NAMES for word in name.split()]),
        st.text(st.sampled_from(LETTERS + "abcxyzWM0123456789'.,-"), min_size=1, max_size=60),
    ),
    max_size=12,
)


@given(WORDS, st.integers(60, 528), st.sampled_from([21, 26, 36]))
def test_wrapping_never_overflows_and_loses_no_letter(words: list[str], width: int, size: int) -> None:
    face = font("bold", size)
    text = " ".join(words)
    lines = wrap(text, face, width)
    assert all(width_of(line, face) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_line_feed_in_a_text_is_kept() -> None:
    assert wrap("một\n\nhai", font("medium", 26), 500) == ["một", "", "hai"]


def test_a_combining_mark_is_never_torn_from_its_letter() -> None:
    lines = wrap("m\u0323\u0302" * 40, font("bold", 36), 80)
    assert len(lines) > 1
    assert not any(unicodedata.combining(line[0]) for line in lines)
