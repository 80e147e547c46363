"""What every document camera does. A new driver needs a stand in `STANDS`, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import pytest

from config.schema import DeviceChoice
from devices.registry import drivers
from devices.scanning.document import CameraDocument
from devices.scanning.picture import PictureCamera
from devices.scanning.pictures import Pixels
from devices.simulators.specimen_paper import A5_LANDSCAPE
from kiosk.ports.device import Fault, State
from kiosk.ports.papers import DocumentCamera, Page
from tests.scanning.hands import photo


@dataclass(frozen=True)
class Stand:
    """A document camera, what lies under it, and its cable."""

    camera: DocumentCamera
    lay: Callable[[Pixels | None], None]
    unplug: Callable[[], None]
    plug: Callable[[], None]


def camera_stand() -> Stand:
    source = PictureCamera(PictureCamera.Options())
    options = CameraDocument.Options(camera=DeviceChoice(driver="camera.picture"), frames=1)
    return Stand(CameraDocument(options, source), source.lay, source.unplug, source.plug)


STANDS: dict[str, Callable[[], Stand]] = {"document.camera": camera_stand}


@pytest.fixture(params=[known.name for known in drivers(DocumentCamera)])
def stand(request: pytest.FixtureRequest) -> Stand:
    assert request.param in STANDS, f"driver {request.param} has no stand in this suite"
    stand = STANDS[request.param]()
    stand.camera.open()
    return stand


@pytest.fixture
def notice() -> Pixels:
    return photo("birth_notice")


def opened(page: Page | Fault) -> tuple[Page, Pixels]:
    assert isinstance(page, Page)
    pixels = cv2.imdecode(np.frombuffer(page.jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert pixels is not None
    return page, pixels.astype(np.uint8)


def test_a_paper_becomes_a_straight_page_of_its_own_shape(stand: Stand, notice: Pixels) -> None:
    stand.lay(notice)
    page, pixels = opened(stand.camera.capture())
    assert pixels.shape == (page.height, page.width, 3)
    width, height = A5_LANDSCAPE
    assert page.width / page.height == pytest.approx(width / height, rel=0.02)
    border = np.concatenate([pixels[:8].reshape(-1, 3), pixels[-8:].reshape(-1, 3)])
    assert np.median(border) > 170, "the desk shows at the border"
    assert page.hints == ()


def test_a_page_is_large_enough_to_read_and_small_enough_to_send(stand: Stand, notice: Pixels) -> None:
    stand.lay(notice)
    page, _ = opened(stand.camera.capture())
    assert 1700 <= max(page.width, page.height) <= 2339
    assert len(page.jpeg) < 500_000


def test_even_a_page_full_of_noise_stays_below_the_limit(stand: Stand) -> None:
    frame = np.full((1600, 2200, 3), 40, np.uint8)
    frame[60:-60, 60:-60] = np.random.default_rng(1).integers(150, 256, (1480, 2080, 3))
    stand.lay(frame)
    page, _ = opened(stand.camera.capture())
    assert len(page.jpeg) < 500_000


def test_an_empty_desk_has_no_page(stand: Stand) -> None:
    stand.lay(None)
    outcome = stand.camera.capture()
    assert isinstance(outcome, Fault)
    assert outcome.id == "page_not_found"


def test_it_is_unplugged_and_plugged_in_again_without_a_restart(stand: Stand, notice: Pixels) -> None:
    stand.lay(notice)
    stand.unplug()
    outcome = stand.camera.capture()
    assert isinstance(outcome, Fault)
    assert outcome.id == "camera_missing"
    assert stand.camera.health().state is State.MISSING
    stand.plug()
    assert isinstance(stand.camera.capture(), Page)
    assert stand.camera.health().state is State.READY


def test_no_page_shows_in_a_repr(stand: Stand, notice: Pixels) -> None:
    stand.lay(notice)
    assert "\\x" not in repr(stand.camera.capture())
    stand.camera.close()
    stand.camera.close()
