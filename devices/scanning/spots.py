"""Finds where in a frame a code may be: square spots in which fine edges stand closer together than around
them.

Lines of print are long spots and a cloth has no end; a code is a square that stands out from its quiet zone.
What is looked for is the same at any size, so a spot also tells about how large the symbol is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from devices.scanning.pictures import Box, Quad, shrunk

if TYPE_CHECKING:
    from typing import Any

    from devices.scanning.pictures import Pixels

WORKING_WIDTH = 220
FINE, BROAD = (3, 3), (5, 5)
EDGE_LIMIT = 25
LEAST_SIDE, MOST_SIDE, STEP = 0.035, 0.85, 1.25
LEAST_PIXELS = 24.0
RING = 1.7
LEAST_CONTRAST = 1.0
CLEAR_OF_THE_NEXT = 0.6
MEASURING_SIDE = 240
LOOK_AROUND = 2.0
LONGEST_SHAPE = 1.3
LEAST_FILL = 0.7
BALANCE = (0.65, 1.5)


@dataclass(frozen=True, slots=True)
class Spot:
    """Holds a place worth a closer look: its middle and about its side, in pixels of the frame. `contrast` is
    how much denser its edges are than those around, in grey levels.
    """

    x: float
    y: float
    side: float
    contrast: float


def find_spots(grey: Pixels, count: int, least_side: float = LEAST_PIXELS) -> list[Spot]:
    """Finds at most `count` spots of at least `least_side` pixels, those that stand out most first; none on a
    bare desk.
    """
    import cv2

    shrink = -(-grey.shape[1] // WORKING_WIDTH)
    contrasts = _contrasts(_edges(grey, shrink), least_side / shrink)
    found: list[Spot] = []
    while contrasts and len(found) < count:
        peaks = [(*cv2.minMaxLoc(seen)[1::2], side) for side, seen in contrasts]
        contrast, (column, row), side = max(peaks)
        if contrast < LEAST_CONTRAST:
            break
        found.append(Spot((column + 0.5) * shrink, (row + 0.5) * shrink, side * shrink, contrast))
        clear = int(CLEAR_OF_THE_NEXT * side)
        for _, seen in contrasts:
            seen[max(0, row - clear) : row + clear + 1, max(0, column - clear) : column + clear + 1] = -1
    return found


def square(spot: Spot, room: float, shape: tuple[int, ...]) -> Box:
    """Gives the square `room` times as wide as the spot, moved and cut so that it lies within the frame."""
    height, width = shape
    whole = max(1, int(min(room * spot.side, width, height)))
    left = min(max(0, round(spot.x - whole / 2)), width - whole)
    top = min(max(0, round(spot.y - whole / 2)), height - whole)
    return left, top, whole, whole


def outline(grey: Pixels, spot: Spot) -> Quad | None:
    """Finds the corners of the dense place, where it has the look of a code: about square, full, with as many
    edges across as down, and an end on every side.
    """
    import cv2
    import numpy as np

    left, top, side, _ = square(spot, LOOK_AROUND, grey.shape)
    scale = min(1.0, MEASURING_SIDE / side)
    part = grey[top : top + side, left : left + side]
    small = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.float32)
    across, down = np.abs(cv2.Sobel(small, cv2.CV_32F, 1, 0)), np.abs(cv2.Sobel(small, cv2.CV_32F, 0, 1))
    dense = _densest_place(across + down)
    if _reaches_edge(dense):
        return None
    rectangle = cv2.minAreaRect(np.argwhere(dense)[:, ::-1].astype(np.float32))
    shorter, longer = sorted(rectangle[1])
    balance = float(across[dense].sum()) / max(1.0, float(down[dense].sum()))
    full = np.count_nonzero(dense) / max(1.0, shorter * longer)
    if longer > LONGEST_SHAPE * shorter or full < LEAST_FILL or not BALANCE[0] < balance < BALANCE[1]:
        return None
    a, b, c, d = ((left + float(u) / scale, top + float(v) / scale) for u, v in cv2.boxPoints(rectangle))
    return a, b, c, d


def _edges(grey: Pixels, shrink: int) -> Any:
    """Measures how much fine structure is where: what a small blur leaves and a larger one takes away."""
    import cv2

    broad = cv2.blur(cv2.blur(grey, BROAD), BROAD)
    fine: Any = cv2.absdiff(cv2.blur(grey, FINE), broad)
    flat: Any = cv2.threshold(fine, EDGE_LIMIT, 0, cv2.THRESH_TRUNC)[1]
    return shrunk(flat, shrink)


def _contrasts(edges: Any, least: float) -> list[tuple[int, Any]]:
    """Measures for squares of growing side how much denser they are, at every point, than the ring around
    them.
    """
    import cv2

    sides = []
    side = max(5.0, least, LEAST_SIDE * max(edges.shape))
    while side < MOST_SIDE * min(edges.shape):
        sides.append((round(side) | 1, round(RING * side) | 1))
        side *= STEP
    if not sides:
        return []
    room = sides[-1][1] // 2
    sums = cv2.integral(cv2.copyMakeBorder(edges, room, room, room, room, cv2.BORDER_REPLICATE))
    found = []
    for inner, outer in sides:
        inside, around = (_squares(sums, one, room) for one in (inner, outer))
        share = 1 / (outer * outer - inner * inner)
        weight = outer * outer * share / (inner * inner)
        found.append((inner, cv2.addWeighted(inside, weight, around, -share, 0, dtype=cv2.CV_32F)))
    return found


def _squares(sums: Any, side: int, room: int) -> Any:
    """Sums a square of odd `side` about every pixel, from the integral of a picture with `room`."""
    import cv2

    first, last = room - side // 2, room + side // 2 + 1
    height, width = sums.shape[0] - 1 - 2 * room, sums.shape[1] - 1 - 2 * room
    above, below = sums[first : first + height], sums[last : last + height]
    strip = cv2.subtract(below, above)
    return cv2.subtract(strip[:, last : last + width], strip[:, first : first + width])


def _densest_place(edges: Any) -> Any:
    """Masks the connected place around the densest point where the density is over half of it."""
    import cv2
    import numpy as np

    window = max(3, len(edges) // 8) | 1
    density = cv2.blur(edges, (window, window))
    _, labels = cv2.connectedComponents((density > density.max() / 2).astype(np.uint8))
    return labels == labels[np.unravel_index(density.argmax(), density.shape)]


def _reaches_edge(place: Any) -> bool:
    """Says that the place goes on beyond the picture: noise or a pattern without end, not a code."""
    return bool(place[0].any() or place[-1].any() or place[:, 0].any() or place[:, -1].any())
