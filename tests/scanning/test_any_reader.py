"""A camera and a hand scanner at one kiosk: whichever reads first."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from config.schema import DeviceChoice
from devices.registry import BadDevice, build
from devices.scanning import any_reader as any_module
from devices.scanning.any_reader import AnyReader
from devices.scanning.card_reader import CameraReader
from devices.scanning.document import CameraDocument
from devices.scanning.sharing import share_camera
from kiosk.ports.codes import CodeReader, Reading
from kiosk.ports.device import Fault, Health, State

GONE = Fault("scanner_missing", "not there")
NOTHING = Fault("no_code")


class Scripted:
    """A reader that answers one after the other; without more to say it waits until it is stopped. A callable
    is called for its answer."""

    def __init__(self, *answers: Reading | Fault | Callable[[], Reading | Fault], there: bool = True) -> None:
        self.answers = list(answers)
        self.there = there
        self.waits = threading.Event()
        self.reads = 0
        self._stopped = threading.Event()

    def open(self) -> Fault | None:
        return None if self.there else GONE

    def close(self) -> None:
        self.stop()

    def health(self) -> Health:
        return Health(State.READY if self.there else State.MISSING, None if self.there else GONE)

    def read(self, wait_s: float) -> Reading | Fault:
        self.reads += 1
        self._stopped.clear()
        if self.answers:
            answer = self.answers.pop(0)
            return answer() if callable(answer) else answer
        self.waits.set()
        assert self._stopped.wait(20), "nobody stopped it"
        self.waits.clear()
        return Fault("no_code", "stopped")

    def stop(self) -> None:
        self._stopped.set()


CHOICE = DeviceChoice(driver="reader.serial", options={"port": "/dev/x"})


def both(*readers: CodeReader) -> AnyReader:
    return AnyReader(AnyReader.Options((CHOICE,) * len(readers)), readers)


def test_the_first_that_reads_wins_and_the_other_waits_no_longer() -> None:
    camera, scanner = Scripted(), Scripted(Reading(b"card"))
    reader = both(camera, scanner)
    assert reader.read(60.0) == Reading(b"card")
    assert not camera.waits.is_set()
    reader.close()


def test_a_missing_one_holds_up_no_other_and_joins_in_when_it_is_back() -> None:
    camera = Scripted()
    scanner = Scripted(GONE, GONE, lambda: (camera.waits.wait(60), Reading(b"card"))[1])
    reader = both(camera, scanner)
    assert reader.read(60.0) == Reading(b"card")
    assert (camera.reads, scanner.reads) == (1, 3)
    reader.close()


def test_where_all_are_missing_the_first_ones_fault_is_told() -> None:
    reader = both(Scripted(Fault("camera_missing")), Scripted(GONE, GONE, GONE))
    assert reader.read(60.0) == Fault("camera_missing")
    reader.close()


def test_a_code_that_resists_one_is_told_at_once() -> None:
    reader = both(Scripted(), Scripted(Fault("code_unreadable")))
    assert reader.read(60.0) == Fault("code_unreadable")
    reader.close()


def test_nothing_shown_to_anybody_is_no_code_also_where_one_is_missing() -> None:
    reader = both(Scripted(GONE, GONE), Scripted(NOTHING))
    assert reader.read(0.0) == NOTHING
    reader.close()


def test_stop_ends_them_all_also_one_that_has_not_begun_yet() -> None:
    late, camera = threading.Event(), Scripted()

    def begins_late() -> Reading | Fault:
        assert late.wait(60)
        return slow.read(60.0)

    slow = Scripted(begins_late)
    reader = both(camera, slow)
    outcomes: list[Reading | Fault] = []
    thread = threading.Thread(target=lambda: outcomes.append(reader.read(60.0)))
    thread.start()
    assert camera.waits.wait(60)
    reader.stop()
    late.set()
    thread.join(60)
    assert outcomes == [Fault("no_code", "stopped")]
    reader.close()


def test_one_that_hangs_for_ever_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(any_module, "HANGS_S", 0.2)
    monkeypatch.setattr(any_module, "ENDING_S", 0.2)
    mended = threading.Event()
    reader = both(Scripted(lambda: (mended.wait(20), NOTHING)[1]), Scripted(NOTHING))
    assert reader.read(0.0) == NOTHING
    mended.set()
    reader.close()


@pytest.mark.expects_log("reader: call crashed: ZeroDivisionError")
def test_one_that_breaks_down_holds_up_no_other() -> None:
    reader = both(Scripted(lambda: (1 // 0, NOTHING)[1]), Scripted(NOTHING))
    assert reader.read(60.0) == NOTHING
    reader.close()


def test_one_of_two_is_enough_to_be_ready_and_the_technician_is_warned() -> None:
    reader = both(Scripted(), Scripted(there=False))
    assert reader.open() is None
    health = reader.health()
    assert (health.state, health.warnings) == (State.READY, ("scanner_missing",))
    assert "(not there)" in health.identity
    nobody = both(Scripted(there=False), Scripted(there=False))
    assert nobody.open() == GONE
    assert (nobody.health().state, nobody.health().fault) == (State.MISSING, GONE)


def options(camera: str = "camera.picture") -> dict[str, object]:
    through = {"driver": camera, "options": {"width": 640} if camera == "camera.picture" else {}}
    scanner = {"driver": "reader.serial", "options": {"port": "/dev/serial/by-id/usb-x"}}
    return {"readers": [{"driver": "reader.camera", "options": {"camera": through}}, scanner]}


def test_its_camera_may_be_the_document_cameras_too() -> None:
    reader = build(DeviceChoice(driver="reader.any", options=options()), CodeReader, production=False)
    document = CameraDocument(
        CameraDocument.Options(camera=DeviceChoice(driver="camera.picture", options={"width": 640}))
    )
    (camera,) = share_camera(reader, document)
    assert document.source is camera
    assert isinstance(reader, AnyReader)
    assert isinstance(reader.readers[0], CameraReader)
    assert reader.readers[0].source is camera


def test_production_refuses_a_fake_below_it_and_one_reader_is_not_several() -> None:
    with pytest.raises(BadDevice, match="production"):
        build(DeviceChoice(driver="reader.any", options=options()), CodeReader, production=True)
    assert build(
        DeviceChoice(driver="reader.any", options=options("camera.v4l2")), CodeReader, production=True
    )
    with pytest.raises(BadDevice, match="readers"):
        build(DeviceChoice(driver="reader.any", options={"readers": [CHOICE]}), CodeReader, production=True)
