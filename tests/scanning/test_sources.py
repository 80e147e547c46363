"""Cameras of the kernel that are pulled, put back and hang; films and folders that stand for cameras."""

from __future__ import annotations

import threading
import weakref
from datetime import datetime
from pathlib import Path

import cv2
import numpy as np
import pytest

from config.schema import DeviceChoice
from devices.registry import BadDevice, build
from devices.scanning import camera as camera_module
from devices.scanning import video as video_module
from devices.scanning.camera import V4l2Camera
from devices.scanning.card_reader import CameraReader
from devices.scanning.folder import FolderCamera
from devices.scanning.timed_call import CallTimeout, TimedCalls
from devices.scanning.video import VideoCamera
from devices.simulators.specimen_card import GRANDMOTHER, payload_2021
from kiosk.clock import ICT, VirtualClock
from kiosk.ports.codes import Frame, FrameSource, Reading
from kiosk.ports.device import Fault, State
from tests.scanning.films import PluggedCamera, film, number_of
from tests.scanning.hands import TurnedWaiter, photo


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(datetime(2026, 11, 23, 9, 0, tzinfo=ICT))


@pytest.fixture
def plugged(tmp_path: Path, clock: VirtualClock) -> PluggedCamera:
    return PluggedCamera(tmp_path / "video0", clock)


def v4l2(camera: PluggedCamera, **options: int) -> V4l2Camera:
    made = V4l2Camera.Options(device=str(camera.node), **options)
    return V4l2Camera(made, camera.connect, camera.clock)


def fault_of(frame: Frame | Fault) -> str:
    assert isinstance(frame, Fault)
    return frame.id


def test_a_camera_put_back_between_two_visits_costs_the_second_nothing(plugged: PluggedCamera) -> None:
    source = v4l2(plugged)
    assert isinstance(source.frame(), Frame)
    plugged.unplug()
    plugged.plug()
    assert isinstance(source.frame(), Frame)
    assert len(plugged.opened) == 2
    source.close()


def test_a_camera_that_comes_back_under_another_number_is_found_by_its_stable_name(
    tmp_path: Path, clock: VirtualClock
) -> None:
    camera = PluggedCamera(tmp_path / "usb-Bench_Camera-video-index0", clock)
    camera.unplug()
    camera.plug(tmp_path / "video0")
    source = v4l2(camera)
    assert isinstance(source.frame(), Frame)
    camera.unplug()
    assert fault_of(source.frame()) == "camera_missing"
    camera.plug(tmp_path / "video3")
    assert isinstance(source.frame(), Frame)
    assert [node.name for node in camera.opened] == ["video0", "video3"]
    assert "video3" in source.health().identity
    source.close()


def test_that_it_is_out_is_known_also_while_nobody_looks_through_it(plugged: PluggedCamera) -> None:
    source = v4l2(plugged)
    source.frame()
    plugged.unplug()
    assert source.health().state is State.MISSING
    plugged.plug()
    assert source.health().state is State.READY
    source.close()


def test_it_gives_pictures_again_on_the_machines_own_clock(tmp_path: Path) -> None:
    camera = PluggedCamera(tmp_path / "video0")
    source = V4l2Camera(V4l2Camera.Options(device=str(camera.node)), camera.connect)
    assert isinstance(source.frame(), Frame)
    camera.unplug()
    assert fault_of(source.frame()) == "camera_missing"
    camera.plug()
    assert isinstance(source.frame(), Frame)
    source.close()


def test_a_picture_of_the_citizen_before_is_never_given(plugged: PluggedCamera, clock: VirtualClock) -> None:
    source = v4l2(plugged)
    source.frame()
    clock.advance(60)
    plugged.stale = [200, 201, 202, 203]
    frame = source.frame()
    assert isinstance(frame, Frame)
    assert frame.pixels.max() == 0
    source.close()


def test_while_it_is_looked_through_no_picture_is_passed_over(
    plugged: PluggedCamera, clock: VirtualClock
) -> None:
    source = v4l2(plugged)
    source.frame()
    plugged.stale = [7]
    frame = source.frame()
    assert isinstance(frame, Frame)
    assert frame.pixels.max() == 7
    source.close()


def test_one_damaged_picture_is_passed_over_and_many_let_the_camera_go(plugged: PluggedCamera) -> None:
    source = v4l2(plugged)
    plugged.damaged = 1
    assert isinstance(source.frame(), Frame)
    assert len(plugged.opened) == 1
    plugged.damaged = 100
    assert fault_of(source.frame()) == "camera_missing"
    plugged.damaged = 0
    assert isinstance(source.frame(), Frame)
    source.close()


def test_a_camera_that_hangs_holds_nobody_and_goes_on_when_it_has_come_to_itself(
    plugged: PluggedCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera_module, "FRAME_S", 0.05)
    monkeypatch.setattr(camera_module, "OPEN_S", 0.05)
    monkeypatch.setattr(camera_module, "HEALTH_S", 0.05)
    source = v4l2(plugged)
    plugged.hangs.clear()
    assert fault_of(source.frame()) == "camera_missing"
    assert fault_of(source.frame()) == "camera_missing"
    assert source.health().state is State.MISSING
    plugged.hangs.set()
    monkeypatch.setattr(camera_module, "OPEN_S", 5.0)
    assert isinstance(source.frame(), Frame)
    assert len(plugged.opened) == 1
    source.close()


def test_closing_one_that_hangs_comes_back_too(
    plugged: PluggedCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera_module, "FRAME_S", 0.05)
    source = v4l2(plugged)
    plugged.hangs.clear()
    source.frame()
    source.close()
    plugged.hangs.set()


def test_focus_exposure_and_size_are_those_of_the_profile(plugged: PluggedCamera) -> None:
    source = v4l2(plugged, width=1280, height=720, focus=40, exposure=156)
    assert source.open() is None
    assert plugged.set[cv2.CAP_PROP_FRAME_WIDTH] == 1280
    assert plugged.set[cv2.CAP_PROP_FRAME_HEIGHT] == 720
    assert (plugged.set[cv2.CAP_PROP_AUTOFOCUS], plugged.set[cv2.CAP_PROP_FOCUS]) == (0, 40)
    assert (plugged.set[cv2.CAP_PROP_AUTO_EXPOSURE], plugged.set[cv2.CAP_PROP_EXPOSURE]) == (1, 156)
    assert "1280×720" in source.health().identity
    source.close()


def test_what_the_profile_leaves_out_is_the_cameras_again(plugged: PluggedCamera) -> None:
    """A camera remembers what the program before has set."""
    source = v4l2(plugged)
    source.open()
    assert (plugged.set[cv2.CAP_PROP_AUTOFOCUS], plugged.set[cv2.CAP_PROP_AUTO_EXPOSURE]) == (1, 3)
    assert not {cv2.CAP_PROP_FOCUS, cv2.CAP_PROP_EXPOSURE} & set(plugged.set)
    source.close()


def test_a_focus_that_the_camera_has_not_is_told_to_the_technician(plugged: PluggedCamera) -> None:
    plugged.refuses = (cv2.CAP_PROP_FOCUS,)
    source = v4l2(plugged, focus=40)
    assert source.open() is None
    assert "no focus to set" in source.health().identity
    source.close()


def test_a_camera_that_this_user_may_not_use_says_so(
    plugged: PluggedCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)
    source = v4l2(plugged)
    assert fault_of(source.frame()) == "device_forbidden"
    assert plugged.opened == []
    source.close()


def test_a_number_means_the_node_of_that_number() -> None:
    source = V4l2Camera(V4l2Camera.Options(device=63))
    assert source.open() == Fault("camera_missing", "/dev/video63 is not there")
    source.close()


def test_a_file_is_no_camera_of_the_kernel(tmp_path: Path) -> None:
    source = V4l2Camera(V4l2Camera.Options(device=str(film(tmp_path / "film.avi", 3))))
    assert fault_of(source.frame()) == "camera_missing"
    source.close()


def test_errands_are_done_in_order_and_their_errors_come_back() -> None:
    calls, go_on = TimedCalls("trial"), threading.Event()
    done: list[str] = []
    with pytest.raises(CallTimeout):
        calls.ask(go_on.wait, 0.01)
    with pytest.raises(CallTimeout):
        calls.ask(lambda: done.append("nobody waits for it any more"), 0.01)
    go_on.set()
    assert calls.ask(lambda: 7, 5.0) == 7
    assert done == []
    with pytest.raises(ZeroDivisionError):
        calls.ask(lambda: 1 // 0, 5.0)
    calls.end()
    assert calls.ask(lambda: 8, 5.0) == 8
    calls.end()


class Picture:
    """A picture of somebody's card."""


def test_what_an_errand_brought_is_forgotten_while_the_next_is_waited_for() -> None:
    calls, forgotten = TimedCalls("trial"), threading.Event()
    picture = calls.ask(Picture, 5.0)
    gone = weakref.ref(picture, lambda _: forgotten.set())
    del picture
    assert forgotten.wait(5.0)
    assert gone() is None
    calls.end()


def test_a_film_is_shown_in_real_time(tmp_path: Path) -> None:
    waiter = TurnedWaiter()
    source = VideoCamera(VideoCamera.Options(film(tmp_path / "film.avi", 10, rate=10)), waiter)
    assert [number_of(source.frame()) for _ in range(4)] == [0, 1, 2, 3]
    assert waiter.seconds == pytest.approx(0.3)
    waiter.pause(0.35)
    assert number_of(source.frame()) == 6
    source.close()


def test_a_film_begins_anew_at_its_end_and_goes_on_while_nobody_looks(tmp_path: Path) -> None:
    waiter = TurnedWaiter()
    source = VideoCamera(VideoCamera.Options(film(tmp_path / "film.avi", 5, rate=10)), waiter)
    assert [number_of(source.frame()) for _ in range(7)] == [0, 1, 2, 3, 4, 0, 1]
    waiter.pause(60.1)
    assert number_of(source.frame()) == 2
    source.close()


def test_a_film_that_does_not_tell_its_length_is_played_over_and_over_too(tmp_path: Path) -> None:
    source = VideoCamera(VideoCamera.Options(film(tmp_path / "film.avi", 3, rate=10)), TurnedWaiter())
    source.open()
    assert source._film is not None
    source._film._length = 0
    assert [number_of(source.frame()) for _ in range(7)] == [0, 1, 2, 0, 1, 2, 0]
    source.close()


def test_a_film_that_promises_more_than_it_has_begins_anew(tmp_path: Path) -> None:
    source = VideoCamera(VideoCamera.Options(film(tmp_path / "film.avi", 3, rate=10)), TurnedWaiter())
    source.open()
    assert source._film is not None
    source._film._length = 30
    assert [number_of(source.frame()) for _ in range(4)] == [0, 1, 2, 0]
    source.close()


def test_a_long_film_is_wound_to_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(video_module, "MOST_SKIPPED", 5)
    waiter = TurnedWaiter()
    long = film(tmp_path / "film.avi", 20, rate=0.1)
    source = VideoCamera(VideoCamera.Options(long, rate=10), waiter)
    source.frame()
    waiter.pause(1.5)
    assert number_of(source.frame()) == 15
    source.close()


def test_a_card_in_a_film_is_read_as_by_a_camera(tmp_path: Path) -> None:
    """The card comes after a second of empty desk."""
    writer = cv2.VideoWriter(str(tmp_path / "visit.avi"), cv2.VideoWriter.fourcc(*"MJPG"), 5, (1920, 1080))
    card = cv2.resize(photo("card_2021"), (1920, 1080))
    for picture in (*[np.full((1080, 1920, 3), 60, np.uint8)] * 5, *[card] * 5):
        writer.write(picture)
    writer.release()
    waiter = TurnedWaiter()
    choice = DeviceChoice(driver="camera.video", options={"file": tmp_path / "visit.avi"})
    source = VideoCamera(VideoCamera.Options(tmp_path / "visit.avi"), waiter)
    reader = CameraReader(CameraReader.Options(camera=choice), source, waiter)
    reader.open()
    assert reader.read(10.0) == Reading(payload_2021(GRANDMOTHER))
    assert 1.0 <= waiter.seconds < 2.0
    reader.close()


def test_a_film_taken_away_is_missing_and_put_back_it_plays(tmp_path: Path) -> None:
    file = film(tmp_path / "film.avi", 3)
    source = VideoCamera(VideoCamera.Options(file), TurnedWaiter())
    file.rename(tmp_path / "drawer.avi")
    assert fault_of(source.frame()) == "camera_missing"
    (tmp_path / "drawer.avi").rename(file)
    assert number_of(source.frame()) == 0
    source.close()


def test_what_is_no_film_is_missing(tmp_path: Path) -> None:
    (tmp_path / "film.avi").write_bytes(b"no film")
    assert fault_of(VideoCamera(VideoCamera.Options(tmp_path / "film.avi")).frame()) == "camera_missing"


def test_pictures_of_a_folder_come_in_name_order_at_their_rate(tmp_path: Path) -> None:
    for name, grey in (("b.png", 2), ("a.png", 1), ("c.jpg", 3), ("notes.txt", 0)):
        cv2.imwrite(str(tmp_path / f"{name}.png"), np.full((8, 8, 3), grey, np.uint8))
        (tmp_path / f"{name}.png").rename(tmp_path / name)
    waiter = TurnedWaiter()
    source = FolderCamera(FolderCamera.Options(tmp_path, rate=2), waiter)
    seen = [frame.pixels.max() for frame in (source.frame() for _ in range(4)) if isinstance(frame, Frame)]
    assert seen == [1, 2, 3, 1]
    assert waiter.seconds == pytest.approx(1.5)
    waiter.pause(1.0)
    frame = source.frame()
    assert isinstance(frame, Frame)
    assert frame.pixels.max() == 3


def test_a_folder_without_pictures_and_a_damaged_picture_are_missing(tmp_path: Path) -> None:
    source = FolderCamera(FolderCamera.Options(tmp_path), TurnedWaiter())
    assert fault_of(source.frame()) == "camera_missing"
    assert source.health().state is State.MISSING
    (tmp_path / "a.png").write_bytes(b"no picture")
    assert fault_of(source.frame()) == "camera_missing"
    assert fault_of(FolderCamera(FolderCamera.Options(tmp_path / "nowhere")).frame()) == "camera_missing"


@pytest.mark.parametrize("driver", ["camera.folder", "camera.video"])
def test_what_is_played_is_refused_in_production_also_below_a_reader(driver: str, tmp_path: Path) -> None:
    option = {"folder": tmp_path} if driver == "camera.folder" else {"file": tmp_path / "film.avi"}
    choice = DeviceChoice(driver=driver, options=option)
    assert build(choice, FrameSource, production=False)
    with pytest.raises(BadDevice, match="production"):
        build(choice, FrameSource, production=True)
