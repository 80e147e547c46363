"""What every frame source does, real or simulated. A new driver needs a stand in `STANDS`, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest

from config.schema import DeviceChoice
from devices.registry import build, drivers
from devices.scanning.camera import V4l2Camera
from devices.scanning.folder import FolderCamera
from devices.scanning.picture import PictureCamera
from devices.scanning.video import VideoCamera
from kiosk.ports.codes import Frame, FrameSource
from kiosk.ports.device import Fault, State
from tests.contract.opening import opens
from tests.scanning.films import PluggedCamera, film
from tests.scanning.hands import TurnedWaiter


@dataclass(frozen=True)
class Stand:
    """A source that works, and the two things a person can do to its cable."""

    source: FrameSource
    unplug: Callable[[], None]
    plug: Callable[[], None]


def picture_stand(folder: Path) -> Stand:
    source = build(DeviceChoice(driver="camera.picture"), FrameSource, production=False)
    assert isinstance(source, PictureCamera)
    return Stand(source, source.unplug, source.plug)


def v4l2_stand(folder: Path) -> Stand:
    camera = PluggedCamera(folder / "video0")
    source = V4l2Camera(V4l2Camera.Options(device=str(camera.node)), camera.connect)
    return Stand(source, camera.unplug, camera.plug)


def folder_stand(folder: Path) -> Stand:
    for name, grey in (("1.png", 40), ("2.jpg", 90)):
        cv2.imwrite(str(folder / name), np.full((48, 64, 3), grey, np.uint8))
    source = FolderCamera(FolderCamera.Options(folder), TurnedWaiter())
    return Stand(source, source.unplug, source.plug)


def video_stand(folder: Path) -> Stand:
    source = VideoCamera(VideoCamera.Options(film(folder / "film.avi", 3)), TurnedWaiter())
    return Stand(source, source.unplug, source.plug)


STANDS: dict[str, Callable[[Path], Stand]] = {
    "camera.folder": folder_stand,
    "camera.picture": picture_stand,
    "camera.v4l2": v4l2_stand,
    "camera.video": video_stand,
}


@pytest.fixture(params=[known.name for known in drivers(FrameSource)])
def stand(request: pytest.FixtureRequest, tmp_path: Path) -> Stand:
    assert request.param in STANDS, f"driver {request.param} has no stand in this suite"
    return STANDS[request.param](tmp_path)


def test_it_gives_pictures_of_three_colours_and_eight_bits(stand: Stand) -> None:
    opens(stand.source)
    frame = stand.source.frame()
    assert isinstance(frame, Frame)
    assert frame.pixels.ndim == 3
    assert frame.pixels.shape[2] == 3
    assert frame.pixels.dtype == np.uint8
    stand.source.close()


def test_its_time_never_goes_back(stand: Stand) -> None:
    stand.source.open()
    times = [frame.at for frame in (stand.source.frame() for _ in range(3)) if isinstance(frame, Frame)]
    assert len(times) == 3
    assert times == sorted(times)
    stand.source.close()


def test_opening_and_closing_twice_does_no_harm(stand: Stand) -> None:
    opens(stand.source)
    opens(stand.source)
    stand.source.close()
    stand.source.close()
    opens(stand.source)
    assert isinstance(stand.source.frame(), Frame)
    stand.source.close()


def test_it_says_that_it_is_ready_and_which_it_is(stand: Stand) -> None:
    stand.source.open()
    health = stand.source.health()
    assert health.state is State.READY
    assert health.fault is None
    assert health.identity
    stand.source.close()


def test_unplugged_it_is_missing_and_plugged_in_again_it_goes_on_by_itself(stand: Stand) -> None:
    stand.source.open()
    stand.unplug()
    gone = stand.source.frame()
    assert isinstance(gone, Fault)
    assert gone.id == "camera_missing"
    assert stand.source.health().state is State.MISSING
    reopened = stand.source.open()
    assert reopened is not None
    assert reopened.id == "camera_missing"
    stand.plug()
    assert isinstance(stand.source.frame(), Frame)
    assert stand.source.health().state is State.READY
    stand.source.close()


def test_no_picture_shows_in_a_repr(stand: Stand) -> None:
    stand.source.open()
    assert "array" not in repr(stand.source.frame())
    stand.source.close()
