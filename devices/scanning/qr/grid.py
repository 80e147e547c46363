"""Maps each module of a symbol to its place in a picture: a perspective map, fitted to what is known of the
symbol.

A map is a 3 × 3 matrix from modules (x, y; 0 to n) to pixels. Pictures here are positive where dark.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from devices.scanning.qr.layout import layout_of
from devices.scanning.qr.tables import size_of

if TYPE_CHECKING:
    from typing import TypeAlias

    import numpy as np
    from numpy.typing import NDArray

    Map: TypeAlias = NDArray[np.float64]

FINDER_CENTRE = 3.5
LAST_VERSION = 40
SEARCH = (-2.6, -1.3, 0.0, 1.3, 2.6)
STEPS = 8
LANDMARKS = 320
PLACED, WALK, WORTH_WALKING = 2, 4, 0.2
LEAST_GAIN = 2e-3
DAMPING = 0.01
LONGEST_STEP = 1.5


def at(grid: Any, modules: Any) -> Any:
    """Gives the picture points (k, 2) of points in modules (k, 2)."""
    flat = grid[:, :2] @ modules.T + grid[:, 2:]
    return (flat[:2] / flat[2]).T


def corners_of(grid: Map, size: int) -> NDArray[np.float64]:
    """Gives the symbol's corners in the picture, 4 × 2, clockwise from its own top left."""
    import numpy as np

    corners: NDArray[np.float64] = at(grid, np.array([[0, 0], [size, 0], [size, size], [0, size]], float))
    return corners


def values_at(picture: Any, across: Any, down: Any) -> Any:
    """Interpolates the picture between its pixels, at points (m × k) `across` and `down` from its first
    pixel.
    """
    import cv2
    import numpy as np

    x, y = np.asarray(across, np.float32), np.asarray(down, np.float32)
    return cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def seen_through(picture: Any, grids: Any, modules: Any) -> Any:
    """Samples the picture (m × k) at points in modules (3 × k, homogeneous), by m maps (m × 3 × 3)."""
    import numpy as np

    flat = (grids.reshape(-1, 3).astype(np.float32) @ modules).reshape(len(grids), 3, -1)
    return values_at(picture, flat[:, 0] / flat[:, 2], flat[:, 1] / flat[:, 2])


def from_finders(centres: Any, size: int) -> Map:
    """Computes the affine map that puts three finder centres where they belong."""
    import numpy as np

    corner, right, below = centres
    reach = size - 2 * FINDER_CENTRE
    across, down = (right - corner) / reach, (below - corner) / reach
    start = corner - (across + down) * FINDER_CENTRE
    return np.array([[across[0], down[0], start[0]], [across[1], down[1], start[1]], [0, 0, 1]])


def prepare_places(version: int) -> None:
    """Precomputes what placing symbols of one version needs."""
    _landmarks(version)
    _fan(size_of(version))


def placed(picture: Any, centres: Any, modules: float) -> list[tuple[float, int, Map]]:
    """Gives (agreement, version, map) for the versions near the estimated number of modules, the best first:
    the finders as found, the bottom right corner where all function patterns together agree best.
    """
    middle = round((modules - 17) / 4)
    reach = 2 + middle // 6
    versions = range(max(1, middle - reach), min(LAST_VERSION, middle + reach) + 1)
    first = [
        (*_fanned(picture, from_finders(centres, size_of(version)), version), version) for version in versions
    ]
    likely = sorted(first, key=lambda one: -one[0])[:PLACED]
    found = [(*_walked(picture, *one), one[2]) for one in likely]
    return sorted(((agreement, version, grid) for agreement, grid, version in found), key=lambda one: -one[0])


def _walked(picture: Any, agreement: float, grid: Map, version: int) -> tuple[float, Map]:
    """Moves the fourth corner on, for a symbol seen from aside, as long as that helps."""
    for _ in range(WALK if agreement >= WORTH_WALKING else 0):
        better, moved = _fanned(picture, grid, version)
        if better <= agreement + LEAST_GAIN:
            break
        agreement, grid = better, moved
    return agreement, grid


def _fanned(picture: Any, grid: Map, version: int) -> tuple[float, Map]:
    """Gives the best agreement, and its map, with the fourth corner somewhat moved each way."""
    import numpy as np

    points, wanted = _landmarks(version)
    fan = grid @ _fan(size_of(version))
    seen = seen_through(picture, fan, points)
    agreement = (seen @ wanted) / np.sqrt((seen * seen).sum(-1) * len(wanted) + 1e-6)
    best = int(agreement.argmax())
    return float(agreement[best]), fan[best]


def fitted(picture: Any, grid: Map, wanted: Any) -> tuple[Map, float]:
    """Moves the map, by Gauss-Newton steps, to where `picture` agrees best with `wanted` (n × n, positive
    where dark, 0 where unknown); gives it and the agreement there, a correlation up to 1.
    """
    import numpy as np

    half = len(wanted) / 2
    about = np.array([[half, 0, half], [0, half, half], [0, 0, 1.0]])
    rows, columns = np.nonzero(wanted)
    target = softened(wanted)[rows, columns]
    marks = _Marks(_homogeneous((columns + 0.5) / half - 1, (rows + 0.5) / half - 1), target, half)
    best: Map = grid @ about / grid[2, 2]
    seen = seen_through(picture, best[None], marks.points)[0]
    score = _agreement(seen, target)
    for _ in range(STEPS):
        moved = _shortened(best, _stepped(picture, best, seen, marks), LONGEST_STEP / half)
        there = seen_through(picture, moved[None], marks.points)[0]
        after = _agreement(there, target)
        if after <= score:
            break
        gain, best, score, seen = after - score, moved, after, there
        if gain < LEAST_GAIN:
            break
    return best @ np.linalg.inv(about), score


@dataclass(frozen=True, slots=True)
class _Marks:
    """Holds what is known of a symbol of 2 × `half` modules a side, which here reach from -1 to 1: `points`
    (3 × k, homogeneous), and how dark each should be.
    """

    points: Any
    target: Any
    half: float


def _stepped(picture: Any, grid: Map, seen: Any, marks: _Marks) -> Map:
    """Computes one step of all eight parameters; `seen` is what the picture shows at the marks."""
    import numpy as np

    points, target = marks.points, marks.target
    flat = grid.astype(np.float32) @ points
    x, y = flat[:2] / flat[2]
    reach = max(0.7, 0.3 * float(np.abs(grid[:2, :2]).max()) / marks.half)
    aside = np.array([[-reach], [reach], [0], [0]], np.float32)
    left, right, below, above = values_at(picture, x + aside, y + aside[::-1])
    scaling = 2 * reach * flat[2]
    slope_x, slope_y = (right - left) / scaling, (below - above) / scaling
    jacobian = np.concatenate((slope_x * points, slope_y * points, -(slope_x * x + slope_y * y) * points[:2]))
    gain = float(seen @ target) / float(target @ target)
    scale = np.sqrt((jacobian * jacobian).sum(1)) + 1e-9
    jacobian /= scale[:, None]
    square = jacobian @ jacobian.T + np.eye(8) * DAMPING
    change = np.linalg.solve(square, jacobian @ (gain * target - seen)) / scale
    moved: Map = grid + np.append(change, 0.0).reshape(3, 3)
    return moved


def _shortened(before: Map, after: Map, longest: float) -> Map:
    """Shortens the step so that no corner moves by more than `longest`, in halves of the symbol's side."""
    import numpy as np

    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], float)
    way = float(np.abs(at(after, corners) - at(before, corners)).max())
    if not np.isfinite(way):
        return before
    unit = float(np.abs(before[:2, :2]).max())
    share = min(1.0, longest * unit / (way + 1e-9))
    moved: Map = before * (1 - share) + after * share
    return moved


@lru_cache(maxsize=40)
def _fan(size: int) -> Any:
    """Gives maps of the symbol onto itself that leave the three finders' centres and move a fourth point,
    where the missing finder would be, by some modules each way.
    """
    import numpy as np

    reach = size - 2 * FINDER_CENTRE
    inwards = np.array(
        [[1 / reach, 0, -FINDER_CENTRE / reach], [0, 1 / reach, -FINDER_CENTRE / reach], [0, 0, 1]]
    )
    fan = []
    for dx in SEARCH:
        for dy in SEARCH:
            x, y = 1 + dx / reach, 1 + dy / reach
            bottom = x + y - 1
            g, h = (1 - y) / bottom, (1 - x) / bottom
            unit = np.array([[1 + g, 0, 0], [0, 1 + h, 0], [g, h, 1.0]])
            fan.append(np.linalg.inv(inwards) @ unit @ inwards)
    return np.array(fan)


@lru_cache(maxsize=40)
def _landmarks(version: int) -> tuple[Any, Any]:
    """Gives the centres (3 × k, homogeneous) of the modules whose colour the version lays down, and their
    signs.
    """
    import numpy as np

    signs = layout_of(version).signs
    rows, columns = np.nonzero(signs)
    every = -(-len(rows) // LANDMARKS)
    rows, columns = rows[::every], columns[::every]
    return _homogeneous(columns + 0.5, rows + 0.5), signs[rows, columns]


def _homogeneous(x: Any, y: Any) -> Any:
    import numpy as np

    return np.stack((x, y, np.ones_like(x))).astype(np.float32)


def softened(wanted: Any) -> Any:
    """Blurs the modules: each gets a share of its neighbours."""
    import cv2
    import numpy as np

    return cv2.GaussianBlur(wanted.astype(np.float32), (3, 3), 0.6)


def _agreement(seen: Any, target: Any) -> float:
    return float(seen @ target) / (float(seen @ seen) * float(target @ target)) ** 0.5 if seen.any() else 0.0
