"""Judges the quality of a captured page, and gives hints for the citizen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from devices.scanning.pictures import Quad

if TYPE_CHECKING:
    from devices.scanning.pictures import Pixels

READABLE_SIDE = 1200
EDGE_MARGIN = 3.0
MEASURING_SIDE = 1000
LEAST_SHARPNESS = 0.26
GLARE_SHARE = 0.004
GLARE_STEP = 14
WHITE = 250
COVER_SIDE = 500
COVER_WIDTH = 0.024
COVER_SHARE = (0.002, 0.2)
COVER_DARK, COVER_CHROMA = 0.38, 0.16


@dataclass(frozen=True, slots=True, eq=False)
class Captured:
    """Holds a page as it was found: `page` straightened, `quad` where it lay in a frame of `width` ×
    `height`.
    """

    page: Pixels
    quad: Quad
    width: int
    height: int


def hints(captured: Captured) -> tuple[str, ...]:
    """Gives the hints that apply, the most useful first; none for a good page."""
    return tuple(name for name, applies in CHECKS if applies(captured))


def is_cut(captured: Captured) -> bool:
    """Says that a corner lies outside the frame, or on its edge."""
    right, bottom = captured.width - 1 - EDGE_MARGIN, captured.height - 1 - EDGE_MARGIN
    return any(not (EDGE_MARGIN <= x <= right and EDGE_MARGIN <= y <= bottom) for x, y in captured.quad)


def is_far(captured: Captured) -> bool:
    """Says that the longer side has under 1200 pixels: less than about 100 dots an inch of an A4 sheet."""
    height, width = captured.page.shape[:2]
    return bool(max(height, width) < READABLE_SIDE)


def is_covered(captured: Captured) -> bool:
    """Says that something solid that is no paper reaches over the border: a finger, or the desk at a folded
    corner. A shadow has the paper's own tint and dims it by less than half; print is thinner than a finger.
    """
    import cv2
    import numpy as np

    scale = COVER_SIDE / max(captured.page.shape[:2])
    small = cv2.resize(captured.page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    blue, green, red = cv2.split(small)
    light = cv2.max(cv2.max(blue, green), red).astype(np.float32)
    chroma = 1 - cv2.min(cv2.min(blue, green), red) / np.maximum(light, 1)
    dark = light < COVER_DARK * np.percentile(light, 75)
    tinted = chroma - np.median(chroma) > COVER_CHROMA
    width = max(3, round(COVER_WIDTH * COVER_SIDE))
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width, width))
    cover = np.pad((dark | tinted).astype(np.uint8), width, mode="edge")
    solid = cv2.morphologyEx(cover, cv2.MORPH_OPEN, disc)[width:-width, width:-width]
    _, labels, stats, _ = cv2.connectedComponentsWithStats(solid)
    border = {*labels[0], *labels[-1], *labels[:, 0], *labels[:, -1]} - {0}
    shares = [float(stats[label, cv2.CC_STAT_AREA]) / solid.size for label in border]
    return any(COVER_SHARE[0] < share < COVER_SHARE[1] for share in shares)


def is_blurred(captured: Captured) -> bool:
    """Says that no edge on the page is steep."""
    return sharpness(captured.page) < LEAST_SHARPNESS


def has_glare(captured: Captured) -> bool:
    """Says that a white spot outshines the paper around it. Light that only slopes over the sheet is no
    glare.
    """
    import cv2
    import numpy as np

    grey = cv2.cvtColor(_measured(captured.page), cv2.COLOR_BGR2GRAY)
    light = cv2.medianBlur(grey, 9)
    around = cv2.blur(light, (MEASURING_SIDE // 4, MEASURING_SIDE // 4))
    spot = (light >= WHITE) & (light.astype(np.int16) - around >= GLARE_STEP)
    return bool(np.mean(spot) > GLARE_SHARE)


def sharpness(page: Pixels) -> float:
    """Measures how steep the page's steepest edges are, from 0 (fog) to about 1: the step to the next pixel,
    divided by the page's own contrast between ink and paper. All is measured against the paper nearby, so
    that a shadow over half the page changes nothing.
    """
    import cv2
    import numpy as np

    plain = cv2.cvtColor(_measured(page), cv2.COLOR_BGR2GRAY).astype(np.float32)
    paper = cv2.blur(cv2.dilate(plain, np.ones((15, 15), np.uint8)), (31, 31))
    grey = cv2.GaussianBlur(plain / np.maximum(paper, 24.0), (0, 0), 0.6)
    steps = np.maximum(np.abs(np.diff(grey, axis=1))[:-1], np.abs(np.diff(grey, axis=0))[:, :-1])
    least, most = np.percentile(grey[::3, ::3], (0.5, 95))
    return float(np.percentile(steps[::2, ::2], 99.5)) / max(float(most - least), 0.1)


def _measured(page: Pixels) -> Pixels:
    import cv2

    scale = min(1.0, MEASURING_SIDE / max(page.shape[:2]))
    return cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)  # type: ignore[return-value]


CHECKS: tuple[tuple[str, Callable[[Captured], bool]], ...] = (
    ("page_cut", is_cut),
    ("covered", is_covered),
    ("move_closer", is_far),
    ("tilt_glare", has_glare),
    ("blurred", is_blurred),
)
