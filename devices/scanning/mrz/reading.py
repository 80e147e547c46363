"""Reads the machine-readable zone on the back of a citizen card, wherever in the frame it lies."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from devices.scanning.mrz.bands import beside, find_bands
from devices.scanning.mrz.columns import fit_columns, prepare_columns
from devices.scanning.mrz.decision import decide
from devices.scanning.mrz.frames import Pyramid, placed, scaling
from devices.scanning.mrz.grid import fit_grid, prepare_glyphs
from devices.scanning.mrz.layout import COLUMNS, ROWS
from devices.scanning.mrz.rows import fit_rows

if TYPE_CHECKING:
    from devices.scanning.mrz.bands import Band
    from devices.scanning.pictures import Pixels, Quad

SHIFTS = (0.0, -1.0, 1.0)
"""Where glare hides the end of a row, the columns may have been counted from one too far in or out."""
MISCOUNTED = 3.0
"""Mean log odds against the fixed characters from which on the columns are counted again."""
SMALLEST = 120
"""Pixels of the shorter side of a frame that can show a zone."""
HOPELESS = 0.5
"""Mean correlation below which it is no zone at all."""


@dataclass(frozen=True, slots=True)
class MrzRead:
    """Holds three lines of 30 characters. Lines 1 and 2 passed every check; the name has none, so it is never
    certain. `quad` are the corners of the block in pixels of the frame, clockwise from its own top left.
    """

    lines: tuple[str, str, str] = field(repr=False)
    quad: Quad


def prepare() -> None:
    """Draws all glyphs beforehand, some 150 ms of work: the first zone is then read as fast as the second."""
    prepare_columns()
    prepare_glyphs()


def read_mrz(grey: Pixels, code: Quad | None = None) -> MrzRead | None:
    """Reads the zone in a grey frame (8 bits), or gives `None`: there is none, or it is not certain. `code`
    is the place of a card's code in the frame, if one was seen: the zone is then looked for where it belongs
    beside it.
    """
    if min(grey.shape) < SMALLEST:
        return None
    frame = Pyramid(grey)
    for band in find_bands(frame):
        if code is not None and not beside(band, code):
            continue
        found = _read_band(frame, band)
        if found is not None:
            return found
    return None


def in_colour(pixels: Pixels) -> MrzRead | None:
    """Calls `read_mrz` for a frame as cameras and files give it: grey, or BGR."""
    import cv2

    return read_mrz(pixels if pixels.ndim == 2 else np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)))


def _read_band(frame: Pyramid, band: Band) -> MrzRead | None:
    rows = fit_rows(frame, band)
    grid = None if rows is None else fit_columns(frame, rows)
    if grid is None:
        return None
    for shift in SHIFTS:
        fitted = fit_grid(frame, grid.to_frame @ scaling(1.0, 1.0, shift))
        decision = decide(fitted.scores)
        if decision.strange < MISCOUNTED or decision.mean < HOPELESS:
            break
    if not decision.certain:
        return None
    corners = placed(
        fitted.to_frame, np.array([[0, 0], [COLUMNS, 0], [COLUMNS, ROWS], [0, ROWS]], np.float64)
    )
    a, b, c, d = ((float(x), float(y)) for x, y in corners)
    return MrzRead(decision.lines, (a, b, c, d))
