"""The health insurance card: all that is known of it right, or refused."""

import unicodedata
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.identity.insurance import parse
from kiosk.identity.model import HealthInsurance
from kiosk.ports.device import Fault
from tests.identity.cards import ADDRESSES, LETTERS, NAMES, Insured

TODAY = date(2026, 11, 22)
CARD = Insured()


def insured(payload: bytes) -> HealthInsurance:
    found = parse(payload, TODAY)
    assert isinstance(found, HealthInsurance), found
    return found


def test_the_layout_that_the_reference_gives() -> None:
    payload = (
        b"0100000001|4e677579e1bb856e2056c4836e204de1baab75|01/01/1990|1|-|79 - 034|01/02/2026|-|20/01/2026"
        b"|79020100000001|-|4|01/01/2020|0123456789abcdef-7102|4|51|$"
    )
    assert insured(payload) == HealthInsurance(
        number="0100000001",
        name="Nguyễn Văn Mẫu",
        birth_date="1990-01-01",
        sex="Nam",
        address="",
        facility="79 - 034",
        valid_from="2026-02-01",
        valid_to="",
        rest=(
            *("20/01/2026", "79020100000001", "-", "4"),
            *("01/01/2020", "0123456789abcdef-7102", "4", "51", "$"),
        ),
        guessed={"issue_date": "2026-01-20", "five_years_from": "2020-01-01", "issuing_place": "Q"},
    )


def test_what_is_guessed_is_apart_and_may_be_missing() -> None:
    assert insured(CARD.payload).guessed["five_years_from"] == "2020-01-01"
    strange = insured(replace(CARD, later=("?", "", "-", "4", "soon", "", "", "zz")).payload)
    assert strange.guessed == {}
    assert strange.name == "Trần Thị MẪU"


@pytest.mark.parametrize(("digit", "sex"), [("1", "Nam"), ("2", "Nữ"), ("3", ""), ("0", ""), ("9", "")])
def test_a_sex_that_is_not_determined_is_not_guessed(digit: str, sex: str) -> None:
    assert insured(replace(CARD, sex=digit).payload).sex == sex


@pytest.mark.parametrize("number", ["0100000001", "DN4790100000001"])
def test_numbers_old_and_new(number: str) -> None:
    assert insured(replace(CARD, number=number).payload).number == number


@pytest.mark.parametrize(
    ("birth", "iso"),
    [
        ("02/03/1957", "1957-03-02"),
        ("1957", "1957"),
        ("03/1957", "1957-03"),
        ("00/03/1957", "1957-03"),
        ("00/00/1957", "1957"),
    ],
)
def test_a_birth_date_may_be_known_in_part(birth: str, iso: str) -> None:
    assert insured(replace(CARD, birth=birth).payload).birth_date == iso


@pytest.mark.parametrize("name", NAMES)
def test_names_of_every_region_are_read(name: str) -> None:
    assert insured(replace(CARD, name=name).payload).name == unicodedata.normalize("NFC", name)


def test_every_letter_is_read() -> None:
    for letter in LETTERS:
        found = insured(replace(CARD, name=f"Mẫu {letter}", address=f"Ấp {letter}").payload)
        assert (found.name, found.address) == (f"Mẫu {letter}", f"Ấp {letter}")


def test_the_sex_the_address_and_the_end_of_validity() -> None:
    found = insured(replace(CARD, sex="1", address="Ấp 3, Xã Mẫu", end="31/12/2026").payload)
    assert (found.sex, found.address, found.valid_to) == ("Nam", "Ấp 3, Xã Mẫu", "2026-12-31")


def test_capital_hexadecimal_and_a_scanners_terminator() -> None:
    payload = CARD.payload.replace(
        CARD.name.encode().hex().encode(), CARD.name.encode().hex().upper().encode()
    )
    assert insured(payload + b"\r\n").name == CARD.name


def test_a_birth_in_the_future_is_a_warning() -> None:
    assert insured(CARD.payload).warnings == ()
    assert insured(replace(CARD, birth="22/11/2026").payload).warnings == ()
    assert insured(replace(CARD, birth="23/11/2026").payload).warnings == ("birth_in_future",)


def test_an_endless_card_is_refused() -> None:
    assert parse(replace(CARD, address="Phường Mẫu, " * 60).payload) == Fault("unknown_code", "too long")


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "010000000"},
        {"number": "01000000012"},
        {"number": "D14790100000001"},
        {"number": "dn4790100000001"},
        {"name": ""},
        {"name": "Mẫu 4711"},
        {"name": "Tráº§n"},
        {"name": "Mẫu\ufffd"},
        {"name": "Mẫu\x07"},
        {"birth": "30/02/1957"},
        {"birth": "02031957"},
        {"birth": "02/03/57"},
        {"birth": ""},
        {"sex": ""},
        {"sex": "Nam"},
        {"address": "Ấp ３"},
        {"facility": "79"},
        {"start": "-"},
        {"start": "02/2026"},
        {"end": ""},
        {"last": ""},
        {"last": "$$"},
        {"later": ("",) * 7},
        {"later": ("",) * 9},
    ],
    ids=str,
)
def test_a_card_with_one_wrong_field_is_refused_whole(wrong: dict[str, Any]) -> None:
    found = parse(replace(CARD, **wrong).payload, TODAY)
    assert isinstance(found, Fault)
    assert found.id == "unknown_code"


NAME_HEX = CARD.name.encode().hex().encode()


@pytest.mark.parametrize(
    "digits", [NAME_HEX[:-1], b"5g" + NAME_HEX[2:], NAME_HEX[2:4] + b"e1", b"-", b" 54 68", b"c3"]
)
def test_bad_hexadecimal_is_refused(digits: bytes) -> None:
    assert parse(CARD.payload.replace(NAME_HEX, digits)) in (
        Fault("unknown_code", "hexadecimal"),
        Fault("unknown_code", "not UTF-8 at byte 1"),
        Fault("unknown_code", "not UTF-8 at byte 0"),
    )


@pytest.mark.parametrize("charset", ["latin-1", "cp1252", "cp1258"])
def test_a_name_from_a_wrong_character_set_is_refused(charset: str) -> None:
    for letter in LETTERS:
        if not letter.isascii():
            garbled = letter.encode().decode(charset, "replace")
            assert isinstance(parse(replace(CARD, name=f"Tran {garbled}n").payload), Fault)


def test_a_half_typed_card_is_never_read() -> None:
    assert all(isinstance(parse(CARD.payload[:end]), Fault) for end in range(len(CARD.payload)))


def test_neither_a_card_nor_a_fault_shows_anything_of_itself() -> None:
    assert not any(part in repr(insured(CARD.payload)) for part in ("0100000001", "MẪU", "1957", "034"))
    wrongs: tuple[dict[str, Any], ...] = (
        {"name": "Mẫu 4711"},
        {"birth": "4711"},
        {"number": "4711"},
        {"facility": "4711"},
    )
    for wrong in wrongs:
        found = parse(replace(CARD, **wrong).payload)
        assert "4711" not in repr(found)
        assert "Mẫu" not in repr(found)


WHOLE = st.builds(
    Insured,
    number=st.from_regex(r"[0-9]{10}|[A-Z]{2}[0-9]{13}", fullmatch=True),
    name=st.sampled_from(NAMES),
    birth=st.dates(date(1920, 1, 1), date(2026, 1, 1)).map(lambda day: day.strftime("%d/%m/%Y"))
    | st.integers(1920, 2026).map(str),
    sex=st.sampled_from("12"),
    address=st.sampled_from(ADDRESSES),
    end=st.sampled_from(["-", "31/12/2026"]),
)


@given(WHOLE)
def test_every_right_card_is_read_and_tells_the_truth(card: Insured) -> None:
    found = insured(card.payload)
    birth = "-".join(reversed(card.birth.split("/")))
    assert (found.number, found.birth_date) == (card.number, birth)
    assert (found.name, found.address) == (
        unicodedata.normalize("NFC", card.name),
        unicodedata.normalize("NFC", card.address),
    )


@given(st.binary(max_size=300))
def test_random_bytes_are_never_one(payload: bytes) -> None:
    assert isinstance(parse(payload), Fault)
