import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.language.normal import decode, fold, nfc, same_tones
from kiosk.language.syllable import read
from tests.language import syllables
from tests.language.vectors import vectors


def test_bytes_are_strict_utf8_and_become_nfc() -> None:
    assert decode(unicodedata.normalize("NFD", "Nguyễn Hòa").encode()) == "Nguyễn Hòa"


@pytest.mark.parametrize(
    "payload", [b"Nguy\xe1\xbb", b"\xff", "Đặng".encode("utf-16"), b"\xc0\xaf", b"\xed\xa0\x80"]
)
def test_damaged_bytes_are_refused_without_showing_them(payload: bytes) -> None:
    with pytest.raises(ValueError, match=r"^not UTF-8 at byte \d+$") as refused:
        decode(payload)
    assert refused.value.__cause__ is None
    assert refused.value.__context__ is None


def test_folding_as_the_vectors_say() -> None:
    for text, folded in vectors()["fold_examples"].items():
        assert fold(text) == folded


def test_folding_both_normal_forms_spaces_and_the_icelandic_letter_gives_one_key() -> None:
    assert fold(unicodedata.normalize("NFD", "  Đặng\u00a0 Thị\tHoà ")) == "dang thi hoa"
    assert fold("Ðà Lạt") == fold("Đà Lạt") == "da lat"


def test_tone_variants_of_the_vectors_are_the_same() -> None:
    for one, other in vectors()["tone_variants"]:
        assert same_tones(one) == same_tones(other.replace("(sai)", ""))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Xã Long Hoà", "Xã Long Hòa"),
        ("Nguyễn Thuỳ Trang", "Nguyễn Thùy Trang"),
        ("LOẢ", "LỎA"),
        ("kỹ sư Lý", "kĩ sư Lí"),
        ("quí vị", "quý vị"),
        ("gìa", "già"),
    ],
)
def test_both_spellings_compare_as_one(one: str, other: str) -> None:
    assert same_tones(one) == same_tones(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("hộ", "hỗ"), ("thúy", "thúi"), ("Hòa", "Hóa"), ("ý", "í"), ("tai", "tay"), ("má", "ma")],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert same_tones(one) != same_tones(other)


@given(st.sampled_from(tuple(syllables.everything())))
def test_every_syllable_is_taken_apart_and_put_together_again(syllable: tuple[str, str, str]) -> None:
    onset, rime, tone = syllable
    word = onset + syllables.toned(rime, tone)
    found = read(word)
    assert found is not None
    assert found.complete
    assert (found.text, found.tone) == (word, tone)


@pytest.mark.parametrize("word", ["càt", "tẻch", "ngrăn", "hoâ", "uơn", "kwa", "", "tr", "aba"])
def test_what_is_no_syllable_is_known(word: str) -> None:
    found = read(word)
    assert found is None or not found.complete


@given(st.text())
def test_keys_of_any_text_are_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert same_tones(same_tones(text)) == same_tones(text)
    assert same_tones(text) == same_tones(nfc(text))
