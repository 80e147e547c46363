"""Invented people of every region, for card texts: every letter of Vietnamese occurs."""

from __future__ import annotations

import random

from kiosk.identity.model import CitizenCard

FAMILY = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Thạch",
    "Lò",
    "Giàng",
    "Sùng",
    "Tẩn",
    "Ksor",
    "Châu",
    "Lý",
    "Quách",
    "Ủ",
]
MIDDLE = [
    "Thị",
    "Văn",
    "Hữu",
    "Ngọc",
    "Bích",
    "Cẩm",
    "Thế",
    "Mạnh",
    "Quỳnh",
    "Đình",
    "Sa",
    "Y",
    "H'Yen",
    "K'Brih",
]
GIVEN = [
    "MẪU",
    "Rương",
    "Mẩy",
    "Niê",
    "Hoà",
    "Hòa",
    "Thuý",
    "Thủy",
    "Ửng",
    "Ỷ",
    "Ý",
    "Khỏe",
    "Vượng",
    "Nguyệt",
    "Diễm",
    "Đỡ",
    "Kiệt",
    "Xuyến",
    "Tuệ",
    "Phước",
]
WAYS = [
    "Đường Mẫu",
    "Ấp Phước Hưng",
    "Buôn Ea Nao",
    "Bản Nậm Cắn",
    "Thôn Xuân Quỳ",
    "Xóm Giữa",
    "Khóm Sẵn Lòng",
    "Tổ Hợp Kẽm",
]
UNITS = [
    "Phường Sài Gòn, TP. Hồ Chí Minh",
    "Sa Đéc, Đồng Tháp",
    "Mèo Vạc, Hà Giang",
    "Phú Tân, An Giang",
    "Kỳ Anh, Hà Tĩnh",
    "Ea Súp, Đắk Lắk",
    "Trảng Bàng, Tây Ninh",
    "Bảo Lạc, Cao Bằng",
    "Tuy Đức, Đắk Nông",
    "Vị Thủy, Hậu Giang",
]


def invented(seed: int) -> CitizenCard:
    """One person; the same for the same seed."""
    pick = random.Random(seed)
    female = pick.random() < 0.5
    year = pick.randint(1935, 2007)
    century = (0 if year < 2000 else 2) + female
    return CitizenCard(
        id=f"079{century}{year % 100:02d}{seed:06d}",
        old_id=f"{seed:09d}" if pick.random() < 0.5 else "",
        name=f"{pick.choice(FAMILY)} {pick.choice(MIDDLE)} {pick.choice(GIVEN)}",
        birth_date=f"{year}-{pick.randint(1, 12):02d}-{pick.randint(1, 28):02d}",
        sex="Nữ" if female else "Nam",
        address=f"{pick.randint(1, 300)} {pick.choice(WAYS)}, {pick.choice(UNITS)}",
        issue_date=f"{pick.randint(2021, 2023)}-{pick.randint(1, 12):02d}-{pick.randint(1, 28):02d}",
    )
