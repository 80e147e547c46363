"""Somebody gives an address of before July 2025, and wants to know which ward that is now."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given

from config.centre import WARDS as FILE
from kiosk.catalogue.wards import Wards
from kiosk.language.normal import fold

WARDS = Wards.load()


def names(text: str) -> list[str]:
    return [match.ward.name for match in WARDS.find(text)]


@pytest.mark.parametrize(
    ("said", "now"),
    [
        ("Phường 5, Quận 5", ["An Đông"]),
        ("P.5 Q5", ["An Đông"]),
        ("p05q5", ["An Đông"]),
        ("quan 5 phuong 5", ["An Đông"]),
        ("Ward 5, District 5", ["An Đông"]),
        ("phường Bến Nghé bây giờ là phường nào", ["Sài Gòn"]),
        ("phuong ben nghe bay gio la phuong nao", ["Sài Gòn"]),
        ("12 Nguyễn Huệ, P. Bến Nghé, Q.1, TP.HCM", ["Sài Gòn"]),
        ("Ben Nghe Ward", ["Sài Gòn"]),
        ("Bến Nghé", ["Sài Gòn"]),
        ("F15 Tân Bình", ["Tân Bình", "Tân Sơn"]),
        ("phường 22 Bình Thạnh", ["Thạnh Mỹ Tây"]),
        ("xã Tân Kiên huyện Bình Chánh", ["Tân Tạo", "Tân Nhựt"]),
        ("thị trấn củ chi", ["Tân An Hội"]),
        ("Tăng Nhơn Phú A, Quận 9", ["Tăng Nhơn Phú"]),
        ("phường An Phú Quận 2", ["An Khánh", "Bình Trưng"]),
        ("Phường Tân Sơn Nhì, quận Tân Phú", ["Tân Sơn Nhì"]),
        ("phường Tân Quí", ["Tân Sơn Nhì", "Phú Thọ Hoà"]),
        ("Côn Đảo", ["Côn Đảo"]),
    ],
)
def test_what_people_say_leads_to_the_wards_of_today(said: str, now: list[str]) -> None:
    assert names(said) == now
    assert names(unicodedata.normalize("NFD", said)) == now


def test_both_places_of_the_tone_are_one_ward() -> None:
    assert names("phường Hòa Hưng") == names("phường Hoà Hưng") == ["Hoà Hưng"]


def test_marks_that_were_typed_count() -> None:
    assert "Phú Thọ" in names("phường phu tho")
    assert names("phường Phù Thọ") == []


@pytest.mark.parametrize(
    "said", ["", "quận 5", "phường 99 quận 5", "đường Phú Thọ", "5", "phường nào", "q", "🙂"]
)
def test_what_names_no_ward_finds_none(said: str) -> None:
    assert names(said) == []


def test_a_number_without_its_district_has_many_answers_and_says_which_old_ward_each_was() -> None:
    found = WARDS.find("phường 5")
    assert {"Phường 5 (Quận 5)", "Phường 5 (quận Gò Vấp)"} <= {match.old for match in found}
    assert len(found) > 5


def test_the_ward_of_today_says_so() -> None:
    (match,) = WARDS.find("phường Sài Gòn")
    assert (match.ward.code, match.old) == ("26740", None)


@pytest.mark.parametrize("ward", WARDS.values(), ids=lambda ward: ward.code)
def test_every_old_and_every_new_name_leads_to_its_ward(ward) -> None:  # type: ignore[no-untyped-def]
    for said in (ward.full_name, *ward.merged_from):
        for typed in (said, fold(said), said.upper()):
            assert ward in [match.ward for match in WARDS.find(typed)], typed


WORDS = st.lists(st.sampled_from("phường xã p q 5 15 quận tân bình phú thọ".split()))  # noqa: SIM905


@given(st.text(max_size=60) | WORDS.map(" ".join))
def test_any_text_gives_each_ward_once(text: str) -> None:
    codes = [match.ward.code for match in WARDS.find(text)]
    assert len(codes) == len(set(codes))


def test_the_list_is_that_of_the_source(shared: Path) -> None:
    """Written out: a district in brackets stands for all the numbers before it."""
    with (shared / "domain" / "wards_hcmc_168.csv").open(encoding="utf-8") as file:
        source = {row["code"]: row["merged_from"] for row in csv.DictReader(file)}
    assert source.keys() == WARDS.keys()
    for code, merged in source.items():
        plain = [old.split(" (")[0] for old in WARDS[code].merged_from]
        said = [
            old.strip().split(" (")[0].replace("Rạch Ông", "Phường Rạch Ông") for old in merged.split(",")
        ]
        assert plain == ([WARDS[code].full_name] if merged == "giữ nguyên" else said)


def test_the_licence_lies_beside() -> None:
    assert "Copyright (c) 2021 Thang Le Quoc" in FILE.with_suffix(".LICENSE").read_text(encoding="utf-8")
