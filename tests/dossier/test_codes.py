"""Dossier codes, tokens, and what a code held before the kiosk may mean."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.dossier.codes import dossier_code, is_token, parse_slip_code, slip_url
from kiosk.dossier.ids import new_token, uuid7
from kiosk.ports.device import Fault

HOST = "http://10.0.0.5:8480"
CIRCULAR_01_2018 = re.compile(r"^(?:\d{3}\.)?\d{2,3}\.\d{2,3}\.[A-Z]\d{2}-\d{6}-\d{4}$")


def test_the_code_of_the_circular() -> None:
    code = dossier_code("000.00.01.H29", date(2026, 3, 10), 420)
    assert code == "000.00.01.H29-260310-0420"
    assert CIRCULAR_01_2018.match(code)


def test_a_centre_may_set_another_form() -> None:
    assert dossier_code("26734", date(2026, 3, 10), 7, "{yymmdd}/{seq:05d}/{unit}") == "260310/00007/26734"


@pytest.mark.parametrize("kind", ["ticket", "dossier"])
def test_our_own_slips_are_understood(kind: str) -> None:
    token = new_token()
    read = parse_slip_code(slip_url(HOST, kind, token).encode(), HOST)  # type: ignore[arg-type]
    assert read == (kind, token)


GOOD = "0123456789ABCDEF"


@pytest.mark.parametrize(
    "payload",
    [
        "",
        GOOD,
        f"{HOST}/d/",
        f"{HOST}/d/{GOOD}x",
        f"{HOST}/d/{GOOD[:-1]}",
        f"{HOST}/d/{GOOD.lower()}",
        f"{HOST}/d/{GOOD}\n",
        f"{HOST}/d/{GOOD}/",
        f"{HOST}/d/{GOOD}?next=http://evil.example",
        f"{HOST}/x/{GOOD}",
        f"{HOST}//d/{GOOD}",
        f"{HOST}0/d/{GOOD}",
        f"{HOST}@evil.example/d/{GOOD}",
        f"http://evil.example/d/{GOOD}",
        f"https://10.0.0.5:8480/d/{GOOD}",
        f"{HOST}/d/IIIIIIIIIIIIIIII",
        f"{HOST}/d/{GOOD}" + "0" * 4000,
        f" {HOST}/d/{GOOD}",
        f"{HOST}/d/０123456789ABCDEF",
    ],
)
def test_anything_else_is_unknown(payload: str) -> None:
    assert parse_slip_code(payload.encode(), HOST) == Fault("unknown_code")


@given(st.binary(max_size=400))
def test_no_bytes_upset_it(payload: bytes) -> None:
    assert parse_slip_code(payload, HOST) == Fault("unknown_code")


def test_tokens_are_long_different_and_readable() -> None:
    tokens = {new_token() for _ in range(500)}
    assert len(tokens) == 500
    assert all(is_token(token) and not set(token) & set("ILOU") for token in tokens)


def test_identifiers_are_version_7_and_different() -> None:
    ids = {uuid7() for _ in range(500)}
    assert len(ids) == 500
    assert all(
        re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", i) for i in ids
    )
    values = [int(one.replace("-", ""), 16) for one in ids]
    by_chance = (1 << 76) - 1 - (0b11 << 62)
    ones, zeros = 0, 0
    for value in values:
        ones, zeros = ones | value, zeros | ~value
    assert ones & zeros & by_chance == by_chance, "each of the 74 bits is left to chance"
