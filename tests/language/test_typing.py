"""Words that are not Vietnamese, on a Vietnamese keyboard: they stay as they were typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.language.typing import Typed, finished, typed
from tests.language import syllables
from tests.language.test_telex import EVERYTHING, KEYS, ORDERS
from tests.language.typing_keys import TELEX, TELEX_TONES

_ENGLISH = """
password William coffee email facebook google gmail address street road apartment building hotel office
manager company limited john smith david brown robert james michael thomas anderson wilson taylor moore
jackson white harris martin thompson garcia robinson clark rodriguez lewis walker hall allen young king
wright scott green baker adams nelson carter mitchell roberts turner phillips campbell parker evans edwards
collins stewart morris rogers reed morgan bell murphy bailey cooper richardson howard ward windows world
wifi website passport class boss express staff welcome yellow swimming twitter school teacher foot free
street week offer different hello happy apple summer butter letter
"""
ENGLISH = _ENGLISH.split()
SYLLABLES_AS_WELL = {"lee": "lê", "visa": "vía", "moon": "môn", "queen": "quên", "test": "tét", "max": "mã"}


NOTHING = Typed()


def after(keys: str, done: Typed = NOTHING) -> Typed:
    for key in keys:
        done = typed(done, "space" if key == " " else key)
    return done


@pytest.mark.parametrize("word", ENGLISH)
def test_an_english_word_stays_as_it_is_typed(word: str) -> None:
    for written in (word, word.capitalize(), word.upper()):
        assert finished(after(written)) == written
        assert after(f"{written} ").text == f"{written} "
        assert after(f"xin {written} ").text == f"xin {written} "


@pytest.mark.parametrize(("word", "syllable"), SYLLABLES_AS_WELL.items())
def test_a_word_that_is_a_syllable_is_one_and_the_plain_key_is_for_it(word: str, syllable: str) -> None:
    assert finished(after(word)) == syllable
    done = Typed()
    for letter in word:
        done = typed(done, f"plain:{letter}")
    assert finished(done) == typed(done, "space").text.rstrip() == word


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        ("Kroong Nawng", "Krông Năng"),
        ("M'DDrawks", "M'Đrắk"),
        ("Mnoong", "Mnông"),
        ("Hmoong", "Hmông"),
        ("H'Yeen Niee", "H'Yên Niê"),
        ("Ksor Phuwowcs", "Ksor Phước"),
        ("EEban Y", "Êban Y"),
        ("Giafng A Paos", "Giàng A Páo"),
        ("Thachj Sa Raay", "Thạch Sa Rây"),
        ("qusa giwx xooong booong", "quá giữ xoong boong"),
        ("quas giuwx QUSA", "quá giữ QUÁ"),
    ],
)
def test_names_of_every_region(keys: str, name: str) -> None:
    assert finished(after(keys)) == name


@given(st.sampled_from(EVERYTHING), st.sampled_from(ORDERS[:2]), st.booleans())
def test_every_syllable_is_composed_as_before(
    syllable: tuple[str, str, str], order: Callable[..., str], capitals: bool
) -> None:
    onset, rime, tone = syllable
    keys, wanted = order(onset, rime, tone, TELEX, TELEX_TONES), onset + syllables.toned(rime, tone)
    if capitals:
        keys, wanted = keys.upper(), wanted.upper()
    assert after(f"x {keys} ").text == f"x {wanted} "


def test_a_mark_taken_off_is_believed_until_the_next_key() -> None:
    assert after("pass").text == "pas"
    assert after("passw").text == "passw"
    assert finished(after("pass")) == "pass"


def test_what_was_not_typed_here_is_left_alone() -> None:
    assert after("s", Typed("Mẫu Pa", "")).text == "Mẫu Pá"
    assert finished(Typed("pas", "other")) == "pas"
    assert typed(after("pass"), "backspace").text == "pa"
    assert after("boss").text == "bos"


@given(st.lists(KEYS, max_size=20))
def test_nothing_breaks_it_and_no_earlier_word_changes(keys: list[str]) -> None:
    done = Typed("Nguyễn ")
    for key in keys:
        done = typed(done, key)
        if key in ("backspace", "clear"):
            return
        assert done.text.startswith("Nguyễn ")
