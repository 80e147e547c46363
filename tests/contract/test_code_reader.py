"""What every code reader does. A new driver needs a stand in `STANDS` and one in `REAL`, nothing else."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

import pytest

from config.schema import DeviceChoice
from devices.registry import drivers
from devices.scanning.any_reader import AnyReader
from devices.scanning.card_reader import CameraReader
from devices.scanning.picture import PictureCamera
from devices.scanning.pictures import Pixels
from devices.scanning.serial_reader import SerialReader
from devices.scanning.wedge_reader import WedgeReader
from devices.simulators.hand_scanners import KeyboardScanner, SerialScanner
from devices.simulators.specimen_card import GRANDMOTHER, GRANDMOTHER_2024, payload_2021, payload_2024
from devices.simulators.specimen_views import VIEWS, seen
from kiosk.ports.codes import CodeReader, Glimpse, Hint, Reading, SightedReader
from kiosk.ports.device import Fault, State
from tests.contract.opening import opens
from tests.contract.outside import watched
from tests.scanning.hands import TurnedWaiter, code_picture, photo
from tests.scanning.triggers import TurnedLine

WAIT_S = 10.0


@dataclass(frozen=True)
class Stand:
    """A reader, and what a person can do to it while it waits: hold up a code (or a photo of a card with it),
    or one that is worn; pull its cable, and put it back. `comes_as` is what such a reader makes of it."""

    reader: CodeReader
    show: Callable[[bytes, Pixels | None], None]
    show_worn: Callable[[], None]
    unplug: Callable[[], object]
    plug: Callable[[], object]
    missing: str
    comes_as: Callable[[bytes], Reading]


def camera_stand(_folder: Path, frame_s: float = 1.0) -> Stand:
    camera = PictureCamera(PictureCamera.Options())
    options = CameraReader.Options(camera=DeviceChoice(driver="camera.picture"), frame_s=frame_s)
    return Stand(
        CameraReader(options, camera, TurnedWaiter()),
        lambda payload, picture: camera.lay(code_picture(payload) if picture is None else picture),
        lambda: camera.lay(photo("card_unreadable")),
        camera.unplug,
        camera.plug,
        "camera_missing",
        Reading,
    )


def serial_stand(folder: Path) -> Stand:
    scanner, line = SerialScanner(folder), TurnedLine()
    return Stand(
        SerialReader(SerialReader.Options(port=scanner.port), line),
        lambda payload, _picture: line.coming.append(lambda: scanner.scan(payload)),
        lambda: line.coming.append(lambda: scanner.send(payload_2021(GRANDMOTHER)[:60])),
        scanner.unplug,
        scanner.plug,
        "scanner_missing",
        lambda payload: Reading(payload, symbology=""),
    )


def wedge_stand(folder: Path) -> Stand:
    scanner, line = KeyboardScanner(folder), TurnedLine()
    return Stand(
        WedgeReader(WedgeReader.Options(usb=scanner.usb), scanner.kernel, line),
        lambda payload, _picture: line.coming.append(lambda: scanner.scan(payload)),
        lambda: line.coming.append(lambda: scanner.type(payload_2021(GRANDMOTHER)[:60])),
        scanner.unplug,
        scanner.plug,
        "scanner_missing",
        lambda payload: Reading(typed(payload), symbology="", letters_lost=True),
    )


def typed(payload: bytes) -> bytes:
    """What a keyboard has keys for."""
    return bytes(byte for byte in payload if 0x20 <= byte < 0x7F)


def any_stand(folder: Path) -> Stand:
    """A camera, and a hand scanner that is left lying."""
    camera, scanner = camera_stand(folder, frame_s=1.5), serial_stand(folder)
    options = AnyReader.Options((DeviceChoice(driver="reader.camera"), DeviceChoice(driver="reader.serial")))
    both = (camera, scanner)
    return replace(
        camera,
        reader=AnyReader(options, (camera.reader, scanner.reader)),
        unplug=lambda: [stand.unplug() for stand in both],
        plug=lambda: [stand.plug() for stand in both],
    )


STANDS: dict[str, Callable[[Path], Stand]] = {
    "reader.any": any_stand,
    "reader.camera": camera_stand,
    "reader.serial": serial_stand,
    "reader.wedge": wedge_stand,
}


@pytest.fixture
def reached() -> Iterator[set[str]]:
    """Whom the process has reached since before the reader was opened: its own line among them."""
    with watched() as reached:
        yield reached


@pytest.fixture(params=[known.name for known in drivers(CodeReader)])
def stand(request: pytest.FixtureRequest, tmp_path: Path, reached: set[str]) -> Iterator[Stand]:
    assert request.param in STANDS, f"driver {request.param} has no stand in STANDS: add one to this file"
    stand = STANDS[request.param](tmp_path)
    stand.reader.open()
    yield stand
    stand.reader.close()
    stand.unplug()


def fault_of(outcome: Reading | Fault) -> str:
    assert isinstance(outcome, Fault), f"a Fault was expected, not a reading of {outcome.symbology!r}"
    return outcome.id


def test_both_cards_are_read_to_the_last_byte(stand: Stand) -> None:
    for picture, payload in (
        (photo("card_2021"), payload_2021(GRANDMOTHER)),
        (photo("card_2024"), payload_2024(GRANDMOTHER_2024)),
    ):
        stand.show(payload, picture)
        assert stand.reader.read(WAIT_S) == stand.comes_as(payload)


def test_nothing_shown_is_no_code(stand: Stand) -> None:
    assert fault_of(stand.reader.read(WAIT_S)) == "no_code"


def test_a_worn_card_is_called_unreadable(stand: Stand) -> None:
    stand.show_worn()
    assert fault_of(stand.reader.read(WAIT_S)) == "code_unreadable"


def test_after_a_worn_card_a_good_one_is_read(stand: Stand) -> None:
    stand.show_worn()
    stand.reader.read(WAIT_S)
    stand.show(payload_2021(GRANDMOTHER), photo("card_2021"))
    assert isinstance(stand.reader.read(WAIT_S), Reading)


def test_it_is_unplugged_and_plugged_in_again_without_a_restart(stand: Stand) -> None:
    stand.unplug()
    assert fault_of(stand.reader.read(WAIT_S)) == stand.missing
    assert stand.reader.health().state is State.MISSING
    stand.plug()
    stand.show(payload_2021(GRANDMOTHER), photo("card_2021"))
    assert isinstance(stand.reader.read(WAIT_S), Reading)
    assert stand.reader.health().state is State.READY


@pytest.mark.parametrize(
    "payload", [b"https://example.invalid/steal?x=1", b"\x00\x1b[2J", b"|" * 300, b"file:///"]
)
def test_what_a_code_says_comes_back_untouched_and_starts_nothing(
    stand: Stand, payload: bytes, reached: set[str]
) -> None:
    stand.reader.read(WAIT_S)  # nothing is shown: a reader that opens its line late has it open now
    before = set(reached)
    stand.show(payload, None)
    outcome = stand.reader.read(WAIT_S)
    assert outcome == stand.comes_as(payload)
    assert isinstance(outcome, Reading)
    assert_nothing_new(before, reached)


def assert_nothing_new(before: set[str], after: set[str]) -> None:
    """A reader may reach its own device again and again; it has reached it once before the code came."""
    new = sorted(after - before)
    assert not new, f"the reader reached someone new when it read a code: {new}; a code may start nothing"


def test_a_reader_in_the_network_is_judged_by_what_a_code_starts(reached: set[str]) -> None:
    """Its own line may be opened, and opened anew; the address in a code may not."""
    with socket.create_server(("127.0.0.1", 0)) as device, socket.create_server(("127.0.0.1", 0)) as stranger:
        socket.create_connection(device.getsockname()).close()
        before = set(reached)
        socket.create_connection(device.getsockname()).close()
        assert_nothing_new(before, reached)
        socket.create_connection(stranger.getsockname()).close()
        with pytest.raises(AssertionError, match=rf"someone new .*{stranger.getsockname()[1]}"):
            assert_nothing_new(before, reached)
        subprocess.run([sys.executable, "-c", ""], check=True)
        with pytest.raises(AssertionError, match=r"subprocess\.Popen"):
            assert_nothing_new(before, reached)


def test_bytes_that_are_no_text_come_as_they_are(stand: Stand) -> None:
    stand.show(b"\xff\xfe\x00rest", None)
    assert stand.reader.read(WAIT_S) == stand.comes_as(b"\xff\xfe\x00rest")


def test_nothing_personal_is_shown_or_logged(
    stand: Stand, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    stand.show(payload_2021(GRANDMOTHER), photo("card_2021"))
    outcome = stand.reader.read(WAIT_S)
    said = repr(outcome) + caplog.text + "".join(capfd.readouterr()) + repr(vars(stand.reader))
    assert "Nguyễn" not in said
    assert GRANDMOTHER.id not in said


def test_what_it_tells_while_it_waits_is_a_known_hint_and_no_picture_of_a_letter(stand: Stand) -> None:
    """A reader with a camera tells; one without has no `watch`, and its screen shows no hints."""
    if not isinstance(stand.reader, SightedReader):
        return
    told: list[Glimpse] = []
    stand.reader.watch(told.append)
    stand.show(b"", seen(VIEWS["too_far"]).pixels)
    assert isinstance(stand.reader.read(WAIT_S), Fault)
    assert told[-1].hint == "move_closer"
    assert {glimpse.hint for glimpse in told} <= {None, *get_args(Hint)}
    assert all(len(glimpse.picture) == 3 * glimpse.width * glimpse.height for glimpse in told)
    assert all(glimpse.width <= 64 for glimpse in told)
    stand.reader.watch(None)
    told.clear()
    stand.reader.read(WAIT_S)
    assert told == []


def real_camera(_folder: Path) -> tuple[CodeReader, Callable[[], object]]:
    options = CameraReader.Options(camera=DeviceChoice(driver="camera.picture"))
    camera = PictureCamera(PictureCamera.Options(width=64, height=64))
    return CameraReader(options, camera), lambda: None


def real_serial(folder: Path) -> tuple[CodeReader, Callable[[], object]]:
    scanner = SerialScanner(folder)
    return SerialReader(SerialReader.Options(port=scanner.port)), scanner.unplug


def real_wedge(folder: Path) -> tuple[CodeReader, Callable[[], object]]:
    scanner = KeyboardScanner(folder)
    return WedgeReader(WedgeReader.Options(usb=scanner.usb), scanner.kernel), scanner.unplug


def real_both(folder: Path) -> tuple[CodeReader, Callable[[], object]]:
    scanner, put_away = real_serial(folder)
    camera, _ = real_camera(folder)
    options = AnyReader.Options((DeviceChoice(driver="reader.serial"), DeviceChoice(driver="reader.camera")))
    return AnyReader(options, (scanner, camera)), put_away


REAL = {
    "reader.any": real_both,
    "reader.camera": real_camera,
    "reader.serial": real_serial,
    "reader.wedge": real_wedge,
}


@pytest.mark.parametrize("name", [known.name for known in drivers(CodeReader)])
def test_stop_ends_a_waiting_read(name: str, tmp_path: Path) -> None:
    """On the machine's own clock: another thread calls `stop`, and `read` ends long before its time."""
    reader, put_away = REAL[name](tmp_path)
    opens(reader)
    outcomes: list[Reading | Fault] = []
    thread = threading.Thread(target=lambda: outcomes.append(reader.read(600.0)))
    thread.start()
    for _ in range(200):
        reader.stop()
        thread.join(0.05)
        if not thread.is_alive():
            break
    assert [fault_of(outcome) for outcome in outcomes] == ["no_code"]
    reader.close()
    put_away()
