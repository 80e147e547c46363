"""What a voice is given: no figure is left to it, and every kind of number is said as people say it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.language.aloud import aloud
from kiosk.language.announce import call
from tests.language.test_spoken import number_of

DIGITS = {
    "không": 0,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("8.000 đồng", "tám nghìn đồng"),
        ("đến 24:00", "đến hai mươi bốn giờ"),
        ("200.000đ/bản", "hai trăm nghìn đồng một bản"),
        ("8.000đ/2 bản", "tám nghìn đồng cho hai bản"),
        ("8,000 VND", "tám nghìn đồng"),
        ("1,5 triệu đồng", "một phẩy năm triệu đồng"),
        ("15:00", "mười lăm giờ"),
        ("7:30–11:30", "bảy giờ ba mươi đến mười một giờ ba mươi"),
        ("7h30 - 11h", "bảy giờ ba mươi đến mười một giờ"),
        ("8:05", "tám giờ năm phút"),
        ("05/12/2026", "ngày năm tháng mười hai năm hai nghìn không trăm hai mươi sáu"),
        ("ngày 5-4-2026", "ngày năm tháng tư năm hai nghìn không trăm hai mươi sáu"),
        ("2026-12-05", "ngày năm tháng mười hai năm hai nghìn không trăm hai mươi sáu"),
        ("tháng 12/2026", "tháng mười hai năm hai nghìn không trăm hai mươi sáu"),
        ("thứ 4, tháng 4", "thứ tư, tháng tư"),
        ("Quý II/2026", "Quý hai năm hai nghìn không trăm hai mươi sáu"),
        ("Chương XIV", "Chương mười bốn"),
        ("5 m, 5 km, 5 cm, 5 mm", "năm mét, năm ki lô mét, năm xen ti mét, năm mi li mét"),
        ("2 ha, 10 kg", "hai héc ta, mười ki lô gam"),
        ("15%, 0,5 %", "mười lăm phần trăm, không phẩy năm phần trăm"),
        ("20 %/năm, 0,05%/ngày", "hai mươi phần trăm một năm, không phẩy không năm phần trăm một ngày"),
        ("H2O, CO2", "H hai O, CO hai"),
        ("4 bản, 1–3 ngày", "bốn bản, một đến ba ngày"),
        ("1-3 ngày", "một đến ba ngày"),
        ("0901 234 567", "không chín không, một hai ba, bốn năm sáu bảy"),
        ("079157000001", "không bảy chín, một năm bảy, không không không, không không một"),
        ("Điều 12 khoản 3", "Điều mười hai khoản ba"),
        (
            "Nghị định 17/2024/NĐ-CP",
            "Nghị định mười bảy năm hai nghìn không trăm hai mươi tư của Chính phủ",
        ),
        (
            "Điều 13 Luật Hộ tịch số 60/2014/QH13",
            "Điều mười ba Luật Hộ tịch số sáu mươi năm hai nghìn không trăm mười bốn của Quốc hội",
        ),
        ("01/2021/TT-BXYZ", "một năm hai nghìn không trăm hai mươi mốt, TT BXYZ"),
        ("UBND phường Sài Gòn, TP. Hồ Chí Minh", "ủy ban nhân dân phường Sài Gòn, thành phố Hồ Chí Minh"),
        ("P.5, Q. 10", "phường năm, quận mười"),
        ("CCCD hoặc VNeID", "căn cước công dân hoặc vi en i ai đi"),
        ("TTHC, PVHCC, BHYT", "thủ tục hành chính, phục vụ hành chính công, bảo hiểm y tế"),
        ("02 bản chính, trong 03 ngày", "hai bản chính, trong ba ngày"),
        ("tổng đài 1022", "tổng đài một không hai hai"),
        ("Số ưu tiên UT 012", "Số ưu tiên, không, một, hai"),
        ("ông/bà, v.v.", "ông bà, vân vân"),
        ("dichvucong.gov.vn", "dịch vụ công chấm gốp chấm vi en"),
        ("2.000986", "hai chấm không không không, chín tám sáu"),
        ("K1-261122-0001", "K một, hai sáu một một hai hai, không không không một"),
        ("giấy A4, mẫu CT01", "giấy A bốn, mẫu CT không một"),
        ("50 m²", "năm mươi mét vuông"),
        ("Nhà 12½", "Nhà mười hai một trên hai"),
        ("Số của ông/bà là H 047.", "Số của ông bà là H, không, bốn, bảy."),
        ("H 001–H 010", "H, không, không, một đến H, không, một, không"),
        ("UT 021", "ưu tiên, không, hai, một"),
    ],
)
def test_what_is_written_is_said(written: str, said: str) -> None:
    assert aloud(written, "vi") == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("until 24:00", "until midnight"),
        ("The fee is 8.000 đồng", "The fee is 8,000 dong"),
        ("200,000 VND", "200,000 dong"),
        ("open 7:30–11:30", "open 7:30 a.m. to 11:30 a.m."),
        ("15:00", "3 p.m."),
        ("on 05/12/2026", "on 5 December 2026"),
        ("Your number is H 047.", "Your number is H, zero, four, seven."),
        ("0901234567", "zero nine zero, one two three, four five six seven"),
        ("3 working days", "3 working days"),
    ],
)
def test_in_english_numbers_are_written_so_that_its_voice_reads_them_right(written: str, said: str) -> None:
    assert aloud(written, "en") == said


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("number", ["H 047", "UT 021", "HT 801"])
def test_kiosk_and_hall_say_a_number_alike(number: str, lang: str) -> None:
    spoken = aloud(number, lang)
    assert f" {spoken}, " in call(number, "3", lang)
    assert aloud(call(number, "3", lang), lang) == call(number, "3", lang)


@given(st.integers(0, 10**12))
def test_every_amount_can_be_understood_again(amount: int) -> None:
    for written in (f"{amount} đồng", f"{amount:,} đồng".replace(",", "."), f"{amount:,}đ"):
        said = aloud(written, "vi")
        assert said.endswith(" đồng")
        assert number_of(said.removesuffix(" đồng")) == amount


@given(st.from_regex(r"0[0-9]{0,13}|[1-9][0-9]{6,13}", fullmatch=True))
def test_every_figure_of_a_long_number_is_said(figures: str) -> None:
    said = aloud(figures, "vi").replace(",", "").split()
    assert "".join(str(DIGITS[word]) for word in said) == figures


@given(st.text("0123456789.,:/-–%đh m²½٣ HKTU", max_size=24) | st.text(max_size=30))
def test_no_figure_is_left_to_a_vietnamese_voice_and_twice_is_once(text: str) -> None:
    said = aloud(text, "vi")
    assert not any(sign.isascii() and sign.isdigit() for sign in said)
    assert not any(sign.isdecimal() for sign in said)
    assert aloud(said, "vi") == said
