"""Samples parts of a frame through a plane homography, from the frame in halved sizes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from devices.scanning.pictures import shrunk

if TYPE_CHECKING:
    from devices.scanning.pictures import Pixels

Homography = NDArray[np.float64]
Points = NDArray[np.float64]
DEEPEST = 4


class Pyramid:
    """Holds the frame at full, half, quarter… size; each is made when first asked for."""

    def __init__(self, grey: Pixels) -> None:
        self._levels = [grey]

    def level(self, number: int) -> Pixels:
        """Gives the frame halved `number` times."""
        while len(self._levels) <= number:
            self._levels.append(shrunk(self._levels[-1], 2))
        return self._levels[number]

    @cached_property
    def working(self) -> int:
        """Gives the level on which a whole frame is at most a thousand pixels halved: where bands are
        sought.
        """
        longest, level = max(self._levels[0].shape), 1
        while longest / 2**level > 500 and level < DEEPEST:
            level += 1
        return level

    def seen(self, to_frame: Homography, width: int, height: int) -> NDArray[np.float32]:
        """Samples `width` × `height` pixels, of which (x, y) shows the frame at `to_frame` (x, y, 1).

        Taken from the size in which a pixel is nearest to a pixel, so that nothing aliases.
        """
        import cv2

        level, shrink = self._level_for(_step(to_frame, width, height))
        part = cv2.warpPerspective(
            self.level(level),
            shrink @ to_frame,
            (width, height),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
        return part.astype(np.float32)

    def bent(
        self, to_frame: Homography, u: Points, v: Points, lower: Points, size: float
    ) -> NDArray[np.float32]:
        """Samples the frame at `to_frame` (u, v + lower, 1): `u` and `lower` are given for each column of the
        part, `v` for each of its rows; a pixel is `size` wide in u.
        """
        import cv2

        middle = len(u) // 2
        at = scaling(size, size, float(u[middle]), float(v[len(v) // 2] + lower[middle]))
        level, shrink = self._level_for(_step(to_frame @ at, 0, 0))
        m = shrink @ to_frame
        by_column = m @ np.stack((u, lower, np.ones_like(u)))
        by_row = m[:, 1:2] * v
        x, y, depth = by_column[:, None, :].astype(np.float32) + by_row[:, :, None].astype(np.float32)
        part = cv2.remap(
            self.level(level), x / depth, y / depth, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        return part.astype(np.float32)

    def _level_for(self, step: float) -> tuple[int, Homography]:
        """Gives the level on which `step` pixels of the frame are about one, and the map from frame to
        level.
        """
        level = max(0, min(DEEPEST, int(np.floor(np.log2(max(step, 1.0) * 1.15)))))
        down = 0.5**level
        return level, scaling(down, down, down / 2 - 0.5, down / 2 - 0.5)


def placed(matrix: Homography, points: Points) -> Points:
    """Maps points (n × 2) through a homography."""
    ends = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return ends[:, :2] / ends[:, 2:]


def through(here: Points, there: Points) -> Homography:
    """Computes the homography that takes four points to four others."""
    import cv2

    matrix = cv2.getPerspectiveTransform(here.astype(np.float32), there.astype(np.float32))
    return np.asarray(matrix, np.float64)


def scaling(x: float, y: float, dx: float = 0.0, dy: float = 0.0) -> Homography:
    """Gives the map (u, v) → (x u + dx, y v + dy)."""
    return np.array([[x, 0.0, dx], [0.0, y, dy], [0.0, 0.0, 1.0]])


def _step(to_frame: Homography, width: int, height: int) -> float:
    """Measures the frame pixels for one pixel across, in the middle."""
    middle = np.array([[width / 2 - 0.5, height / 2], [width / 2 + 0.5, height / 2]])
    a, b = placed(to_frame, middle)
    return float(np.hypot(*(b - a)))
