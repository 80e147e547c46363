"""Finds three even rows in a band: fits their lines, and with them tilt and perspective along the rows."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from devices.scanning.mrz.frames import through

if TYPE_CHECKING:
    from devices.scanning.mrz.bands import Band
    from devices.scanning.mrz.frames import Homography, Pyramid

WIDTH, HEIGHT = 360, 96
BLOCK = 300
"""Pixels of the strip that a band's length takes: ten a character, if the band is a zone."""
SLABS = 9
STROKE = 9
LINE, GAP = 9, 3
SPACINGS = np.arange(12.0, 24.0)
_COMB = (
    ("line", -1.0, 1.0),
    ("line", 0.0, 1.0),
    ("line", 1.0, 1.0),
    ("gap", -0.5, -1.0),
    ("gap", 0.5, -1.0),
    ("gap", -1.5, -0.5),
    ("gap", 1.5, -0.5),
)
SLOPES = np.linspace(-3.2, 3.2, 9)
SPREADS = np.array([-0.2, -0.1, 0.0, 0.1, 0.2])
MIDDLES = np.arange(28, 69, 2)
ROUNDS = 3
LEAST_CONTRAST = 0.22
LEAST_SLABS = 5

Plane = NDArray[np.float32]
Floats = NDArray[np.float64]
Places = NDArray[np.intp]


def fit_rows(frame: Pyramid, band: Band) -> Homography | None:
    """Fits the map from (u, v) to the frame, where v counts rows (their middles at 0.5, 1.5, 2.5) and u, from
    0 to 30 along the band, is still rough; `None` where there are not three even rows.
    """
    to_frame = _strip_to_frame(band)
    ink = _ink(frame.seen(to_frame, WIDTH, HEIGHT))
    profiles = ink.reshape(HEIGHT, SLABS, -1).mean(axis=2).T
    lines = _refined(profiles, _coarse(profiles)) if _promising(profiles) else None
    if lines is None or not _even(profiles, lines):
        return None
    left, right = (WIDTH - BLOCK) / 2, (WIDTH + BLOCK) / 2
    there = np.array([[x, _at(lines, x, row)] for row in (-1, 1) for x in (left, right)])
    here = np.array([[0.0, 0.5], [30.0, 0.5], [0.0, 2.5], [30.0, 2.5]])
    return np.asarray(to_frame @ through(here, there))


def _strip_to_frame(band: Band) -> Homography:
    scale = band.length / BLOCK
    cos, sin = np.cos(band.angle) * scale, np.sin(band.angle) * scale
    x0, y0 = (WIDTH - 1) / 2, (HEIGHT - 1) / 2
    return np.array(
        [[cos, -sin, band.x - cos * x0 + sin * y0], [sin, cos, band.y - sin * x0 - cos * y0], [0.0, 0.0, 1.0]]
    )


def _ink(strip: Plane) -> Plane:
    import cv2

    brush = np.ones((STROKE, STROKE), np.uint8)
    return cv2.morphologyEx(strip.astype(np.uint8), cv2.MORPH_BLACKHAT, brush).astype(np.float32)


def _promising(profiles: Plane) -> bool:
    """Says if in two thirds of the band there are three rows at all: a quick look first."""
    thirds = profiles.reshape(3, SLABS // 3, HEIGHT).mean(axis=1)
    on, between = _places()
    dark, pale = thirds[:, on].min(axis=1), thirds[:, between].max(axis=1)
    rows = dark - pale > LEAST_CONTRAST * np.maximum(dark, 1.0)
    return int(rows.any(axis=(1, 2)).sum()) >= 2


def _coarse(profiles: Plane) -> Floats:
    """Finds the best of many triples of lines: (middle, slope, spacing, its change), per pixel of the strip.
    First lines at one distance all along, then drawing together to either side.
    """
    import cv2

    down = np.ascontiguousarray(profiles.T)
    tables = {"line": cv2.blur(down, (1, LINE)), "gap": cv2.blur(down, (1, GAP))}
    rows, middle, spacing = _triples()
    combs = sum(
        share * tables[name].take(at, axis=0) for (name, _, share), at in zip(_COMB, rows, strict=True)
    )
    worth = np.asarray(combs)[middle[:, :, None], spacing[:, len(SPREADS) // 2], np.arange(SLABS)].sum(
        axis=-1
    )
    i, j, _ = np.unravel_index(int(worth.argmax()), worth.shape)
    worth = np.asarray(combs)[middle[i, j], spacing, np.arange(SLABS)].sum(axis=-1)
    k, m = np.unravel_index(int(worth.argmax()), worth.shape)
    pixels = WIDTH / SLABS
    half = (SLABS - 1) / 2 * pixels
    return np.array([MIDDLES[i], SLOPES[j] / pixels, SPACINGS[k], SPACINGS[k] * SPREADS[m] / half])


@cache
def _places() -> tuple[Places, Places]:
    """Indexes rows of a profile on three lines, and between them: lines × middles × spacings."""
    middle, spacing = np.meshgrid(MIDDLES, SPACINGS, indexing="ij")
    on = [np.rint(middle + step * spacing).astype(np.intp) for step in (-1.0, 0.0, 1.0)]
    between = [np.rint(middle + step * spacing).astype(np.intp) for step in (-0.5, 0.5)]
    return np.clip(np.stack(on), 0, HEIGHT - 1), np.clip(np.stack(between), 0, HEIGHT - 1)


@cache
def _triples() -> tuple[list[Places], Places, Places]:
    """Gives for each tooth of the comb its row (of each row and spacing), and what is tried in each slab:
    middles × slopes × slabs, spacings × spreads × slabs, as places in the tables.
    """
    spacings = np.arange(int(2 * 0.8 * SPACINGS[0]), int(2 * 1.2 * SPACINGS[-1]) + 2) / 2
    places = np.rint(
        np.arange(HEIGHT)[:, None] + np.array([tooth[1] for tooth in _COMB])[:, None, None] * spacings
    )
    slab = np.arange(SLABS) - (SLABS - 1) / 2
    spread = 1 + SPREADS[:, None] * slab / slab[-1]
    spacing = np.rint(2 * (SPACINGS[:, None, None] * spread - spacings[0])).astype(np.intp)
    middle = np.rint(MIDDLES[:, None, None] + SLOPES[:, None] * slab).astype(np.intp)
    return list(np.clip(places, 0, HEIGHT - 1).astype(np.intp)), middle, spacing


def _refined(profiles: Plane, lines: Floats) -> Floats | None:
    """Fits lines through the centres of the ink around each of them, slab by slab."""
    rows = np.array([-1.0, 0.0, 1.0])
    xs = (np.arange(SLABS) + 0.5) * WIDTH / SLABS - 0.5 - WIDTH / 2
    y = np.arange(HEIGHT)
    for _ in range(ROUNDS):
        middle = lines[0] + lines[1] * xs
        spacing = lines[2] + lines[3] * xs
        centre = middle[:, None] + rows * spacing[:, None]
        reach = 0.42 * spacing[:, None, None]
        window = np.abs(y - centre[..., None]) <= reach
        weights = window * np.maximum(profiles - profiles.min(axis=1, keepdims=True), 0)[:, None, :]
        mass = weights.sum(axis=-1)
        seen = (weights * y).sum(axis=-1) / np.maximum(mass, 1e-6)
        slab, row = np.nonzero(mass > 0)
        x, k = xs[slab], rows[row]
        system = np.column_stack([np.ones_like(x), x, k, k * x])
        weight = np.sqrt(mass[slab, row])
        if len(x) < 8:
            return None
        lines = np.linalg.lstsq(system * weight[:, None], seen[slab, row] * weight, rcond=None)[0]
    return lines if lines[2] > 8 else None


def _even(profiles: Plane, lines: Floats) -> bool:
    """Says if in most slabs the rows are clearly darker than what is between them."""
    xs = (np.arange(SLABS) + 0.5) * WIDTH / SLABS - 0.5 - WIDTH / 2
    dark = _read(profiles, lines, xs, (-1.0, 0.0, 1.0))
    pale = _read(profiles, lines, xs, (-0.5, 0.5))
    contrast = (dark.min(axis=1) - pale.mean(axis=1)) / np.maximum(dark.mean(axis=1), 1.0)
    return int((contrast > LEAST_CONTRAST).sum()) >= LEAST_SLABS


def _read(profiles: Plane, lines: Floats, xs: Floats, rows: tuple[float, ...]) -> Floats:
    import cv2

    smooth = cv2.blur(profiles, (5, 1))
    at = (lines[0] + lines[1] * xs)[:, None] + np.array(rows) * (lines[2] + lines[3] * xs)[:, None]
    place = np.clip(np.rint(at), 0, HEIGHT - 1).astype(np.intp)
    return np.asarray(smooth[np.arange(SLABS)[:, None], place], np.float64)


def _at(lines: Floats, x: float, row: int) -> float:
    from_middle = x - WIDTH / 2
    return float(lines[0] + lines[1] * from_middle + row * (lines[2] + lines[3] * from_middle))
