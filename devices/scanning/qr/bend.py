"""Corrects a symbol that does not lie flat: estimates how far each module is off the perspective grid.

Cloth, a curved card, a lens that bends lines: what is believed of the modules is compared with the picture
around each of them, and the small shift that explains the difference there is taken (the optical flow of
Lucas and Kanade, on the lattice of modules).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from devices.scanning.qr.grid import at, softened, values_at

if TYPE_CHECKING:
    from devices.scanning.qr.grid import Map

STEPS = 2
DAMPING = 0.05
FARTHEST = 1.5
QUIET = 2
"""Modules around the symbol that are light as well."""


def bent(dark: Any, grid: Map, believed: Any, shifts: Any, around: float) -> Any:
    """Computes the shifts (n × n × 2, in pixels of `dark`) that make the picture agree with `believed` (n ×
    n, positive where dark, 0 where unknown), starting from `shifts`; smooth over `around` modules.
    """
    import numpy as np

    size = len(believed)
    believed = np.pad(believed, QUIET, constant_values=-1)
    shifts = np.pad(shifts, ((QUIET, QUIET), (QUIET, QUIET), (0, 0)), mode="edge")
    along = np.arange(-QUIET, size + QUIET) + 0.5
    flat = at(grid, np.stack(np.meshgrid(along, along), -1).reshape(-1, 2)).reshape(*believed.shape, 2)
    unit = float(np.hypot(*(flat[size // 2, size // 2 + 1] - flat[size // 2, size // 2])))
    target = softened(believed)
    for _ in range(STEPS):
        shifts = shifts + _step(dark, flat + shifts, target, np.abs(believed), around)
    inner = shifts[QUIET : QUIET + size, QUIET : QUIET + size]
    return np.clip(inner, -FARTHEST * unit, FARTHEST * unit)


def _step(dark: Any, points: Any, target: Any, trust: Any, around: float) -> Any:
    """Computes one step of every module's shift, smooth over its surroundings."""
    import cv2
    import numpy as np

    middle = len(target) // 2
    reach = max(0.7, 0.3 * float(np.hypot(*(points[middle, middle + 1] - points[middle, middle]))))
    steps = reach * np.array([[0, 0], [1, 0], [-1, 0], [0, 1], [0, -1]])
    size = len(target)
    around_each = (points[None] + steps[:, None, None, :]).reshape(5 * size, size, 2)
    seen = values_at(dark, around_each[..., 0], around_each[..., 1]).reshape(5, size, size)
    across, down = (seen[1] - seen[2]) / (2 * reach), (seen[3] - seen[4]) / (2 * reach)
    gain = float((seen[0] * target * trust).sum()) / (float((target * target * trust).sum()) + 1e-6)
    rest = gain * target - seen[0]

    def near(values: Any) -> Any:
        return cv2.GaussianBlur((values * trust).astype(np.float32), (0, 0), around)

    xx, xy, yy = near(across * across), near(across * down), near(down * down)
    x, y = near(across * rest), near(down * rest)
    damping = DAMPING * float((xx + yy).mean()) + 1e-9
    xx, yy = xx + damping, yy + damping
    bottom = xx * yy - xy * xy
    return np.stack(((yy * x - xy * y) / bottom, (xx * y - xy * x) / bottom), -1)
