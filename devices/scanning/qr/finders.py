"""The three finder patterns of a symbol that stands roughly upright in a picture."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SCALE_STEP = 1.16
PEAKS = 9
LEAST_RESPONSE = 0.55
SIDE_RATIO = 1.4
SLANT = 0.36
UNIT_RATIO = 1.6
SIZES = (17, 190)
TRIPLES = 3


@dataclass(frozen=True, slots=True)
class Finder:
    """One finder pattern: its centre and the side of a module in pixels; `response` is at most about 2."""

    x: float
    y: float
    unit: float
    response: float


@dataclass(frozen=True, eq=False)
class Triple:
    """Centres of the top left, top right and bottom left finder, 3 × 2; `modules` is a first estimate of
    the symbol's side."""

    centres: NDArray[np.float64]
    modules: float
    score: float


def find_finders(grey: Any, units: tuple[float, float]) -> list[Finder]:
    """Places that look like a finder pattern with modules of `units` (least, most) pixels, the best first.

    The pattern is compared by means over nested squares: dark core, light ring, dark ring, light surround.
    """
    import cv2
    import numpy as np

    picture = grey.astype(np.float32)
    squares = picture * picture
    best = np.full(picture.shape, -np.inf, np.float32)
    unit_at = np.zeros(picture.shape, np.float32)
    unit = units[0]
    while unit <= units[1] * 1.001:
        response = _response(picture, squares, unit)
        better = response > best
        cv2.copyTo(response, better.view(np.uint8), best)
        unit_at[better] = unit
        unit *= SCALE_STEP
    return _peaks(best, unit_at)


def triples(finders: list[Finder]) -> list[Triple]:
    """Those three that could belong to one symbol, the best first."""
    found = []
    for corner, right, below in permutations(finders, 3):
        triple = _triple(corner, right, below)
        if triple is not None:
            found.append(triple)
    return sorted(found, key=lambda triple: -triple.score)[:TRIPLES]


def _response(picture: Any, squares: Any, unit: float) -> Any:
    """Light less dark over the spread, at every pixel."""
    import cv2
    import numpy as np

    sides = [_odd(side * unit) for side in (3, 5, 7, 9)]
    core, ring, dark, whole = (cv2.boxFilter(picture, -1, (side, side)) for side in sides)
    a, b, c, d = (float(side * side) for side in sides)
    spread = cv2.boxFilter(squares, -1, (sides[3], sides[3])) - whole * whole
    inside = cv2.addWeighted(core, a, ring, -b, 0) + dark * c
    dark_mean = inside / (a + c - b)
    light_mean = (whole * d - inside) / (b - a + d - c)
    return (light_mean - dark_mean) / np.sqrt(np.maximum(spread, 16.0))


def _odd(side: float) -> int:
    """The nearest odd number of pixels."""
    return 2 * round((side - 1) / 2) + 1


def _peaks(best: Any, unit_at: Any) -> list[Finder]:
    import cv2
    import numpy as np

    left = best.copy()
    found: list[Finder] = []
    while len(found) < PEAKS:
        _, response, _, (x, y) = cv2.minMaxLoc(left)
        if response < LEAST_RESPONSE:
            break
        unit = float(unit_at[y, x])
        found.append(Finder(*_between_pixels(best, x, y), unit, float(response)))
        reach = int(3.5 * unit)
        left[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1] = -np.inf
    return found


def _between_pixels(best: Any, x: int, y: int) -> tuple[float, float]:
    """The peak of the parabola through a peak and its neighbours."""

    def shift(before: float, at: float, after: float) -> float:
        bend = before - 2 * at + after
        return 0.0 if bend >= 0 else max(-0.5, min(0.5, 0.5 * (before - after) / bend))

    height, width = best.shape
    if not (0 < x < width - 1 and 0 < y < height - 1):
        return float(x), float(y)
    return (
        x + shift(float(best[y, x - 1]), float(best[y, x]), float(best[y, x + 1])),
        y + shift(float(best[y - 1, x]), float(best[y, x]), float(best[y + 1, x])),
    )


def _triple(corner: Finder, right: Finder, below: Finder) -> Triple | None:
    import numpy as np

    units = (corner.unit, right.unit, below.unit)
    if max(units) > UNIT_RATIO * min(units):
        return None
    a = np.array([right.x - corner.x, right.y - corner.y])
    b = np.array([below.x - corner.x, below.y - corner.y])
    if a[0] * b[1] - a[1] * b[0] <= 0:
        return None
    across, down = float(np.hypot(*a)), float(np.hypot(*b))
    slant = abs(float(a @ b)) / (across * down)
    ratio = max(across, down) / min(across, down)
    if slant > SLANT or ratio > SIDE_RATIO or _off_axis(a) > SLANT or _off_axis(b) > SLANT:
        return None
    modules = (across + down) / 2 / (sum(units) / 3) + 7
    if not SIZES[0] < modules < SIZES[1]:
        return None
    centres = np.array([[f.x, f.y] for f in (corner, right, below)])
    score = corner.response + right.response + below.response - 1.5 * (ratio - 1) - 1.5 * slant
    return Triple(centres, modules, score)


def _off_axis(side: Any) -> float:
    """How far a side runs off the nearest axis, as a sine."""
    import numpy as np

    return float(min(abs(side)) / np.hypot(*side))
