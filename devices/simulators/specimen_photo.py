"""Simulates the photo of a flat object: pose before a pinhole camera, shadow, light, lens and sensor.
Seeded.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from devices.scanning.pictures import Quad

if TYPE_CHECKING:
    from typing import Any

    from devices.scanning.pictures import Pixels

FOCAL = 1.25


@dataclass(frozen=True, slots=True)
class Shot:
    """Says how a photo is taken. `turn` and `tilt` are degrees, `fill` the share of the frame the thing
    takes, `blur` the lens' spread in pixels, `noise` in grey levels, `slope` how uneven the light is.
    """

    width: int = 1920
    height: int = 1080
    fill: float = 0.7
    turn: float = 0.0
    tilt: tuple[float, float] = (0.0, 0.0)
    shift: tuple[float, float] = (0.0, 0.0)
    blur: float = 0.5
    noise: float = 2.0
    slope: float = 0.15
    light: float = 0.94
    corner: float = 0.0
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Photo:
    """Holds a photo, and where the object's corners are in it, clockwise from its own top left."""

    pixels: Pixels = field(repr=False)
    quad: Quad


def photograph(flat: Pixels, desk: Pixels, shot: Shot) -> Photo:
    """Simulates the photo of `flat` lying on `desk` (of the shot's size). `corner` rounds the corners, as a
    share of the flat picture's width.
    """
    import cv2
    import numpy as np

    quad = pose(flat.shape[1], flat.shape[0], shot)
    flat = _shrunk(flat, quad)
    height, width = flat.shape[:2]
    edges = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32) - np.float32(0.5)
    warp = cv2.getPerspectiveTransform(edges, np.array(quad, np.float32))
    size = (shot.width, shot.height)
    seen = cv2.warpPerspective(flat, warp, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    mask = cv2.warpPerspective(_outline(width, height, shot.corner), warp, size, flags=cv2.INTER_LINEAR)
    cover = mask.astype(np.float32) / 255
    ground = desk.astype(np.float32)
    ground *= _of_each_colour(1 - 0.55 * _shadow(mask, shot))
    ground *= _of_each_colour(1 - cover)
    scene = seen.astype(np.float32)
    scene *= _of_each_colour(cover)
    scene += ground
    return Photo(_exposed(scene, shot), quad)


def pose(width: int, height: int, shot: Shot) -> Quad:
    """Computes the corners in the frame of an object of these proportions, turned and tilted before a pinhole
    camera.
    """
    import numpy as np

    ax, ay, az = (math.radians(angle) for angle in (*shot.tilt, shot.turn))
    about_x = np.array([[1, 0, 0], [0, math.cos(ax), -math.sin(ax)], [0, math.sin(ax), math.cos(ax)]])
    about_y = np.array([[math.cos(ay), 0, math.sin(ay)], [0, 1, 0], [-math.sin(ay), 0, math.cos(ay)]])
    about_z = np.array([[math.cos(az), -math.sin(az), 0], [math.sin(az), math.cos(az), 0], [0, 0, 1]])
    flat = (
        np.array([[-width, -height, 0], [width, -height, 0], [width, height, 0], [-width, height, 0]]) / 2.0
    )
    turned = flat @ (about_x @ about_y @ about_z).T
    reach = np.abs(turned[:, :2]).max(axis=0) * 2
    turned *= shot.fill * min(shot.width / reach[0], shot.height / reach[1])
    focal = FOCAL * max(shot.width, shot.height)
    seen = focal * turned[:, :2] / (focal + turned[:, 2:])
    centre = np.array([shot.width * (0.5 + shot.shift[0]), shot.height * (0.5 + shot.shift[1])])
    a, b, c, d = ((float(x), float(y)) for x, y in seen + centre)
    return a, b, c, d


def wooden_desk(shot: Shot) -> Pixels:
    """Draws a dark desk with a faint grain along it."""
    return _desk(shot.width, shot.height, shot.seed).copy()


@lru_cache(maxsize=3)
def _desk(width: int, height: int, seed: int) -> Pixels:
    import cv2
    import numpy as np

    rng = np.random.default_rng([seed, 7])
    along = cv2.GaussianBlur(rng.normal(0, 1, (height, width // 24)).astype(np.float32), (0, 0), 1.4)
    along = cv2.resize(along, (width, height), interpolation=cv2.INTER_CUBIC)
    coarse = rng.normal(0, 1, (max(2, height // 120), max(2, width // 240))).astype(np.float32)
    broad = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    grain = (along * 9 + broad * 4)[..., None] * np.array([0.75, 0.9, 1.0], np.float32)
    desk: Pixels = np.clip(np.array([46, 58, 72], np.float32) + grain, 0, 255).astype(np.uint8)
    return desk


def blurred_hall(shot: Shot) -> Pixels:
    """Draws what a camera sees behind something held close to it: large soft patches of a dim hall."""
    import cv2
    import numpy as np

    rng = np.random.default_rng([shot.seed, 11])
    patches = rng.normal(74, 22, (7, 11, 1)) + rng.normal(0, 7, (7, 11, 3))
    wide = cv2.resize(patches.astype(np.float32), (shot.width, shot.height), interpolation=cv2.INTER_CUBIC)
    return np.clip(wide, 12, 150).astype(np.uint8)


def _shrunk(flat: Pixels, quad: Quad) -> Pixels:
    """Shrinks the picture near the size it will have, so that fine print does not alias."""
    import cv2

    seen = max(math.dist(quad[0], quad[1]), math.dist(quad[3], quad[2]))
    scale = 1.5 * seen / flat.shape[1]
    if scale >= 1:
        return flat
    return cv2.resize(flat, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)  # type: ignore[return-value]


def _outline(width: int, height: int, corner: float) -> Pixels:
    import cv2
    import numpy as np

    mask = np.zeros((height, width), np.uint8)
    r = round(corner * width)
    cv2.rectangle(mask, (r, 0), (width - 1 - r, height - 1), 255, -1)
    cv2.rectangle(mask, (0, r), (width - 1, height - 1 - r), 255, -1)
    for x in (r, width - 1 - r):
        for y in (r, height - 1 - r):
            cv2.circle(mask, (x, y), r, 255, -1, cv2.LINE_AA)
    return mask


def _shadow(mask: Any, shot: Shot) -> Any:
    import cv2
    import numpy as np

    move = np.array([[1, 0, shot.width * 0.004], [0, 1, shot.width * 0.006]], np.float32)
    cast = cv2.warpAffine(mask, move, (shot.width, shot.height))
    soft = cv2.GaussianBlur(cast, (0, 0), shot.width * 0.006)
    return soft.astype(np.float32) / 255


def _of_each_colour(values: Any) -> Any:
    """Gives a value a pixel as one for each of its colours: numpy is slow where it has to do that itself."""
    import cv2

    return cv2.merge((values, values, values))


def _exposed(scene: Any, shot: Shot) -> Pixels:
    import cv2
    import numpy as np

    heading, fine, coloured = _chance(shot.width, shot.height, shot.seed)
    soft = cv2.GaussianBlur(scene, (0, 0), shot.blur) if shot.blur > 0 else scene
    axes = np.ogrid[-0.5 : 0.5 : shot.height * 1j, -0.5 : 0.5 : shot.width * 1j]
    y, x = (axis.astype(np.float32) for axis in axes)
    light = shot.light + shot.slope * (math.cos(heading) * x + math.sin(heading) * y)
    light -= 0.16 * (x * x + y * y)
    grain = coloured * (shot.noise / 2)
    grain += _of_each_colour(fine * shot.noise)
    grain += soft * _of_each_colour(light)
    exposed: Pixels = np.clip(grain, 0, 255, out=grain).astype(np.uint8)
    return exposed


@lru_cache(maxsize=3)
def _chance(width: int, height: int, seed: int) -> tuple[float, Any, Any]:
    """Draws where the light comes from, and the sensor's noise: of all colours at once, and of each."""
    import numpy as np

    rng = np.random.default_rng([seed, 3])
    heading = rng.uniform(0, 2 * math.pi)
    fine = rng.standard_normal((height, width), np.float32)
    return heading, fine, rng.standard_normal((height, width, 3), np.float32)
