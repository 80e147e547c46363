"""Where each module of a symbol lies in a picture: a perspective map, fitted to what is known of the symbol.

A map is a 3 × 3 matrix from modules (x, y; 0 to n) to pixels. Pictures here are positive where dark.
"""

from __future__ import annotations

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
    """Picture points (…, 2) of points in modules (k, 2); `grid` is one map or a stack of them."""
    flat = grid[..., :2].reshape(-1, 2) @ modules.T
    points = flat.reshape(*grid.shape[:-1], len(modules)) + grid[..., 2:]
    return (points[..., :2, :] / points[..., 2:, :]).swapaxes(-1, -2)


def corners_of(grid: Map, size: int) -> NDArray[np.float64]:
    """The symbol's corners in the picture, 4 × 2, clockwise from its own top left."""
    import numpy as np

    corners: NDArray[np.float64] = at(grid, np.array([[0, 0], [size, 0], [size, size], [0, size]], float))
    return corners


def values_at(picture: Any, points: Any) -> Any:
    """The picture between its pixels, at points (…, 2)."""
    import cv2
    import numpy as np

    flat = np.ascontiguousarray(points.reshape(-1, points.shape[-2], 2), np.float32)
    seen = cv2.remap(picture, flat, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)  # type: ignore[call-overload]
    return seen.reshape(points.shape[:-1])


def from_finders(centres: Any, size: int) -> Map:
    """The affine map that puts three finder centres where they belong."""
    import numpy as np

    corner, right, below = centres
    reach = size - 2 * FINDER_CENTRE
    across, down = (right - corner) / reach, (below - corner) / reach
    start = corner - (across + down) * FINDER_CENTRE
    return np.array([[across[0], down[0], start[0]], [across[1], down[1], start[1]], [0, 0, 1]])


def placed(picture: Any, centres: Any, modules: float) -> list[tuple[float, int, Map]]:
    """(agreement, version, map) for the versions near the estimated number of modules, the best first: the
    finders as found, the bottom right corner where all function patterns together agree best."""
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
    """The fourth corner moved on, for a symbol seen from aside, as long as that helps."""
    for _ in range(WALK if agreement >= WORTH_WALKING else 0):
        better, moved = _fanned(picture, grid, version)
        if better <= agreement + LEAST_GAIN:
            break
        agreement, grid = better, moved
    return agreement, grid


def _fanned(picture: Any, grid: Map, version: int) -> tuple[float, Map]:
    """The best agreement, and its map, with the fourth corner somewhat moved each way."""
    import numpy as np

    points, wanted = _landmarks(version)
    fan = grid @ _fan(size_of(version))
    seen = values_at(picture, at(fan, points))
    agreement = (seen @ wanted) / np.sqrt((seen * seen).sum(-1) * len(wanted) + 1e-6)
    best = int(agreement.argmax())
    return float(agreement[best]), fan[best]


def fitted(picture: Any, grid: Map, wanted: Any) -> tuple[Map, float]:
    """The map moved, by Gauss-Newton steps, to where `picture` agrees best with `wanted` (n × n, positive
    where dark, 0 where unknown); and the agreement there, a correlation up to 1."""
    import numpy as np

    size = len(wanted)
    rows, columns = np.nonzero(wanted)
    points = np.stack((columns + 0.5, rows + 0.5), -1)
    target = softened(wanted)[rows, columns]
    best, score = grid, _agreement(values_at(picture, at(grid, points)), target)
    for _ in range(STEPS):
        moved = _stepped(picture, best, points, target, size)
        after = _agreement(values_at(picture, at(moved, points)), target)
        if after <= score:
            break
        gain, best, score = after - score, moved, after
        if gain < LEAST_GAIN:
            break
    return best, score


def _stepped(picture: Any, grid: Map, points: Any, target: Any, size: int) -> Map:
    """One step of all eight parameters, in coordinates about the symbol's middle."""
    import numpy as np

    half = size / 2
    about = np.array([[half, 0, half], [0, half, half], [0, 0, 1.0]])
    centred = grid @ about
    centred /= centred[2, 2]
    u, v = points[:, 0] / half - 1, points[:, 1] / half - 1
    here = at(grid, points)
    reach = max(0.7, 0.3 * float(np.abs(grid[:2, :2]).max() / grid[2, 2]))
    near = reach * np.array([[0, 0], [1, 0], [-1, 0], [0, 1], [0, -1]])
    seen = values_at(picture, here[None] + near[:, None, :])
    slope_x, slope_y = (seen[1] - seen[2]) / (2 * reach), (seen[3] - seen[4]) / (2 * reach)
    depth = centred[2, 0] * u + centred[2, 1] * v + 1
    along = (slope_x * here[:, 0] + slope_y * here[:, 1]) / depth
    across, down = slope_x / depth, slope_y / depth
    jacobian = np.stack(
        (across * u, across * v, across, down * u, down * v, down, -along * u, -along * v), -1
    )
    gain = float(seen[0] @ target) / float(target @ target)
    scale = np.sqrt((jacobian * jacobian).sum(0)) + 1e-9
    jacobian = jacobian / scale
    square = jacobian.T @ jacobian + np.eye(8) * DAMPING
    change = np.linalg.solve(square, jacobian.T @ (gain * target - seen[0])) / scale
    moved = centred + np.append(change, 0.0).reshape(3, 3)
    return _shortened(grid, moved @ np.linalg.inv(about), size)


def _shortened(before: Map, after: Map, size: int) -> Map:
    """The step cut so that no corner moves by more than LONGEST_STEP modules."""
    import numpy as np

    way = float(np.abs(corners_of(after, size) - corners_of(before, size)).max())
    unit = float(np.abs(before[:2, :2]).max() / before[2, 2])
    if not np.isfinite(way):
        return before
    share = min(1.0, LONGEST_STEP * unit / (way + 1e-9))
    moved: Map = before / before[2, 2] * (1 - share) + after / after[2, 2] * share
    return moved


@lru_cache(maxsize=40)
def _fan(size: int) -> Any:
    """Maps of the symbol onto itself that leave the three finders' centres and move a fourth point, where the
    missing finder would be, by some modules each way."""
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
    """Centres (x, y) of the modules whose colour the version lays down, and their signs."""
    import numpy as np

    signs = layout_of(version).signs
    rows, columns = np.nonzero(signs)
    every = -(-len(rows) // LANDMARKS)
    rows, columns = rows[::every], columns[::every]
    return np.stack((columns + 0.5, rows + 0.5), -1), signs[rows, columns]


def softened(wanted: Any) -> Any:
    """What blur leaves of the modules: each with a share of its neighbours."""
    import cv2
    import numpy as np

    return cv2.GaussianBlur(wanted.astype(np.float32), (3, 3), 0.6)


def _agreement(seen: Any, target: Any) -> float:
    return float(seen @ target) / (float(seen @ seen) * float(target @ target)) ** 0.5 if seen.any() else 0.0
