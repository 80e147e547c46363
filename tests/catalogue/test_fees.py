"""What a citizen pays, and what nobody has published."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from config.load import PROCEDURES
from config.text import Text
from kiosk.catalogue import describe
from kiosk.catalogue.describe import amount_words, total_words
from kiosk.catalogue.fees import breakdown, certified_copies, fee_lines
from kiosk.catalogue.procedure import Fee, Procedure, When
from kiosk.catalogue.sources import Sources
from kiosk.language.messages import Messages
from tests.catalogues import opened
from ui.commands import MESSAGES

WORDS = Messages.from_folder(MESSAGES)

CATALOGUE = opened(Sources(PROCEDURES)).procedures
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
    assert breakdown(COPIES, answers, "counter").total == price


@given(st.integers(1, 500), st.integers(1, 100))
def test_a_page_more_never_costs_less_and_a_copy_never_more_than_the_cap(pages: int, copies: int) -> None:
    price = certified_copies(2_000, pages, copies)
    assert price <= 200_000 * copies
    assert price <= certified_copies(2_000, pages + 1, copies)
    assert price == copies * certified_copies(2_000, pages, 1)


def test_before_the_answers_the_plain_rate_is_told_and_no_total() -> None:
    (line,) = fee_lines(COPIES, {})
    assert (line.amount, line.counted) == (2_000, False)
    assert breakdown(COPIES, {}, "counter").total is None
    assert breakdown(COPIES, {"pages": "3"}, "counter").total is None
    assert breakdown(COPIES, {"pages": "three", "copies": "1"}, "counter").total is None


@pytest.mark.parametrize("code", ["1.004194", "1.002755"])
def test_a_landlord_pays_for_each_person_on_the_list(code: str) -> None:
    residence = CATALOGUE[code]
    listed = {"applicant": "list", "people": "6"}
    assert breakdown(residence, listed, "counter").total == 60_000
    assert breakdown(residence, listed, "online").total == 30_000
    assert breakdown(residence, {"applicant": "list"}, "counter").total is None
    assert breakdown(residence, {"applicant": "self"}, "counter").total == 15_000


def test_each_copy_of_an_extract_costs_the_same() -> None:
    assert breakdown(EXTRACT, {"copies": "3"}, "counter").total == 24_000


def test_an_unknown_fee_is_not_nothing() -> None:
    unknown = [line for line in fee_lines(BIRTH, {}, "counter") if line.fee.scale is None]
    assert [line.amount for line in unknown] == [None]
    assert breakdown(BIRTH, {"copies": "1"}, "counter").total is None


def test_a_stated_zero_is_told_as_zero_online_only() -> None:
    assert breakdown(BIRTH, {}, "online").total == 0
    assert breakdown(BIRTH, {}, "post").total is None


def test_no_way_of_filing_no_total() -> None:
    assert breakdown(COPIES, {"pages": "1", "copies": "1"}, "post").total is None


def test_three_originals_of_four_pages_in_three_copies_are_counted_out() -> None:
    """By hand: a copy is 2 × 2,000 + 2 × 1,000 = 6,000; 3 originals × 3 copies = 9 of them: 54,000."""
    answers = {"origin": "vietnam", "originals": "3", "pages": "4", "copies": "3"}
    fees = breakdown(COPIES, answers, "counter")
    (line,) = fees.lines
    assert (line.times, line.each, line.amount, fees.total) == (9, 6_000, 54_000, 54_000)
    assert amount_words(line, "vi", WORDS) == "9 × 6.000 đồng = 54.000 đồng"
    assert total_words(fees, "en", WORDS) == "54,000 VND"


def by_scale(scale: str, amount: int = 10_000) -> Procedure:
    fee = {"channel": "counter", "what": EXTRACT.name, "amount": amount, "scale": scale, "source": "portal"}
    return EXTRACT.model_copy(update={"fees": (Fee.model_validate(fee),)})


@pytest.mark.parametrize(
    ("scale", "asked"), [("each", "copies"), ("page", "pages"), ("case", "cases"), ("person", "people")]
)
def test_a_fee_for_each_copy_page_case_or_person(scale: str, asked: str) -> None:
    questions = tuple(
        EXTRACT.question("copies").model_copy(update={"id": name})
        for name in ("copies", "pages", "cases", "people")
    )
    procedure = by_scale(scale).model_copy(update={"questions": questions})
    assert breakdown(procedure, {asked: "4"}, "counter").total == 40_000
    assert breakdown(procedure, {"elsewhere": "4"}, "counter").total is None


def test_who_is_exempt_pays_nothing_and_is_told_why() -> None:
    why = Text(vi="người có công", en="people with merit")
    case = EXTRACT.question("copies").model_copy(update={"id": "merit"})
    what: dict[str, object] = {"channel": "counter", "what": EXTRACT.name, "source": "portal"}
    paying = Fee.model_validate({**what, "amount": 8_000, "when": When(answers={"merit": ("no",)})})
    exempt = Fee.model_validate(
        {**what, "amount": 0, "exempt": why, "when": When(answers={"merit": ("yes",)})}
    )
    procedure = EXTRACT.model_copy(update={"fees": (paying, exempt), "questions": (case,)})
    assert breakdown(procedure, {"merit": "no"}, "counter").total == 8_000
    assert breakdown(procedure, {"merit": "yes"}, "counter").total == 0
    assert "người có công" in describe.fee_lines(procedure, "vi", WORDS, {"merit": "yes"})[0]
    assert breakdown(procedure, {}, "counter").total is None


@given(st.integers(1, 9), st.integers(1, 300), st.integers(1, 99))
def test_the_parts_of_a_breakdown_are_its_total(originals: int, pages: int, copies: int) -> None:
    answers = {"originals": str(originals), "pages": str(pages), "copies": str(copies), "origin": "vietnam"}
    fees = breakdown(COPIES, answers, "counter")
    assert fees.total == sum(line.times * (line.each or 0) for line in fees.lines)
    assert fees.total == originals * certified_copies(2_000, pages, copies)
