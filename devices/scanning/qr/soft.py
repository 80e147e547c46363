"""Estimates how dark each module is, with its neighbours' blur undone: learnt from the symbol itself.

Defocus, motion, the sensor and the printer's ink spread every module over its neighbours. How far, the
symbol tells: its function patterns are known, and soon most other modules are too. A first linear filter is
fitted to the function patterns. Then, in rounds: the spread of a module over its surroundings is fitted to
what is believed, the neighbours' shares are taken off, and what is left is weighed against the noise that was
measured along with it (interference cancellation with a linear detector, as radio receivers do). Local means
take slow light and glare away beforehand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from devices.scanning.qr.grid import at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from devices.scanning.qr.grid import Map
    from devices.scanning.qr.layout import Layout

MARGIN = 3
REACH = 2
LIGHT_WINDOW = 19
LEAST_SPREAD = 2.0
FINEST = 3.0
FIRST_RIDGE = 30.0
PRIOR_GAIN, PRIOR_SIGMA = 1.2, 0.7
NEIGHBOURS = 2
SURE = 15.0
SPREAD_RIDGE = 20.0
LEAST_NOISE = 1e-3


def surroundings(grey: Any, grid: Map, layout: Layout, shifts: Any = None) -> Any:
    """Samples what `grey` shows in and around every module (n² × 25) of the symbol at `grid`, each module off
    it by `shifts` (n × n × 2, in pixels), positive where dark.
    """
    flat = flattened(grey, grid, layout.size) if shifts is None else _unbent(grey, grid, layout.size, shifts)
    return _surroundings(_levelled(flat), layout.size)


def rounds_of_odds(frames: Sequence[Any], layout: Layout) -> Iterator[Any]:
    """Gives n × n logarithms of odds (positive where dark), from the surroundings of one or several frames;
    every round knows better, without end.
    """
    import numpy as np

    known = layout.known.ravel()
    signs = layout.signs.ravel()[known]
    total = sum(2 * seen @ _first_filter(seen[known], signs) for seen in frames).reshape(layout.signs.shape)
    powers = [seen.T @ seen for seen in frames]
    while True:
        believed = np.where(layout.known, layout.signs, np.tanh(np.clip(total, -SURE, SURE) / 2))
        neighbours = _neighbours(believed.astype(np.float32))
        square = neighbours @ neighbours.T
        odds = (_odds(seen, power, neighbours, square) for seen, power in zip(frames, powers, strict=True))
        total = sum(odds).reshape(layout.signs.shape)
        yield total


def _odds(seen: Any, power: Any, neighbours: Any, square: Any) -> Any:
    """Computes the odds of every module by one frame, its neighbours taken to be as believed. `power` and
    `square` are the products of `seen` and of `neighbours` with themselves.
    """
    import numpy as np

    own = len(neighbours) // 2
    shared = (neighbours @ seen).astype(np.float64)
    square = square.astype(np.float64)
    spread = np.linalg.solve(square + SPREAD_RIDGE * np.eye(len(square)), shared)
    explained = spread.T @ shared
    noise = (power - explained - explained.T + spread.T @ square @ spread) / len(seen)
    noise += np.eye(len(noise)) * (LEAST_NOISE * float(np.trace(noise)) / len(noise) + 1e-6)
    weights = np.linalg.solve(noise, spread[own])
    taken_off = spread @ weights
    taken_off[own] -= float(spread[own] @ weights)
    return 2 * (seen @ weights.astype(np.float32) - taken_off.astype(np.float32) @ neighbours)


def _neighbours(believed: Any) -> Any:
    """Lists each module with those around it (25 × n²); light around the symbol."""
    import numpy as np

    side, size = 2 * NEIGHBOURS + 1, len(believed)
    around = np.pad(believed, NEIGHBOURS, constant_values=-1)
    found = np.empty((side * side, size, size), np.float32)
    for place, layer in enumerate(found):
        row, column = divmod(place, side)
        layer[:] = around[row : row + size, column : column + size]
    return found.reshape(side * side, -1)


def flattened(grey: Any, grid: Map, size: int) -> Any:
    """Samples the symbol with MARGIN modules around it, two pixels a module: that of index 2 × (i + MARGIN)
    is the centre of module i.
    """
    import cv2
    import numpy as np

    middle = at(grid, np.array([[size / 2, size / 2], [size / 2 + 1, size / 2 + 1]]))
    finer = max(1, int(np.ceil(np.abs(middle[1] - middle[0]).max() / FINEST)))
    across = 2 * (size + 2 * MARGIN)
    step = 0.5 / finer
    start = 0.5 - MARGIN - 0.25 + step / 2
    sampled = grid @ np.array([[step, 0, start], [0, step, start], [0, 0, 1.0]])
    way = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    flat = cv2.warpPerspective(
        grey, sampled, (across * finer, across * finer), flags=way, borderMode=cv2.BORDER_REPLICATE
    )
    return flat if finer == 1 else cv2.resize(flat, (across, across), interpolation=cv2.INTER_AREA)


def _unbent(grey: Any, grid: Map, size: int, shifts: Any) -> Any:
    """Samples like `flattened`, for a symbol that does not lie flat."""
    import cv2
    import numpy as np

    along = (np.arange(2 * (size + 2 * MARGIN)) + 1) / 2 - MARGIN
    points = at(grid, np.stack(np.meshgrid(along, along), -1).reshape(-1, 2)).reshape(
        len(along), len(along), 2
    )
    nearest = np.clip(along - 0.5, 0, size - 1).astype(np.float32)
    columns, rows = np.meshgrid(nearest, nearest)
    points += cv2.remap(shifts.astype(np.float32), columns, rows, cv2.INTER_LINEAR)
    smooth = cv2.GaussianBlur(grey, (3, 3), 0.5)
    return cv2.remap(
        smooth, points.astype(np.float32), None, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )  # type: ignore[call-overload]


def _levelled(flat: Any) -> Any:
    """Levels the brightness: positive where darker than the surroundings, in units of their spread."""
    import cv2
    import numpy as np

    light = flat.astype(np.float32)
    window = (LIGHT_WINDOW, LIGHT_WINDOW)
    mean = cv2.blur(light, window)
    spread = np.sqrt(np.maximum(cv2.blur(light * light, window) - mean * mean, LEAST_SPREAD**2))
    return (mean - light) / spread


def _surroundings(level: Any, size: int) -> Any:
    """Gives every module's values around its centre, half a module apart: size² × (2 × REACH + 1)²."""
    import numpy as np

    side = 2 * REACH + 1
    windows = np.lib.stride_tricks.sliding_window_view(level, (side, side))
    first = 2 * MARGIN - REACH
    last = first + 2 * size
    return np.ascontiguousarray(windows[first:last:2, first:last:2]).reshape(size * size, side * side)


def _first_filter(values: Any, wanted: Any) -> Any:
    """Computes the filter that takes `values` to `wanted` best, kept near one that believes the middle."""
    import numpy as np

    one = np.exp(-(np.arange(-REACH, REACH + 1) ** 2) / (2 * PRIOR_SIGMA**2))
    plain = np.outer(one, one).ravel()
    plain = (PRIOR_GAIN * plain / plain.sum()).astype(np.float32)
    square = values.T @ values + FIRST_RIDGE * np.eye(len(plain), dtype=np.float32)
    return np.linalg.solve(square, values.T @ wanted + FIRST_RIDGE * plain)
