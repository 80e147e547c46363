"""What of a person's name, birth and address a screen shows that others can see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.identity.mask import DOT, mask_address, mask_date, mask_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Trần Thị MẪU", "T• T• MẪU"),
        ("H'Yen Niê", "H• Niê"),
        ("Thạch Sa Rây", "T• S• Rây"),
        ("Giàng A Páo", "G• A• Páo"),
        ("Nguyễn-Mẫu", "N•-Mẫu"),
        ("Nguyễn - Mẫu", "N• Mẫu"),
        ("Mẫu", "M•"),
        ("K'Brẻ", "K•"),
        ("Y Blơm", "Y• B•"),
        ("A", "A•"),
        ("", ""),
    ],
)
def test_of_a_name_the_given_name_is_shown_and_never_the_whole(name: str, shown: str) -> None:
    assert mask_name(name) == shown


@given(st.lists(st.text("aăBđÊ'", min_size=1, max_size=4), min_size=1, max_size=5), st.sampled_from(" -"))
def test_every_name_loses_a_letter_if_it_has_two(words: list[str], gap: str) -> None:
    masked = mask_name(gap.join(words))
    assert DOT in masked
    if any(len(word) > 1 for word in words):
        assert len(masked.replace(DOT, "")) < len(gap.join(words))


def test_of_a_date_the_year_is_shown() -> None:
    assert mask_date("1957-03-02") == mask_date("1957") == "••/••/1957"
    assert mask_date("") == ""


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("12 Đường Mẫu, Phường Mẫu, Quận 3, TP. Hồ Chí Minh", "•••, Quận 3, TP. Hồ Chí Minh"),
        ("Phường Mẫu, TP. Hồ Chí Minh", "Phường Mẫu, TP. Hồ Chí Minh"),
        ("12 Đường Mẫu, Hồ Chí Minh", "•••, Hồ Chí Minh"),
        ("P.12, TP.HCM", "P.12, TP.HCM"),
        ("12 Đường Mẫu", "•••"),
        ("Xã Mẫu", "Xã Mẫu"),
        ("", ""),
        ("Phường Sài Gòn, 12 Lê Lợi", "•••, Phường Sài Gòn"),
        ("Phường Sài Gòn, Lê Lợi", "•••, Phường Sài Gòn"),
        ("Phường Sài Gòn (12 Lê Lợi)", "•••, Phường Sài Gòn"),
        ("TP. Hồ Chí Minh, Phường Sài Gòn, 12/3 Lê Lợi", "•••, TP. Hồ Chí Minh, Phường Sài Gòn"),
        ("Phường 15 Quận Tân Bình 59 Nguyễn Sỹ Sách", "•••, Phường 15, Quận Tân Bình"),
        ("59 Nguyễn Sỹ Sách Phường 15 Quận Tân Bình", "•••, Phường 15, Quận Tân Bình"),
        ("59 Nguyen Sy Sach Phuong 15 Quan Tan Binh", "•••, Phuong 15, Quan Tan Binh"),
        ("Phường 5, Quận 5", "Phường 5, Quận 5"),
        ("P5 Q10", "P5, Q10"),
        ("Ấp 3 Xã Mẫu Huyện Củ Chi", "•••, Xã Mẫu, Huyện Củ Chi"),
        ("Tổ 5, Khu phố 2, Phường Dương Nội, Hà Nội", "•••, Phường Dương Nội, Hà Nội"),
        ("Phường Dương Nội tổ 5 khu phố 2", "•••, Phường Dương Nội"),
        ("12 Xã Đàn, Phường Đống Đa", "•••, Phường Đống Đa"),
        ("12 Đường Quận 4, Xã Mẫu", "•••, Xã Mẫu"),
        ("12 Tỉnh lộ 8, Xã Bình Mỹ", "•••, Xã Bình Mỹ"),
        ("P.305, 12 Lê Lợi", "•••"),
        ("Phường Sài Gòn Lê Lợi, Quận 1", "•••, Quận 1"),
        ("Tỉnh Bà Rịa - Vũng Tàu", "Tỉnh Bà Rịa - Vũng Tàu"),
        ("Bà Rịa - Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("Xã Phượng Cách, Tỉnh Hà Tĩnh", "Xã Phượng Cách, Tỉnh Hà Tĩnh"),
        ("12 Le Loi, Ben Nghe Ward, District 1", "•••, Ben Nghe Ward, District 1"),
        ("Ward 5, Ho Chi Minh City", "Ward 5, Ho Chi Minh City"),
    ],
)
def test_of_an_address_only_whole_units_are_shown(address: str, shown: str) -> None:
    assert mask_address(address) == shown


UNITS = ("Phường 15", "Phường Mẫu", "Quận Tân Bình", "Xã Mẫu", "TP. Hồ Chí Minh", "Hà Nội", "Ben Nghe Ward")
HOUSES = (
    "4711 Lê Lợi",
    "số 4711/3 đường Xã Đàn",
    "Ngõ 4711 Phố Huế",
    "Ấp 4711",
    "hẻm 4711 Tỉnh lộ 8",
    "P.4711",
)


@given(
    st.lists(st.sampled_from(UNITS), max_size=3),
    st.sampled_from(HOUSES),
    st.integers(0, 3),
    st.sampled_from((", ", " ", "; ", " - ")),
)
def test_no_house_and_no_street_is_shown_wherever_it_stands(
    units: list[str], house: str, place: int, gap: str
) -> None:
    masked = mask_address(gap.join([*units[:place], house, *units[place:]]))
    for hidden in ("4711", "Lê Lợi", "Xã Đàn", "Huế", "Tỉnh lộ"):
        assert hidden not in masked


@given(st.text(max_size=60))
def test_a_house_number_is_never_shown(street: str) -> None:
    assert "4711" not in mask_address(f"4711 {street}, Phường Mẫu, Quận Mẫu, TP. Hồ Chí Minh")
