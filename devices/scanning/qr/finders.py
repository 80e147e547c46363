"""The three finder patterns of a symbol that stands roughly upright in a picture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SCALE_STEP = 1.2
PEAKS = 10
LEAST_RESPONSE = 0.55
LEAST_SPREAD = 4.0
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
    spread = _spread(picture, (8 * units[0], 9 * units[1]))
    best = np.full(picture.shape, -np.inf, np.float32)
    seen = []
    unit = units[0]
    while unit <= units[1] * 1.001:
        response = _response(picture, unit)
        best = cv2.max(best, response)
        seen.append((unit, response))
        unit *= SCALE_STEP
    return _peaks(best / spread, best, seen)


def triples(finders: list[Finder]) -> list[Triple]:
    """Those three that could belong to one symbol, the best first."""
    import numpy as np

    if len(finders) < 3:
        return []
    first, second, third = which = _permutations(len(finders))
    at = np.array([complex(finder.x, finder.y) for finder in finders])
    units = np.array([finder.unit for finder in finders])[which]
    response = np.array([finder.response for finder in finders])[which].sum(0)
    across, down = at[second] - at[first], at[third] - at[first]
    widths, heights = np.abs(across), np.abs(down)
    product = across.conj() * down
    ratio = np.maximum(widths, heights) / np.minimum(widths, heights)
    slant = np.abs(product.real) / (widths * heights)
    off_axis = np.maximum(_off_axis(across) / widths, _off_axis(down) / heights)
    modules = (widths + heights) / 2 / units.mean(0) + 7
    likely = (product.imag > 0) & (ratio < SIDE_RATIO) & (slant < SLANT) & (off_axis < SLANT)
    likely &= (modules > SIZES[0]) & (modules < SIZES[1]) & (units.max(0) < UNIT_RATIO * units.min(0))
    score = np.where(likely, response - 1.5 * (ratio - 1) - 1.5 * slant, -np.inf)
    order = [index for index in np.argsort(-score)[:TRIPLES] if likely[index]]
    corners = np.stack((at.real, at.imag), -1)
    return [Triple(corners[which[:, index]], float(modules[index]), float(score[index])) for index in order]


def _off_axis(ways: Any) -> Any:
    """How far complex numbers are from the nearer axis."""
    import numpy as np

    return np.minimum(np.abs(ways.real), np.abs(ways.imag))


@lru_cache(maxsize=16)
def _permutations(count: int) -> Any:
    import numpy as np

    return np.array(list(permutations(range(count), 3)), np.intp).T.copy()


def _response(picture: Any, unit: float) -> Any:
    """Mean of what should be light less that of what should be dark, at every pixel."""
    import cv2

    sides = [_odd(side * unit) for side in (3, 5, 7, 9)]
    core, ring, dark, whole = (cv2.boxFilter(picture, -1, (side, side)) for side in sides)
    a, b, c, d = (float(side * side) for side in sides)
    per_dark = 1 / (a + c - b) + 1 / (b - a + d - c)
    inner = cv2.addWeighted(core, -a * per_dark, ring, b * per_dark, 0)
    outer = cv2.addWeighted(dark, -c * per_dark, whole, d / (b - a + d - c), 0)
    return cv2.add(inner, outer)


def _spread(picture: Any, windows: tuple[float, ...]) -> Any:
    """Standard deviation around every pixel, that of the window in which it is largest."""
    import cv2

    squares = cv2.multiply(picture, picture)
    most: Any = LEAST_SPREAD**2
    for window in windows:
        side = (_odd(window), _odd(window))
        mean = cv2.boxFilter(picture, -1, side)
        most = cv2.max(cv2.subtract(cv2.boxFilter(squares, -1, side), cv2.multiply(mean, mean)), most)
    return cv2.sqrt(most)


def _odd(side: float) -> int:
    """The nearest odd number of pixels."""
    return 2 * round((side - 1) / 2) + 1


def _peaks(relative: Any, best: Any, seen: list[tuple[float, Any]]) -> list[Finder]:
    import cv2
    import numpy as np

    left = relative.copy()
    found: list[Finder] = []
    while len(found) < PEAKS:
        _, response, _, (x, y) = cv2.minMaxLoc(left)
        if response < LEAST_RESPONSE:
            break
        unit = max(seen, key=lambda one: one[1][y, x])[0]
        found.append(Finder(*_between_pixels(best, x, y), unit, response))
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
