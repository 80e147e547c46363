"""Defines the shapes used in all of scanning (pixels, points, quadrilaterals), and shrinks pictures."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]
Box = tuple[int, int, int, int]


def area(quad: Quad) -> float:
    """Computes the area of a quadrilateral in square pixels, positive whichever way round it goes."""
    total = 0.0
    for (x0, y0), (x1, y1) in zip(quad, (*quad[1:], quad[0]), strict=True):
        total += x0 * y1 - x1 * y0
    return abs(total) / 2


def shrunk(pixels: Pixels, by: int) -> Pixels:
    """Shrinks the picture `by` times, each pixel the mean of by × by; a rest at the right and the bottom is
    left off. (OpenCV is several times faster where the factor is whole, and faster again at 2.)
    """
    import cv2

    width, height = max(1, pixels.shape[1] // by), max(1, pixels.shape[0] // by)
    whole: Any = pixels[: height * by, : width * by]
    if by > 2 and by % 2 == 0 and whole.shape == (height * by, width * by):
        whole = cv2.resize(whole, (whole.shape[1] // 2, whole.shape[0] // 2), interpolation=cv2.INTER_AREA)
    smaller: Pixels = cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA)
    return smaller
