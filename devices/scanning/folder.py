"""Plays the pictures of a folder as a camera: in name order, at a rate, over and over."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from devices.registry import driver
from devices.scanning.files import pictures_in, read_picture
from devices.scanning.pace import Pace
from devices.scanning.waiting import Waiter
from kiosk.ports.codes import Frame, FrameSource
from kiosk.ports.device import Fault, Health, State


@driver("camera.folder", port=FrameSource, fake=True)
class FolderCamera:
    """Shows one picture after the other. The folder is looked at anew each time: pictures may come and go."""

    @dataclass(frozen=True)
    class Options:
        """Holds the driver's options: `folder` holds the pictures; `rate` is pictures a second."""

        folder: Path
        rate: Annotated[float, Field(gt=0, le=120)] = 5.0

    def __init__(self, options: Options, waiter: Waiter | None = None) -> None:
        self._folder = options.folder
        self._pace = Pace(options.rate, waiter)
        self._plugged = True

    def unplug(self) -> None:
        """Pulls the cable: from now on `camera_missing`."""
        self._plugged = False

    def plug(self) -> None:
        """Puts the cable back in."""
        self._plugged = True

    def open(self) -> Fault | None:
        """Opens; `camera_missing` while unplugged, and where the folder holds no picture."""
        pictures = self._pictures()
        return pictures if isinstance(pictures, Fault) else None

    def close(self) -> None:
        """Does nothing: no device is held."""

    def health(self) -> Health:
        """Reports ready while there are pictures."""
        fault = self.open()
        return Health(State.MISSING if fault else State.READY, fault, identity=str(self._folder))

    def frame(self) -> Frame | Fault:
        """Gives the picture that is due; one that is damaged is `camera_missing` until the next."""
        pictures = self._pictures()
        if isinstance(pictures, Fault):
            return pictures
        shown = pictures[self._pace.next() % len(pictures)]
        pixels = read_picture(shown)
        if pixels is None:
            return Fault("camera_missing", f"{shown.name} is no picture")
        return Frame(pixels, self._pace.now)

    def _pictures(self) -> list[Path] | Fault:
        if not self._plugged:
            return Fault("camera_missing", "unplugged by hand")
        try:
            pictures = pictures_in(self._folder)
        except OSError as error:
            return Fault("camera_missing", f"{self._folder}: {type(error).__name__}")
        return pictures or Fault("camera_missing", f"{self._folder} holds no pictures")
