"""Deciding lines 1 and 2 at once: what must hold fills in what is lost; what stays open is not guessed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.scanning.mrz.decision import decide
from devices.scanning.mrz.glyphs import Plane
from devices.scanning.mrz.layout import ALPHABET
from devices.simulators.specimen_back import zone_lines
from devices.simulators.specimen_card import FATHER, MOTHER
from kiosk.identity.mrz import MrzCard, check_digit, parse
from tests.scanning.people import invented

LINES = zone_lines(FATHER, "281120")
BIRTH, SEX, EXPIRY, COMPOSITE = range(30, 36), 37, range(38, 44), 59
DOCUMENT_CHECK, NUMBER_CHECK, BIRTH_CHECK, EXPIRY_CHECK = 14, 29, 36, 44


def seen(text: str, lost: tuple[int, ...] = (), clear: float = 0.95) -> Plane:
    """Correlations of cells in which `text` is seen clearly, but for the lost ones, where all is alike."""
    scores = np.full((90, len(ALPHABET)), 0.45, np.float32)
    for cell, sign in enumerate(text):
        scores[cell, ALPHABET.index(sign)] = clear
    scores[list(lost)] = 0.3
    return scores


def test_what_is_clear_is_certain() -> None:
    decision = decide(seen("".join(LINES)))
    assert decision.lines == LINES
    assert decision.certain


@pytest.mark.parametrize(
    "lost",
    [
        (5,),
        (18, DOCUMENT_CHECK, NUMBER_CHECK, COMPOSITE),
        (8, 21),
        (DOCUMENT_CHECK, NUMBER_CHECK, COMPOSITE),
        (BIRTH[1],),
        (EXPIRY[3],),
        (8, 21, EXPIRY[5], BIRTH[5]),
    ],
    ids=["first of two", "second of two", "both", "its checks", "a year", "a month", "several"],
)
def test_lost_cells_are_filled_in_by_what_must_hold(lost: tuple[int, ...]) -> None:
    decision = decide(seen("".join(LINES), lost))
    assert decision.lines == LINES
    assert decision.certain


@pytest.mark.parametrize(
    "lost",
    [
        (9, 22, DOCUMENT_CHECK, NUMBER_CHECK, COMPOSITE),
        (*BIRTH[:2], BIRTH_CHECK),
        (EXPIRY[4], EXPIRY[5], EXPIRY_CHECK, COMPOSITE),
        (*EXPIRY, EXPIRY_CHECK),
        (*range(5, 14), *range(18, 27)),
    ],
    ids=["a digit and its checks", "the year", "a day", "the end of the card", "the number"],
)
def test_what_stays_open_is_not_certain(lost: tuple[int, ...]) -> None:
    assert not decide(seen("".join(LINES), lost)).certain


def test_the_composite_settles_a_day_whose_check_is_lost() -> None:
    """Whether the 20th or the 21st, its own check says no more; the composite does."""
    scores = seen("".join(LINES), (EXPIRY_CHECK,))
    doubtful = EXPIRY[5]
    scores[doubtful, ALPHABET.index("1")] = scores[doubtful, ALPHABET.index("0")] + 0.01
    assert decide(scores).lines == LINES


def test_a_lost_sex_follows_the_number_but_is_not_certain_by_that_alone() -> None:
    """Some cards were corrected: the number kept the sex that the lines no longer tell."""
    for person in (FATHER, MOTHER):
        lines = zone_lines(person)
        decision = decide(seen("".join(lines), (SEX,)))
        assert decision.lines == lines
        assert not decision.certain


def zone_with(birth: str, sex: str) -> tuple[str, str, str]:
    one, two, three = LINES
    two = f"{birth}{check_digit(birth)}{sex}{two[8:29]}"
    return one, two + check_digit(one[5:] + two[:7] + two[8:15] + two[18:]), three


@pytest.mark.parametrize(
    ("birth", "sex"), [("88<<<<", "M"), ("8811<<", "M"), ("881120", "<"), ("88<<<<", "<")]
)
def test_what_the_card_leaves_open_is_read_as_open(birth: str, sex: str) -> None:
    lines = zone_with(birth, sex)
    decision = decide(seen("".join(lines)))
    assert decision.lines == lines
    assert decision.certain
    assert isinstance(parse("\n".join(lines).encode()), MrzCard)


def test_a_day_behind_glare_is_not_taken_for_one_that_is_left_open() -> None:
    assert not decide(seen("".join(LINES), (*BIRTH[4:], BIRTH_CHECK))).certain


@pytest.mark.parametrize("cell", [7, 20, 14, 29, 33, 41, 59])
def test_a_clear_wrong_digit_is_contradicted(cell: int) -> None:
    text = "".join(LINES)
    wrong = text[:cell] + str((int(text[cell]) + 4) % 10) + text[cell + 1 :]
    assert not decide(seen(wrong)).certain


def test_blurred_throughout_it_is_not_taken() -> None:
    assert not decide(seen("".join(LINES), clear=0.55)).certain


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 999), st.integers(0, 2**31))
def test_through_noise_it_is_right_or_not_certain(person: int, seed: int) -> None:
    lines = zone_lines(invented(person), "310630")
    random = np.random.default_rng(seed)
    scores = seen("".join(lines), tuple(random.integers(0, 60, 6)), clear=float(random.uniform(0.5, 0.95)))
    scores += random.normal(0, 0.08, scores.shape).astype(np.float32)
    decision = decide(scores)
    assert not decision.certain or decision.lines[:2] == lines[:2]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**31))
def test_whatever_is_decided_is_well_formed(seed: int) -> None:
    """Its checks are right by making, so only the lead and the likeness tell whether it is true."""
    decision = decide(np.random.default_rng(seed).uniform(0, 0.6, (90, len(ALPHABET))).astype(np.float32))
    assert not decision.certain
    found = parse("\n".join(decision.lines).encode())
    assert isinstance(found, MrzCard) or found.detail == "date"


@pytest.mark.parametrize(
    "name", ["H<YEN<<NIE", "LO<<THI<MAY", "MAU", "NGUYEN<<HOANG<THI<MINH<NGUYETA"], ids=lambda name: name[:4]
)
def test_names_of_every_form_are_kept(name: str) -> None:
    three = name.ljust(30, "<")
    assert decide(seen("".join(LINES[:2]) + three)).lines[2] == three
