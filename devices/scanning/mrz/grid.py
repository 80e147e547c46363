"""The exact place of every character: the grid is fitted to the glyphs themselves, to hundredths of a cell.

Each cell is compared with every glyph at small shifts. Where the best shifts point, the homography follows
(weighted, robust least squares on its eight numbers), and the frame is sampled anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from devices.scanning.mrz.frames import scaling
from devices.scanning.mrz.glyphs import drawn, normalised
from devices.scanning.mrz.layout import COLUMNS, ROWS, allowed

if TYPE_CHECKING:
    from devices.scanning.mrz.frames import Homography, Pyramid

LINE_PITCH = 1.78
"""Distance of lines in widths of a character before it is measured: 4.52 mm to 2.54 mm."""
STRETCHES = (0.84, 0.9, 0.96, 1.02, 1.08, 1.14)
BLURS = (0.03, 0.06, 0.1)
"""Sharpness tried, as sigma in widths of a character."""
WORTH_FOLLOWING = 0.45
STIFFNESS = (1e-6, 1e-6, 1e-6, 1e-6, 1e-6, 1e-6, 1e-3, 1e-1)
"""How unwilling each number of a correction is to leave zero: three rows tell little of what is across."""

Plane = NDArray[np.float32]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Look:
    """How finely cells are sampled: `pitch` pixels a character, windows `height` high, shifts up to `reach`
    pixels each way."""

    pitch: int
    height: int
    reach: int


COARSE, FINE, LAST = Look(10, 14, 3), Look(20, 26, 2), Look(20, 26, 2)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A grid in its place: the map from (column, row) to the frame, the line pitch in widths of a character
    (so that glyphs keep their shape), and the scores: cells × characters, correlations in [-1, 1]."""

    to_frame: Homography
    line_pitch: float
    scores: Plane


def fit_grid(frame: Pyramid, to_frame: Homography) -> Fitted:
    """The grid at `to_frame`, set right to a small part of a character, and every cell's likeness."""
    bank = normalised(drawn(COARSE.pitch, COARSE.height, 1.0))
    for _ in range(2):
        patches = _patches(frame, to_frame, LINE_PITCH, COARSE)
        to_frame = _follow(to_frame, patches, bank, COARSE, LINE_PITCH)
    patches = _patches(frame, to_frame, LINE_PITCH, FINE)
    blur = _sharpest(patches, 1.0)
    to_frame = _follow(to_frame, patches, normalised(drawn(FINE.pitch, FINE.height, blur)), FINE, LINE_PITCH)
    patches = _patches(frame, to_frame, LINE_PITCH, FINE)
    line_pitch = LINE_PITCH / _stretch(patches, blur)
    bank = normalised(drawn(FINE.pitch, FINE.height, blur))
    for _ in range(2):
        patches = _patches(frame, to_frame, line_pitch, FINE)
        to_frame = _follow(to_frame, patches, bank, FINE, line_pitch)
    patches = _patches(frame, to_frame, line_pitch, FINE)
    bank = normalised(drawn(FINE.pitch, FINE.height, _sharpest(patches, 1.0)))
    size = patches.shape[-1]
    scores = (patches.reshape(-1, size) @ bank.T).reshape(*patches.shape[:2], -1).max(axis=1)
    return Fitted(to_frame, line_pitch, scores)


def _patches(frame: Pyramid, to_frame: Homography, line_pitch: float, look: Look) -> Plane:
    """Every cell at every shift, normalised, ink positive: cells × shifts × pixels."""
    pitch, reach = look.pitch, look.reach
    spacing = pitch * line_pitch
    width, height = COLUMNS * pitch + 2 * reach, look.height + 2 * reach
    cells = []
    for row in range(ROWS):
        to_cells = scaling(
            1 / pitch, 1 / spacing, (0.5 - reach) / pitch, row + 0.5 + (0.5 - height / 2) / spacing
        )
        strip = frame.seen(to_frame @ to_cells, width, height)
        windows = sliding_window_view(strip, (look.height, pitch))  # shifts × (columns and shifts) × h × w
        starts = np.arange(COLUMNS)[:, None] * pitch + np.arange(2 * reach + 1)
        cells.append(windows[:, starts].transpose(1, 0, 2, 3, 4))
    found = np.concatenate(cells)
    shifts = (2 * reach + 1) ** 2
    flat = normalised(-found.reshape(-1, look.height * pitch))
    return flat.reshape(ROWS * COLUMNS, shifts, -1)


def _correlations(patches: Plane, bank: Plane) -> Plane:
    """Cells × shifts × characters; what may not stand in a cell is -1."""
    cells, shifts, size = patches.shape
    scores = (patches.reshape(-1, size) @ bank.T).reshape(cells, shifts, -1)
    return np.where(allowed()[:, None, :], scores, np.float32(-1.0))


def _follow(to_frame: Homography, patches: Plane, bank: Plane, look: Look, line_pitch: float) -> Homography:
    """`to_frame`, moved to where the cells' best shifts point."""
    best = _correlations(patches, bank).max(axis=2)
    side = 2 * look.reach + 1
    peak = best.reshape(-1, side, side)
    dx, dy, top = _peaks(peak)
    du = (dx - look.reach) / look.pitch
    dv = (dy - look.reach) / (look.pitch * line_pitch)
    return to_frame @ _correction(du, dv, np.maximum(top - WORTH_FOLLOWING, 0.0))


def _peaks(scores: Plane) -> tuple[Floats, Floats, Floats]:
    """Place (x, y) and height of the highest point of each small map, between pixels by a parabola."""
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


def _correction(du: Floats, dv: Floats, trust: Floats) -> Homography:
    """The small homography of the cell plane that moves every cell by (du, dv), strangers left out."""
    cell = np.arange(ROWS * COLUMNS)
    u = (cell % COLUMNS + 0.5 - COLUMNS / 2) / (COLUMNS / 2)
    v = cell // COLUMNS + 0.5 - ROWS / 2
    one, none = np.ones_like(u), np.zeros_like(u)
    across = np.column_stack([one, u, v, none, none, none, -u * u * COLUMNS / 2, -u * v * COLUMNS / 2])
    down = np.column_stack([none, none, none, one, u, v, -v * u, -v * v])
    system = np.concatenate([across, down])
    wanted = np.concatenate([du, dv])
    solution = np.zeros(8)
    weight = np.concatenate([trust, trust])
    ridge = (
        np.sqrt(np.array([1e-6, 1e-6, 1e-6, 1e-6, 1e-6, 1e-6, 1e-3, 1e-1])) * max(trust.sum(), 1e-3) ** 0.5
    )
    for _ in range(4):
        root = np.sqrt(weight)
        solution = np.linalg.lstsq(
            np.concatenate([system * root[:, None], np.diag(ridge)]),
            np.concatenate([wanted * root, np.zeros(8)]),
            rcond=None,
        )[0]
        off = np.abs(system @ solution - wanted)
        miss = np.hypot(off[: len(u)], off[len(u) :])
        near = 1.0 / (1.0 + (miss / 0.06) ** 2)
        weight = np.concatenate([trust * near, trust * near])
    a0, a1, a2, b0, b1, b2, p, q = solution
    half = COLUMNS / 2
    centred = np.array([[1 + a1 / half, a2, a0], [b1 / half, 1 + b2, b0], [p / half, q, 1.0]])
    to_centre = scaling(1.0, 1.0, -COLUMNS / 2, -ROWS / 2)
    return np.asarray(scaling(1.0, 1.0, COLUMNS / 2, ROWS / 2) @ centred @ to_centre)


def _sharpest(patches: Plane, stretch: float) -> float:
    """The blur, in pixels of a fine look, whose glyphs are most alike."""
    return max((blur * FINE.pitch for blur in BLURS), key=lambda blur: _likeness(patches, blur, stretch))


def _stretch(patches: Plane, blur: float) -> float:
    """How much higher than drawn the glyphs are, for the line pitch assumed."""
    worth = np.array([_likeness(patches, blur, stretch) for stretch in STRETCHES])
    best = int(np.clip(worth.argmax(), 1, len(worth) - 2))
    bend = 2 * worth[best] - worth[best - 1] - worth[best + 1]
    offset = float(np.clip((worth[best + 1] - worth[best - 1]) / max(2 * bend, 1e-6), -0.5, 0.5))
    return STRETCHES[best] + offset * (STRETCHES[1] - STRETCHES[0])


def _likeness(patches: Plane, blur: float, stretch: float) -> float:
    bank = normalised(drawn(FINE.pitch, FINE.height, blur, stretch))
    middle = patches[:, patches.shape[1] // 2][:, None]
    return float(_correlations(middle, bank).max(axis=(1, 2)).mean())
