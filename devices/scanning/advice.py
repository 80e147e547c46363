"""Advises the citizen how to hold the card, by one hint from the measurements of one picture.

Every threshold is of physics, not of a data set. A card's code has 45 to 57 modules in some 11 mm; a decoder
needs two or more pixels a module, edges narrower than half a module, and
no place in which paper and ink are equally white.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from devices.scanning.card_finder import SmallFrame, find_card, levels
from devices.scanning.pictures import Box, Quad, area
from kiosk.ports.codes import Hint

if TYPE_CHECKING:
    from devices.scanning.decoder import DecodeResult
    from devices.scanning.pictures import Pixels

MODULES = 51.0
"""Modules along a card's code: versions 7 to 10 have 45 to 57."""
CARD_MM, CODE_MM = 85.6, 10.9
LEAST_MODULE, GOOD_MODULE = 2.0, 2.8
WIDEST_EDGE, SHARPEST_PX = 0.55, 1.5
NEAR_MODULE = 7.0
WHITE = 247
DARK_PAPER, BRIGHT_PAPER = 70.0, 252.0
GLARE_OF_CODE, GLARE_OF_CARD = 0.03, 0.012
MOVED = 0.2
EDGE_PX = 2.0
LEAST_CONTRAST = 8.0
MEASURING_SIDE = 200
MANY = 6000


@dataclass(frozen=True, slots=True)
class Measured:
    """Holds the measurements of one frame. `module` is pixels a module of the code, seen or implied by the
    card's width; `edge` the blur of edges in modules; `glare` the share of code or card that shines; `paper`
    the grey level of its white; `moved` how much changed since the frame before, as a share of the contrast.
    None: there is nothing to measure it on.
    """

    code: Quad | None = None
    card: Quad | None = None
    cut: bool = False
    read: bool = False
    module: float | None = None
    edge: float | None = None
    glare: float = 0.0
    paper: float | None = None
    moved: float = 0.0


def measure(
    pixels: Pixels, sight: DecodeResult, before: SmallFrame | None = None
) -> tuple[Measured, SmallFrame]:
    """Measures one frame (BGR, 8 bits), with the decoder's result for it and the frame before."""
    seen = SmallFrame.of(pixels)
    if sight.symbols:
        quad = sight.symbols[0].quad
        return _of_code(pixels, quad, seen, before, read=True), seen
    code = max(sight.resisting, key=area, default=None)
    if code is not None:
        return _of_code(pixels, code, seen, before), seen
    found = find_card(seen)
    if found.quad is not None:
        return _of_card(seen, found.quad, before), seen
    return Measured(cut=found.cut), seen


def hint_of(measured: Measured) -> Hint | None:
    """Chooses the hint that helps most now; none where the code was read or nothing is seen."""
    if measured.read:
        return None
    return next((hint for hint, applies in CHECKS if applies(measured)), None)


def _is_cut(seen: Measured) -> bool:
    return seen.cut


def _is_dark(seen: Measured) -> bool:
    return seen.paper is not None and seen.paper < DARK_PAPER


def _is_far(seen: Measured) -> bool:
    return seen.module is not None and seen.module < LEAST_MODULE


def _shines(seen: Measured) -> bool:
    return seen.glare > (GLARE_OF_CARD if seen.code is None else GLARE_OF_CODE)


def _is_washed_out(seen: Measured) -> bool:
    return seen.paper is not None and seen.paper >= BRIGHT_PAPER and seen.glare > 0.5


def _moves(seen: Measured) -> bool:
    return seen.moved > MOVED


def _too_near(seen: Measured) -> bool:
    return _is_blurred(seen) and seen.module is not None and seen.module > NEAR_MODULE


def _is_blurred(seen: Measured) -> bool:
    """Says that edges are wider than half a module, and than a camera's pixels alone would make them."""
    if seen.edge is None or seen.module is None:
        return False
    return seen.edge > WIDEST_EDGE and seen.edge * seen.module > SHARPEST_PX


def _could_be_nearer(seen: Measured) -> bool:
    return seen.module is not None and seen.module < GOOD_MODULE


def _shows_other_side(seen: Measured) -> bool:
    return seen.card is not None and seen.code is None


CHECKS: tuple[tuple[Hint, Callable[[Measured], bool]], ...] = (
    ("whole_card", _is_cut),
    ("more_light", _is_dark),
    ("move_closer", _is_far),
    ("too_bright", _is_washed_out),
    ("tilt_glare", _shines),
    ("hold_still", _moves),
    ("move_back", _too_near),
    ("hold_still", _is_blurred),
    ("show_the_code", _shows_other_side),
    ("move_closer", _could_be_nearer),
)
"""In this order: what hides the measure below comes first."""


def _of_code(
    pixels: Pixels,
    quad: Quad,
    seen: SmallFrame,
    before: SmallFrame | None,
    *,
    read: bool = False,
) -> Measured:
    side = math.sqrt(area(quad))
    module = side / MODULES
    height, width = pixels.shape[:2]
    cut = any(
        not (EDGE_PX <= x <= width - 1 - EDGE_PX and EDGE_PX <= y <= height - 1 - EDGE_PX) for x, y in quad
    )
    grey = _grey_part(pixels, _box_around(quad, width, height))
    (paper,) = levels(grey, 95)
    return Measured(
        code=quad,
        cut=cut,
        read=read,
        module=module,
        edge=edge_width(grey) / module if module > 0 else None,
        glare=shining_share(grey, module),
        paper=paper,
        moved=seen.moved_since(before, quad),
    )


def _of_card(seen: SmallFrame, quad: Quad, before: SmallFrame | None) -> Measured:
    """Estimates the size of a code from the width of a card without one."""
    import numpy as np

    a, b, c, d = quad
    longer = max(math.dist(a, b) + math.dist(d, c), math.dist(b, c) + math.dist(a, d)) / 2
    inside = seen.within(quad)
    white = np.count_nonzero(inside >= WHITE) / max(1, inside.size)
    return Measured(
        card=quad,
        module=longer / CARD_MM * CODE_MM / MODULES,
        glare=white,
        paper=levels(inside, 90)[0] if inside.size else None,
        moved=seen.moved_since(before, quad),
    )


def edge_width(grey: Any) -> float:
    """Measures the spread of the edges in pixels (standard deviation of a blurred step), in the direction in
    which they are widest: a moving hand blurs one direction only. A step blurred by a spread of s rises by
    contrast / (s √2π) a pixel.
    """
    import cv2
    import numpy as np

    dark, bright = levels(grey, 3, 97)
    contrast = bright - dark
    if contrast < LEAST_CONTRAST:
        return math.inf
    across = cv2.filter2D(grey, cv2.CV_32F, np.array([[-0.5, 0, 0.5]], np.float32)).ravel()
    down = cv2.filter2D(grey, cv2.CV_32F, np.array([[-0.5], [0], [0.5]], np.float32)).ravel()
    mixed = float(across @ down)
    _, axes = np.linalg.eigh(np.array([[across @ across, mixed], [mixed, down @ down]]))
    weakest = np.abs(across * float(axes[0, 0]) + down * float(axes[1, 0]))
    few = weakest[:: 1 + weakest.size // MANY]
    steepest = max(1.0, float(np.partition(few, int(0.98 * few.size))[int(0.98 * few.size)]))
    return contrast / (steepest * math.sqrt(2 * math.pi))


def shining_share(grey: Any, module: float) -> float:
    """Measures the share of a code in which no dark module is left within several modules, and all is
    white.
    """
    import cv2
    import numpy as np

    window = max(3, round(5 * module)) | 1
    darkest = cv2.erode(grey, np.ones((window, window), np.uint8))
    return float(np.mean(darkest >= WHITE))


def _box_around(quad: Quad, width: int, height: int) -> Box:
    """Gives the code's own square, cut to the frame; of a large one the middle."""
    xs, ys = [x for x, _ in quad], [y for _, y in quad]
    left, top = max(0, int(min(xs))), max(0, int(min(ys)))
    right, bottom = min(width, int(max(xs)) + 1), min(height, int(max(ys)) + 1)
    over_x, over_y = max(0, right - left - MEASURING_SIDE), max(0, bottom - top - MEASURING_SIDE)
    return left + over_x // 2, top + over_y // 2, max(1, right - left - over_x), max(1, bottom - top - over_y)


def _grey_part(pixels: Pixels, box: Box) -> Any:
    import cv2

    x, y, width, height = box
    part = pixels[y : y + height, x : x + width]
    return part if part.ndim == 2 else cv2.cvtColor(part, cv2.COLOR_BGR2GRAY)
