"""Draws invented citizen cards in the layouts of 2021 and 2024, marked MẪU. No picture of a real card is
used.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from devices.scanning.pictures import Point
from devices.simulators.pen import INK, RED, Pen
from kiosk.identity.model import CitizenCard

if TYPE_CHECKING:
    from devices.scanning.pictures import Pixels

WIDTH, HEIGHT, CORNER = 85.60, 53.98, 3.18
SCALE = 20.0
PAPER = (226, 236, 232)
LABEL = (92, 104, 110)
MARK = (176, 32, 36, 58)

GRANDMOTHER = CitizenCard(
    id="079157000001",
    old_id="020000001",
    name="Nguyễn Thị MẪU",
    birth_date="1957-03-02",
    sex="Nữ",
    address="12 Đường Mẫu, Phường Sài Gòn, TP. Hồ Chí Minh",
    issue_date="2021-05-15",
)
GRANDMOTHER_2024 = replace(GRANDMOTHER, issue_date="2025-08-04")
FATHER = CitizenCard(
    id="079088000002",
    old_id="",
    name="Trần Văn MẪU",
    birth_date="1988-11-20",
    sex="Nam",
    address="12 Đường Mẫu, Phường Sài Gòn, TP. Hồ Chí Minh",
    issue_date="2025-08-04",
)
MOTHER = CitizenCard(
    id="079190000003",
    old_id="",
    name="Lê Thị MẪU",
    birth_date="1990-06-09",
    sex="Nữ",
    address="12 Đường Mẫu, Phường Sài Gòn, TP. Hồ Chí Minh",
    issue_date="2025-08-04",
)


@dataclass(frozen=True, slots=True)
class Face:
    """Holds one side of a card: the picture, and where its code stands, in millimetres (x, y, side)."""

    pixels: Pixels = field(repr=False)
    code: tuple[float, float, float]


def payload_2021(card: CitizenCard) -> bytes:
    """Gives the 7 items of the QR on the front of the card of 2021."""
    items = (card.id, card.old_id, card.name, _ddmmyyyy(card.birth_date), card.sex, card.address)
    return "|".join((*items, _ddmmyyyy(card.issue_date))).encode()


def payload_2024(card: CitizenCard) -> bytes:
    """Gives the 11 items of the QR on the back of the card of 2024."""
    rest = (*card.rest, "", "", "", "")[:4]
    return payload_2021(card) + "".join("|" + part for part in rest).encode()


def front_2021(card: CitizenCard) -> Face:
    """Draws the front of 2021: portrait, items, the code at the top right."""
    pen = _front(card)
    code = (70.6, 4.2, 10.8)
    pen.code(code[:2], code[2], payload_2021(card))
    return Face(pen.pixels(), code)


def front_2024(card: CitizenCard) -> Pixels:
    """Draws a front without a code: the wrong side of a card of 2024. Its other items stand as in 2021."""
    return _front(card).pixels()


def _front(card: CitizenCard) -> Pen:
    pen = _blank(11)
    _emblem(pen, (11.5, 10.2))
    pen.text((46, 6.2), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 2.15, "Bold", anchor="ms")
    pen.text((46, 9.1), "Độc lập - Tự do - Hạnh phúc", 1.9, "SemiBold", anchor="ms")
    pen.text((45, 15.2), "CĂN CƯỚC CÔNG DÂN", 3.9, "Bold", RED, anchor="ms")
    pen.text((45, 18.2), "Citizen Identity Card · MẪU / SPECIMEN", 1.75, "Medium", RED, anchor="ms")
    _portrait(pen, 4.2, 20.5)
    end = pen.text((27.5, 23.6), "Số / No.: ", 1.9, colour=LABEL)
    pen.text((end, 23.6), card.id, 3.5, "Bold", RED)
    _field(pen, (27.5, 26.8), "Họ và tên / Full name:", card.name.upper(), 2.6)
    _inline(pen, (27.5, 34.0), "Ngày sinh / Date of birth:", _slashed(card.birth_date))
    x = _inline(pen, (27.5, 37.4), "Giới tính / Sex:", card.sex)
    _inline(pen, (x + 4, 37.4), "Quốc tịch / Nationality:", "Việt Nam")
    _field(pen, (27.5, 40.4), "Quê quán / Place of origin:", "Phường Mẫu, TP. Hồ Chí Minh", 2.05)
    _field(pen, (27.5, 46.0), "Nơi thường trú / Place of residence:", card.address, 2.05)
    pen.text((4.2, 49.6), "Có giá trị đến / Date of expiry", 1.25, colour=LABEL)
    pen.text((4.2, 52.0), "Không thời hạn", 1.8, "Medium")
    pen.watermark((52, 34), "MẪU", 21, 22, MARK)
    return pen


def back_2024(card: CitizenCard) -> Face:
    """Draws the back of 2024: chip, places, the code at the top right, machine-readable lines."""
    pen = _blank(24)
    _chip(pen, 7, 6)
    _field(pen, (24, 6.2), "Nơi cư trú / Place of residence:", card.address.rsplit(", ", 1)[0], 2.05)
    pen.text((24, 11.9), card.address.rsplit(", ", 1)[-1], 2.05, "SemiBold")
    _field(pen, (24, 15.2), "Nơi đăng ký khai sinh / Place of birth:", "Phường Mẫu, TP. Hồ Chí Minh", 2.05)
    _inline(pen, (24, 22.8), "Ngày cấp / Date of issue:", _slashed(card.issue_date))
    _inline(pen, (24, 26.2), "Ngày hết hạn / Date of expiry:", "Không thời hạn")
    pen.text((58, 31.8), "BỘ CÔNG AN · MINISTRY OF PUBLIC SECURITY", 1.55, "SemiBold", anchor="ms")
    pen.text((58, 34.0), "MẪU / SPECIMEN", 1.9, "Bold", RED, anchor="ms")
    pen.watermark((24, 27), "MẪU", 14, 18, MARK)
    pen.box((0, 36.4), (WIDTH, 14.6), (244, 246, 244, 200))
    for row, line in enumerate(_machine_lines(card)):
        for column, letter in enumerate(line):
            pen.text((5.2 + column * 2.54, 40.6 + row * 4.3), letter, 3.3, "Medium", anchor="ms")
    code = (70.6, 4.2, 10.8)
    pen.code(code[:2], code[2], payload_2024(card))
    return Face(pen.pixels(), code)


def _blank(phase: float) -> Pen:
    """Draws a card of pale paper under a net of fine waves."""
    pen = Pen(WIDTH, HEIGHT, SCALE, PAPER)
    for wave in range(-6, 44):
        points = [
            (x / 2, wave * 1.6 + 3.2 * math.sin(x / 17 + phase) + 1.4 * math.sin(x / 5.5 + wave / 3))
            for x in range(-2, 176)
        ]
        pen.line(points, 0.06, (120, 176, 168, 105) if wave % 2 else (206, 160, 150, 95))
    return pen


def _field(pen: Pen, at: Point, label: str, value: str, size: float) -> None:
    x, y = at
    pen.text(at, label, 1.55, colour=LABEL)
    pen.text((x, y + size + 0.75), value, size, "SemiBold")


def _inline(pen: Pen, at: Point, label: str, value: str) -> float:
    end = pen.text(at, label + " ", 1.55, colour=LABEL)
    return pen.text((end, at[1]), value, 2.05, "SemiBold", INK)


def _emblem(pen: Pen, at: Point) -> None:
    """Draws a plain star in a disc: deliberately not the state's emblem."""
    x, y = at
    pen.disc(at, 5.2, (190, 44, 44))
    pen.ring(at, 5.2, 0.45, (222, 176, 70))
    star = [
        (x + r * math.sin(k * math.pi / 5), y - r * math.cos(k * math.pi / 5))
        for k, r in enumerate((3.4, 1.35) * 5)
    ]
    pen.polygon(star, (240, 206, 92))


def _portrait(pen: Pen, x: float, y: float) -> None:
    """Draws a silhouette in a frame instead of a face."""
    from PIL import Image, ImageDraw

    width, height = 19.5, 26.0
    size = (round(width * pen.scale), round(height * pen.scale))
    photo = Image.new("RGB", size, (196, 210, 220))
    draw = ImageDraw.Draw(photo)
    s = pen.scale
    draw.rounded_rectangle([7.9 * s, 13.0 * s, 11.6 * s, 20.0 * s], 1.2 * s, (108, 126, 146))
    draw.ellipse([2.2 * s, 17.2 * s, 17.3 * s, 40 * s], (92, 110, 132))
    draw.ellipse([5.9 * s, 4.6 * s, 13.6 * s, 14.8 * s], (120, 138, 158))
    pen.paste(photo, (x, y))
    pen.text((x + width / 2, y + 24.6), "MẪU", 3.0, "Bold", (255, 255, 255), anchor="ms")


def _chip(pen: Pen, x: float, y: float) -> None:
    pen.box((x, y), (12.6, 11.4), (206, 174, 96), radius=1.6)
    for row in (3.2, 5.7, 8.2):
        pen.line([(x, y + row), (x + 4.3, y + row)], 0.22, (140, 108, 48))
        pen.line([(x + 8.3, y + row), (x + 12.6, y + row)], 0.22, (140, 108, 48))
    pen.box((x + 4.1, y + 2.0), (4.4, 7.4), (140, 108, 48), radius=1.1)
    pen.box((x + 4.32, y + 2.22), (3.96, 6.96), (206, 174, 96), radius=0.9)


def _machine_lines(card: CitizenCard) -> tuple[str, str, str]:
    """Draws three lines in the look of the back's machine-readable zone, spoilt on purpose: `MAU` for the
    state, no valid check digits. Nothing may take them for real.
    """
    born = card.birth_date[2:4] + card.birth_date[5:7] + card.birth_date[8:10]
    letter = "F" if card.sex == "Nữ" else "M"
    return (
        f"IDMAU{card.id[3:]}X{card.id}".ljust(30, "<"),
        f"{born}X{letter}991231XMAU".ljust(30, "<"),
        "MAU<<KHONG<CO<GIA<TRI".ljust(30, "<"),
    )


def _ddmmyyyy(iso: str) -> str:
    year, month, day = iso.split("-")
    return day + month + year


def _slashed(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))
