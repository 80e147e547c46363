"""A film whose pictures tell their number, and a camera of the kernel that can be pulled, put back, hung."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from kiosk.clock import VirtualClock
from kiosk.ports.codes import Frame
from kiosk.ports.device import Fault

STEP = 12
GREY = 10


def film(file: Path, count: int, rate: float = 10.0) -> Path:
    """`count` pictures, each brighter than the one before."""
    writer = cv2.VideoWriter(str(file), cv2.VideoWriter.fourcc(*"MJPG"), rate, (320, 240))
    for number in range(count):
        writer.write(np.full((240, 320, 3), GREY + STEP * number, np.uint8))
    writer.release()
    return file


def number_of(frame: Frame | Fault) -> int:
    """Says which picture of the film it is."""
    assert isinstance(frame, Frame), frame
    return round((float(frame.pixels.mean()) - GREY) / STEP)


class PluggedCamera:
    """A camera at `node`, which is there while it is plugged. `stale` are pictures that wait in the kernel's
    buffers; a picture of now takes a thirtieth of a second of `clock`."""

    def __init__(self, node: Path, clock: VirtualClock | None = None) -> None:
        self.node = node
        self.clock = clock
        self.opened: list[Path] = []
        self.set: dict[int, float] = {}
        self.refuses: tuple[int, ...] = ()
        self.stale: list[int] = []
        self.damaged = 0
        self.hangs = threading.Event()
        self.hangs.set()
        self.pulled = 0
        self._target = node
        self.plug()

    def plug(self, target: Path | None = None) -> None:
        """Put it in; `target` is the node behind a stable name."""
        self._target = target or self.node
        self._target.touch()
        if target is not None:
            self.node.symlink_to(target)

    def unplug(self) -> None:
        self.pulled += 1
        self.node.unlink()
        self._target.unlink(missing_ok=True)

    def connect(self, node: Path) -> PluggedCapture:
        self.opened.append(node)
        return PluggedCapture(self, node)


class PluggedCapture:
    """One connection: it does not outlive the cable."""

    def __init__(self, camera: PluggedCamera, node: Path) -> None:
        self._camera = camera
        self._pulled = camera.pulled
        self._alive = node.exists()
        self._grabbed = 0

    def isOpened(self) -> bool:
        return self._alive

    def grab(self) -> bool:
        camera = self._camera
        camera.hangs.wait()
        self._alive = self._alive and self._pulled == camera.pulled
        if not self._alive:
            return False
        if camera.stale:
            self._grabbed = camera.stale.pop(0)
            return True
        self._grabbed = 0
        if camera.clock is not None:
            camera.clock.advance(1 / 30)
        return True

    def retrieve(self) -> tuple[bool, Any]:
        if self._camera.damaged > 0:
            self._camera.damaged -= 1
            return False, None
        return True, np.full((48, 64, 3), self._grabbed, np.uint8)

    def set(self, property: int, value: float) -> bool:
        self._camera.set[property] = value
        return property not in self._camera.refuses

    def get(self, property: int) -> float:
        return self._camera.set.get(property, 0.0)

    def release(self) -> None:
        self._alive = False
