"""Where a form's fixed parts stand on the paper, in millimetres: measured once on a form that people had
looked at, so that nothing moves unseen. Who moves something on purpose writes the new place here.
"""

from __future__ import annotations

import pytest

from kiosk.forms.pages import DPI, Page
from tests.forms.drawing import drawn

Box = tuple[float, float, float, float]
MAY_MOVE = 0.35
"""Millimetres, some four dots: another version of the library that draws letters may set one apart."""
ON_EVERY_FORM: dict[str, Box] = {
    "BẢN NHÁP": (78.2, 8.6, 144.8, 12.1),
    "Lập từ dữ liệu": (51.8, 13.0, 171.2, 16.5),
    "http": (30.8, 268.6, 52.7, 290.5),
    "Mã tra cứu": (56.8, 269.6, 93.7, 272.1),
    "Mã hồ sơ": (56.8, 273.1, 115.9, 276.0),
    "MẪU – không có giá trị": (56.8, 276.9, 90.6, 281.2),
    "Trang 1/1": (56.7, 281.7, 69.8, 285.0),
}
ON_THE_OFFICES: dict[str, Box] = {
    "PHƯỜNG SÀI GÒN": (54.3, 20.0, 82.2, 23.4),
    "TRUNG TÂM PHỤC VỤ": (34.4, 24.3, 102.2, 28.4),
    "CỘNG HÒA XÃ HỘI": (113.7, 20.0, 187.4, 24.7),
    "Độc lập": (124.0, 25.6, 177.2, 29.4),
    "Số: …": (57.5, 32.0, 79.1, 35.4),
    "Sài Gòn, ngày": (119.4, 32.5, 181.7, 36.2),
    "PHIẾU YÊU CẦU": (54.5, 39.8, 168.5, 46.7),
    "Mẫu số 02": (63.7, 46.8, 159.3, 50.5),
    "Kính gửi": (90.6, 52.7, 132.3, 58.1),
}
ON_A_DECLARATION: dict[str, Box] = {
    "CỘNG HÒA XÃ HỘI": (74.7, 20.0, 148.3, 24.7),
    "Độc lập": (84.8, 25.6, 138.1, 29.4),
    "TỜ KHAI ĐĂNG KÝ KHAI SINH": (75.9, 34.3, 147.0, 39.2),
    "Kính gửi": (71.8, 42.5, 151.1, 47.4),
    "I. Người yêu cầu": (30.2, 50.7, 62.1, 55.2),
    "Họ và tên": (30.2, 57.6, 48.9, 61.6),
    "Giới tính": (113.2, 63.1, 129.6, 66.2),
    "[ ] Nam": (131.5, 63.3, 134.4, 66.2),
    "[x] Nữ": (147.7, 63.3, 150.6, 66.2),
}


def stands_at(page: Page, beginning: str) -> Box:
    """The uppermost text, tick or code that begins so, from the paper's edges."""
    boxes = [mark.box for mark in page.marks if mark.content.startswith(beginning)]
    assert boxes, f"{beginning} is not on the page"
    left, top, right, bottom = (dots * 25.4 / DPI for dots in min(boxes, key=lambda box: box[1]))
    return left, top, right, bottom


@pytest.mark.parametrize(
    ("name", "places"),
    [("02", ON_EVERY_FORM | ON_THE_OFFICES), ("1.001193", ON_EVERY_FORM | ON_A_DECLARATION)],
)
def test_nothing_has_moved(name: str, places: dict[str, Box]) -> None:
    page = drawn(name)[0]
    found = {beginning: stands_at(page, beginning) for beginning in places}
    moved = {
        beginning: tuple(round(one, 1) for one in found[beginning])
        for beginning, place in places.items()
        if max(abs(is_at - was_at) for is_at, was_at in zip(found[beginning], place, strict=True)) > MAY_MOVE
    }
    assert moved == {}
