"""Draws specimen cards as a kiosk's camera sees them: held well, and in each way that keeps a card from being
read.

For tests of the hints, for the film that plays them, and for the pictures of the technician's page.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from devices.simulators.specimen_card import (
    CORNER,
    GRANDMOTHER,
    GRANDMOTHER_2024,
    WIDTH,
    back_2024,
    front_2021,
    front_2024,
)
from devices.simulators.specimen_photo import Photo, Shot, photograph, wooden_desk

if TYPE_CHECKING:
    from devices.scanning.pictures import Pixels

SHOT = Shot(width=1280, height=720, turn=-3.0, tilt=(6.0, -5.0), corner=CORNER / WIDTH)


@dataclass(frozen=True, slots=True)
class View:
    """Says how the card is held. `shot` is its pose, light and lens; `shine` the strength of a lamp's
    reflection (grey levels at its middle) and `shine_mm` its reach; `motion` how far it moves while the
    shutter is open, in pixels; `face` the side that is shown, `place` what is behind it.
    """

    shot: Shot = SHOT
    shine: float = 0.0
    shine_mm: float = 9.0
    motion: float = 0.0
    heading: float = 0.6
    face: str = "front_2021"
    place: Callable[[Shot], Pixels] = wooden_desk


VIEWS: dict[str, View] = {
    "good": View(replace(SHOT, fill=0.88)),
    "too_far": View(replace(SHOT, fill=0.26, blur=0.9, noise=4.0)),
    "glare": View(replace(SHOT, fill=0.85), shine=330),
    "blurred": View(replace(SHOT, fill=0.85), motion=24),
    "wrong_side": View(replace(SHOT, fill=0.85), face="front_2024"),
    "too_dark": View(replace(SHOT, fill=0.85, light=0.2, slope=0.05, noise=5.0)),
    "too_bright": View(replace(SHOT, fill=0.85), shine=300, shine_mm=75),
    "cut_off": View(replace(SHOT, fill=0.95, shift=(0.34, -0.12))),
}
"""By name: `good` and what is wrong. A card of 2021, 1280 × 720 pixels."""


def seen(view: View, seed: int = 1) -> Photo:
    """Draws one frame; the same for the same seed."""
    shot = replace(view.shot, seed=seed)
    photo = photograph(_face(view.face), view.place(shot), shot)
    pixels = photo.pixels
    if view.motion > 0:
        pixels = _moved(pixels, view.motion, view.heading)
    if view.shine > 0:
        pixels = _shining(pixels, photo, view)
    return Photo(pixels, photo.quad)


@cache
def _face(name: str) -> Pixels:
    faces: dict[str, Callable[[], Pixels]] = {
        "front_2021": lambda: front_2021(GRANDMOTHER).pixels,
        "back_2024": lambda: back_2024(GRANDMOTHER_2024).pixels,
        "front_2024": lambda: front_2024(GRANDMOTHER_2024),
    }
    return faces[name]()


def _moved(pixels: Pixels, length: float, heading: float) -> Pixels:
    """Smears the picture along a line, as by a hand that has not come to rest."""
    import cv2
    import numpy as np

    side = 2 * math.ceil(length / 2) + 3
    kernel = np.zeros((side, side), np.float32)
    middle = side / 2 - 0.5
    dx, dy = math.cos(heading) * length / 2, math.sin(heading) * length / 2
    start = (round(middle - dx), round(middle - dy))
    cv2.line(kernel, start, (round(middle + dx), round(middle + dy)), (1.0,), 1, cv2.LINE_AA)
    smeared = cv2.filter2D(pixels, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REPLICATE)
    return np.asarray(smeared, np.uint8)


def _shining(pixels: Pixels, photo: Photo, view: View) -> Pixels:
    """Adds a lamp's reflection over the code: light that the glossy card adds, until the sensor is full."""
    import cv2
    import numpy as np

    left, top, side = front_2021(GRANDMOTHER).code
    a, b, _, d = (np.array(corner) for corner in photo.quad)
    px_per_mm = math.dist(photo.quad[0], photo.quad[1]) / WIDTH
    height_mm = math.dist(photo.quad[0], photo.quad[3]) / px_per_mm
    x, y = a + (b - a) * ((left + side * 0.45) / WIDTH) + (d - a) * ((top + side * 0.5) / height_mm)
    rows, columns = np.mgrid[0 : pixels.shape[0], 0 : pixels.shape[1]].astype(np.float32)
    far = np.hypot(columns - x, (rows - y) * 1.4) / (view.shine_mm * px_per_mm)
    glossy = np.zeros(pixels.shape[:2], np.float32)
    cv2.fillConvexPoly(glossy, np.array(photo.quad, np.int32), (1.0,), cv2.LINE_AA)
    light = view.shine * np.exp(-(far**2) * 1.6) * (0.12 + 0.88 * cv2.GaussianBlur(glossy, (0, 0), 1.0))
    lit: Pixels = np.clip(pixels.astype(np.float32) + light[..., None], 0, 255).astype(np.uint8)
    return lit
