"""Time and patience of the card reader, and which of several codes counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from config.schema import DeviceChoice
from devices.scanning import card_reader
from devices.scanning.card_reader import CALM_S, LOOK_S, REST_S, CameraReader
from devices.scanning.decoder import Decoder, DecodeResult
from devices.scanning.picture import PictureCamera
from devices.scanning.pictures import Pixels
from devices.scanning.qr.fusion import Fusion
from devices.simulators.specimen_views import VIEWS, seen
from kiosk.ports.codes import Frame, Glimpse, Reading
from kiosk.ports.device import Fault
from tests.scanning.hands import TurnedWaiter, code_picture, photo, side_by_side

CAMERA = DeviceChoice(driver="camera.picture")


class Scripted(PictureCamera):
    """A desk on which `act(n)` happens before the n-th look."""

    def __init__(self, act: Callable[[Scripted, int], None], width: int = 64, height: int = 48) -> None:
        super().__init__(PictureCamera.Options(width=width, height=height))
        self.looks = 0
        self._act = act

    def frame(self) -> Frame | Fault:
        self.looks += 1
        self._act(self, self.looks)
        return super().frame()


def reader_of(camera: PictureCamera, **options: Any) -> tuple[CameraReader, TurnedWaiter]:
    waiter = TurnedWaiter()
    return CameraReader(CameraReader.Options(camera=CAMERA, frame_s=1.0, **options), camera, waiter), waiter


def test_it_waits_as_long_as_asked_and_no_longer() -> None:
    reader, waiter = reader_of(PictureCamera(PictureCamera.Options(width=64, height=48)))
    assert reader.read(7.0) == Fault("no_code")
    assert waiter.seconds == 7.0


@pytest.mark.parametrize("laid", [60, 61, 62])
def test_an_empty_desk_is_looked_at_seldom_until_something_is_laid_there(laid: int) -> None:
    def act(camera: Scripted, look: int) -> None:
        if look == laid:
            camera.lay(code)

    code = code_picture(b"late")
    camera = Scripted(act, *code.shape[1::-1])
    waiter = TurnedWaiter()
    reader = CameraReader(CameraReader.Options(camera=CAMERA, frame_s=0.05), camera, waiter)
    assert reader.read(20.0) == Reading(b"late")
    assert camera.looks == laid
    assert waiter.seconds == pytest.approx(CALM_S + (laid - 1 - CALM_S / 0.05) * REST_S, abs=2 * REST_S)


def test_an_empty_desk_is_searched_once_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    searched = []
    look = Decoder.look
    waiter = TurnedWaiter()

    def noted(self: Decoder, pixels: Pixels, fusion: Fusion) -> DecodeResult:
        searched.append(waiter.seconds)
        return look(self, pixels, fusion)

    monkeypatch.setattr(Decoder, "look", noted)
    camera = PictureCamera(PictureCamera.Options(width=64, height=48))
    CameraReader(CameraReader.Options(camera=CAMERA, frame_s=0.05), camera, waiter).read(20.0)
    calm = [second for second in searched if second > CALM_S + LOOK_S]
    assert 15 <= len(calm) <= 17


def test_what_moves_is_looked_at_as_often_as_can_be() -> None:
    def act(camera: Scripted, look: int) -> None:
        camera.lay(np.full((48, 64, 3), 60 if look % 2 else 90, np.uint8))

    camera = Scripted(act)
    waiter = TurnedWaiter()
    reader = CameraReader(CameraReader.Options(camera=CAMERA, frame_s=0.05), camera, waiter)
    assert reader.read(5.0) == Fault("no_code")
    assert camera.looks >= 99


def test_a_card_that_comes_late_is_read() -> None:
    def act(camera: Scripted, look: int) -> None:
        if look == 4:
            camera.lay(code_picture(b"late"))

    camera = Scripted(act)
    assert reader_of(camera)[0].read(20.0) == Reading(b"late")
    assert camera.looks == 4


def test_bytes_that_are_no_text_need_two_equal_looks() -> None:
    camera = Scripted(lambda camera, look: camera.lay(code_picture(b"\xffa" if look < 2 else b"\xffb")))
    assert reader_of(camera)[0].read(20.0) == Reading(b"\xffb")
    assert camera.looks == 3


def test_of_two_codes_the_larger_counts() -> None:
    camera = PictureCamera(PictureCamera.Options())
    camera.lay(side_by_side(code_picture(b"behind", 3), code_picture(b"held up", 8)))
    assert reader_of(camera)[0].read(5.0) == Reading(b"held up")


def test_a_loose_cable_for_a_moment_costs_nothing() -> None:
    def act(camera: Scripted, look: int) -> None:
        camera.unplug() if look == 2 else camera.plug()
        camera.lay(code_picture(b"there") if look > 3 else None)

    assert reader_of(Scripted(act), missing_s=2.0)[0].read(20.0) == Reading(b"there")


def test_a_missing_camera_is_told_soon() -> None:
    reader, waiter = reader_of(Scripted(lambda camera, _: camera.unplug()), missing_s=3.0)
    outcome = reader.read(60.0)
    assert isinstance(outcome, Fault)
    assert outcome.id == "camera_missing"
    assert waiter.seconds == 3.0


def test_a_code_that_resists_is_given_up_before_the_time_is_over() -> None:
    camera = PictureCamera(PictureCamera.Options())
    camera.lay(photo("card_unreadable"))
    reader, waiter = reader_of(camera, patience_s=4.0)
    assert reader.read(60.0) == Fault("code_unreadable")
    assert waiter.seconds == 4.0


def test_while_a_hint_says_what_to_do_a_code_that_resists_is_not_given_up_so_soon() -> None:
    camera = PictureCamera(PictureCamera.Options())
    camera.lay(seen(VIEWS["glare"]).pixels)
    reader, waiter = reader_of(camera, patience_s=4.0, coached_s=9.0)
    told: list[Glimpse] = []
    reader.watch(told.append)
    assert reader.read(60.0) == Fault("code_unreadable")
    assert waiter.seconds == 9.0
    assert {glimpse.hint for glimpse in told[2:]} == {"tilt_glare"}


def test_a_worn_card_taken_away_in_time_is_forgotten() -> None:
    worn = photo("card_unreadable")
    camera = Scripted(lambda camera, look: camera.lay(worn if look < 3 else None))
    assert reader_of(camera, patience_s=30.0)[0].read(9.0) == Fault("no_code")


def test_an_old_stop_does_not_end_the_next_read() -> None:
    camera = PictureCamera(PictureCamera.Options())
    camera.lay(code_picture(b"next"))
    reader, _ = reader_of(camera)
    reader.stop()
    assert reader.read(5.0) == Reading(b"next")


def test_the_reader_keeps_no_picture_and_no_payload() -> None:
    camera = PictureCamera(PictureCamera.Options())
    camera.lay(code_picture(b"personal"))
    reader, _ = reader_of(camera)
    reader.read(5.0)
    kept = [value for part in (reader, reader._decoder) for value in vars(part).values()]
    assert not any(isinstance(value, (bytes, np.ndarray)) for value in kept)


def test_a_zone_is_looked_for_at_each_search_of_a_still_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[float] = []
    waiter = TurnedWaiter()
    monkeypatch.setattr(card_reader, "_zone", lambda _frame: looked.append(waiter.seconds))
    camera = PictureCamera(PictureCamera.Options(width=64, height=48))
    CameraReader(CameraReader.Options(camera=CAMERA, frame_s=0.05), camera, waiter).read(20.0)
    assert 15 <= len([second for second in looked if second > CALM_S + LOOK_S]) <= 17
