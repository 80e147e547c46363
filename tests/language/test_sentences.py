"""A text is cut where a reader would breathe, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.language.sentences import sentences


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Xin chào. Mời ông bà ngồi.", ["Xin chào.", "Mời ông bà ngồi."]),
        ("Ông/bà cần gì? Xin chạm!", ["Ông/bà cần gì?", "Xin chạm!"]),
        (
            "Tại UBND P. Sài Gòn, TP. Hồ Chí Minh. Quầy 3.",
            ["Tại UBND P. Sài Gòn, TP. Hồ Chí Minh.", "Quầy 3."],
        ),
        ("Thủ tục 1.001193 hết 8.000 đồng. Xong.", ["Thủ tục 1.001193 hết 8.000 đồng.", "Xong."]),
        ("Từ 7.5 đến 11.5 giờ. Nghỉ.", ["Từ 7.5 đến 11.5 giờ.", "Nghỉ."]),
        ("Open from 7:30 a.m. to 5 p.m. Please wait.", ["Open from 7:30 a.m. to 5 p.m. Please wait."]),
        ("Ask Mr. Nguyen. He knows.", ["Ask Mr. Nguyen.", "He knows."]),
        ("Giấy cần mang:\nTờ khai\nCăn cước", ["Giấy cần mang:", "Tờ khai", "Căn cước"]),
        ("Nộp bản chính; mang theo bản sao", ["Nộp bản chính;", "mang theo bản sao"]),
        ("“Đăng ký khai sinh.” Mời chạm.", ["“Đăng ký khai sinh.”", "Mời chạm."]),
        ("một chữ", ["một chữ"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_a_text_is_cut_into_its_sentences(text: str, cut: list[str]) -> None:
    assert sentences(text) == cut


@given(st.text(alphabet="aBĐ1 .!?;\n”", max_size=40))
def test_nothing_is_lost_and_nothing_is_said_twice(text: str) -> None:
    found = sentences(text)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(one.strip() == one != "" for one in found)
