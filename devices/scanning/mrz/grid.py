"""Finds the exact place of every character: fits the grid to the glyphs themselves, to hundredths of a cell.

Each cell is compared with every glyph at small shifts. Where the best shifts point, the grid follows (robust
least squares on the eight numbers of its homography and four of its bow), and the frame is sampled anew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from devices.scanning.mrz.frames import scaling
from devices.scanning.mrz.glyphs import correlations, drawn, normalised
from devices.scanning.mrz.layout import COLUMNS, ROWS, allowed

if TYPE_CHECKING:
    from devices.scanning.mrz.frames import Homography, Pyramid

LINE_PITCH = 1.78
"""Distance of lines in widths of a character before it is measured: 4.52 mm to 2.54 mm."""
STRETCHES = (0.84, 0.9, 0.96, 1.02, 1.08, 1.14)
BLURS = (0.03, 0.06, 0.1)
"""Sharpness tried, as sigma in widths of a character."""
LIKELY_BLUR = 0.1
WORTH_FOLLOWING = 0.45
TOLERANCE = 0.06
STIFFNESS = (1e-6, 1e-6, 1e-6, 1e-6, 1e-6, 1e-6, 1e-3, 1e-1, 1e-2, 1e-2, 1e-2, 1e-2)
"""How unwilling each number of a correction is to leave zero: three rows tell little of what is across them,
and most cards and lenses are straight."""
MOST_ROUNDS = 4
SETTLED = 0.03

Plane = NDArray[np.float32]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Look:
    """Says how finely cells are sampled: `pitch` pixels a character, windows `height` high, shifts up to
    `reach` pixels each way.
    """

    pitch: int
    height: int
    reach: int

    @property
    def still(self) -> Look:
        """Gives the same without any shift."""
        return replace(self, reach=0)


COARSE, MIDDLING, FINE = Look(8, 11, 2), Look(12, 16, 1), Look(20, 26, 0)

Bow = NDArray[np.float64]
STRAIGHT: Bow = np.zeros(4)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Holds a fitted grid: the map from (column, row) to the frame, the bow of its rows, the line pitch in
    widths of a character (so that glyphs keep their shape), and the scores: cells × characters, correlations
    in [-1, 1].

    `bow` is what a homography leaves of a lens's or a card's curve: with w from -1 to 1 along a row, columns
    are shifted by bow[0] w² + bow[1] w³, rows by bow[2] w² + bow[3] w³.
    """

    to_frame: Homography
    bow: Bow
    line_pitch: float
    scores: Plane


@dataclass(slots=True)
class Fitting:
    """Fits a grid step by step."""

    frame: Pyramid
    to_frame: Homography
    bow: Bow
    line_pitch: float

    def windows(self, look: Look) -> Plane:
        """Samples all cells at every shift where the grid is now, ink positive: cells × shifts × pixels."""
        pitch, reach = look.pitch, look.reach
        spacing = pitch * self.line_pitch
        width, height = COLUMNS * pitch + 2 * reach, look.height + 2 * reach
        u: Floats = (np.arange(width, dtype=np.float64) + 0.5 - reach) / pitch
        columns, lower = _bowed(self.bow, u)
        around: Floats = (np.arange(height, dtype=np.float64) + 0.5 - height / 2) / spacing
        v = np.concatenate([row + 0.5 + around for row in range(ROWS)])
        strips = self.frame.bent(self.to_frame, columns, v, lower, 1 / pitch)
        ink = strips.mean() - strips
        side = 2 * reach + 1
        down, across = ink.strides
        each = (height * down, pitch * across, down, across, down, across)
        cells = as_strided(ink, (ROWS, COLUMNS, side, side, look.height, pitch), each)
        return cells.reshape(ROWS * COLUMNS, side * side, -1)

    def follow(self, look: Look, blur: float) -> float:
        """Moves the grid to where the cells' best shifts point. Returns how far the farthest corner went, in
        cells.
        """
        side = 2 * look.reach + 1
        best = _likenesses(self.windows(look), look, blur)
        dx, dy, top = _peaks(best.reshape(-1, side, side))
        du = (dx - look.reach) / look.pitch
        dv = (dy - look.reach) / (look.pitch * self.line_pitch)
        numbers = _correction(du, dv, np.maximum(top - WORTH_FOLLOWING, 0.0))
        self.to_frame = np.asarray(self.to_frame @ _small(numbers))
        self.bow = self.bow + numbers[8:]
        return float(np.abs(numbers).sum())


def prepare_glyphs() -> None:
    """Draws all glyphs that `fit_grid` compares with, beforehand."""
    for line in range(ROWS):
        for look in (COARSE, MIDDLING):
            _bank(look, LIKELY_BLUR, 1.0, line)
        for stretch in STRETCHES:
            _bank(MIDDLING.still, LIKELY_BLUR, stretch, line)
        for blur in BLURS:
            _bank(FINE, blur, 1.0, line)
    for blur in BLURS:
        _bank(FINE, blur)


def fit_grid(frame: Pyramid, to_frame: Homography) -> Fitted:
    """Fits the grid at `to_frame` to a small part of a character, and gives every cell's likeness."""
    grid = Fitting(frame, to_frame, STRAIGHT, LINE_PITCH)
    grid.follow(COARSE, LIKELY_BLUR)
    grid.follow(MIDDLING, LIKELY_BLUR)
    grid.line_pitch /= _stretch(grid.windows(MIDDLING.still), MIDDLING.still)
    for _ in range(MOST_ROUNDS):
        if grid.follow(MIDDLING, LIKELY_BLUR) < SETTLED:
            break
    windows = grid.windows(FINE)
    blur = _sharpest(windows, FINE)
    scores = _against(windows, _bank(FINE, blur))[:, 0]
    return Fitted(grid.to_frame, grid.bow, grid.line_pitch, scores)


def _bowed(bow: Bow, u: Floats) -> tuple[Floats, Floats]:
    """Gives where each column of a strip lies in the plane, and how much lower than its row, the bow
    included.
    """
    w = u / (COLUMNS / 2) - 1
    square, cube = w * w, w * w * w
    return u + bow[0] * square + bow[1] * cube, bow[2] * square + bow[3] * cube


@lru_cache(maxsize=64)
def _bank(look: Look, blur: float, stretch: float = 1.0, line: int | None = None) -> Plane:
    """Gives the glyphs, or those that may stand in a line; `blur` in widths of a character."""
    glyphs = normalised(drawn(look.pitch, look.height, blur * look.pitch, stretch))
    return glyphs if line is None else glyphs[_needed(line)[0]]


@cache
def _needed(line: int) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Lists the glyphs that occur in a line, and which of them may stand in each of its cells."""
    mask = allowed()[line * COLUMNS : (line + 1) * COLUMNS]
    needed = np.flatnonzero(mask.any(axis=0))
    return needed, mask[:, None, needed]


def _against(windows: Plane, bank: Plane) -> Plane:
    """Computes correlations: cells × shifts × characters."""
    cells, shifts, size = windows.shape
    return correlations(windows.reshape(-1, size), bank).reshape(cells, shifts, -1)


def _likenesses(windows: Plane, look: Look, blur: float, stretch: float = 1.0) -> Plane:
    """Gives, for cells × shifts, the correlation with the likeliest of the glyphs that may stand there."""
    lines = []
    for line, cells in enumerate(np.split(windows, ROWS)):
        scores = _against(cells, _bank(look, blur, stretch, line))
        lines.append(np.where(_needed(line)[1], scores, np.float32(-1.0)).max(axis=2))
    return np.concatenate(lines)


def _peaks(scores: Plane) -> tuple[Floats, Floats, Floats]:
    """Finds place (x, y) and height of the highest point of each small map, between pixels by a parabola."""
    cells, side, _ = scores.shape
    flat = scores.reshape(cells, -1).argmax(axis=1)
    y, x = np.divmod(flat, side)
    which = np.arange(cells)
    top = scores[which, y, x].astype(np.float64)
    return (
        x
        + _vertex(scores[which, y, np.maximum(x - 1, 0)], top, scores[which, y, np.minimum(x + 1, side - 1)]),
        y
        + _vertex(scores[which, np.maximum(y - 1, 0), x], top, scores[which, np.minimum(y + 1, side - 1), x]),
        top,
    )


def _vertex(before: Plane, top: Floats, after: Plane) -> Floats:
    bend = 2 * top - before - after
    return np.clip(np.where(bend > 1e-4, (after - before) / np.maximum(2 * bend, 1e-4), 0.0), -0.5, 0.5)


def _correction(du: Floats, dv: Floats, trust: Floats) -> Floats:
    """Computes the numbers of a homography and a bow that move every cell by (du, dv), outliers left out."""
    system = _moves()
    wanted = np.concatenate([du, dv])
    stiff = np.diag(np.array(STIFFNESS) * max(trust.sum(), 1e-3))
    numbers = np.zeros(len(stiff))
    weight = np.concatenate([trust, trust])
    for _ in range(4):
        weighed = system * weight[:, None]
        numbers = np.linalg.solve(weighed.T @ system + stiff, weighed.T @ wanted)
        off = system @ numbers - wanted
        near = 1.0 / (1.0 + (off[: len(du)] ** 2 + off[len(du) :] ** 2) / TOLERANCE**2)
        weight = np.concatenate([trust * near, trust * near])
    return numbers


@cache
def _moves() -> Floats:
    """Computes how far every cell goes across, then down, for one of each number: 2 cells × numbers."""
    cell = np.arange(ROWS * COLUMNS)
    half = COLUMNS / 2
    u = (cell % COLUMNS + 0.5 - half) / half
    v = cell // COLUMNS + 0.5 - ROWS / 2
    one, none = np.ones_like(u), np.zeros_like(u)
    across = np.column_stack([one, u, v, *[none] * 3, -half * u * u, -half * u * v, u**2, u**3, none, none])
    down = np.column_stack([*[none] * 3, one, u, v, -v * u, -v * v, none, none, u**2, u**3])
    return np.concatenate([across, down])


def _small(numbers: Floats) -> Homography:
    """Gives the homography of a correction, in cells."""
    a0, a1, a2, b0, b1, b2, p, q = numbers[:8]
    half = COLUMNS / 2
    centred = np.array([[1 + a1 / half, a2, a0], [b1 / half, 1 + b2, b0], [p / half, q, 1.0]])
    to_centre = scaling(1.0, 1.0, -half, -ROWS / 2)
    return np.asarray(scaling(1.0, 1.0, half, ROWS / 2) @ centred @ to_centre)


def _sharpest(windows: Plane, look: Look) -> float:
    """Finds the blur, in widths of a character, whose glyphs match best."""
    return max(BLURS, key=lambda blur: float(_likenesses(windows, look, blur).mean()))


def _stretch(windows: Plane, look: Look) -> float:
    """Measures how much higher than drawn the glyphs are, for the line pitch assumed."""
    worth = [float(_likenesses(windows, look, LIKELY_BLUR, stretch).mean()) for stretch in STRETCHES]
    best = int(np.clip(np.argmax(worth), 1, len(worth) - 2))
    bend = 2 * worth[best] - worth[best - 1] - worth[best + 1]
    offset = float(np.clip((worth[best + 1] - worth[best - 1]) / max(2 * bend, 1e-6), -0.5, 0.5))
    return STRETCHES[best] + offset * (STRETCHES[1] - STRETCHES[0])
