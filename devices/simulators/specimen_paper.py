"""Draws an invented paper for the document camera: a birth notice from a hospital that does not exist."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from devices.simulators.pen import BLUE_INK, INK, RED, Pen

if TYPE_CHECKING:
    from devices.scanning.pictures import Pixels

A5_LANDSCAPE = (210.0, 148.0)
SCALE = 13.0
DOTS = (150, 154, 160)

LINES: tuple[tuple[tuple[str, str, float], ...], ...] = (
    (("Họ và tên mẹ (người nuôi dưỡng):", "LÊ THỊ MẪU", 0.68), ("Năm sinh:", "1990", 0.32)),
    (("Nơi thường trú:", "12 Đường Mẫu, Phường Sài Gòn, TP. Hồ Chí Minh", 1.0),),
    (("Số căn cước:", "079190000003", 0.5), ("Dân tộc:", "Kinh", 0.5)),
    (("Đã sinh con vào lúc:", "08 giờ 15 phút, ngày 09/11/2026", 0.68), ("Số con:", "01", 0.32)),
    (("Tại:", "Bệnh viện Mẫu, Phường Sài Gòn, TP. Hồ Chí Minh", 1.0),),
    (("Giới tính của con:", "Nữ", 0.5), ("Cân nặng:", "3.100 gam", 0.5)),
    (("Dự định đặt tên con là:", "Trần Ngọc MẪU", 0.68), ("Lần sinh:", "1", 0.32)),
    (("Người đỡ đẻ:", "Hộ sinh Phạm Thị MẪU", 1.0),),
)


def birth_notice() -> Pixels:
    """Draws the sheet, seen from straight above: A5 landscape, printed text, blanks filled in blue ink, a
    stamp.
    """
    width, height = A5_LANDSCAPE
    pen = Pen(width, height, SCALE, (251, 251, 248))
    _head(pen, width)
    _fields(pen, width)
    _signatures(pen, width)
    pen.watermark((width / 2, 84), "MẪU", 46, 16, (176, 32, 36, 20))
    return pen.pixels()


def _head(pen: Pen, width: float) -> None:
    pen.text((50, 15), "SỞ Y TẾ TP. MẪU", 3.6, anchor="ms")
    pen.text((50, 20), "BỆNH VIỆN MẪU", 3.6, "Bold", anchor="ms")
    pen.line([(40, 22), (60, 22)], 0.25, INK)
    pen.text((50, 26.6), "Số: 0001/2026/MẪU", 3.0, anchor="ms")
    pen.text((150, 15), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 3.4, "Bold", anchor="ms")
    pen.text((150, 20), "Độc lập - Tự do - Hạnh phúc", 3.4, "SemiBold", anchor="ms")
    pen.line([(128, 22), (172, 22)], 0.25, INK)
    pen.text((width / 2, 37), "GIẤY CHỨNG SINH – MẪU", 7.2, "Bold", anchor="ms")
    pen.text(
        (width / 2, 42.4), "(Bản mẫu để thử máy, không có giá trị pháp lý)", 3.0, colour=RED, anchor="ms"
    )


def _fields(pen: Pen, width: float) -> None:
    y = 52.0
    for row in LINES:
        x = 16.0
        for label, value, share in row:
            end = x + (width - 32) * share
            after = pen.text((x, y), label, 3.5)
            _dotted(pen, after + 1.5, end - 3, y + 0.5)
            pen.text((after + 3, y - 0.3), value, 3.8, "Medium", BLUE_INK)
            x = end
        y += 7.6


def _dotted(pen: Pen, left: float, right: float, y: float) -> None:
    x = left
    while x < right:
        pen.disc((x, y), 0.16, DOTS)
        x += 1.1


def _signatures(pen: Pen, width: float) -> None:
    for x, title in (
        (45.0, "Cha, mẹ hoặc người thân"),
        (width / 2, "Người đỡ đẻ"),
        (164.0, "Thủ trưởng cơ sở y tế"),
    ):
        pen.text((x, 119), title, 3.3, "SemiBold", anchor="ms")
    pen.text((164, 114), "TP. Mẫu, ngày 10 tháng 11 năm 2026", 2.9, anchor="ms")
    for x, name in ((45.0, "Lê Thị MẪU"), (width / 2, "Phạm Thị MẪU"), (164.0, "Đặng Văn MẪU")):
        _scribble(pen, x - 9, 130)
        pen.text((x, 141), name, 3.3, "Medium", BLUE_INK, anchor="ms")
    pen.ring((148, 131), 12.5, 0.7, (196, 40, 44, 190))
    pen.ring((148, 131), 10.8, 0.3, (196, 40, 44, 190))
    pen.text((148, 129.6), "BỆNH VIỆN", 2.5, "Bold", (196, 60, 62), anchor="ms")
    pen.text((148, 134.8), "MẪU", 4.6, "Bold", (196, 60, 62), anchor="ms")


def _scribble(pen: Pen, x: float, y: float) -> None:
    """Draws a signature that nobody owns: a wave that runs out."""
    points = []
    for step in range(61):
        t = step / 60
        height = 4.6 * (1 - t) ** 1.3 * math.sin(t * 30) + 2.2 * math.sin(t * 7)
        points.append((x + 20 * t + 1.4 * math.sin(t * 30 + 1.2), y - 1.5 - height))
    pen.line(points, 0.38, (*BLUE_INK, 225))
