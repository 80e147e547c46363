"""Draws invented papers that are filled in, and says what stands on them: what the reader of papers is tried
with.

Every person, place and number is invented, and the people marked MẪU; the same number gives the same paper.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from devices.simulators.pen import BLUE_INK, FONTS, INK, RED, Pen

if TYPE_CHECKING:
    from devices.scanning.pictures import Pixels

PaperKind = Literal["birth_notice", "death_notice", "birth_extract", "business_certificate"]
HOUSE_FACE = FONTS / "BeVietnamPro-Regular.ttf"
SCALE = 11.0
WIDTH, HEIGHT = 210.0, 148.0
LEFT, TOP, ROW = 16.0, 50.0, 8.2
LETTERS, HEAD = 3.9, 6.6
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Ngô")
MIDDLES = ("Thị", "Văn", "Ngọc", "Hữu", "Thanh", "Minh", "Thùy", "Quốc", "Gia")
GIVEN = ("Hạnh", "Dũng", "Phượng", "Tuấn")
WARDS = ("Phường Sài Gòn", "Phường Bến Thành", "Phường Tân Định", "Phường Bình Thạnh", "Phường An Đông")
CITY = "TP. Hồ Chí Minh"
PEOPLES = ("Kinh", "Hoa", "Khmer", "Chăm")


@dataclass(frozen=True, slots=True)
class Filled:
    """Holds what stands on a paper: its title, rows of label and value, each input (dates in ISO)."""

    title: str
    rows: tuple[tuple[tuple[str, str], ...], ...] = field(repr=False)
    truth: Mapping[str, str] = field(repr=False)


def filled(kind: PaperKind, seed: int) -> Filled:
    """Invents what stands on a paper of that kind."""
    return _KINDS[kind](random.Random(f"{kind} {seed}"))


def sheet(paper: Filled, face: Path = HOUSE_FACE, *, leaders: bool = False) -> Pixels:
    """Draws the paper, seen from straight above; `leaders` are dotted lines below the values."""
    from PIL import ImageFont

    pen = Pen(WIDTH, HEIGHT, SCALE, (251, 251, 248))

    def write(x: float, y: float, text: str, size: float, colour: tuple[int, int, int]) -> float:
        font = ImageFont.truetype(str(face), round(size * SCALE))
        pen.draw.text((x * SCALE, y * SCALE), text, colour, font, anchor="ls")
        return x + font.getlength(text) / SCALE

    write(LEFT, 16, "CƠ QUAN MẪU", 3.6, INK)
    write(112, 16, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 3.4, INK)
    write(60, 34, paper.title.upper(), HEAD, INK)
    write(60, 40, "(Bản mẫu để thử máy)", 3.0, RED)
    for at, row in enumerate(paper.rows):
        x, y = LEFT, TOP + at * ROW
        share = (WIDTH - 2 * LEFT) / len(row)
        for label, value in row:
            after = write(x, y, f"{label}:", LETTERS, INK) + 1.5
            if leaders:
                _dots(pen, after, x + share - 3, y + 0.5)
            write(after + 0.5, y - 0.2, value, LETTERS, BLUE_INK)
            x += share
    return pen.pixels()


def _dots(pen: Pen, left: float, right: float, y: float) -> None:
    x = left
    while x < right:
        pen.disc((x, y), 0.16, (150, 154, 160))
        x += 1.1


def _birth_notice(rng: random.Random) -> Filled:
    mother, child = _name(rng).upper(), _name(rng)
    born, year = _day(rng, 2026, 2026), rng.randrange(1982, 2004)
    number, people = _number(rng, female=True, year=year), rng.choice(PEOPLES)
    address, place = _address(rng), f"Bệnh viện Mẫu, {rng.choice(WARDS)}, {CITY}"
    sex = rng.choice(("Nam", "Nữ"))
    return Filled(
        "Giấy chứng sinh",
        (
            (("Họ và tên mẹ (người nuôi dưỡng)", mother),),
            (("Năm sinh", str(year)), ("Dân tộc", people)),
            (("Nơi thường trú", address),),
            (("Số căn cước", number),),
            (("Đã sinh con vào lúc", f"08 giờ 15 phút, ngày {_shown(born)}"),),
            (("Tại", place),),
            (("Giới tính của con", sex), ("Cân nặng", "3.100 gam")),
            (("Dự định đặt tên con là", child),),
        ),
        {
            "mother.name": mother,
            "mother.birth_date": str(year),
            "mother.ethnicity": people,
            "mother.address": address,
            "mother.id": number,
            "child.birth_date": born.isoformat(),
            "child.birth_place": place,
            "child.sex": sex,
            "child.name": child,
        },
    )


def _death_notice(rng: random.Random) -> Filled:
    name, sex, people = _name(rng).upper(), rng.choice(("Nam", "Nữ")), rng.choice(PEOPLES)
    born, died = _day(rng, 1932, 1969), _day(rng, 2026, 2026)
    number, address = _number(rng, female=sex == "Nữ", year=born.year), _address(rng)
    return Filled(
        "Giấy báo tử",
        (
            (("Họ và tên người tử vong", name),),
            (("Ngày, tháng, năm sinh", _shown(born)), ("Giới tính", sex)),
            (("Dân tộc", people), ("Quốc tịch", "Việt Nam")),
            (("Số định danh cá nhân", number),),
            (("Nơi thường trú", address),),
            (("Đã tử vong vào lúc", f"21 giờ 40 phút, {_in_words(died)}"),),
            (("Nguyên nhân tử vong", "Tuổi già"),),
        ),
        {
            "deceased.name": name,
            "deceased.birth_date": born.isoformat(),
            "deceased.sex": sex,
            "deceased.ethnicity": people,
            "deceased.id": number,
            "deceased.address": address,
            "died_on": died.isoformat(),
        },
    )


def _birth_extract(rng: random.Random) -> Filled:
    name, mother, father = _name(rng).upper(), _name(rng).upper(), _name(rng).upper()
    born, sex = _day(rng, 1965, 2024), rng.choice(("Nam", "Nữ"))
    number = _number(rng, female=sex == "Nữ", year=born.year)
    place, native = f"{rng.choice(WARDS)}, {CITY}", f"Xã Mẫu, {CITY}"
    return Filled(
        "Trích lục khai sinh",
        (
            (("Họ, chữ đệm, tên", name),),
            (("Ngày, tháng, năm sinh", _shown(born)), ("Giới tính", sex)),
            (("Dân tộc", "Kinh"), ("Quốc tịch", "Việt Nam")),
            (("Nơi sinh", place),),
            (("Quê quán", native),),
            (("Số định danh cá nhân", number),),
            (("Họ, chữ đệm, tên người mẹ", mother),),
            (("Năm sinh", "1960"), ("Dân tộc", "Kinh")),
            (("Họ, chữ đệm, tên người cha", father),),
            (("Năm sinh", "1958"), ("Dân tộc", "Kinh")),
        ),
        {
            "subject.name": name,
            "subject.birth_date": born.isoformat(),
            "subject.sex": sex,
            "subject.birth_place": place,
            "subject.native_place": native,
            "subject.id": number,
            "mother.name": mother,
            "father.name": father,
        },
    )


def _business_certificate(rng: random.Random) -> Filled:
    name, born, sex = _name(rng).upper(), _day(rng, 1960, 2004), rng.choice(("Nam", "Nữ"))
    number = _number(rng, female=sex == "Nữ", year=born.year)
    return Filled(
        "Giấy chứng nhận đăng ký hộ kinh doanh",
        (
            (("Mã số hộ kinh doanh", number),),
            (("Tên hộ kinh doanh", "Tạp hóa MẪU"),),
            (("Địa điểm kinh doanh", _address(rng)),),
            (("Họ và tên chủ hộ kinh doanh", name),),
            (("Sinh ngày", _shown(born)), ("Giới tính", sex)),
            (("Dân tộc", "Kinh"), ("Quốc tịch", "Việt Nam")),
            (("Vốn kinh doanh", "50.000.000 đồng"),),
        ),
        {
            "business": number,
            "owner.name": name,
            "owner.birth_date": born.isoformat(),
            "owner.sex": sex,
            "owner.ethnicity": "Kinh",
        },
    )


def _name(rng: random.Random) -> str:
    return f"{rng.choice(FAMILIES)} {rng.choice(MIDDLES)} {rng.choice(GIVEN)} Mẫu"


def _day(rng: random.Random, first: int, last: int) -> date:
    return date(first, 1, 1) + timedelta(rng.randrange(330 * (last - first + 1)))


def _shown(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _in_words(day: date) -> str:
    return f"ngày {day:%d} tháng {day:%m} năm {day:%Y}"


def _number(rng: random.Random, *, female: bool, year: int) -> str:
    century = 2 * (year // 100 - 19) + female
    return f"079{century}{year % 100:02d}{rng.randrange(10**6):06d}"


def _address(rng: random.Random) -> str:
    return f"{rng.randrange(1, 400)} Đường Mẫu, {rng.choice(WARDS)}, {CITY}"


_KINDS = {
    "birth_notice": _birth_notice,
    "death_notice": _death_notice,
    "birth_extract": _birth_extract,
    "business_certificate": _business_certificate,
}
KINDS: tuple[PaperKind, ...] = ("birth_notice", "death_notice", "birth_extract", "business_certificate")
