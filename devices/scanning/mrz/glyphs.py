"""Draws the shapes of OCR-B to any size and sharpness from the sheet beside this file.

The sheet holds the 37 characters of a machine-readable zone side by side, each in a cell one character wide
(2.54 mm) and 4/3 as high, black on white. Its origin and licence: `ocr_b.txt`.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from devices.scanning.mrz.layout import ALPHABET

SHEET = Path(__file__).with_name("ocr_b.png")
CELL_WIDTH, CELL_HEIGHT = 72, 96

Plane = NDArray[np.float32]


@cache
def sheet() -> Plane:
    """Gives every character as ink between 0 and 1: characters × rows × columns."""
    import cv2

    paper = np.asarray(cv2.imread(str(SHEET), cv2.IMREAD_GRAYSCALE))
    flat = ((255 - paper) / 255.0).astype(np.float32)
    return np.stack(np.split(flat, len(ALPHABET), axis=1))


@lru_cache(maxsize=64)
def drawn(pitch: int, height: int, sigma: float, stretch: float = 1.0, weight: float = 0.0) -> Plane:
    """Draws characters in cells of `pitch` × `height` pixels, the glyph in the middle.

    `sigma` is the blur in pixels, `stretch` the height of a glyph compared with the sheet's, `weight` the
    growth of the ink on every side in parts of the pitch.
    """
    import cv2

    scale = pitch / CELL_WIDTH
    move = np.array(
        [
            [scale, 0.0, (pitch - 1) / 2 - scale * (CELL_WIDTH - 1) / 2],
            [0.0, scale * stretch, (height - 1) / 2 - scale * stretch * (CELL_HEIGHT - 1) / 2],
        ]
    )
    own = 0.4 / scale
    blur = float(np.hypot(own, sigma / scale))
    characters = []
    for glyph in sheet():
        wide = cv2.copyMakeBorder(glyph, 48, 48, 48, 48, cv2.BORDER_CONSTANT, value=0.0)
        soft = cv2.GaussianBlur(_weighted(wide, weight * CELL_WIDTH), (0, 0), blur)
        shifted = move.copy()
        shifted[:, 2] -= move[:, :2] @ (48.0, 48.0)
        characters.append(cv2.warpAffine(soft, shifted, (pitch, height), flags=cv2.INTER_LINEAR))
    return np.stack(characters).astype(np.float32)


def normalised(patches: Plane) -> Plane:
    """Gives rows of pixels without their mean and of length 1, so that products are correlations."""
    flat = patches.reshape(len(patches), -1)
    flat = flat - flat.mean(axis=1, keepdims=True)
    length = np.sqrt(np.einsum("ij,ij->i", flat, flat))
    return np.asarray(flat / np.maximum(length, 1e-6)[:, None])


def correlations(windows: Plane, bank: Plane) -> Plane:
    """Correlates windows (n × pixels, ink positive, of any contrast) with a bank of normalised glyphs: n ×
    glyphs.
    """
    squares = np.einsum("ij,ij->i", windows, windows) - windows.sum(axis=1) ** 2 / windows.shape[1]
    products = windows @ bank.T
    products /= np.sqrt(np.maximum(squares, 1.0))[:, None]
    return np.asarray(products)


def _weighted(glyph: Plane, growth: float) -> Plane:
    import cv2

    if abs(growth) < 0.5:
        return glyph
    size = 2 * round(abs(growth)) + 1
    brush = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    grown = cv2.dilate(glyph, brush) if growth > 0 else cv2.erode(glyph, brush)
    return grown.astype(np.float32)
