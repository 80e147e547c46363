"""Acts as a person at the kiosk on cameras, readers and time."""

from __future__ import annotations

from functools import cache

import numpy as np

from devices.scanning.pictures import Pixels
from devices.simulators.pen import qr_modules
from devices.simulators.specimens import SPECIMENS


class TurnedWaiter:
    """Time that goes on only while the reader pauses."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.stopped = False

    def monotonic(self) -> float:
        return self.seconds

    def pause(self, seconds: float) -> None:
        self.seconds += seconds

    def stop(self) -> None:
        self.stopped = True

    def begin(self) -> None:
        self.stopped = False


@cache
def photo(name: str) -> Pixels:
    """A specimen photo, taken once for all tests; nobody may write into it."""
    pixels = SPECIMENS[name]().pixels
    pixels.setflags(write=False)
    return pixels


def code_picture(payload: bytes, module: int = 4) -> Pixels:
    """A clean code, `module` pixels a module, with its quiet zone."""
    ink = np.pad(qr_modules(payload), 4)
    grey = (255 - 255 * np.kron(ink, np.ones((module, module), np.uint8))).astype(np.uint8)
    return np.repeat(grey[..., None], 3, axis=2)


def side_by_side(*pictures: Pixels) -> Pixels:
    """Several pictures in one frame, from left to right."""
    height = max(len(picture) for picture in pictures)
    padded = [
        np.pad(picture, ((0, height - len(picture)), (20, 20), (0, 0)), constant_values=255)
        for picture in pictures
    ]
    return np.hstack(padded)
