"""Where in a frame a machine-readable zone may be: long, evenly dark bands about six times as long as high.

Thin dark strokes stand out against the local paper (black hat), edges of the card do not. Three lines of 30
characters run together to one spot at some threshold of that darkness, whatever their direction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from devices.scanning.mrz.frames import Pyramid

STROKE = 7
DARKEST = 40
WINDOW = 5
THRESHOLDS = (5, 8, 12, 18)
SHORTEST = 60.0
FLATTEST = 5.0
SHAPE = (3.2, 10.0)
LEAST_FILL = 0.6
LEAST_POINTS = 24
MOST = 5
SAME = 0.25


@dataclass(frozen=True, slots=True)
class Band:
    """A long spot: its middle in pixels of the frame, length and height, and the direction of its length in
    radians; `worth` puts the likeliest first: long, full, and of the right shape."""

    x: float
    y: float
    length: float
    height: float
    angle: float
    worth: float


def find_bands(frame: Pyramid) -> list[Band]:
    """Candidates, the likeliest first; usually none on a frame without one."""
    import cv2

    small = frame.level(frame.working)
    scale = 2.0**frame.working
    darkness = cv2.morphologyEx(small, cv2.MORPH_BLACKHAT, np.ones((STROKE, STROKE), np.uint8))
    darkness = np.minimum(darkness, DARKEST)
    found = list(_spots(darkness, scale))
    half = cv2.resize(darkness, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    found += _spots(half, scale * 2)
    return _distinct(sorted(found, key=lambda band: -band.worth))[:MOST]


def _spots(darkness: Any, scale: float) -> Iterator[Band]:
    import cv2

    density = cv2.blur(darkness, (WINDOW, WINDOW))
    brush = np.ones((WINDOW, WINDOW), np.uint8)
    for threshold in THRESHOLDS:
        mask = (density >= threshold).astype(np.uint8)
        for spots in (mask, cv2.morphologyEx(mask, cv2.MORPH_OPEN, brush)):
            outlines, _ = cv2.findContours(spots, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
            for outline in outlines:
                band = _band(outline, scale) if len(outline) >= LEAST_POINTS else None
                if band is not None:
                    yield band


def _band(outline: Any, scale: float) -> Band | None:
    import cv2

    (x, y), (width, height), turn = cv2.minAreaRect(outline)
    if width < height:
        width, height, turn = height, width, turn + 90
    if width * scale < SHORTEST * 4 or height < FLATTEST or not SHAPE[0] < width / height < SHAPE[1]:
        return None
    fill = cv2.contourArea(outline) / (width * height)
    if fill < LEAST_FILL:
        return None
    middle = (scale - 1) / 2
    likeness = 1.0 - abs(float(np.log(width / height / 5.8)))
    return Band(
        x * scale + middle,
        y * scale + middle,
        width * scale,
        height * scale,
        float(np.deg2rad(turn)),
        fill * likeness,
    )


def _distinct(bands: list[Band]) -> list[Band]:
    kept: list[Band] = []
    for band in bands:
        if not any(_alike(band, other) for other in kept):
            kept.append(band)
    return kept


def _alike(one: Band, other: Band) -> bool:
    near = np.hypot(one.x - other.x, one.y - other.y) < SAME * other.height
    return (
        bool(near)
        and abs(one.length / other.length - 1) < SAME / 2
        and abs(np.sin(one.angle - other.angle)) < 0.05
    )
