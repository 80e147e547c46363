"""A line stands where its alignment says: at the left edge, in the middle, or at the right edge."""

from __future__ import annotations

import pytest
from PIL import Image

from kiosk.paper.draw import lines
from kiosk.paper.fonts import font

WIDTH = 576
TEXTS = ("H", "Khai sinh", "Đặng Thị MẪU", "Ngọc Bích Thủy", "123 456", "Y Blơm Êban", "ffi…")


def edges(picture: Image.Image) -> tuple[int, int]:
    """Dots free at the left and at the right of the ink."""
    box = picture.getbbox()
    assert box is not None
    return box[0], picture.width - box[2]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("size", [20, 28, 72])
def test_a_line_stands_where_its_alignment_says(text: str, size: int) -> None:
    face = font("regular", size)
    left, _ = edges(lines(text, face, WIDTH, "left"))
    assert 0 <= left <= size / 8
    before, after = edges(lines(text, face, WIDTH, "center"))
    assert abs(before - after) <= 1
    _, right = edges(lines(text, face, WIDTH, "right"))
    assert right == 0
