"""What a citizen pays, and what nobody has published."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from config.load import PROCEDURES
from kiosk.catalogue.catalogue import open_catalogue
from kiosk.catalogue.fees import certified_copies, fee_lines, total
from kiosk.catalogue.sources import Sources

CATALOGUE = open_catalogue(Sources(PROCEDURES)).procedures
COPIES, EXTRACT, BIRTH = CATALOGUE["2.000815"], CATALOGUE["2.000635"], CATALOGUE["1.001193"]


@pytest.mark.parametrize(
    ("pages", "copies", "price"),
    [
        (1, 1, 2_000),
        (2, 1, 4_000),
        (3, 1, 5_000),
        (3, 10, 50_000),
        (198, 1, 200_000),
        (199, 1, 200_000),
        (500, 2, 400_000),
    ],
)
def test_certified_copies(pages: int, copies: int, price: int) -> None:
    answers = {"origin": "vietnam", "pages": str(pages), "copies": str(copies)}
    assert total(COPIES, answers, "counter") == price


@given(st.integers(1, 500), st.integers(1, 100))
def test_a_page_more_never_costs_less_and_a_copy_never_more_than_the_cap(pages: int, copies: int) -> None:
    price = certified_copies(2_000, pages, copies)
    assert price <= 200_000 * copies
    assert price <= certified_copies(2_000, pages + 1, copies)
    assert price == copies * certified_copies(2_000, pages, 1)


def test_before_the_answers_the_plain_rate_is_told_and_no_total() -> None:
    (line,) = fee_lines(COPIES, {})
    assert (line.amount, line.counted) == (2_000, False)
    assert total(COPIES, {}, "counter") is None
    assert total(COPIES, {"pages": "3"}, "counter") is None
    assert total(COPIES, {"pages": "three", "copies": "1"}, "counter") is None


def test_each_copy_of_an_extract_costs_the_same() -> None:
    assert total(EXTRACT, {"copies": "3"}, "counter") == 24_000


def test_an_unknown_fee_is_not_nothing() -> None:
    unknown = [line for line in fee_lines(BIRTH, {}, "counter") if line.fee.scale is None]
    assert [line.amount for line in unknown] == [None]
    assert total(BIRTH, {"copies": "1"}, "counter") is None


def test_a_stated_zero_is_told_as_zero_online_only() -> None:
    assert total(BIRTH, {}, "online") == 0
    assert total(BIRTH, {}, "post") is None


def test_no_way_of_filing_no_total() -> None:
    assert total(COPIES, {"pages": "1", "copies": "1"}, "post") is None
