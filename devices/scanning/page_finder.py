"""Finds the page in a picture of a desk: its four corners, and the page seen from straight above.

A page is the largest bright four-sided shape on darker ground. Its sides are fitted to the outline's points,
so a rounded, folded or covered corner costs nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from devices.scanning.pictures import Point, Quad, area

if TYPE_CHECKING:
    from typing import Any

    from devices.scanning.pictures import Pixels

WORKING_SIDE = 900
LEAST_SHARE = 0.06
LEAST_FILL = 0.82
LEAST_STEP, LEAST_FAINT_STEP = 18.0, 5.0
SIDE_MIDDLE = 0.8
SIDE_NEAR = 0.03
TOLERANCES = (0.01, 0.02, 0.04)
EDGES_TRUST = 0.9
BORDER_POINTS, BORDER_PX, BORDER_STEP, UNSEEN = 48, 6.0, 3.0, 0.75
HAIR = 0.003
PRINT = 13
FAINT = (8, 20)
ANGLES = (40.0, 140.0)


def find_page(pixels: Pixels) -> Quad | None:
    """Finds the corners of the page, clockwise from the one at the top left, or `None` where there is no
    page.
    """
    import cv2

    height, width = pixels.shape[:2]
    scale = min(1.0, WORKING_SIDE / max(height, width))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    light = cv2.GaussianBlur(_paperness(small), (5, 5), 0)
    best: tuple[float, Quad] | None = None
    for mask, trust, step in _masks(light):
        for quad, fill in _four_sided(mask):
            score = area(quad) * fill * trust * _bordered(quad, light)
            if score > (best[0] if best else 0) and _plausible(quad, light, step):
                best = (score, quad)
    if best is None:
        return None
    a, b, c, d = (((x + 0.5) / scale - 0.5, (y + 0.5) / scale - 0.5) for x, y in best[1])
    return _from_top_left((a, b, c, d))


def straighten(pixels: Pixels, quad: Quad, longest: int) -> Pixels:
    """Straightens the page within `quad`: seen from straight above, its own proportions kept, no side over
    `longest` pixels and never larger than the picture shows it. A hair's breadth is cropped, so that no desk
    shows.
    """
    import cv2
    import numpy as np

    width, height = page_size(quad, pixels.shape[1], pixels.shape[0])
    scale = min(1.0, longest / max(width, height))
    w, h = max(1, round(width * scale)), max(1, round(height * scale))
    hair = max(1, round(HAIR * max(w, h)))
    flat = np.array(
        [[-hair, -hair], [w + hair, -hair], [w + hair, h + hair], [-hair, h + hair]], np.float32
    ) - np.float32(0.5)
    warp = cv2.getPerspectiveTransform(np.array(quad, np.float32), flat)
    return cv2.warpPerspective(pixels, warp, (w, h), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)  # type: ignore[return-value]


def page_size(quad: Quad, frame_width: int, frame_height: int) -> tuple[float, float]:
    """Measures width and height in pixels of the page behind `quad`: the area it has in the frame, the
    proportions that a pinhole camera looking at the frame's centre implies.
    """
    a, b, c, d = quad
    across = (math.dist(a, b) + math.dist(d, c)) / 2
    down = (math.dist(a, d) + math.dist(b, c)) / 2
    ratio = _true_ratio(quad, frame_width, frame_height)
    if ratio is None or not 0.8 < ratio / (across / down) < 1.25:
        return across, down
    longer = max(across, down)
    return (longer, longer / ratio) if ratio >= 1 else (longer * ratio, longer)


def _true_ratio(quad: Quad, frame_width: int, frame_height: int) -> float | None:
    """Computes width by height of the rectangle seen as `quad`. The sides' directions in space follow from
    the homography; that they are perpendicular gives the focal length. `None` where the view is too flat.
    """
    import cv2
    import numpy as np

    centre = np.array([(frame_width - 1) / 2, (frame_height - 1) / 2])
    unit = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
    seen = (np.array(quad) - centre).astype(np.float32)
    home = cv2.getPerspectiveTransform(unit, seen)
    (x1, y1, z1), (x2, y2, z2) = home[:, 0], home[:, 1]
    bend = z1 * z2
    if abs(bend) < 1e-12:
        return None
    focal2 = -(x1 * x2 + y1 * y2) / bend
    if not (0.4 * frame_width) ** 2 < focal2 < (4 * frame_width) ** 2:
        return None
    return math.sqrt(((x1 * x1 + y1 * y1) / focal2 + z1 * z1) / ((x2 * x2 + y2 * y2) / focal2 + z2 * z2))


def _paperness(small: Any) -> Any:
    """Measures how bright and how free of colour pixels are: fingers that hold the sheet down are as bright
    as a shadowed page, but never as grey.
    """
    import cv2

    blue, green, red = cv2.split(small)
    most, least = cv2.max(cv2.max(blue, green), red), cv2.min(cv2.min(blue, green), red)
    return cv2.addWeighted(least, 1.5, most, -0.5, 0)


def _masks(light: Any) -> Iterator[tuple[Any, float, float]]:
    """Makes masks of where the paper may be, how much to trust each, and how much brighter than the desk it
    then must be: one threshold for the whole desk, one that follows uneven light, shapes closed by strong
    edges, which reach a little beyond the paper, and by faint ones once the print is painted over: a white
    desk.
    """
    import cv2
    import numpy as np

    closing = np.ones((9, 9), np.uint8)
    _, whole = cv2.threshold(light, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    yield cv2.morphologyEx(whole, cv2.MORPH_CLOSE, closing), 1.0, LEAST_STEP
    background = cv2.blur(light, (WORKING_SIDE // 2, WORKING_SIDE // 2))
    above = ((light > background) * 255).astype(np.uint8)
    yield cv2.morphologyEx(above, cv2.MORPH_CLOSE, closing), 1.0, LEAST_STEP
    yield cv2.dilate(cv2.Canny(light, 30, 90), np.ones((3, 3), np.uint8)), EDGES_TRUST, LEAST_STEP
    blank = cv2.morphologyEx(light, cv2.MORPH_CLOSE, np.ones((PRINT, PRINT), np.uint8))
    faint = cv2.Canny(cv2.GaussianBlur(blank, (5, 5), 0), *FAINT)
    yield cv2.dilate(faint, np.ones((5, 5), np.uint8)), EDGES_TRUST, LEAST_FAINT_STEP


def _four_sided(mask: Any) -> Iterator[tuple[Quad, float]]:
    """Finds outlines of the mask that are nearly a quadrilateral, with the share of it they fill."""
    import cv2

    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    least = LEAST_SHARE * mask.size
    for outline in sorted(outlines, key=cv2.contourArea, reverse=True)[:4]:
        hull = cv2.convexHull(outline, clockwise=False)  # with y upwards, so clockwise on screen
        if cv2.contourArea(hull) < least:
            return
        for tolerance in TOLERANCES:
            quad = _within_longest_sides(outline, hull, tolerance)
            fill = cv2.contourArea(outline) / area(quad) if quad else 0.0
            if quad and LEAST_FILL <= fill <= 1 / LEAST_FILL:
                yield quad, min(fill, 1.0)
                break


def _within_longest_sides(outline: Any, hull: Any, tolerance: float) -> Quad | None:
    """Gives the corners where lines along the four longest sides of the outline meet, one after the other. A
    short fifth side is a corner that something covers.
    """
    import cv2
    import numpy as np

    points = outline.reshape(-1, 2).astype(np.float32)
    corners = cv2.approxPolyDP(hull, tolerance * cv2.arcLength(hull, True), True).reshape(-1, 2)
    sides = list(zip(corners.astype(float), np.roll(corners, -1, axis=0).astype(float), strict=True))
    longest = sorted(range(len(sides)), key=lambda side: -math.dist(*sides[side]))[:4]
    lines = [_line_along(points, *sides[side]) for side in sorted(longest)]
    if len(lines) < 4 or any(line is None for line in lines):
        return None
    met = [_crossing(lines[i - 1], lines[i]) for i in range(4)]
    if any(corner is None for corner in met):
        return None
    a, b, c, d = (corner for corner in met if corner is not None)
    return a, b, c, d


def _line_along(points: Any, start: Any, end: Any) -> Any:
    """Fits the line through the outline's points near the middle of one side; `None` where there are too
    few.
    """
    import cv2
    import numpy as np

    run = end - start
    length = float(np.hypot(*run))
    along = (points - start) @ run / length**2
    off = np.abs((points - start) @ np.array([-run[1], run[0]])) / length
    margin = (1 - SIDE_MIDDLE) / 2
    side = points[(along > margin) & (along < 1 - margin) & (off < SIDE_NEAR * length)]
    return cv2.fitLine(side, cv2.DIST_HUBER, 0, 0.01, 0.01).ravel() if len(side) >= 10 else None


def _crossing(one: Any, other: Any) -> Point | None:
    (vx, vy, x, y), (ux, uy, p, q) = map(float, one), map(float, other)
    turn = vx * uy - vy * ux
    if abs(turn) < 0.1:
        return None
    t = ((p - x) * uy - (q - y) * ux) / turn
    return x + t * vx, y + t * vy


def _plausible(quad: Quad, light: Any, step: float) -> bool:
    """Says if a quadrilateral may be a page: convex with corners of a page's angles, not the whole frame, and
    brighter than what is around it.
    """
    import cv2
    import numpy as np

    corners = np.array(quad, np.float32)
    if not cv2.isContourConvex(corners.astype(np.int32)) or not all(
        ANGLES[0] < _angle(quad, corner) < ANGLES[1] for corner in range(4)
    ):
        return False
    share = area(quad) / light.size
    if not LEAST_SHARE <= share <= 0.985:
        return False
    inner, outer = np.zeros_like(light), np.zeros_like(light)
    middle = corners.mean(axis=0)
    cv2.fillConvexPoly(inner, ((corners - middle) * 0.95 + middle).astype(np.int32), 255)
    cv2.fillConvexPoly(outer, ((corners - middle) * 1.12 + middle).astype(np.int32), 255)
    cv2.fillConvexPoly(outer, ((corners - middle) * 1.03 + middle).astype(np.int32), 0)
    around = light[outer > 0]
    return bool(around.size) and float(np.median(light[inner > 0])) - float(np.median(around)) >= step


def _bordered(quad: Quad, light: Any) -> float:
    """Measures the share of the sides at which it gets darker within a few pixels, as at the edge of a sheet,
    and not over half the desk, as in a lamp's light; 0 where it is less than half of any one side. One side
    may lie beyond the frame.
    """
    import numpy as np

    corners = np.array(quad)
    along = np.linspace(0.08, 0.92, BORDER_POINTS)[:, None]
    middle = corners.mean(axis=0)
    shares = []
    for a, b in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        points = a + (b - a) * along
        out = np.array([b[1] - a[1], a[0] - b[0]]) / max(1.0, float(np.hypot(*(b - a))))
        if out @ (a - middle) < 0:
            out = -out
        inner, outer = points - BORDER_PX * out, points + BORDER_PX * out
        both = _within(light, inner) & _within(light, outer)
        if np.count_nonzero(both) < BORDER_POINTS // 6:
            shares.append(UNSEEN)
            continue
        step = _values(light, inner[both]) - _values(light, outer[both])
        shares.append(float(np.mean(step >= BORDER_STEP)))
    return float(np.mean(shares)) if min(shares) >= 0.5 and shares.count(UNSEEN) < 2 else 0.0


def _within(light: Any, points: Any) -> Any:
    height, width = light.shape
    x, y = points[:, 0], points[:, 1]
    return (x >= 0) & (y >= 0) & (x <= width - 1) & (y <= height - 1)


def _values(light: Any, points: Any) -> Any:
    import numpy as np

    columns, rows = np.rint(points).astype(int).T
    return light[rows, columns].astype(np.float32)


def _angle(quad: Quad, corner: int) -> float:
    (x0, y0), (x, y), (x1, y1) = quad[corner - 1], quad[corner], quad[(corner + 1) % 4]
    turn = math.atan2(y0 - y, x0 - x) - math.atan2(y1 - y, x1 - x)
    return math.degrees(abs(math.remainder(turn, 2 * math.pi)))


def _from_top_left(quad: Quad) -> Quad:
    """Gives the same corners, starting with the one at the top left."""
    first = min(range(4), key=lambda corner: quad[corner][0] + quad[corner][1])
    a, b, c, d = quad[first:] + quad[:first]
    return a, b, c, d
