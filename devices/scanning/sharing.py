"""Shares one camera between two devices: a V4L2 device can be opened once, and both devices use its
picture.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from config.schema import DeviceChoice
from kiosk.ports.codes import CodeReader, FrameSource
from kiosk.ports.device import Device


@runtime_checkable
class UsesCamera(Protocol):
    """Describes a device that looks through a camera: `camera` is the choice it was made from, `source` the
    camera.
    """

    camera: DeviceChoice
    source: FrameSource


@runtime_checkable
class CompositeReader(Protocol):
    """Describes a reader made of others, any of which may look through a camera."""

    readers: tuple[CodeReader, ...]


def share_camera(*devices: Device | None) -> tuple[FrameSource, ...]:
    """Lets devices whose profile names the same camera with the same options use one source. To be called
    before `open()`; returns the sources that are left, in order of the devices.
    """
    kept: list[tuple[DeviceChoice, FrameSource]] = []
    for device in itertools.chain.from_iterable(map(_looking, devices)):
        known = next((source for choice, source in kept if choice == device.camera), None)
        if known is None:
            kept.append((device.camera, device.source))
        else:
            device.source = known
    return tuple(source for _, source in kept)


def _looking(device: Device | None) -> Iterator[UsesCamera]:
    if isinstance(device, UsesCamera):
        yield device
    elif isinstance(device, CompositeReader):
        for part in device.readers:
            yield from _looking(part)
