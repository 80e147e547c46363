"""Finds where in a frame a machine-readable zone may be: long, evenly dark bands about six times as long as
high.

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
    from devices.scanning.pictures import Quad

STROKE = 7
DARKEST = 40
WINDOW = 5
THRESHOLDS = (5, 8, 12, 17, 24)
SHORTEST = 220.0
SHAPE = (3.2, 10.0)
SLENDER = 8.0
MOST_LINES = 12
ALIGNED = 0.2
STEP = (0.038, 0.09)
"""Least and most distance of lines in parts of their length: 4.0 to 5.0 mm to 76.2 mm, foreshortened."""
LEAST_FILL = 0.6
LEAST_POINTS = 40
MOST = 2
SIZES = 2
SAME = 0.25
TO_CODE, AWAY = (4.5, 9.5), (2.5, 7.0)
"""Length of a zone, and its distance from the code of the card of 2024, in sides of that code."""


@dataclass(frozen=True, slots=True)
class Band:
    """Holds a long spot: its middle in pixels of the frame, length and height, and the direction of its
    length in radians; `worth` puts the likeliest first: long and full ones.
    """

    x: float
    y: float
    length: float
    height: float
    angle: float
    worth: float


def find_bands(frame: Pyramid) -> list[Band]:
    """Finds candidate bands, the likeliest first; usually none on a frame without one."""
    import cv2

    small = frame.level(frame.working)
    scale = 2.0**frame.working
    darkness = cv2.morphologyEx(small, cv2.MORPH_BLACKHAT, np.ones((STROKE, STROKE), np.uint8))
    darkness = np.minimum(darkness, DARKEST)
    found: list[Band] = []
    for _ in range(SIZES):
        found += _spots(darkness, scale)
        darkness, scale = cv2.resize(darkness, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), scale * 2
    return _distinct(sorted(found, key=lambda band: -band.worth))[:MOST]


def beside(band: Band, code: Quad) -> bool:
    """Says if the band may be the zone of the card whose code lies at `code`: 76 mm long, where the code is
    10 to 11 mm wide, and some 46 mm away from it, all of it foreshortened.
    """
    corners = np.array(code)
    side = float(np.hypot(*(corners - np.roll(corners, 1, axis=0)).T).mean())
    away = float(np.hypot(*(corners.mean(axis=0) - (band.x, band.y))))
    return TO_CODE[0] * side < band.length < TO_CODE[1] * side and AWAY[0] * side < away < AWAY[1] * side


def _spots(darkness: Any, scale: float) -> Iterator[Band]:
    """Finds bands among the connected spots of several masks: whole blocks, and blocks of three lines
    apart.
    """
    import cv2

    density = cv2.blur(darkness, (WINDOW, WINDOW))
    for threshold in THRESHOLDS:
        mask = (density >= threshold).astype(np.uint8)
        spots = _long_spots(mask, scale)
        yield from (band for band in spots if _block_shaped(band))
        yield from _triples([band for band in spots if band.length > SLENDER * band.height])


def _long_spots(mask: Any, scale: float) -> list[Band]:
    import cv2

    outlines, tree = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    return [
        spot
        for place, outline in enumerate(outlines)
        if len(outline) >= LEAST_POINTS and tree[0][place][3] < 0
        for spot in _spot(outline, scale)
    ]


def _spot(outline: Any, scale: float) -> Iterator[Band]:
    """Gives the rectangle around an outline, if it is long and full."""
    import cv2

    (x, y), (width, height), turn = cv2.minAreaRect(outline)
    if width < height:
        width, height, turn = height, width, turn + 90
    if width * scale < SHORTEST or width < SHAPE[0] * height:
        return
    fill = cv2.contourArea(outline) / (width * height)
    if fill >= LEAST_FILL:
        middle = (scale - 1) / 2
        place = (x * scale + middle, y * scale + middle)
        yield Band(*place, width * scale, height * scale, float(np.deg2rad(turn)), width * scale * fill)


def _block_shaped(band: Band) -> bool:
    return band.length < SHAPE[1] * band.height


def _triples(lines: list[Band]) -> Iterator[Band]:
    """Finds blocks made of three lines of one length, one above the other at even distances."""
    longest = sorted(lines, key=lambda line: -line.length)[:MOST_LINES]
    for middle in longest:
        across = np.array([-np.sin(middle.angle), np.cos(middle.angle)])
        along = np.array([np.cos(middle.angle), np.sin(middle.angle)])
        beside = []
        for line in longest:
            way = np.array([line.x - middle.x, line.y - middle.y])
            step = float(way @ across) / middle.length
            level = abs(float(way @ along)) < ALIGNED * middle.length
            like = abs(line.length / middle.length - 1) < ALIGNED
            if level and like and STEP[0] < abs(step) < STEP[1]:
                beside.append((step, line))
        above, below = ([pair for pair in beside if (pair[0] > 0) == side] for side in (False, True))
        if above and below:
            up, down = max(above, key=lambda pair: pair[0]), min(below, key=lambda pair: pair[0])
            if 0.7 < -up[0] / down[0] < 1.4:
                height = 1.5 * (down[0] - up[0]) * middle.length
                yield Band(middle.x, middle.y, middle.length, height, middle.angle, 2 * middle.worth)


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
