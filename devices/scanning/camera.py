"""A camera through OpenCV: a V4L2 device by number or path, or a video file played as if it were one.

An unplugged camera answers `camera_missing`, and is opened again by the first `frame()` after it is back.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devices.registry import driver
from kiosk.clock import SystemClock
from kiosk.ports import Fault, Frame, FrameSource, Health, State


@driver("camera.v4l2", port=FrameSource)
class V4l2Camera:
    """A camera of the Linux kernel. Safe to be asked by two threads (card reader and document camera)."""

    @dataclass(frozen=True)
    class Options:
        """`device` is a number (0 is /dev/video0) or a path; `width`, `height` in pixels. `focus` and
        `exposure` are in the camera's own units: given, they are fixed; left out, the camera decides."""

        device: int | str = 0
        width: int = 1920
        height: int = 1080
        focus: int | None = None
        exposure: int | None = None

    def __init__(self, options: Options) -> None:
        self._options = options
        self._clock = SystemClock()
        self._lock = threading.Lock()
        self._capture: Any = None

    def open(self) -> Fault | None:
        """Connect and set resolution, focus and exposure; `camera_missing` where there is none."""
        with self._lock:
            return self._open()

    def close(self) -> None:
        """Let the device go."""
        with self._lock:
            self._close()

    def health(self) -> Health:
        """Ready while connected, or while the device node is there to be connected."""
        with self._lock:
            fault = self._open()
        identity = str(self._options.device)
        if fault is not None:
            return Health(State.MISSING, fault, identity=identity)
        return Health(State.READY, identity=identity)

    def frame(self) -> Frame | Fault:
        """Wait for the camera's next picture, connecting first where that is needed."""
        with self._lock:
            fault = self._open()
            if fault is not None:
                return fault
            taken, pixels = self._capture.read()
            if not taken:
                self._close()
                return Fault("camera_missing", f"{self._options.device} gives no more pictures")
            return Frame(pixels, self._clock.monotonic())

    def _open(self) -> Fault | None:
        if self._capture is not None:
            return None
        device = self._options.device
        path = Path(f"/dev/video{device}" if isinstance(device, int) else device)
        if not path.exists():
            return Fault("camera_missing", f"{path} is not there")
        import cv2

        live = path.is_char_device()
        capture = cv2.VideoCapture(str(path), cv2.CAP_V4L2 if live else cv2.CAP_ANY)
        if not capture.isOpened():
            capture.release()
            return Fault("camera_missing", f"{path} can't be opened")
        if live:
            self._configure(capture)
        self._capture = capture
        return None

    def _configure(self, capture: Any) -> None:
        """MJPG first: most USB cameras reach 1080p only with it. A buffer of one keeps the picture fresh."""
        import cv2

        options = self._options
        capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, options.width)
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, options.height)
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        if options.focus is not None:
            capture.set(cv2.CAP_PROP_AUTOFOCUS, 0)
            capture.set(cv2.CAP_PROP_FOCUS, options.focus)
        if options.exposure is not None:
            capture.set(cv2.CAP_PROP_AUTO_EXPOSURE, 1)
            capture.set(cv2.CAP_PROP_EXPOSURE, options.exposure)

    def _close(self) -> None:
        if self._capture is not None:
            self._capture.release()
            self._capture = None
