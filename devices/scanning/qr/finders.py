"""Finds the three finder patterns of a symbol that stands roughly upright in a picture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SCALE_STEP = 1.2
STRIDE = 2
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
    """Holds one finder pattern: its centre and the side of a module in pixels; `response` is at most
    about 2.
    """

    x: float
    y: float
    unit: float
    response: float


@dataclass(frozen=True, eq=False)
class Triple:
    """Holds the centres of the top left, top right and bottom left finder, 3 × 2; `modules` is a first
    estimate of the symbol's side.
    """

    centres: NDArray[np.float64]
    modules: float
    score: float


def find_finders(grey: Any, units: tuple[float, float]) -> list[Finder]:
    """Finds places that look like a finder pattern with modules of `units` (least, most) pixels, the best
    first.

    The pattern is compared by means over nested squares: dark core, light ring, dark ring, light surround.
    """
    import numpy as np

    boxes = _Boxes(grey, units[1])
    spread = boxes.spread((8 * units[0], 9 * units[1]))
    scales = []
    unit = units[0]
    while unit <= units[1] * 1.001:
        scales.append(unit)
        unit *= SCALE_STEP
    responses = np.stack([boxes.response(unit) for unit in scales])
    return _peaks(responses, responses.max(axis=0) / spread, scales)


def triples(finders: list[Finder]) -> list[Triple]:
    """Gives those three that could belong to one symbol, the best first."""
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
    """Measures how far complex numbers are from the nearer axis."""
    import numpy as np

    return np.minimum(np.abs(ways.real), np.abs(ways.imag))


@lru_cache(maxsize=16)
def _permutations(count: int) -> Any:
    import numpy as np

    return np.array(list(permutations(range(count), 3)), np.intp).T.copy()


class _Boxes:
    """Sums squares about every STRIDE-th pixel of a picture, from its integral."""

    def __init__(self, grey: Any, most: float) -> None:
        import cv2

        self._room = _odd(9 * most) // 2 + 1
        room = (self._room,) * 4
        sums, squares = cv2.integral2(cv2.copyMakeBorder(grey, *room, cv2.BORDER_REFLECT_101))
        self._sums, self._squares = _strided(sums), _strided(squares)
        self._height, self._width = (-(-side // STRIDE) for side in grey.shape)

    def response(self, unit: float) -> Any:
        """Computes the mean of what should be light less that of what should be dark."""
        return sum(share * self._sum(self._sums, side) for side, share in _shares(unit))

    def spread(self, windows: tuple[float, ...]) -> Any:
        """Computes the standard deviation, that of the window in which it is largest."""
        import numpy as np

        most: Any = LEAST_SPREAD**2
        for window in windows:
            side = _odd(window)
            mean, square = (self._sum(table, side) / side**2 for table in (self._sums, self._squares))
            most = np.maximum(square - mean * mean, most)
        return np.sqrt(most)

    def _sum(self, table: Any, side: int) -> Any:
        first, last = self._room - side // 2, self._room + side // 2 + 1

        def corner(row: int, column: int) -> Any:
            part = table[row % STRIDE][column % STRIDE][row // STRIDE :, column // STRIDE :]
            return part[: self._height, : self._width]

        return corner(last, last) - corner(first, last) - corner(last, first) + corner(first, first)


def _strided(table: Any) -> list[list[Any]]:
    """Gives the table's every STRIDE-th row and column, once from each that may be the first."""
    import numpy as np

    starts = range(STRIDE)
    return [[np.ascontiguousarray(table[row::STRIDE, column::STRIDE]) for column in starts] for row in starts]


@lru_cache(maxsize=64)
def _shares(unit: float) -> tuple[tuple[int, float], ...]:
    """Gives the sides of the nested squares, and how much each sum counts."""
    sides = [_odd(side * unit) for side in (3, 5, 7, 9)]
    a, b, c, d = (float(side * side) for side in sides)
    per_dark, per_light = 1 / (a + c - b), 1 / (b - a + d - c)
    both = per_dark + per_light
    return tuple(zip(sides, (-both, both, -both, per_light), strict=True))


def _odd(side: float) -> int:
    """Gives the nearest odd number of pixels."""
    return 2 * round((side - 1) / 2) + 1


def _peaks(responses: Any, relative: Any, scales: list[float]) -> list[Finder]:
    """Finds the highest places, and for each the scale that responds most."""
    import cv2

    left = relative.copy()
    found: list[Finder] = []
    while len(found) < PEAKS:
        _, response, _, (x, y) = cv2.minMaxLoc(left)
        if response < LEAST_RESPONSE:
            break
        scale = int(responses[:, y, x].argmax())
        column, row = _between_pixels(responses[scale], x, y)
        found.append(Finder(STRIDE * column, STRIDE * row, scales[scale], response))
        reach = int(3.5 * scales[scale] / STRIDE)
        left[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1] = -1
    return found


def _between_pixels(picture: Any, x: int, y: int) -> tuple[float, float]:
    """Finds the peak of the parabola through a peak and its neighbours."""
    height, width = picture.shape
    if not (0 < x < width - 1 and 0 < y < height - 1):
        return float(x), float(y)
    across, down = picture[y, x - 1 : x + 2].tolist(), picture[y - 1 : y + 2, x].tolist()
    return x + _vertex(*across), y + _vertex(*down)


def _vertex(before: float, at: float, after: float) -> float:
    """Computes where between three pixels the peak of the parabola through them lies."""
    bend = before - 2 * at + after
    return 0.0 if bend >= 0 else max(-0.5, min(0.5, 0.5 * (before - after) / bend))
