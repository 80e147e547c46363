"""Finds the card in a frame from a few thousand pixels: for hints, not for reading."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from devices.scanning.pictures import Quad, area

if TYPE_CHECKING:
    from devices.scanning.pictures import Pixels

WIDTH = 320
RATIOS = (1.44, 1.8)
"""A card measures 1.585; tilted by 25 degrees 1.44 or 1.75. A4 and A5 have 1.41, a phone 2 and more."""
LEAST_SHARE = 0.03
CUT_SHARE = (0.15, 0.85)
CUT_SIDES = 5
LEAST_FILL = 0.86
STRAIGHT = 0.03
LEAST_CONTRAST = 24.0


@dataclass(frozen=True, slots=True)
class CardOutline:
    """Holds the card's corners in pixels of the frame, where a whole one is seen; `cut`: one reaches over the
    frame's edge.
    """

    quad: Quad | None = None
    cut: bool = False


@dataclass(frozen=True)
class SmallFrame:
    """Holds a frame made small. `scale` is pixels of the frame a pixel of it."""

    small: Pixels = field(repr=False)
    scale: float

    @classmethod
    def of(cls, pixels: Pixels) -> SmallFrame:
        """Shrinks the frame to 320 pixels across; the half-way step is cheap and keeps fine print from
        flickering.
        """
        import cv2

        height, width = pixels.shape[:2]
        scale = max(1.0, width / WIDTH)
        size = (round(width / scale), round(height / scale))
        colour = pixels if pixels.ndim == 3 else cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR)
        if scale > 3:
            colour = cv2.resize(colour, (size[0] * 2, size[1] * 2), interpolation=cv2.INTER_LINEAR)
        return cls(cv2.resize(colour, size, interpolation=cv2.INTER_AREA), scale)  # type: ignore[arg-type]

    @cached_property
    def light(self) -> Any:
        """Gives the brightness of paper: the strongest of the three colours."""
        import cv2

        blue, green, red = cv2.split(self.small)
        return cv2.max(cv2.max(blue, green), red)

    @cached_property
    def least(self) -> Any:
        """Gives the weakest of the three colours: only a highlight raises all."""
        import cv2

        blue, green, red = cv2.split(self.small)
        return cv2.min(cv2.min(blue, green), red)

    def within(self, quad: Quad) -> Any:
        """Gives `least` of the pixels within a quadrilateral of the frame."""
        import cv2
        import numpy as np

        mask = np.zeros(self.light.shape, np.uint8)
        cv2.fillConvexPoly(mask, (np.array(quad) / self.scale).astype(np.int32), 255)
        return self.least[mask > 0]

    def moved_since(self, before: SmallFrame | None, quad: Quad) -> float:
        """Measures how much changed around a place since the frame before, as a share of the contrast
        there.
        """
        import cv2
        import numpy as np

        if before is None or before.light.shape != self.light.shape:
            return 0.0
        xs, ys = [x / self.scale for x, _ in quad], [y / self.scale for _, y in quad]
        room = (max(xs) - min(xs)) / 2
        rows = slice(max(0, int(min(ys) - room)), max(1, int(max(ys) + room) + 1))
        columns = slice(max(0, int(min(xs) - room)), max(1, int(max(xs) + room) + 1))
        now, then = self.light[rows, columns], before.light[rows, columns]
        if now.size == 0:
            return 0.0
        dark, bright = levels(np.ascontiguousarray(now), 5, 95)
        return float(cv2.mean(cv2.absdiff(now, then))[0]) / max(LEAST_CONTRAST, bright - dark)


def levels(grey: Any, *percents: float) -> list[float]:
    """Computes percentiles of grey levels (8 bits), from their histogram."""
    import cv2
    import numpy as np

    up_to = np.cumsum(cv2.calcHist([grey], [0], None, [256], [0, 256]).ravel())
    return [float(np.searchsorted(up_to, up_to[-1] * percent / 100)) for percent in percents]


def find_card(seen: SmallFrame) -> CardOutline:
    """Finds the largest object of a card's proportions; failing that, says whether something like a card is
    cut off.
    """
    best: Quad | None = None
    cut = False
    for mask in _masks(seen.light):
        for outline in _largest(mask):
            if _touches_edge(outline, mask.shape):
                cut = cut or _is_part_of_card(outline, mask.size)
                continue
            quad = _card_shape(outline, mask.size)
            if quad is not None and (best is None or area(quad) > area(best)):
                best = quad
    if best is None:
        return CardOutline(cut=cut)
    a, b, c, d = (((x + 0.5) * seen.scale - 0.5, (y + 0.5) * seen.scale - 0.5) for x, y in best)
    return CardOutline((a, b, c, d))


def _masks(light: Any) -> tuple[Any, Any]:
    """Makes masks of what is brighter than the rest, and of what strong edges enclose."""
    import cv2
    import numpy as np

    soft = cv2.GaussianBlur(light, (5, 5), 0)
    _, bright = cv2.threshold(soft, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    edges = cv2.dilate(cv2.Canny(soft, 30, 80), np.ones((3, 3), np.uint8))
    return cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)), edges


def _largest(mask: Any) -> list[Any]:
    import cv2

    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return sorted(outlines, key=cv2.contourArea, reverse=True)[:3]


def _is_part_of_card(outline: Any, size: int) -> bool:
    """Says that a large solid shape of few straight sides leaves part of the frame free: no bright desk."""
    import cv2

    hull = cv2.convexHull(outline)
    whole, filled = cv2.contourArea(hull), cv2.contourArea(outline)
    if not CUT_SHARE[0] * size < whole < CUT_SHARE[1] * size or filled < LEAST_FILL * whole:
        return False
    return len(cv2.approxPolyDP(hull, STRAIGHT * cv2.arcLength(hull, True), True)) <= CUT_SIDES


def _card_shape(outline: Any, size: int) -> Quad | None:
    import cv2
    import numpy as np

    hull = cv2.convexHull(outline)
    whole = cv2.contourArea(hull)
    if whole < LEAST_SHARE * size:
        return None
    corners = cv2.approxPolyDP(hull, STRAIGHT * cv2.arcLength(hull, True), True).reshape(-1, 2)
    if len(corners) != 4:
        return None
    a, b, c, d = ((float(x), float(y)) for x, y in corners.astype(np.float64))
    quad: Quad = (a, b, c, d)
    one = (math.dist(a, b) + math.dist(d, c)) / 2
    other = (math.dist(b, c) + math.dist(a, d)) / 2
    ratio = max(one, other) / max(1.0, min(one, other))
    if not RATIOS[0] < ratio < RATIOS[1] or whole < LEAST_FILL * area(quad):
        return None
    return quad


def _touches_edge(outline: Any, shape: tuple[int, ...]) -> bool:
    points = outline.reshape(-1, 2)
    return bool(
        points.min() <= 1 or (points[:, 0] >= shape[1] - 2).any() or (points[:, 1] >= shape[0] - 2).any()
    )
