"""Prepares a page for reading: evens the light, takes the dotted lines out, lays its lines of print apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from devices.scanning.pictures import Pixels

STRIP_HEIGHT = 48
GAP = 24
MARGIN = 0.12
"""Of a line's height, left around it."""
PAPER = 200
"""Grey level above which an evened page is bare paper."""
DOT, DOT_GAP, LEADER = 0.24, 0.5, 1.5
"""Of a line's height: the largest dot, the widest gap between two, the shortest row of them."""
LARGER = 1.6
"""Above so many times the usual dot of a row, one is no leader's."""

Corners = tuple[int, int, int, int]


def even(page: Pixels) -> Pixels:
    """Divides a grey page by its own light: paper becomes white, in shadow as well."""
    import cv2
    import numpy as np

    small = cv2.resize(page, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    light = cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8)), 15)
    height, width = page.shape[:2]
    return cv2.divide(page, cv2.resize(light, (width, height)), scale=255)  # type: ignore[return-value]


def without_leaders(page: Pixels, line_height: float) -> Pixels:
    """Erases the rows of dots on which a form is filled in. A dot that is larger than those of its row is a
    letter's: the dot below ọ stands among them.
    """
    import cv2
    import numpy as np

    ink = cv2.threshold(page, PAPER, 255, cv2.THRESH_BINARY_INV)[1]
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    dots = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1) <= line_height * DOT
    dots[0] = False
    reach = np.ones((1, max(1, round(line_height * DOT_GAP))), np.uint8)
    joined = cv2.morphologyEx((dots[labels] * 255).astype(np.uint8), cv2.MORPH_CLOSE, reach)
    rows, row_of, row_stats, _ = cv2.connectedComponentsWithStats(joined)
    first = np.zeros(count, np.int64)
    first[labels.ravel()] = row_of.ravel()
    erased = np.zeros(count, bool)
    for row in range(1, rows):
        if row_stats[row, cv2.CC_STAT_WIDTH] >= line_height * LEADER:
            of_row = dots & (first == row)
            areas = stats[:, cv2.CC_STAT_AREA]
            erased |= of_row & (areas <= LARGER * np.median(areas[of_row]))
    bare = page.copy()
    bare[cv2.dilate(erased[labels].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] = 255
    return bare


def cut_lines(page: Pixels, boxes: Sequence[Corners]) -> list[Pixels]:
    """Cuts each line out of a prepared page, all of one height."""
    import cv2

    strips: list[Pixels] = []
    for left, top, right, bottom in boxes:
        margin = round((bottom - top) * MARGIN)
        part = page[max(0, top - margin) : bottom + margin, max(0, left - margin) : right + margin]
        scale = STRIP_HEIGHT / part.shape[0]
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        width = max(1, round(part.shape[1] * scale))
        strips.append(cv2.resize(part, (width, STRIP_HEIGHT), interpolation=way))  # type: ignore[arg-type]
    return strips


def laid_apart(strips: Sequence[Pixels]) -> Pixels:
    """Lays strips below one another on white, `GAP` pixels apart: a page that is easy to read."""
    import numpy as np

    step = STRIP_HEIGHT + GAP
    sheet = np.full(
        (GAP + step * len(strips), 2 * GAP + max(strip.shape[1] for strip in strips)), 255, np.uint8
    )
    for at, strip in enumerate(strips):
        top = GAP + at * step
        sheet[top : top + STRIP_HEIGHT, GAP : GAP + strip.shape[1]] = strip
    return sheet


def strip_at(middle: float, count: int) -> int:
    """Finds the strip whose middle is nearest to a height on the sheet."""
    step = STRIP_HEIGHT + GAP
    return min(count - 1, max(0, int((middle - GAP / 2) // step)))
