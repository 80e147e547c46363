"""A hand scanner at a serial line: what counts as a scan, and what happens to its cable."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.schema import DeviceChoice
from devices.registry import BadDevice, build
from devices.scanning.hand_scanner import MOST_BYTES
from devices.scanning.serial_reader import Lines, SerialReader, Terminator
from devices.simulators.hand_scanners import SerialScanner
from kiosk.ports.codes import CodeReader, Reading
from kiosk.ports.device import Fault, State
from tests.identity.cards import OF_2021, OF_2024
from tests.scanning.triggers import TurnedLine, opened

CARD = OF_2021.payload


def scanned(payload: bytes) -> Reading:
    return Reading(payload, symbology="")


class Desk:
    """A reader that is open, its scanner, and the time it waits in."""

    def __init__(self, folder: Path, terminator: Terminator = "any") -> None:
        self.scanner = SerialScanner(folder)
        self.line = TurnedLine()
        options = SerialReader.Options(port=self.scanner.port, terminator=terminator)
        self.reader = SerialReader(options, self.line)

    @property
    def begun(self) -> bytes:
        """What the reader keeps of a scan that has not ended."""
        collector = self.reader._collector
        assert isinstance(collector, Lines)
        return bytes(collector._begun)

    def read(self, *sent: bytes, wait_s: float = 10.0) -> Reading | Fault:
        """Read, while the scanner sends one piece after the other."""
        self.line.coming += [partial(self.scanner.send, piece) for piece in sent]
        return self.reader.read(wait_s)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(Desk(tmp_path)) as made:
        yield made


def test_a_card_in_pieces_is_one_card(desk: Desk) -> None:
    assert desk.read(CARD[:5], CARD[5:33], CARD[33:] + b"\r\n") == scanned(CARD)


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n"])
def test_each_usual_terminator_ends_a_scan(desk: Desk, end: bytes) -> None:
    assert desk.read(CARD + end) == scanned(CARD)
    assert desk.read(OF_2024.payload + end) == scanned(OF_2024.payload)


def test_all_fields_there_and_no_terminator_is_not_yet_a_card(desk: Desk) -> None:
    """The issue date may still be growing: 1504202, 15042021."""
    for cut in (12, len(CARD) - 1, len(CARD)):
        assert desk.read(CARD[:cut]) == Fault("code_unreadable", "scans broke off")


def test_after_a_silence_the_half_scan_is_forgotten(desk: Desk) -> None:
    def pulls_again() -> None:
        desk.line.coming.append(lambda: desk.scanner.scan(CARD))

    desk.line.coming.append(lambda: desk.scanner.send(OF_2024.payload[:40]))
    desk.line.coming.append(pulls_again)
    assert desk.reader.read(10.0) == scanned(CARD)


def test_what_was_scanned_before_anybody_asked_is_nobodys(desk: Desk) -> None:
    desk.scanner.scan(OF_2024.payload)
    assert desk.read(CARD + b"\r") == scanned(CARD)


def test_the_second_half_of_an_earlier_scan_is_not_taken_for_a_scan(desk: Desk) -> None:
    desk.scanner.send(CARD[:30])
    desk.line.coming.append(lambda: desk.scanner.scan(CARD[30:]))
    assert desk.reader.read(1.0) == Fault("no_code")


def test_a_scan_that_stop_cut_in_two_is_not_read_by_the_next_visit(desk: Desk) -> None:
    def leaves() -> None:
        desk.scanner.send(CARD[:30])
        desk.line.coming.append(desk.reader.stop)

    desk.line.coming.append(leaves)
    assert desk.reader.read(10.0) == Fault("no_code", "stopped")
    assert not desk.begun
    desk.line.coming.append(lambda: desk.scanner.scan(CARD[30:]))
    assert desk.reader.read(1.0) == Fault("no_code")
    assert desk.read(CARD + b"\r") == scanned(CARD)


def test_who_asks_how_it_is_keeps_nothing_of_what_was_scanned(desk: Desk) -> None:
    desk.scanner.send(CARD + b"\r" + CARD[:40])
    desk.line.readable(desk.reader._wire._port.fileno(), 1.0)  # type: ignore[union-attr]
    assert desk.reader.health().state is State.READY
    assert desk.reader._collector.pending
    assert not desk.begun
    desk.line.coming.append(lambda: desk.scanner.send(CARD[40:] + b"\r"))
    assert desk.reader.read(1.0) == Fault("no_code")


def test_a_scan_between_two_waits_of_one_page_is_not_lost(desk: Desk) -> None:
    """The page asks again as soon as ten seconds have gone by."""
    assert desk.reader.read(1.0) == Fault("no_code")
    desk.scanner.scan(CARD)
    assert desk.reader.read(1.0) == scanned(CARD)


def test_a_scan_between_two_pages_is_lost(desk: Desk) -> None:
    assert desk.reader.read(1.0) == Fault("no_code")
    desk.reader.stop()
    desk.scanner.scan(OF_2024.payload)
    assert desk.read(CARD + b"\r") == scanned(CARD)


def test_so_is_one_just_after_the_page_was_left(desk: Desk) -> None:
    desk.line.coming.append(desk.reader.stop)
    assert desk.reader.read(10.0) == Fault("no_code", "stopped")
    desk.scanner.scan(OF_2024.payload)
    assert desk.read(CARD + b"\r") == scanned(CARD)


def test_so_is_one_that_comes_after_a_card_was_read(desk: Desk) -> None:
    assert desk.read(CARD + b"\r" + OF_2024.payload + b"\r") == scanned(CARD)
    desk.scanner.scan(OF_2024.payload)
    assert desk.reader.read(1.0) == Fault("no_code")


def test_a_scan_that_begins_at_the_last_moment_is_waited_for(desk: Desk) -> None:
    def slowly() -> None:
        desk.line.pause(0.3)
        desk.scanner.send(CARD[30:] + b"\r")

    desk.line.coming = [lambda: desk.scanner.send(CARD[:30]), slowly]
    assert desk.reader.read(0.2) == scanned(CARD)


def test_a_scanner_that_never_ends_does_not_hold_the_reader(desk: Desk) -> None:
    class Babbling(list):  # type: ignore[type-arg]
        def pop(self, _place: int) -> object:  # type: ignore[override]
            desk.line.pause(0.1)
            return lambda: desk.scanner.send(b"x" * 300)

        def __bool__(self) -> bool:
            return True

    desk.line.coming = Babbling()
    assert desk.reader.read(2.0) == Fault("no_code")
    assert desk.line.seconds < 10


def test_with_cr_lf_a_single_cr_ends_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "crlf")
    assert desk.read(b"a\rb\r", b"\n") == scanned(b"a\rb")
    desk.reader.close()
    desk.scanner.unplug()


def test_unplugged_while_it_waits_and_plugged_in_again_under_another_number(desk: Desk) -> None:
    before = desk.scanner.port.readlink()
    elsewhere = desk.scanner.port.parent / "elsewhere"
    elsewhere.mkdir()

    def swaps() -> None:
        desk.scanner.unplug()
        another = SerialScanner(elsewhere)  # takes the number that has become free
        desk.scanner.plug()
        another.unplug()
        desk.line.coming.append(lambda: desk.scanner.scan(CARD))

    desk.line.coming.append(swaps)
    assert desk.reader.read(10.0) == scanned(CARD)
    assert desk.line.seconds <= 3.0
    assert desk.scanner.port.readlink() != before


def test_pulled_and_put_back_while_nobody_reads(desk: Desk) -> None:
    desk.scanner.unplug()
    desk.scanner.plug()
    assert desk.read(CARD + b"\r") == scanned(CARD)


def test_a_missing_scanner_is_told_soon(desk: Desk) -> None:
    desk.scanner.unplug()
    outcome = desk.reader.read(60.0)
    assert isinstance(outcome, Fault)
    assert outcome.id == "scanner_missing"
    assert desk.line.seconds <= 1.5


def test_it_is_read_again_on_the_machines_own_clock(tmp_path: Path) -> None:
    scanner = SerialScanner(tmp_path)
    reader = SerialReader(SerialReader.Options(port=scanner.port, missing_s=30.0))
    outcomes: list[Reading | Fault] = []
    thread = threading.Thread(target=lambda: outcomes.append(reader.read(60.0)))
    thread.start()
    scanner.unplug()
    scanner.plug()
    while thread.is_alive():
        scanner.scan(CARD)
        thread.join(0.1)
    assert outcomes == [scanned(CARD)]
    reader.close()
    scanner.unplug()


def test_a_port_that_this_user_may_not_use_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)
    scanner = SerialScanner(tmp_path)
    reader = SerialReader(SerialReader.Options(port=scanner.port), TurnedLine())
    fault = reader.open()
    assert fault is not None
    assert fault.id == "device_forbidden"
    assert reader.health().state is State.MISSING
    scanner.unplug()


def test_a_wrong_stable_name_is_answered_with_those_that_are_there(tmp_path: Path) -> None:
    folder = tmp_path / "by-id"
    folder.mkdir()
    scanner = SerialScanner(folder)
    fault = SerialReader(SerialReader.Options(port=folder / "usb-Other")).open()
    assert fault is not None
    assert scanner.port.name in fault.detail
    scanner.unplug()


def test_what_is_no_port_is_a_fault_not_a_crash(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no port")
    fault = SerialReader(SerialReader.Options(port=tmp_path / "notes.txt")).open()
    assert fault is not None
    assert fault.id == "scanner_missing"


def test_it_belongs_into_production_and_wrong_options_are_one_line() -> None:
    assert build(
        DeviceChoice(driver="reader.serial", options={"port": "/dev/x"}), CodeReader, production=True
    )
    wrong = DeviceChoice(driver="reader.serial", options={"port": "/dev/x", "terminator": "tab"})
    with pytest.raises(BadDevice, match="terminator"):
        build(wrong, CodeReader, production=True)


@given(
    st.lists(st.binary(max_size=40).map(lambda line: line.replace(b"\r", b"").replace(b"\n", b""))), st.data()
)
def test_however_the_bytes_are_cut_the_same_scans_come_out(lines: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(line + data.draw(st.sampled_from([b"\r", b"\n", b"\r\n"])) for line in lines)
    collector, found = Lines("any"), []
    while stream:
        size = data.draw(st.integers(1, len(stream)))
        found += [reading.payload for reading in collector.feed(stream[:size])]
        stream = stream[size:]
    assert found == [line for line in lines if line]
    assert not collector.pending


@given(st.integers(MOST_BYTES + 1, 3 * MOST_BYTES))
def test_what_is_longer_than_any_code_is_dropped_to_its_end(length: int) -> None:
    collector = Lines("lf")
    assert collector.feed(b"x" * length) == []
    assert len(collector._begun) <= MOST_BYTES + 1, "it would grow for ever"
    assert collector.feed(b"more\n") == []
    assert [reading.payload for reading in collector.feed(b"next\n")] == [b"next"]
