"""One camera for two devices: a V4L2 device can be opened once, and one picture lies under both."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from config.schema import DeviceChoice
from kiosk.ports import Device, FrameSource


@runtime_checkable
class LooksThrough(Protocol):
    """A device that looks through a camera: `camera` is the choice it was made from, `source` the camera."""

    camera: DeviceChoice
    source: FrameSource


def share_camera(*devices: Device | None) -> tuple[FrameSource, ...]:
    """Let devices whose profile names the same camera with the same options use one source. To be called
    before `open()`; returns the sources that are left, in order of the devices."""
    kept: list[tuple[DeviceChoice, FrameSource]] = []
    for device in devices:
        if not isinstance(device, LooksThrough):
            continue
        known = next((source for choice, source in kept if choice == device.camera), None)
        if known is None:
            kept.append((device.camera, device.source))
        else:
            device.source = known
    return tuple(source for _, source in kept)
