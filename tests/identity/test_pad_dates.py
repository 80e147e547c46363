"""A date on a pad that has digits alone: what is shown is what is taken, no impossible day can be typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.identity.ages import age_doubt
from kiosk.identity.dates import from_pad, on_pad, parse_typed

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("digits", "parts", "iso"),
    [
        ("1957", ("", "", "1957"), "1957"),
        ("031957", ("", "03", "1957"), "1957-03"),
        ("05031957", ("05", "03", "1957"), "1957-03-05"),
        ("531957", ("05", "03", "1957"), "1957-03-05"),
        ("5121957", ("05", "12", "1957"), "1957-12-05"),
        ("29021956", ("29", "02", "1956"), "1956-02-29"),
        ("00001957", ("00", "00", "1957"), "1957"),
        ("00031957", ("00", "03", "1957"), "1957-03"),
        ("2012", ("", "", "2012"), "2012"),
        ("20121999", ("20", "12", "1999"), "1999-12-20"),
        ("195", ("19", "05", ""), None),
        ("0503", ("05", "03", ""), None),
        ("", ("", "", ""), None),
    ],
)
def test_what_the_digits_are_taken_for(digits: str, parts: tuple[str, str, str], iso: str | None) -> None:
    assert on_pad(digits, TODAY.year) == parts
    assert parse_typed(from_pad(digits)) == iso


@pytest.mark.parametrize("digits", ["3102", "3002", "3104", "29021957", "2030", "05032027", "0013"])
def test_what_can_be_no_day_any_more_is_none(digits: str) -> None:
    assert on_pad(digits, TODAY.year) is None
    assert on_pad(digits[:-1], TODAY.year) is not None


@given(st.dates(date(1900, 1, 1), TODAY))
def test_every_day_can_be_typed_in_full_digit_by_digit(day: date) -> None:
    digits = day.strftime("%d%m%Y")
    assert all(on_pad(digits[:end], TODAY.year) for end in range(9))
    assert parse_typed(from_pad(digits)) == day.isoformat()


@given(st.text("0123456789", max_size=9))
def test_what_is_shown_is_what_is_taken(digits: str) -> None:
    parts = on_pad(digits)
    if parts is not None and len(parts[2]) == 4:
        known = [part for part in reversed(parts) if part not in ("", "00")]
        assert parse_typed(from_pad(digits)) == "-".join(known)


@pytest.mark.parametrize("typed", ["5 3 1957", "5/3/1957", "05-03-1957", "5.3.1957", "05/03/1957"])
def test_separators_of_every_kind_are_understood(typed: str) -> None:
    assert parse_typed(from_pad(typed)) == "1957-03-05"


@pytest.mark.parametrize(
    ("child", "mother", "father", "doubt"),
    [
        ("2026-11-01", "1995-06-05", "1994", None),
        ("1950", "", "", "child_grown"),
        ("2008-12-01", "", "", None),
        ("2026-11-01", "2030", "", "parent_too_young"),
        ("2026-11-01", "1995", "2026-11-01", "parent_too_young"),
        ("2026", "2015-01-01", "", "parent_too_young"),
        ("1970", "1950", "1945", "child_grown"),
        ("", "1995", "1994", None),
    ],
)
def test_ages_that_can_hardly_be_meant(child: str, mother: str, father: str, doubt: str | None) -> None:
    found = age_doubt({"child": child, "mother": mother, "father": father, "requester": "1957"}, TODAY)
    assert (found.id if found else None) == doubt
