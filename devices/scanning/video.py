"""Plays a video file as a live camera: in real time, over and over; frames that nobody asks for in time are
skipped.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from devices.registry import driver
from devices.scanning.pace import Pace
from devices.scanning.waiting import Waiter
from kiosk.ports.codes import Frame, FrameSource
from kiosk.ports.device import Fault, Health, State

USUAL_RATE = 25.0
MOST_SKIPPED = 50
"""Pictures that are passed over one by one; farther ahead the file is wound to the place."""


@driver("camera.video", port=FrameSource, fake=True)
class VideoCamera:
    """Plays from its first `frame()` on. May be asked by several threads."""

    @dataclass(frozen=True)
    class Options:
        """Holds the driver's options: `file` is anything that OpenCV plays; `rate` is pictures a second, left
        out: the file's own.
        """

        file: Path
        rate: Annotated[float, Field(gt=0, le=240)] | None = None

    def __init__(self, options: Options, waiter: Waiter | None = None) -> None:
        self._options = options
        self._waiter = waiter
        self._lock = threading.Lock()
        self._film: _Film | None = None
        self._plugged = True

    def unplug(self) -> None:
        """Pulls the cable: from now on `camera_missing`."""
        self._plugged = False
        self.close()

    def plug(self) -> None:
        """Puts the cable back in: the film begins anew."""
        self._plugged = True

    def open(self) -> Fault | None:
        """Opens; `camera_missing` while unplugged, and where the file is none that can be played."""
        with self._lock:
            film = self._playing()
            return film if isinstance(film, Fault) else None

    def close(self) -> None:
        """Closes the file."""
        with self._lock:
            if self._film is not None:
                self._film.close()
                self._film = None

    def health(self) -> Health:
        """Reports ready while the film plays."""
        fault = self.open()
        return Health(State.MISSING if fault else State.READY, fault, identity=str(self._options.file))

    def frame(self) -> Frame | Fault:
        """Gives the picture that is due, waiting for it where it was given before."""
        with self._lock:
            film = self._playing()
            if isinstance(film, Fault):
                return film
            pixels = film.next()
            if pixels is None:
                film.close()
                self._film = None
                return Fault("camera_missing", f"{self._options.file} is damaged")
            return Frame(pixels, film.pace.now)

    def _playing(self) -> _Film | Fault:
        if not self._plugged:
            return Fault("camera_missing", "unplugged by hand")
        if self._film is None:
            file = self._options.file
            if not file.is_file():
                return Fault("camera_missing", f"{file} is not there")
            film = _Film(file, self._options.rate, self._waiter)
            if not film.plays:
                return Fault("camera_missing", f"{file} is no video")
            self._film = film
        return self._film


class _Film:
    """Holds one open file."""

    def __init__(self, file: Path, rate: float | None, waiter: Waiter | None) -> None:
        import cv2

        self._file = file
        self._capture: Any = cv2.VideoCapture(str(file))
        own = self._capture.get(cv2.CAP_PROP_FPS)
        self.pace = Pace(rate or (own if own > 0 else USUAL_RATE), waiter)
        self._place = 0
        self._length = int(self._capture.get(cv2.CAP_PROP_FRAME_COUNT))

    @property
    def plays(self) -> bool:
        """Says if the file could be opened."""
        return bool(self._capture.isOpened())

    def close(self) -> None:
        self._capture.release()

    def next(self) -> Any:
        """Gives the pixels of the picture that is due; None where the file gives none, not even its first."""
        due = self.pace.next()
        wanted = due % self._length if self._length > 0 else self._place
        self._wind_to(wanted)
        taken, pixels = self._capture.read()
        if not taken:
            self._length = self._place
            self._begin_again()
            taken, pixels = self._capture.read()
        self._place += 1
        return pixels if taken else None

    def _wind_to(self, wanted: int) -> None:
        import cv2

        if wanted < self._place:
            self._begin_again()
        if wanted - self._place > MOST_SKIPPED:
            self._capture.set(cv2.CAP_PROP_POS_FRAMES, wanted)
            self._place = wanted
        while self._place < wanted and self._capture.grab():
            self._place += 1

    def _begin_again(self) -> None:
        """Opens the file anew: not every file can be wound back."""
        import cv2

        self._capture.release()
        self._capture = cv2.VideoCapture(str(self._file))
        self._place = 0
