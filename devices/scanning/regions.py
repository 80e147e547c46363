"""Where in a frame a small dense code may be, and how to show it to a decoder.

A code is where strong edges stand closest together (reference scanning.md, sections 4.3 and 8), as a square
spot with as many edges across as down; lines of print are long spots, bar codes have edges one way only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from devices.scanning.pictures import Box, Quad

if TYPE_CHECKING:
    from typing import Any

    from devices.scanning.pictures import Pixels

ENLARGE = 3
SHARPEN_SIGMA, SHARPEN_AMOUNT = 2.5, 1.5
WORKING_WIDTH = 320
CANDIDATES = 5
WINDOW = 0.075
REACH = 0.22
ROOM = 1.8
EDGE_LIMIT = 60
LEAST_DENSITY = 9.0
STAND_OUT = 1.4
MEASURING_SIDE = 240
LONGEST_SHAPE = 1.3
LEAST_FILL = 0.7
BALANCE = (0.65, 1.5)


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the frame worth a closer look: (x, y, width, height) in pixels. `outline` is the spot that
    looks like a code, where one does."""

    box: Box
    outline: Quad | None = None


def find_regions(grey: Pixels) -> list[Region]:
    """Dense places of the frame: first those that look like a code, then by density; none on a bare desk."""
    found = [_closer(grey, box) for box in _dense_boxes(grey)]
    return sorted(found, key=lambda region: region.outline is None)


def enlarged(grey: Pixels, box: Box) -> Pixels:
    """The region three times as large, with its edges sharpened: modules of 1.5 px become readable."""
    import cv2

    x, y, width, height = box
    part = grey[y : y + height, x : x + width]
    large = cv2.resize(part, None, fx=ENLARGE, fy=ENLARGE, interpolation=cv2.INTER_CUBIC)
    smooth = cv2.GaussianBlur(large, (0, 0), SHARPEN_SIGMA)
    return cv2.addWeighted(large, 1 + SHARPEN_AMOUNT, smooth, -SHARPEN_AMOUNT, 0)  # type: ignore[return-value]


def _dense_boxes(grey: Pixels) -> list[Box]:
    import cv2
    import numpy as np

    width = grey.shape[1]
    shrink = max(1, round(width / WORKING_WIDTH))
    steep = np.minimum(cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)), EDGE_LIMIT)
    edges = cv2.resize(steep, None, fx=1 / shrink, fy=1 / shrink, interpolation=cv2.INTER_AREA)
    window = max(3, round(WINDOW * width / shrink))
    density = cv2.blur(edges, (window, window)).astype(np.float32)
    least = max(LEAST_DENSITY, STAND_OUT * float(np.percentile(density, 25)))
    boxes: list[Box] = []
    while len(boxes) < CANDIDATES:
        _, best, _, (column, row) = cv2.minMaxLoc(density)
        if best < least:
            break
        boxes.append(_square(column * shrink, row * shrink, REACH * width, grey.shape))
        cv2.rectangle(density, (column - window, row - window), (column + window, row + window), (0.0,), -1)
    return boxes


def _closer(grey: Pixels, box: Box) -> Region:
    """The box drawn close around the square spot in it, or the box as it is."""
    import cv2
    import numpy as np

    left, top, side, _ = box
    scale = min(1.0, MEASURING_SIDE / side)
    part = grey[top : top + side, left : left + side]
    small = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.float32)
    across, down = np.abs(cv2.Sobel(small, cv2.CV_32F, 1, 0)), np.abs(cv2.Sobel(small, cv2.CV_32F, 0, 1))
    spot = _densest_spot(across + down)
    if _reaches_edge(spot):
        return Region(box)
    (x, y), (width, height), _ = rectangle = cv2.minAreaRect(np.argwhere(spot)[:, ::-1].astype(np.float32))
    shorter, longer = sorted((width, height))
    balance = float(across[spot].sum()) / max(1.0, float(down[spot].sum()))
    full = np.count_nonzero(spot) / max(1.0, shorter * longer)
    if longer > LONGEST_SHAPE * shorter or full < LEAST_FILL or not BALANCE[0] < balance < BALANCE[1]:
        return Region(box)
    a, b, c, d = ((left + float(u) / scale, top + float(v) / scale) for u, v in cv2.boxPoints(rectangle))
    close = _square(left + x / scale, top + y / scale, ROOM * longer / scale, grey.shape)
    return Region(close, (a, b, c, d))


def _densest_spot(edges: Any) -> Any:
    """Mask of the connected place around the densest point where the density is over half of it."""
    import cv2
    import numpy as np

    window = max(3, len(edges) // 8) | 1
    density = cv2.blur(edges, (window, window))
    _, labels = cv2.connectedComponents((density > density.max() / 2).astype(np.uint8))
    return labels == labels[np.unravel_index(density.argmax(), density.shape)]


def _reaches_edge(spot: Any) -> bool:
    """Whether the spot goes on beyond the region: noise or a pattern without end, not a code."""
    return bool(spot[0].any() or spot[-1].any() or spot[:, 0].any() or spot[:, -1].any())


def _square(x: float, y: float, side: float, shape: tuple[int, ...]) -> Box:
    """A square around (x, y), moved and cut so that it lies within the frame."""
    height, width = shape
    whole = max(1, int(min(side, width, height)))
    left = min(max(0, round(x - whole / 2)), width - whole)
    top = min(max(0, round(y - whole / 2)), height - whole)
    return left, top, whole, whole
