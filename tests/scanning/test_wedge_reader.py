"""A hand scanner that types: which keyboard it is, what its keys say, and which letters are lost."""

from __future__ import annotations

import errno
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.schema import DeviceChoice
from devices.registry import BadDevice, build
from devices.scanning.keystrokes import (
    ALT,
    CAPS_LOCK,
    CONTROL,
    ENTER,
    EV_KEY,
    EV_SYN,
    SHIFT,
    SYN_DROPPED,
    Keystrokes,
)
from devices.scanning.wedge_reader import EVIOCGRAB, Kernel, WedgeReader, keyboards
from devices.simulators.hand_scanners import KeyboardScanner, records_of
from kiosk.identity.meaning import understand
from kiosk.identity.model import CitizenCard
from kiosk.ports.codes import CodeReader, Reading
from kiosk.ports.device import Fault, State
from tests.identity.cards import OF_2021, OF_2024
from tests.scanning.triggers import TurnedLine, opened

ASCII = "079157000001|012345678|Tran Thi Mau|02031957|Nam|12 Duong Mau; (hem 7) #4, \"A\" & 'B'|15042021"
KEYPAD = {"0": 82, "1": 79, "2": 80, "3": 81, "4": 75, "5": 76, "6": 77, "7": 71, "8": 72, "9": 73}

LISTING = """I: Bus=0019 Vendor=0000 Product=0001 Version=0000
N: Name="Power Button"
H: Handlers=kbd event0
B: EV=3
B: KEY=10000000000000 0

I: Bus=0003 Vendor=05e0 Product=1200 Version=0110
N: Name="Symbol Scanner Consumer Control"
H: Handlers=kbd event10
B: EV=13
B: KEY=3f000300ff 0 0 483ffff17aff32d bfd4444600000000 1 130c730b17c000 267bfad9415fed 9e168000004400 10000002

I: Bus=0003 Vendor=05e0 Product=1200 Version=0110
N: Name="Symbol Scanner"
H: Handlers=sysrq kbd event11 leds
B: EV=120013
B: KEY=1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe
"""


def typed(text: str, *, lost: bool = True) -> Reading:
    return Reading(text.encode(), symbology="", letters_lost=lost)


class Desk:
    """A reader that is open, its scanner, and the time it waits in."""

    def __init__(self, folder: Path) -> None:
        self.scanner = KeyboardScanner(folder)
        self.line = TurnedLine()
        self.reader = WedgeReader(WedgeReader.Options(usb=self.scanner.usb), self.scanner.kernel, self.line)

    def scan(self, payload: bytes) -> Reading | Fault:
        self.line.coming.append(lambda: self.scanner.scan(payload))
        return self.reader.read(10.0)

    def alt(self, *numbers: str) -> None:
        """Characters as Alt and their numbers on the keypad."""
        for number in numbers:
            self.scanner.events((EV_KEY, ALT[0], 1))
            for digit in number:
                self.scanner.press(KEYPAD[digit])
            self.scanner.events((EV_KEY, ALT[0], 0))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(Desk(tmp_path)) as made:
        yield made


def test_every_key_of_the_layout_comes_through(desk: Desk) -> None:
    every = "".join(chr(code) for code in range(0x20, 0x7F))
    assert desk.scan(every.encode()) == typed(every)
    assert desk.scan(ASCII.encode()) == typed(ASCII)


def test_a_vietnamese_card_keeps_numbers_and_dates_alone(desk: Desk) -> None:
    for printed in (OF_2021, OF_2024):
        reading = desk.scan(printed.payload)
        assert isinstance(reading, Reading)
        assert reading.letters_lost
        card = understand(
            reading.payload, "http://hub.example", date(2026, 11, 22), letters_lost=reading.letters_lost
        )
        assert isinstance(card, CitizenCard)
        assert (card.id, card.birth_date) == ("079157000001", "1957-03-02")
        assert (card.name, card.address) == ("", "")
        assert "letters_lost" in card.warnings


def test_also_an_all_ascii_card_may_have_lost_letters(desk: Desk) -> None:
    """Nguyn Thi Mau may have been Nguyễn Thị Mẫu: nothing tells."""
    reading = desk.scan(ASCII.encode())
    assert isinstance(reading, Reading)
    assert reading.letters_lost


def test_letters_as_alt_and_the_bytes_of_utf8_are_whole(desk: Desk) -> None:
    def types() -> None:
        desk.scanner.type(b"Nguy")
        desk.alt(*(f"0{byte}" for byte in "ễ".encode()))
        desk.scanner.type(b"n")
        desk.scanner.press(ENTER[0])

    desk.line.coming.append(types)
    assert desk.reader.read(10.0) == typed("Nguyễn", lost=False)


def test_letters_as_alt_and_code_points_are_whole(desk: Desk) -> None:
    def types() -> None:
        desk.alt(*(str(ord(letter)) for letter in "Đặng Ngà"))
        desk.scanner.press(ENTER[1])

    desk.line.coming.append(types)
    assert desk.reader.read(10.0) == typed("Đặng Ngà", lost=False)


@pytest.mark.parametrize(
    "numbers", [("0224",), ("130",), ("7877", "55555555"), ("7877", "56000"), ("9999999",)]
)
def test_numbers_that_may_mean_several_letters_are_lost_not_guessed(
    desk: Desk, numbers: tuple[str, ...]
) -> None:
    """à in one code page, é in another, half of a letter in a third; and what is no letter anywhere."""

    def types() -> None:
        desk.scanner.type(b"Ho")
        desk.alt(*numbers)
        desk.scanner.type(b"ng")
        desk.scanner.press(ENTER[0])

    desk.line.coming.append(types)
    reading = desk.reader.read(10.0)
    assert isinstance(reading, Reading)
    assert reading.letters_lost
    assert reading.payload.isascii()


def test_digits_that_are_pressed_all_at_once_mean_nothing(desk: Desk) -> None:
    """ễ is 7877; of keys that are pressed together the kernel tells 7 and 8, which would be an N."""

    def types() -> None:
        desk.scanner.type(b"Nguy")
        desk.scanner.at_once((EV_KEY, ALT[0], 1), (EV_KEY, KEYPAD["7"], 1), (EV_KEY, KEYPAD["8"], 1))
        desk.scanner.at_once((EV_KEY, ALT[0], 0), (EV_KEY, KEYPAD["7"], 0), (EV_KEY, KEYPAD["8"], 0))
        desk.alt("7879")
        desk.scanner.press(ENTER[0])

    desk.line.coming.append(types)
    reading = desk.reader.read(10.0)
    assert isinstance(reading, Reading)
    assert reading.letters_lost


def test_caps_lock_and_shift_undo_each_other_for_letters_alone(desk: Desk) -> None:
    def types() -> None:
        desk.scanner.press(CAPS_LOCK)
        desk.scanner.type(b"aB1!")
        desk.scanner.press(CAPS_LOCK)
        desk.scanner.type(b"aB1!")
        desk.scanner.press(ENTER[0])

    desk.line.coming.append(types)
    assert desk.reader.read(10.0) == typed("Ab1!aB1!")


def test_control_characters_come_as_such_and_a_held_key_types_once(desk: Desk) -> None:
    def types() -> None:
        desk.scanner.press(27, CONTROL[0])
        desk.scanner.events((EV_KEY, 30, 1), (EV_KEY, 30, 2), (EV_KEY, 30, 2), (EV_KEY, 30, 0))
        desk.scanner.press(30, SHIFT[1])
        desk.scanner.press(ENTER[0])

    desk.line.coming.append(types)
    assert desk.reader.read(10.0) == typed("\x1daA")


def test_all_fields_typed_and_no_enter_is_not_yet_a_card(desk: Desk) -> None:
    desk.line.coming.append(lambda: desk.scanner.type(ASCII.encode()))
    assert desk.reader.read(10.0) == Fault("code_unreadable", "scans broke off")
    assert desk.scan(b"next") == typed("next")


def test_an_enter_alone_is_no_scan(desk: Desk) -> None:
    desk.line.coming.append(lambda: desk.scanner.press(ENTER[0]))
    assert desk.reader.read(1.0) == Fault("no_code")


def test_what_was_typed_before_anybody_asked_is_nobodys(desk: Desk) -> None:
    desk.scanner.scan(b"somebody else")
    desk.scanner.type(b"half of")
    desk.line.coming.append(lambda: desk.scanner.scan(b" it"))
    assert desk.reader.read(1.0) == Fault("no_code")


def test_a_scan_of_which_the_kernel_dropped_keys_is_dropped_whole(desk: Desk) -> None:
    def types() -> None:
        desk.scanner.type(ASCII[:30].encode())
        desk.scanner.events((EV_SYN, SYN_DROPPED, 0))
        desk.scanner.type(ASCII[50:].encode())
        desk.scanner.press(ENTER[0])

    desk.line.coming.append(types)
    assert desk.reader.read(1.0) == Fault("no_code")
    assert desk.scan(b"next") == typed("next")


def test_the_keys_are_taken_from_everybody_else(desk: Desk) -> None:
    assert desk.scanner.grabbed == 1
    desk.scanner.unplug()
    desk.scanner.plug()
    assert desk.scan(b"again") == typed("again")
    assert desk.scanner.grabbed == 2


def test_keys_that_cannot_be_taken_are_not_read(desk: Desk, tmp_path: Path) -> None:
    def busy(_handle: int) -> None:
        raise OSError(errno.EBUSY, "busy")

    kernel = Kernel(desk.scanner.kernel.devices, desk.scanner.kernel.nodes, busy)
    reader = WedgeReader(WedgeReader.Options(usb=desk.scanner.usb), kernel, TurnedLine())
    outcome = reader.read(5.0)
    assert isinstance(outcome, Fault)
    assert outcome.id == "scanner_missing"
    assert "another program" in outcome.detail


def test_the_real_grab_is_refused_by_what_is_no_input_device(desk: Desk) -> None:
    kernel = Kernel(desk.scanner.kernel.devices, desk.scanner.kernel.nodes)
    fault = WedgeReader(WedgeReader.Options(usb=desk.scanner.usb), kernel, TurnedLine()).open()
    assert fault is not None
    assert fault.id == "scanner_missing"
    assert 1 << 30 | 4 << 16 | ord("E") << 8 | 0x90 == EVIOCGRAB


def test_unplugged_it_is_missing_and_the_technician_reads_which_keyboards_there_are(desk: Desk) -> None:
    desk.scanner.unplug()
    outcome = desk.reader.read(60.0)
    assert isinstance(outcome, Fault)
    assert outcome.id == "scanner_missing"
    assert "046d:c31c Bench Keyboard" in outcome.detail
    assert desk.line.seconds <= 1.5
    assert desk.reader.health().state is State.MISSING


def test_it_is_read_again_on_the_machines_own_clock(tmp_path: Path) -> None:
    scanner = KeyboardScanner(tmp_path)
    reader = WedgeReader(WedgeReader.Options(usb=scanner.usb, missing_s=30.0), scanner.kernel)
    outcomes: list[Reading | Fault] = []
    thread = threading.Thread(target=lambda: outcomes.append(reader.read(60.0)))
    thread.start()
    scanner.unplug()
    scanner.plug()
    while thread.is_alive():
        scanner.scan(ASCII.encode())
        thread.join(0.1)
    assert outcomes == [typed(ASCII)]
    reader.close()
    scanner.unplug()


def test_a_keyboard_is_known_by_its_keys_not_by_its_name() -> None:
    found = [(keyboard.usb, keyboard.event) for keyboard in keyboards(LISTING)]
    assert found == [("05e0:1200", "event11")]


def test_without_the_kernels_listing_it_is_missing_not_broken(tmp_path: Path) -> None:
    kernel = Kernel(tmp_path / "nowhere", tmp_path)
    fault = WedgeReader(WedgeReader.Options(usb="0c2e:0b61"), kernel).open()
    assert fault is not None
    assert fault.id == "scanner_missing"


def test_it_belongs_into_production_and_needs_a_usb_id() -> None:
    assert build(
        DeviceChoice(driver="reader.wedge", options={"usb": "0C2E:0b61"}), CodeReader, production=True
    )
    for wrong in ("0c2e", "honeywell", "0c2e:0b61:1"):
        with pytest.raises(BadDevice, match="usb"):
            build(DeviceChoice(driver="reader.wedge", options={"usb": wrong}), CodeReader, production=True)


@given(st.text(alphabet=[chr(code) for code in range(0x20, 0x7F)], min_size=1, max_size=40), st.data())
def test_however_the_records_are_cut_the_same_text_comes_out(text: str, data: st.DataObject) -> None:
    stream, collector, found = records_of(text.encode()), Keystrokes(), []
    while stream:
        size = data.draw(st.integers(min(200, len(stream)), len(stream)))
        found += collector.feed(stream[:size])
        stream = stream[size:]
    assert found == [typed(text)]
    assert not collector.pending


@given(st.binary(max_size=24 * 40))
def test_no_bytes_of_the_kernel_break_it(rubbish: bytes) -> None:
    for reading in Keystrokes().feed(rubbish):
        assert isinstance(reading, Reading)
