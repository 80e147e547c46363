"""The shapes that all of scanning speaks: pixels, points, quadrilaterals."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]
Box = tuple[int, int, int, int]


def area(quad: Quad) -> float:
    """Area of a quadrilateral in square pixels, positive whichever way round it goes."""
    total = 0.0
    for (x0, y0), (x1, y1) in zip(quad, (*quad[1:], quad[0]), strict=True):
        total += x0 * y1 - x1 * y0
    return abs(total) / 2
