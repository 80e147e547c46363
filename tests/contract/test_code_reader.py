"""What every code reader does. A new driver needs a stand in `STANDS`, nothing else."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from config.schema import DeviceChoice
from devices.bench.specimen_card import GRANDMOTHER, GRANDMOTHER_2024, payload_2021, payload_2024
from devices.registry import drivers
from devices.scanning.card_reader import CameraReader
from devices.scanning.picture import PictureCamera
from devices.scanning.pictures import Pixels
from kiosk.ports import CodeReader, Fault, Frame, Reading, State
from tests.scanning.hands import TurnedWaiter, code_picture, photo

WAIT_S = 10.0


@dataclass(frozen=True)
class Stand:
    """A reader, and what a person can hold to it or do to its cable."""

    reader: CodeReader
    show: Callable[[Pixels | None], None]
    unplug: Callable[[], None]
    plug: Callable[[], None]


def camera_stand() -> Stand:
    camera = PictureCamera(PictureCamera.Options())
    options = CameraReader.Options(camera=DeviceChoice(driver="camera.picture"), frame_s=0.5)
    return Stand(CameraReader(options, camera, TurnedWaiter()), camera.lay, camera.unplug, camera.plug)


STANDS: dict[str, Callable[[], Stand]] = {"reader.camera": camera_stand}


@pytest.fixture(params=[known.name for known in drivers(CodeReader)])
def stand(request: pytest.FixtureRequest) -> Stand:
    assert request.param in STANDS, f"driver {request.param} has no stand in this suite"
    stand = STANDS[request.param]()
    stand.reader.open()
    return stand


def fault_of(outcome: Reading | Fault) -> str:
    assert isinstance(outcome, Fault)
    return outcome.id


def test_both_cards_are_read_to_the_last_byte(stand: Stand) -> None:
    for picture, payload in (
        (photo("card_2021"), payload_2021(GRANDMOTHER)),
        (photo("card_2024"), payload_2024(GRANDMOTHER_2024)),
    ):
        stand.show(picture)
        assert stand.reader.read(WAIT_S) == Reading(payload)


def test_nothing_shown_is_no_code(stand: Stand) -> None:
    assert fault_of(stand.reader.read(WAIT_S)) == "no_code"


def test_a_worn_card_is_called_unreadable(stand: Stand) -> None:
    stand.show(photo("card_unreadable"))
    assert fault_of(stand.reader.read(WAIT_S)) == "code_unreadable"


def test_after_a_worn_card_a_good_one_is_read(stand: Stand) -> None:
    stand.show(photo("card_unreadable"))
    stand.reader.read(WAIT_S)
    stand.show(photo("card_2021"))
    assert isinstance(stand.reader.read(WAIT_S), Reading)


def test_it_is_unplugged_and_plugged_in_again_without_a_restart(stand: Stand) -> None:
    stand.unplug()
    assert fault_of(stand.reader.read(WAIT_S)) == "camera_missing"
    assert stand.reader.health().state is State.MISSING
    stand.plug()
    stand.show(photo("card_2021"))
    assert isinstance(stand.reader.read(WAIT_S), Reading)
    assert stand.reader.health().state is State.READY


@pytest.mark.parametrize(
    "payload", [b"https://example.invalid/steal?x=1", b"\x00\x1b[2J", b"|" * 300, b"file:///"]
)
def test_what_a_code_says_comes_back_untouched_and_starts_nothing(
    stand: Stand, payload: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket
    import subprocess
    import webbrowser

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a scanned code started something")

    for where, what in ((socket, "socket"), (subprocess, "Popen"), (webbrowser, "open")):
        monkeypatch.setattr(where, what, refuse)
    stand.show(code_picture(payload))
    outcome = stand.reader.read(WAIT_S)
    assert isinstance(outcome, Reading)
    assert outcome.payload == payload
    assert outcome.unverified


def test_bytes_that_are_no_text_are_read_twice_before_they_count(stand: Stand) -> None:
    stand.show(code_picture(b"\xff\xfe\x00rest"))
    assert stand.reader.read(WAIT_S) == Reading(b"\xff\xfe\x00rest")


def test_nothing_personal_is_shown_or_logged(
    stand: Stand, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    stand.show(photo("card_2021"))
    outcome = stand.reader.read(WAIT_S)
    said = repr(outcome) + caplog.text + "".join(capfd.readouterr()) + repr(vars(stand.reader))
    assert "Nguyễn" not in said
    assert GRANDMOTHER.id not in said


def test_stop_ends_a_waiting_read() -> None:
    """On the machine's own clock: another thread calls `stop`, and `read` ends long before its time."""
    camera = _Watched(PictureCamera.Options(width=64, height=64))
    reader = CameraReader(CameraReader.Options(camera=DeviceChoice(driver="camera.picture")), camera)
    outcomes: list[Reading | Fault] = []
    thread = threading.Thread(target=lambda: outcomes.append(reader.read(600.0)))
    thread.start()
    assert camera.asked.wait(10)
    reader.stop()
    thread.join(10)
    assert [fault_of(outcome) for outcome in outcomes] == ["no_code"]


class _Watched(PictureCamera):
    """Tells when it was asked for a picture."""

    def __init__(self, options: PictureCamera.Options) -> None:
        super().__init__(options)
        self.asked = threading.Event()

    def frame(self) -> Frame | Fault:
        self.asked.set()
        return super().frame()
