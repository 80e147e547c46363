"""The serial line and the USB cable, apart from the printer."""

from __future__ import annotations

import os
import pty
import tty
from collections.abc import Iterator

import pytest

from devices.printing import usb_wire
from devices.printing.serial_wire import SerialWire
from devices.printing.transport import Lost
from devices.printing.usb_wire import UsbWire
from devices.simulators.vprinter import VirtualPrinter
from tests.contract.lines import PRODUCT, VENDOR, UsbBus


@pytest.fixture
def line() -> Iterator[tuple[int, str]]:
    """The far end of a serial line, and the device file of this one."""
    master, slave = pty.openpty()
    tty.setraw(slave)
    yield master, os.ttyname(slave)
    os.close(slave)
    os.close(master)


def test_bytes_go_both_ways_and_no_more_ahead_than_the_line_carries(line: tuple[int, str]) -> None:
    far, port = line
    wire = SerialWire(port, 9600, "none")
    taken, received = wire.exchange(bytes(range(256)) * 4, 0.5)
    assert 0 < taken <= 96, "a tenth of a second at 9,600 baud"
    assert received == b""
    assert os.read(far, 1024) == bytes(range(256))[:taken]
    os.write(far, b"\x12\x00\x11\x13\xff")
    assert wire.exchange(b"", 1.0) == (0, b"\x12\x00\x11\x13\xff")
    assert wire.exchange(b"", 0.01) == (0, b"")
    wire.close()
    wire.close()


def test_a_port_that_is_not_there_is_lost() -> None:
    with pytest.raises(Lost):
        SerialWire("/dev/no-such-port", 9600, "none")


def test_a_port_that_vanishes_is_lost() -> None:
    master, slave = pty.openpty()
    tty.setraw(slave)
    wire = SerialWire(os.ttyname(slave), 9600, "none")
    os.close(slave)
    os.close(master)
    with pytest.raises(Lost):
        wire.exchange(b"x", 0.2)
    wire.close()
    with pytest.raises(Lost):
        wire.exchange(b"x", 0.2)


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[UsbBus]:
    with VirtualPrinter() as simulator:
        found = UsbBus(simulator.port)
        monkeypatch.setattr(usb_wire, "backend", lambda: found)
        yield found
        found.unplug()


def test_the_systems_driver_is_put_aside_and_given_back(bus: UsbBus) -> None:
    wire = UsbWire(VENDOR, PRODUCT, None)
    assert (bus.detached, bus.kernel_driver) == (1, False)
    assert wire.exchange(b"\x10\x04\x01", 0.5) == (3, b"")
    assert wire.exchange(b"", 1.0) == (0, b"\x12")
    wire.close()
    assert bus.kernel_driver
    wire.close()


def test_other_numbers_are_another_device(bus: UsbBus) -> None:
    with pytest.raises(Lost, match="no_usb_device"):
        UsbWire(VENDOR, PRODUCT + 1, None)


def test_a_cable_that_is_pulled_is_lost(bus: UsbBus) -> None:
    wire = UsbWire(VENDOR, PRODUCT, None)
    bus.unplug()
    with pytest.raises(Lost):
        wire.exchange(b"", 0.1)
    wire.close()
