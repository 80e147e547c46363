"""Drives the document camera: finds the sheet on the desk, straightens it, turns it upright, keeps it as a
JPEG.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from config.schema import DeviceChoice
from devices.registry import build, driver
from devices.scanning.page_finder import find_page, straighten
from devices.scanning.page_quality import Captured, hints, sharpness
from devices.scanning.upright import upright
from kiosk.ports.codes import FrameSource
from kiosk.ports.device import Fault, Health
from kiosk.ports.papers import DocumentCamera, Page

if TYPE_CHECKING:
    from devices.scanning.pictures import Pixels

MAX_BYTES = 500_000
QUALITIES = (90, 82, 74, 66, 58, 50, 42)


@driver("document.camera", port=DocumentCamera)
class CameraDocument:
    """Captures the sharpest of a few frames in which there is a page."""

    @dataclass(frozen=True)
    class Options:
        """Holds the driver's options: `camera` is the frame source below; `frames` are looked at for one
        page; `longest` is the longer side of the kept page in pixels: 2339 is A4 at 200 dots an inch.
        """

        camera: DeviceChoice
        frames: int = 3
        longest: int = 2339

    def __init__(self, options: Options, source: FrameSource | None = None) -> None:
        self.camera = options.camera
        self.source: FrameSource = source or build(options.camera, FrameSource, production=False)
        self._options = options

    def open(self) -> Fault | None:
        """Connects the camera."""
        return self.source.open()

    def close(self) -> None:
        """Closes the camera."""
        self.source.close()

    def health(self) -> Health:
        """Reports the camera's health."""
        return self.source.health()

    def capture(self) -> Page | Fault:
        """Captures a page: finds, straightens, crops, measures, turns upright, compresses it.
        `page_not_found`, `camera_missing`.
        """
        best: tuple[float, Captured] | None = None
        for _ in range(self._options.frames):
            frame = self.source.frame()
            if isinstance(frame, Fault):
                return frame
            captured = self._captured(frame.pixels)
            if captured is not None:
                sharp = sharpness(captured.page)
                best = max((sharp, captured), best or (-1.0, captured), key=lambda pair: pair[0])
        return _page(best[1]) if best else Fault("page_not_found")

    def _captured(self, pixels: Pixels) -> Captured | None:
        quad = find_page(pixels)
        if quad is None:
            return None
        height, width = pixels.shape[:2]
        return Captured(straighten(pixels, quad, self._options.longest), quad, width, height)


def _page(captured: Captured) -> Page:
    turned, _sure = upright(captured.page)
    jpeg, width, height = _compressed(turned)
    return Page(jpeg, width, height, hints(captured))


def _compressed(page: Pixels) -> tuple[bytes, int, int]:
    """Compresses to a JPEG below `MAX_BYTES`: first with less quality, then with fewer pixels."""
    import cv2

    while True:
        for quality in QUALITIES:
            _, jpeg = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])
            if len(jpeg) < MAX_BYTES:
                return jpeg.tobytes(), page.shape[1], page.shape[0]
        page = cv2.resize(page, None, fx=0.8, fy=0.8, interpolation=cv2.INTER_AREA)  # type: ignore[assignment]
