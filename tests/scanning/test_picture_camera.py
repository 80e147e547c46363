"""The operable fake: what lies under it, and one camera under two devices."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from config.schema import DeviceChoice
from devices.registry import BadDevice, build
from devices.scanning.card_reader import CameraReader
from devices.scanning.document import CameraDocument
from devices.scanning.picture import PictureCamera
from devices.scanning.sharing import share_camera
from devices.simulators import specimens
from kiosk.ports.codes import CodeReader, Frame, FrameSource, Reading
from kiosk.ports.device import Fault
from kiosk.ports.papers import DocumentCamera, Page
from tests.scanning.hands import code_picture, photo


def shade(source: FrameSource) -> int:
    frame = source.frame()
    assert isinstance(frame, Frame)
    return int(frame.pixels.mean())


def plain(file: Path, grey: int) -> Path:
    return specimens.save(np.full((20, 30, 3), grey, np.uint8), file)


def test_a_folder_is_shown_picture_by_picture_in_name_order(tmp_path: Path) -> None:
    plain(tmp_path / "b.png", 200)
    plain(tmp_path / "a.png", 100)
    (tmp_path / "notes.txt").write_text("not a picture")
    camera = PictureCamera(PictureCamera.Options(show=tmp_path))
    assert [shade(camera) for _ in range(4)] == [100, 200, 200, 200]


def test_a_picture_is_laid_down_and_taken_away(tmp_path: Path) -> None:
    camera = PictureCamera(PictureCamera.Options(width=64, height=48))
    desk = shade(camera)
    camera.lay(plain(tmp_path / "white.png", 255))
    assert shade(camera) == 255
    camera.lay(None)
    assert shade(camera) == desk < 90


def test_a_file_that_is_no_picture_is_a_fault_without_its_content(tmp_path: Path) -> None:
    file = tmp_path / "letter.png"
    file.write_text("personal")
    outcome = PictureCamera(PictureCamera.Options(show=file)).frame()
    assert outcome == Fault("camera_missing", "letter.png is no picture")


def test_reader_and_document_camera_look_through_one_camera(tmp_path: Path) -> None:
    options = {"camera": {"driver": "camera.picture", "options": {"width": 640, "height": 480}}}
    reader = build(DeviceChoice(driver="reader.camera", options=options), CodeReader, production=False)
    document = build(
        DeviceChoice(driver="document.camera", options=options), DocumentCamera, production=False
    )
    (camera,) = share_camera(reader, document, None)
    assert isinstance(camera, PictureCamera)
    camera.lay(code_picture(b"one desk"))
    assert reader.read(1.0) == Reading(b"one desk")
    camera.lay(photo("birth_notice"))
    assert isinstance(document.capture(), Page)


def test_cameras_with_other_options_stay_apart() -> None:
    def device(width: int) -> CameraDocument:
        choice = DeviceChoice(driver="camera.picture", options={"width": width})
        return CameraDocument(CameraDocument.Options(camera=choice))

    assert len(share_camera(device(640), device(800))) == 2


def test_a_production_profile_refuses_a_simulated_camera_below_a_reader() -> None:
    choice = DeviceChoice(driver="reader.camera", options={"camera": {"driver": "camera.picture"}})
    with pytest.raises(BadDevice, match=r"camera\.picture"):
        build(choice, CodeReader, production=True)


def test_a_wrong_camera_is_named_in_one_line() -> None:
    choice = DeviceChoice(driver="reader.camera", options={"camera": {"driver": "camera.pikture"}})
    with pytest.raises(BadDevice, match=r"camera\.pikture.*did you mean .?camera\.picture"):
        build(choice, CodeReader, production=False)


def test_a_reader_needs_a_camera() -> None:
    with pytest.raises(BadDevice, match="camera"):
        build(DeviceChoice(driver="reader.camera"), CodeReader, production=False)
    assert CameraReader.Options.__dataclass_fields__["camera"].type == "DeviceChoice"
