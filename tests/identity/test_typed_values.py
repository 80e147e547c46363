from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.faults import FAULTS
from kiosk.identity.dates import from_card, parse_typed, show
from kiosk.identity.inputs import INPUTS
from kiosk.identity.mask import mask_id, mask_phone
from kiosk.identity.number import COUNTRIES, PREFIXES, warnings
from kiosk.language.messages import Messages
from kiosk.ports.device import Fault

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("name", "trần thị mẫu", "Trần Thị Mẫu"),
        ("name", " H\u2019Yen   Niê Mẫu ", "H'Yen Niê Mẫu"),
        ("name", "Trần thị mẫu", "Trần Thị Mẫu"),
        ("name", "Van der Berg Mẫu", "Van der Berg Mẫu"),
        ("name", "TRẦN THỊ MẪU", "TRẦN THỊ MẪU"),
        ("name", "k'brih", "K'Brih"),
        ("id", "079 157 000 001", "079157000001"),
        ("id", "c1234567", "C1234567"),
        ("birth_date", "02031957", "1957-03-02"),
        ("birth_date", "2/3/1957", "1957-03-02"),
        ("birth_date", "3/1957", "1957-03"),
        ("birth_date", "1957", "1957"),
        ("birth_date", "22/11/2026", "2026-11-22"),
        ("birth_date", "2026", "2026"),
        ("sex", "nữ", "Nữ"),
        ("sex", "Nam", "Nam"),
        ("address", "12/3  Đường Mẫu,  Phường Mẫu", "12/3 Đường Mẫu, Phường Mẫu"),
        ("phone", "090 123 45 67", "0901234567"),
        ("phone", "+84 901.234.567", "0901234567"),
        ("phone", "(028) 3829 1234", "02838291234"),
    ],
)
def test_what_people_type_is_made_regular(name: str, typed: str, kept: str) -> None:
    assert INPUTS[name].checked(typed, TODAY) == kept


@pytest.mark.parametrize(
    ("name", "typed", "fault"),
    [
        ("name", "", "value_missing"),
        ("name", " \t ", "value_missing"),
        ("name", "Trần 2", "name_invalid"),
        ("name", "Nguyeenx Thị Mẫu", "name_invalid"),
        ("id", "07915700000", "id_invalid"),
        ("id", "012345678", "id_invalid"),
        ("id", "079a57000001", "id_invalid"),
        ("birth_date", "31/02/1957", "date_invalid"),
        ("birth_date", "23/11/2026", "date_invalid"),
        ("birth_date", "2027", "date_invalid"),
        ("birth_date", "1895", "date_invalid"),
        ("birth_date", "2/3/57", "date_invalid"),
        ("sex", "?", "value_missing"),
        ("address", "12/3", "address_invalid"),
        ("address", "Đường \x1b Mẫu", "address_invalid"),
        ("address", "Đường Mẫu " * 30, "address_invalid"),
        ("phone", "090123456", "phone_invalid"),
        ("phone", "1901234567", "phone_invalid"),
        ("phone", "0101234567", "phone_invalid"),
    ],
)
def test_what_cannot_be_right_is_told(name: str, typed: str, fault: str) -> None:
    found = INPUTS[name].checked(typed, TODAY)
    assert isinstance(found, Fault)
    assert found.id == fault
    assert typed.strip() not in found.detail or not typed.strip()


@given(st.sampled_from(sorted(INPUTS)), st.text(max_size=40))
def test_any_text_gives_a_known_fault_or_a_value_that_is_right_again(name: str, text: str) -> None:
    found = INPUTS[name].checked(text, TODAY)
    if isinstance(found, Fault):
        assert found.id in FAULTS
    else:
        assert INPUTS[name].checked(found, TODAY) == found


def test_every_fault_has_both_texts_in_vietnamese() -> None:
    messages = Messages.from_folder(Path(__file__).parents[2] / "ui" / "messages")
    missing = [
        fault
        for fault, text in FAULTS.items()
        if not (messages.has("vi", text.citizen) and messages.has("vi", text.staff))
    ]
    assert missing == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "57",
        "2/3/57",
        "32/1/1957",
        "29/2/1957",
        "0/3/1957",
        "1/0/1957",
        "031957",
        "1899",
        "2200",
        "²/3/1957",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_typed(text) is None


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_can_be_typed_in_every_way(day: date) -> None:
    ways = [
        day.strftime("%d%m%Y"),
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day}-{day.month}-{day.year}",
        f" {day.day}.{day.month}.{day.year} ",
        day.isoformat(),
    ]
    assert {parse_typed(way) for way in ways} == {day.isoformat()}
    assert from_card(day.strftime("%d%m%Y")) == day.isoformat()
    assert parse_typed(show(day.isoformat(), "vi")) == day.isoformat()


def test_dates_are_shown_day_first() -> None:
    assert [show(iso, "vi") for iso in ("1957-03-02", "1957-03", "1957", "")] == [
        "02/03/1957",
        "03/1957",
        "1957",
        "",
    ]
    assert [show(iso, "en") for iso in ("1957-03-02", "1957-03", "1957")] == [
        "2 March 1957",
        "March 1957",
        "1957",
    ]


def test_the_number_is_compared_with_sex_year_and_province() -> None:
    assert warnings("079157000001", "1957-03-02", "Nữ") == ()
    assert warnings("079220000002", "2020", "Nam") == ()
    assert warnings("079157000001", "1957", "Nam") == ("sex_disagrees",)
    assert warnings("079157000001", "2057", "Nữ") == ("year_disagrees",)
    assert warnings("079157000001", "1958-03", "Nữ") == ("year_disagrees",)
    assert warnings("100157000001", "1957", "Nữ") == ("unknown_prefix",)
    assert warnings("999357000001", "1957", "Nam") == ("sex_disagrees", "year_disagrees", "unknown_prefix")
    assert warnings("079157000001", "", "") == ()


def test_sixty_three_provinces_and_the_countries_gave_numbers() -> None:
    assert len(PREFIXES - COUNTRIES) == 63
    for born_in in ("139", "175", "279", "101", "295"):  # Cambodia, United States, China, the list's ends
        assert warnings(f"{born_in}157000001", "1957", "Nữ") == ()
    for no_place in ("000", "003", "097", "100", "296", "999"):
        assert warnings(f"{no_place}157000001", "1957", "Nữ") == ("unknown_prefix",)


def test_numbers_are_masked() -> None:
    assert mask_id("079157000001") == "079•••••0001"
    assert mask_id("012345678") == "••••••678"
    assert mask_id("12") == "••"
    assert mask_id("") == ""
    assert mask_phone("0901234567") == "•••••••567"
