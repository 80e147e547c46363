"""A long slip goes on over several A4 sheets: no row is lost, none comes twice, and no line is cut in two."""

from __future__ import annotations

from itertools import groupby

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kiosk.paper import sheet
from kiosk.paper.sheet import HEIGHT, WIDTH
from kiosk.ports.printing import SlipPicture

STRIDE = WIDTH // 8
MARGIN = 150
"""Rows that stay white at the top of every sheet but the first, and at the foot of all."""
BAND = st.tuples(st.integers(1, 60), st.integers(1, 400))


def slip(bands: list[tuple[int, int]]) -> SlipPicture:
    """A slip with bands of ink: each its height and the white above it. Each row of ink differs."""
    rows: list[bytes] = []
    for ink, white in bands:
        rows += [bytes(STRIDE)] * white
        rows += [(len(rows) + at + 1).to_bytes(4, "big") + bytes(STRIDE - 4) for at in range(ink)]
    return SlipPicture(WIDTH, len(rows), b"".join(rows))


def ink_rows(page: Image.Image) -> list[tuple[int, bytes]]:
    """Place and content of each row that is not white; black is 0 on a page."""
    data = page.tobytes()
    rows = (data[at * STRIDE : (at + 1) * STRIDE] for at in range(page.height))
    return [(at, bytes(255 - byte for byte in row)) for at, row in enumerate(rows) if row != b"\xff" * STRIDE]


@settings(max_examples=6, deadline=None)
@given(st.lists(BAND, min_size=20, max_size=60))
def test_every_row_stands_on_one_sheet_in_order_and_no_line_is_cut(bands: list[tuple[int, int]]) -> None:
    picture = slip(bands)
    pages = list(sheet._pages(picture))
    assert {page.size for page in pages} == {(WIDTH, HEIGHT)}
    found = [ink_rows(page) for page in pages]
    rows = [row for page in found for _, row in page]
    lines = [picture.rows[at * STRIDE : (at + 1) * STRIDE] for at in range(picture.height)]
    assert rows == [row for row in lines if any(row)]
    lengths = [ink for ink, _ in bands]
    seen = []
    for number, page in enumerate(found):
        places = [at for at, _ in page]
        assert all(at < HEIGHT - MARGIN for at in places)
        assert number == 0 or all(at >= MARGIN for at in places)
        groups = groupby(enumerate(places), lambda pair: pair[1] - pair[0])
        seen += [len(list(group)) for _, group in groups]
    assert seen == lengths


def test_a_slip_that_ends_with_its_sheet_has_no_empty_one_behind_it() -> None:
    assert len(list(sheet._pages(slip([(HEIGHT - MARGIN - 1, 1)])))) == 1
    assert len(list(sheet._pages(slip([(HEIGHT - MARGIN - 100, 1), (50, 60)])))) == 2


def test_ink_without_any_gap_is_cut_at_the_foot_rather_than_lost() -> None:
    pages = list(sheet._pages(slip([(HEIGHT + 500, 1)])))
    assert sum(len(ink_rows(page)) for page in pages) == HEIGHT + 500
