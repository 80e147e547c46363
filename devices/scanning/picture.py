"""Simulates a camera that shows pictures. Somebody lays a picture under it, unplugs it, plugs it."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from devices.registry import driver
from devices.scanning.files import pictures_in, read_picture
from kiosk.clock import SystemClock
from kiosk.ports.codes import Frame, FrameSource
from kiosk.ports.device import Fault, Health, State

if TYPE_CHECKING:
    from devices.scanning.pictures import Pixels

DESK_COLOUR = (62, 54, 50)


@driver("camera.picture", port=FrameSource, fake=True)
class PictureCamera:
    """Shows the picture under it: a file, a folder's pictures one after the other, or the empty desk."""

    @dataclass(frozen=True)
    class Options:
        """Holds the driver's options: `show` is a picture file or a folder of them; left out, the desk is
        empty. `width` and `height` are the size of the empty desk in pixels; a laid picture keeps its own.
        """

        show: Path | None = None
        width: int = 1920
        height: int = 1080

    def __init__(self, options: Options) -> None:
        self._options = options
        self._clock = SystemClock()
        self._lock = threading.Lock()
        self._plugged = True
        self._pictures: list[Path | Pixels] = []
        self._next = 0
        self._shown: Pixels | None = None
        self.lay(options.show)

    def lay(self, picture: Path | Pixels | None) -> None:
        """Puts a picture (file, folder or pixels) under the camera; `None` clears the desk."""
        with self._lock:
            self._pictures = _files_of(picture) if isinstance(picture, Path) else _one(picture)
            self._next = 0
            self._shown = None

    def unplug(self) -> None:
        """Pulls the cable: from now on `camera_missing`."""
        self._plugged = False

    def plug(self) -> None:
        """Puts the cable back in."""
        self._plugged = True

    def open(self) -> Fault | None:
        """Opens; `camera_missing` while unplugged."""
        return None if self._plugged else Fault("camera_missing", "unplugged by hand")

    def close(self) -> None:
        """Does nothing: what lies on the desk stays there."""

    def health(self) -> Health:
        """Reports ready while plugged in."""
        fault = self.open()
        return Health(State.MISSING if fault else State.READY, fault, identity="simulated camera")

    def frame(self) -> Frame | Fault:
        """Gives the next picture of the folder, its last one again at the end."""
        fault = self.open()
        if fault is not None:
            return fault
        with self._lock:
            if self._shown is None or self._next < len(self._pictures):
                shown = self._take_next()
                if isinstance(shown, Fault):
                    return shown
                self._shown = shown
            return Frame(self._shown, self._clock.monotonic())

    def _take_next(self) -> Pixels | Fault:
        if not self._pictures:
            return _empty_desk(self._options.width, self._options.height)
        picture = self._pictures[self._next]
        self._next += 1
        if not isinstance(picture, Path):
            return picture
        pixels = read_picture(picture)
        return Fault("camera_missing", f"{picture.name} is no picture") if pixels is None else pixels


def _files_of(path: Path) -> list[Path | Pixels]:
    if path.is_dir():
        return [*pictures_in(path)]
    return [path]


def _one(pixels: Pixels | None) -> list[Path | Pixels]:
    return [] if pixels is None else [pixels]


@cache
def _empty_desk(width: int, height: int) -> Pixels:
    """Draws an empty desk row by row, once for all cameras: its whole grain takes eight times as much."""
    import numpy as np

    random = np.random.default_rng(1)
    desk = np.empty((height, width, 3), np.uint8)
    for row in desk:
        row[:] = np.clip(np.array(DESK_COLOUR) + random.normal(0, 2.5, (width, 1)), 0, 255)
    desk.setflags(write=False)
    return desk
