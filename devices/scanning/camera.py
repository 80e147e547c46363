"""Drives a camera of the Linux kernel (V4L2), through OpenCV.

An unplugged camera answers `camera_missing`, and is opened again by the first `frame()` after it is back,
also where the kernel gives it another number: a stable name (/dev/v4l/by-id/…) is followed anew each time.
A camera that hangs holds nobody: its calls are made on a thread of their own.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from devices.registry import driver
from devices.scanning.nodes import trouble_with
from devices.scanning.timed_call import CallTimeout, TimedCalls
from kiosk.clock import SystemClock
from kiosk.ports.codes import Frame, FrameSource
from kiosk.ports.device import Fault, Health, State
from kiosk.ports.time import Clock

T = TypeVar("T")

OPEN_S, FRAME_S, HEALTH_S = 5.0, 3.0, 1.8
SELECT_S = "2"
FRESH_S = 0.25
"""After a pause of so many seconds the kernel's buffers hold pictures of before: of another citizen."""
MOST_BUFFERS = 10
AT_ONCE_S = 0.004
"""A picture that is handed out so soon was waiting in a buffer."""
MOST_DAMAGED = 3
_BY_HAND, _BY_ITSELF = 1, 3
"""V4L2_CID_EXPOSURE_AUTO: manual, aperture priority (the automatic one that USB cameras have)."""


class Capture(Protocol):
    """Lists the used methods of `cv2.VideoCapture`."""

    def isOpened(self) -> bool: ...  # noqa: D102
    def grab(self) -> bool: ...  # noqa: D102
    def retrieve(self) -> tuple[bool, Any]: ...  # noqa: D102
    def set(self, property: int, value: float) -> bool: ...  # noqa: D102
    def get(self, property: int) -> float: ...  # noqa: D102
    def release(self) -> None: ...  # noqa: D102


@driver("camera.v4l2", port=FrameSource)
class V4l2Camera:
    """Gives frames of a camera to one or several threads (card reader and document camera)."""

    @dataclass(frozen=True)
    class Options:
        """Holds the driver's options: `device` is a number (0 is /dev/video0) or a path; `width`, `height` in
        pixels. `focus` and `exposure` are in the camera's own units: given, they are fixed; left out, the
        camera decides.
        """

        device: int | str = 0
        width: int = 1920
        height: int = 1080
        focus: int | None = None
        exposure: int | None = None

    def __init__(
        self, options: Options, connect: Callable[[Path], Capture] | None = None, clock: Clock | None = None
    ) -> None:
        device = options.device
        self._path = Path(f"/dev/video{device}" if isinstance(device, int) else device)
        self._options = options
        self._connect = connect or _video_capture
        self._clock = clock or SystemClock()
        self._calls = TimedCalls("camera")
        self._capture: Capture | None = None
        self._node = self._path
        self._identity = str(self._path)
        self._taken_at = 0.0

    def open(self) -> Fault | None:
        """Connects, and sets resolution, focus and exposure. `camera_missing`, `device_forbidden`."""
        return self._asked(self._open, OPEN_S)

    def close(self) -> None:
        """Closes the device."""
        self._asked(self._close, FRAME_S)
        self._calls.end()

    def health(self) -> Health:
        """Reports ready while connected; the identity names the current device node and its settings."""
        fault = self._asked(self._open, HEALTH_S)
        return Health(State.MISSING if fault else State.READY, fault, identity=self._identity)

    def frame(self) -> Frame | Fault:
        """Gives the camera's next picture, and connects first where that is needed."""
        for _ in ("as it is", "after it was pulled and put back"):
            fault = self.open()
            if fault is not None:
                return fault
            frame = self._asked(self._take, FRAME_S)
            if frame is not None:
                return frame
        return Fault("camera_missing", f"{self._path} gives no pictures")

    def _asked(self, call: Callable[[], T], wait_s: float) -> T | Fault:
        try:
            return self._calls.ask(call, wait_s)
        except CallTimeout:
            return Fault("camera_missing", f"{self._path} hangs")

    def _open(self) -> Fault | None:
        node = self._path.resolve()
        if self._capture is not None and (node != self._node or not node.exists()):
            self._close()
        if self._capture is not None:
            return None
        trouble = trouble_with(self._path, "camera_missing")
        if trouble is not None:
            return trouble
        capture = self._connect(node)
        if not capture.isOpened():
            capture.release()
            return Fault("camera_missing", f"{node} can't be opened")
        self._identity = f"{self._path} ({node.name}, {_configured(capture, self._options)})"
        self._capture, self._node = capture, node
        return None

    def _take(self) -> Frame | None:
        """Takes a current picture; None, and the camera closed, where it gives none. One that came damaged
        over the cable is passed over.
        """
        for _ in range(MOST_DAMAGED):
            if self._capture is None or not self._grab_fresh(self._capture):
                break
            whole, pixels = self._capture.retrieve()
            self._taken_at = self._clock.monotonic()
            if whole:
                return Frame(pixels, self._taken_at)
        self._close()
        return None

    def _grab_fresh(self, capture: Capture) -> bool:
        rested = self._clock.monotonic() - self._taken_at > FRESH_S
        for _ in range(MOST_BUFFERS):
            asked = self._clock.monotonic()
            if not capture.grab():
                return False
            if not rested or self._clock.monotonic() - asked >= AT_ONCE_S:
                break
        return True

    def _close(self) -> None:
        if self._capture is not None:
            self._capture.release()
            self._capture = None


def _video_capture(node: Path) -> Capture:
    """Opens the device with a short time limit: OpenCV by itself waits ten seconds for a camera that sends no
    picture.
    """
    import cv2

    os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", SELECT_S)
    return cv2.VideoCapture(str(node), cv2.CAP_V4L2)


def _configured(capture: Capture, options: V4l2Camera.Options) -> str:
    """Sets up the camera, and gives its actual settings. MJPG first: most USB cameras reach 1080p only with
    it. A buffer of one keeps the picture fresh. What the profile leaves out is set back to automatic: a
    camera remembers.
    """
    import cv2

    capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, options.width)
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, options.height)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    capture.set(cv2.CAP_PROP_AUTOFOCUS, options.focus is None)
    capture.set(cv2.CAP_PROP_AUTO_EXPOSURE, _BY_ITSELF if options.exposure is None else _BY_HAND)
    refused = [
        name
        for name, key, value in (
            ("focus", cv2.CAP_PROP_FOCUS, options.focus),
            ("exposure", cv2.CAP_PROP_EXPOSURE, options.exposure),
        )
        if value is not None and not capture.set(key, value)
    ]
    size = f"{capture.get(cv2.CAP_PROP_FRAME_WIDTH):.0f}×{capture.get(cv2.CAP_PROP_FRAME_HEIGHT):.0f}"
    return f"{size}{''.join(f', no {name} to set' for name in refused)}"
