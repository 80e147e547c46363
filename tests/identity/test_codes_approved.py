"""Long tables of worked examples: what codes and typed values of a person become."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest

from kiosk.identity import card, insurance, mask, mrz, number, places, typed, vietqr
from kiosk.identity.ages import age_doubt
from kiosk.identity.dates import (
    earliest,
    from_card,
    from_pad,
    from_slashes,
    on_pad,
    parse_typed,
    short_birth,
    show,
)
from kiosk.identity.inputs import INPUTS
from kiosk.identity.meaning import meaning_of
from kiosk.identity.model import BankTransfer
from kiosk.language.messages import Messages
from tests import approved
from tests.approved import listed
from tests.identity.cards import ADDRESSES, CHILD, NAMES, OF_2021, OF_2024
from ui.commands import MESSAGES

TODAY = date(2026, 11, 23)
WORDS = Messages.from_folder(MESSAGES)
DATES = listed("""
02031957; 2/3/1957; 02/03/1957; 2-3-1957; 1957; 03/1957; 3-1957; 31/02/2020; 29/02/2020; 29/02/2021;
00/01/2020; 1957-03-02; 1957-03; 1957-13; 1957-00; 32/01/2020; 31/12/2026; 01/01/1896; 24/11/2026;
23/11/2026; 1895; 1896; 2076; 2077; 23/11/2076; 24/11/2076; 1; 12; 123; 1234; 12345; 123456; 1234567;
12345678; 123456789; 00001957; 00031957; 3/2; 2.3.1957; ngày 2; 02 03 1957; 0000; 9999; 2026; 2027;
01012027; 31129999; 1/1/26; 13/13/2013; 5/1957
""")
TEXTS = listed("""
079157000001; 0791 5700 0001; 07915700000; 0791570000011; B1234567; b1234567; AB123456; ABC12345; B12345;
B123456789; 0901234567; 090 123 4567; 0201234567; 02012345678; 0101234567; 0301234567; 090123456;
09012345678; +84901234567; Nguyễn Văn MẪU; NGUYỄN VĂN MẪU; nguyễn văn mẫu; Nguyeenx Vawn; An 5;
H'Yen Niê; nam; nữ; Nữ; NAM; nu; nử; khác; male; 12 Đường Mẫu, Phường Mẫu; <b>; Ấp 3; a; Kinh; Ê-đê;
Kinh 5; Việt Nam; dân tộc Kinh; x@y.z; 5/12 hẻm 7; “MẪU”; số 5 – 7
""")
PLACES = listed("""
12 Đường Mẫu, Phường Mẫu, Quận Mẫu, TP. Hồ Chí Minh; Phường Mẫu, TP. Hồ Chí Minh; Ấp 3, Xã Mẫu, Tỉnh Mẫu;
Xã Mẫu; Tổ 5/12 (hẻm 7), Buôn Mẫu; 12/3 Đường Mẫu Phường Mẫu Quận 5 TP Hồ Chí Minh; P. Mẫu, Q. 5, TPHCM;
phường mẫu tỉnh mẫu; Thôn Mẫu, Xã Mẫu, Huyện Mẫu, Tỉnh Mẫu; Khu phố 3, P.5, Q.3; 12, 34, 56; Đắk Lắk;
Thị trấn Mẫu, Huyện Mẫu; , , ; Số 5; 12 Phường Mẫu; Đường Quận 5, Phường 2; Xã Xã Mẫu, Tỉnh Mẫu;
Phường 12, Quận 5, Thành phố Hồ Chí Minh; TP. Mẫu, Tỉnh Mẫu
""")


def told(about: str, rows: dict[str, object]) -> None:
    approved.hold(__file__, {f"{about}: {text}": value for text, value in rows.items()})


def tried(read: Callable[..., object], *given: object, **named: object) -> object:
    """What a reader gives, field by field, or the error that it raises."""
    try:
        found = read(*given, **named)
    except ValueError as error:
        return f"{type(error).__name__}: {error}"
    if is_dataclass(found) and not isinstance(found, type):
        return [type(found).__name__, *(getattr(found, one.name) for one in fields(found))]
    return found


@pytest.mark.parametrize(
    "check",
    [
        typed.name,
        typed.personal_number,
        typed.past_date,
        typed.near_date,
        typed.sex,
        typed.address,
        typed.group,
        typed.phone,
    ],
    ids=lambda check: str(check.__name__),
)
def test_what_is_typed(check: Callable[[str, date], object]) -> None:
    told(
        f"typed {check.__name__}",
        {text: tried(check, text, TODAY) for text in (*TEXTS, *DATES)},
    )


def test_each_input_about_a_person() -> None:
    for name, one in INPUTS.items():
        values = {each.name: getattr(one, each.name) for each in fields(one)}
        plain = {key: repr(value) for key, value in values.items() if not callable(value)}
        told("input", {name: plain})
        for text in ("", one.example, *TEXTS[:3], "1957-03-02", "1957", "Nam"):
            told(f"hidden {name}", {text: [one.hidden(text, lang, WORDS) for lang in ("vi", "en")]})


def test_dates() -> None:
    reads = (parse_typed, from_card, on_pad, from_pad, short_birth, from_slashes)
    for read in reads:
        told(f"date by {read.__name__}", {text: tried(read, text) for text in DATES})
    for text in ("1957-03-02", "1957-03", "1957", "2020-02-29", ""):
        told(
            "date shown",
            {text: [show(text, "vi"), show(text, "en"), tried(earliest, text)]},
        )


def test_masks_and_numbers() -> None:
    masks = (mask.mask_id, mask.mask_phone, mask.mask_name, mask.mask_date, mask.mask_address)
    for text in (*TEXTS, *DATES[:15], *PLACES):
        told("masked", {text: [one(text) for one in masks]})
    for digits in (
        "079157000001",
        "079220000002",
        "079301000003",
        "001099012345",
        "096400000000",
        "097500000000",
    ):
        for birth in ("1957-03-02", "2020-06-05", "1899", "2101-01-01", ""):
            found = [number.warnings(digits, birth, sex) for sex in ("Nam", "Nữ", "")]
            told("number", {f"{digits} {birth}": [*found, tried(number.century, digits)]})


def test_addresses() -> None:
    told("units", {text: repr(places.units(text)) for text in (*PLACES, *ADDRESSES)})
    told("tidied", {text: card.tidy_address(text) for text in (*PLACES, *ADDRESSES)})


def test_codes_of_cards() -> None:
    for printed in (OF_2021, OF_2024, CHILD):
        changes: list[dict[str, Any]] = [
            {},
            *({"name": name} for name in NAMES),
            *({"address": text} for text in ADDRESSES),
        ]
        changes += [{"birth": text} for text in ("00001957", "00031957", "31022000", "01012030", "", "1957")]
        changes += [{"sex": text} for text in ("Nam", "Nữ", "nu", "", "Khác")]
        changes += [{"id": text} for text in ("079157000001 ", "07915700000", "a", "")]
        changes += [{"issue": text} for text in ("", "15042051", "01011900")]
        for change in changes:
            payload = replace(printed, **change).payload
            told("card", {payload.decode(): tried(card.parse, payload, TODAY)})
            lost = payload.decode().encode("ascii", "replace")
            found = tried(card.parse, lost, TODAY, letters_lost=True)
            told("card that lost letters", {lost.decode(): found})
            told("meaning", {payload.decode(): tried(meaning_of, payload, "http://10.0.0.5", TODAY)})


def test_ages() -> None:
    births = ("1957-03-02", "1992-11", "2015", "2020-06-05", "2026-11-20")
    for one in births:
        for other in births:
            for role in ("father", "mother", "spouse"):
                found = tried(age_doubt, {"child": one, role: other, "requester": other}, TODAY)
                told("ages", {f"child {one}, {role} {other}": found})


def test_transfers_of_money() -> None:
    for amount in ("", "0", "1", "8000", "1000000000"):
        for purpose in ("", "LE PHI H047"):
            made = vietqr.compose(BankTransfer("970436", "0123456789", amount, purpose))
            told("transfer", {made: tried(vietqr.parse, made.encode())})
            told("transfer cut", {made[:-9]: tried(vietqr.parse, made[:-9].encode())})


def test_lines_on_the_back_of_a_card() -> None:
    for birth, sex, name in (
        ("570302", "F", "TRAN<<THI<MAU"),
        ("200605", "M", "NGUYEN<<VAN<MAU"),
        ("991231", "X", "MAU"),
    ):
        first = (
            f"IDVNM{'157000001'}{mrz.check_digit('157000001')}079157000001<<{mrz.check_digit('079157000001')}"
        )
        second = f"{birth}{mrz.check_digit(birth)}{sex}350101{mrz.check_digit('350101')}VNM<<<<<<<<<<<"
        lines = f"{first:<30.30}\n{second:<29.29}0\n{name:<<30}".encode()
        told("mrz", {lines.decode().replace("\n", "/"): [tried(mrz.parse, lines)]})
    told(
        "check digit",
        {text: mrz.check_digit(text) for text in ("", "0", "A", "Z9", "520727", "L898902C<", "<<<<")},
    )


def test_insurance_cards() -> None:
    name = "Nguyễn Văn MẪU".encode().hex()
    for rest in (
        "01/01/1990|1|-|79 - 034|01/02/2026|-|20/01/2026|79020100000001|-|4|01/01/2020|x-7102|4|51|$",
        "1990|2|" + b"x".hex() + "|79 - 034|01/02/2026|31/12/2026|20/01/2026|1|-|4|-|x|4|51|$",
    ):
        for number_on_it in ("0100000001", "DN4797912345678", "1", ""):
            payload = f"{number_on_it}|{name}|{rest}".encode()
            told(
                "insurance",
                {payload.decode(): tried(insurance.parse, payload, TODAY)},
            )
