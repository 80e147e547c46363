"""Finds which character stands where along three rows: the grid of 30 columns, either way up.

The rough grid is slid and stretched until what must stand in lines 1 and 2 (`IDVNM`, `<<`, `VNM<<<<<<<<<<<`,
digits elsewhere) fits best. Each row may start elsewhere: a tilted card looks sheared.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from devices.scanning.mrz.frames import scaling, through
from devices.scanning.mrz.glyphs import correlations, drawn, normalised
from devices.scanning.mrz.layout import COLUMNS, allowed

if TYPE_CHECKING:
    from devices.scanning.mrz.frames import Homography, Pyramid

PITCH, SPACING = 8, 14
CELL = 11
SIDE = 3.5
TOP = 3
SWAY = 1
BLUR = 0.8
STEP = 2.0
STEPS = 15
BOWS = np.array([-0.1, -0.05, 0.0, 0.05, 0.1])
SHEARS = 3
LEAST_FIT, PLAIN_FIT = 0.64, 0.76
"""From the second on the other way up need not be tried: upside down no zone of 462 reached 0.71."""

Plane = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Grid:
    """Holds a placed grid: `to_frame` takes (column, row) to the frame; `fit` is the mean correlation."""

    to_frame: Homography
    fit: float


def fit_columns(frame: Pyramid, rows: Homography) -> Grid | None:
    """Finds the best grid on fitted rows, turned so that line 1 is on top; `None` where nothing fits."""
    width = round((COLUMNS + 2 * SIDE) * PITCH)
    height = 3 * SPACING + 2 * TOP
    half = 0.5
    view_to_cells = scaling(1 / PITCH, 1 / SPACING, half / PITCH - SIDE, (half - TOP) / SPACING)
    view = frame.seen(rows @ view_to_cells, width, height)
    (fit, cells), over = _best(view), False
    if fit < PLAIN_FIT:
        turned = _best(np.ascontiguousarray(view[::-1, ::-1]))
        if turned[0] > fit:
            (fit, cells), over = turned, True
    if fit < LEAST_FIT:
        return None
    half_turn = np.array([[-1.0, 0.0, COLUMNS], [0.0, -1.0, 3.0], [0.0, 0.0, 1.0]])
    return Grid(rows @ (half_turn @ cells if over else cells), fit)


def _best(view: Plane) -> tuple[float, Homography]:
    """Finds the best fit of a view this way up, and the map from its true cells to the rough ones."""
    likeness = _likeness(view)
    start = SIDE * PITCH
    end = start + COLUMNS * PITCH
    moves = (np.arange(STEPS) - STEPS // 2) * STEP
    t = (np.arange(COLUMNS) + 0.5) / COLUMNS
    bent = t + BOWS[:, None] * t * (1 - t)
    left = start + moves
    right = end + moves
    x = left[:, None, None, None] + (right[None, :, None, None] - left[:, None, None, None]) * bent
    place = np.clip(np.rint(x - PITCH / 2), 0, likeness.shape[2] - 1).astype(np.intp)
    rows = [likeness[row, np.arange(COLUMNS), place].mean(axis=-1) for row in (0, 1)]
    best = (-1.0, 0, 0, 0, 0)
    for shear in range(-SHEARS, SHEARS + 1):
        total = _overlaid(rows[0], rows[1], shear)
        i, j, bow = np.unravel_index(int(total.argmax()), total.shape)
        best = max(best, (float(total[i, j, bow]), int(i), int(j), int(bow), shear))
    fit, first, last, bend, slant = best
    return fit, _cells(left[first] - start, right[last] - end, float(BOWS[bend]), slant * STEP)


def _overlaid(first: Plane, second: Plane, shear: int) -> Plane:
    """Adds both rows' fits, the second row's grid `shear` steps further right than the first's."""
    total = np.full_like(second, -1.0)
    here = slice(max(0, shear), STEPS + min(0, shear))
    there = slice(max(0, -shear), STEPS + min(0, -shear))
    total[here, here] = (first[there, there] + second[here, here]) / 2
    return total


def _cells(left: float, right: float, bow: float, shear: float) -> Homography:
    """Maps true cells to rough cells, for ends of line 2 moved by `left` and `right` pixels."""
    ends = np.array([0.0, COLUMNS])
    t = np.array([0.25, 0.75])
    x = (left + (COLUMNS * PITCH + right - left) * (t + bow * t * (1 - t))) / PITCH
    skew = shear / PITCH
    here = np.array([[u, v] for v in (0.5, 2.5) for u in t * ends[1]])
    there = np.array([[u + skew * (v - 1.5), v] for v in (0.5, 2.5) for u in x])
    return through(here, there)


def _likeness(view: Plane) -> Plane:
    """Measures how well each column's character matches with its left edge at each pixel: 2 rows × columns ×
    x.
    """
    import cv2

    windows = sliding_window_view(view.mean() - view, (CELL, PITCH))
    tops = [
        TOP + SPACING * row + (SPACING - CELL) // 2 + sway
        for row in (0, 1)
        for sway in range(-SWAY, SWAY + 1)
    ]
    seen = windows[tops].reshape(-1, CELL * PITCH)
    needed, kinds, which = _needed()
    scores = correlations(seen, _bank()).reshape(2, 2 * SWAY + 1, windows.shape[1], len(needed)).max(axis=1)
    wide = [cv2.dilate(row, np.ones((3, 1))) for row in scores]
    best = [np.stack([row[:, kind].max(axis=1) for kind in kinds]) for row in wide]
    return np.stack([best[row][which[row]] for row in (0, 1)])


@cache
def _bank() -> Plane:
    return normalised(drawn(PITCH, CELL, BLUR))[_needed()[0]]


def prepare_columns() -> None:
    """Draws the glyphs that `fit_columns` compares with, beforehand."""
    _bank()


@cache
def _needed() -> tuple[NDArray[np.intp], NDArray[np.bool_], NDArray[np.intp]]:
    """Lists the characters that occur in lines 1 and 2, the kinds of columns by what may stand there (kinds ×
    characters), and of which kind each row's columns are.
    """
    mask = allowed()[: 2 * COLUMNS]
    needed = np.flatnonzero(mask.any(axis=0))
    kinds, which = np.unique(mask[:, needed], axis=0, return_inverse=True)
    return needed, kinds, which.reshape(2, COLUMNS)
