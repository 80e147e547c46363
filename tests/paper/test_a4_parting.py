"""A slip longer than a sheet of A4 goes on upon the next, and no line is cut in two."""

from __future__ import annotations

import numpy as np

from kiosk.paper.sheet import HEIGHT, WIDTH, _pages
from kiosk.ports.printing import SlipPicture

STRIDE = WIDTH // 8
LINE = 100


def with_a_line_at(top: int, height: int) -> SlipPicture:
    white, black = bytes(STRIDE), b"\xff" * STRIDE
    rows = white * top + black * LINE + white * (height - top - LINE)
    return SlipPicture(WIDTH, height, rows)


def test_a_line_at_the_end_of_a_sheet_stands_whole_on_the_next() -> None:
    for top in (HEIGHT - 300, HEIGHT - 220, HEIGHT - 160):
        pages = list(_pages(with_a_line_at(top, HEIGHT + 400)))
        assert [page.size for page in pages] == [(WIDTH, HEIGHT)] * 2
        black = [int((~np.asarray(page)[:, 0]).sum()) for page in pages]
        assert sorted(black) == [0, LINE], top
