"""Which numbers are given, and how they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.queue.numbers import following, following_in_range, parsed, written


@given(st.integers(1, 3000), st.tuples(st.integers(1, 900), st.integers(0, 200)))
def test_hub_numbers_have_no_gap_but_the_kiosks_own_range(count: int, start_length: tuple[int, int]) -> None:
    reserved = (start_length[0], start_length[0] + start_length[1])
    given_out, last = [], 0
    for _ in range(count):
        last = following(last, reserved)
        given_out.append(last)
    expected = [n for n in range(1, count + 300) if not reserved[0] <= n <= reserved[1]]
    assert given_out == expected[:count]


def test_a_kiosks_own_range_ends() -> None:
    assert following_in_range(None, (800, 801)) == 800
    assert following_in_range(800, (800, 801)) == 801
    assert following_in_range(801, (800, 801)) is None


@given(st.integers(1, 99_999))
def test_numbers_are_read_as_they_are_written(sequence: int) -> None:
    assert parsed(written("H", sequence)) == ("H", sequence)


@pytest.mark.parametrize("text", ["", "H047", "h 047", "H 47", "H 047 ", "HHH 047", "H -47"])
def test_other_texts_are_no_numbers(text: str) -> None:
    assert parsed(text) is None
