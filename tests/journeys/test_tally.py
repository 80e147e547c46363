"""The journeys that people come for stay short, played by fingers below Qt."""

from __future__ import annotations

import pytest

from tests.journeys.tally import BIRTH, BUSINESS, COPIES, played, status

GRANDMOTHER = {"relation": "grandparent"}
THREE = {"originals": "3", "pages": "2", "copies": "2"}


def test_a_birth_with_card_and_birth_notice_is_hardly_typed() -> None:
    tally = played(BIRTH, GRANDMOTHER)
    assert tally.screens <= 12
    assert tally.keys <= 15
    assert tally.minutes <= 4


def test_a_birth_whose_card_cannot_be_read_takes_no_quarter_of_an_hour() -> None:
    assert played(BIRTH, GRANDMOTHER, reads=False).minutes <= 7


@pytest.mark.parametrize(("code", "answers"), [(COPIES, THREE), (BUSINESS, {})])
def test_copies_and_a_business_take_two_minutes_and_a_half(code: str, answers: dict[str, str]) -> None:
    assert played(code, answers).minutes <= 2.5


def test_a_slip_shows_where_the_dossier_is_by_one_touch() -> None:
    tally = status()
    assert (tally.screens, tally.touches, tally.keys) == (3, 1, 0)
