"""Simulates hand scanners that a person can operate: pull the trigger, pull the cable, put it back.

One hangs on a pseudo-terminal with a stable name, as udev gives one; the other is a keyboard, whose events
come through a pipe in place of /dev/input, and which a file lists in place of /proc/bus/input/devices.
Plugged in again, both have another number, as a real one has.
"""

from __future__ import annotations

import contextlib
import os
import pty
import tty
from collections.abc import Iterator
from pathlib import Path

from devices.scanning.keystrokes import ENTER, EV_KEY, EV_SYN, KEYS, PRESSED, RECORD, RELEASED, SHIFT
from devices.scanning.wedge_reader import Kernel

_LISTING = """I: Bus=0003 Vendor={vendor} Product={product} Version=0110
N: Name="{name}"
P: Phys=usb-0000:00:14.0-{number}/input0
S: Sysfs=/devices/pci0000:00/0000:00:14.0/usb1/1-{number}/input/input{number}
U: Uniq=
H: Handlers=sysrq kbd event{number} leds
B: PROP=0
B: EV=120013
B: KEY=1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe
B: MSC=10
B: LED=7

"""
_CODES = {plain: (code, False) for code, (plain, _) in reversed(KEYS.items())} | {
    shifted: (code, True) for code, (plain, shifted) in reversed(KEYS.items()) if shifted != plain
}


Event = tuple[int, int, int]


def records_of(payload: bytes) -> bytes:
    """Gives the kernel's records of a code that a scanner types, Enter included."""
    return b"".join(map(_records, (*_typing(payload), *_pressing(ENTER[0]))))


def _typing(payload: bytes) -> Iterator[Event]:
    for character in payload.decode("latin-1"):
        if character in _CODES:
            code, shifted = _CODES[character]
            yield from _pressing(code, *([SHIFT[0]] if shifted else []))


def _pressing(code: int, *held: int) -> Iterator[Event]:
    yield from ((EV_KEY, key, PRESSED) for key in (*held, code))
    yield from ((EV_KEY, key, RELEASED) for key in (code, *held))


def _records(event: Event) -> bytes:
    return RECORD.pack(0, 0, *event) + RECORD.pack(0, 0, EV_SYN, 0, 0)


class SerialScanner:
    """Simulates a scanner in COM mode. `port` is its stable name: a link to the terminal it has just now."""

    def __init__(self, folder: Path, terminator: bytes = b"\r\n") -> None:
        self.port = folder / "usb-Bench_Scanner_0001-if00"
        self._terminator = terminator
        self._ends: tuple[int, int] | None = None
        self.plug()

    @property
    def plugged(self) -> bool:
        """Says if the cable is in."""
        return self._ends is not None

    def plug(self) -> None:
        """Puts the cable in."""
        if self._ends is None:
            self._ends = pty.openpty()
            tty.setraw(self._ends[1])
            self.port.unlink(missing_ok=True)
            self.port.symlink_to(os.ttyname(self._ends[1]))

    def unplug(self) -> None:
        """Pulls the cable: the stable name goes with it."""
        if self._ends is not None:
            self.port.unlink()
            for end in self._ends:
                os.close(end)
            self._ends = None

    def scan(self, payload: bytes) -> None:
        """Pulls the trigger before a code."""
        self.send(payload + self._terminator)

    def send(self, data: bytes) -> None:
        """Sends these bytes and no others, as by a trigger let go, or a scanner that is set otherwise."""
        if self._ends is not None:
            os.write(self._ends[0], data)


class KeyboardScanner:
    """Simulates a scanner that types, in the US layout, and leaves out what that lacks. `kernel` is what to
    look at in place of the machine's own; `grabbed` counts who took its keys for himself.
    """

    def __init__(self, folder: Path, usb: str = "0c2e:0b61") -> None:
        self.usb = usb
        self.grabbed = 0
        self.kernel = Kernel(folder / "devices", folder, self._grab)
        self._number = 3
        self._node: Path | None = None
        self._end = -1
        self.plug()

    def plug(self) -> None:
        """Puts the cable in: another event number, a new line in the listing."""
        if self._node is not None:
            return
        self._number += 1
        self._node = self.kernel.nodes / f"event{self._number}"
        os.mkfifo(self._node)
        self._end = os.open(self._node, os.O_RDWR | os.O_NONBLOCK)
        self._list(plugged=True)

    def unplug(self) -> None:
        """Pulls the cable."""
        if self._node is not None:
            self._list(plugged=False)
            os.close(self._end)
            self._node.unlink()
            self._node = None

    def scan(self, payload: bytes) -> None:
        """Pulls the trigger before a code: types every byte that is a key of the layout, then Enter."""
        self._write(records_of(payload))

    def type(self, payload: bytes) -> None:
        """Types the keys without the Enter."""
        self._write(b"".join(_records(event) for event in _typing(payload)))

    def press(self, code: int, *held: int) -> None:
        """Presses one key, down and up, while others are held."""
        self.events(*_pressing(code, *held))

    def events(self, *events: Event) -> None:
        """Sends type, code and value of each event; the kernel closes every packet with a report."""
        self._write(b"".join(map(_records, events)))

    def at_once(self, *events: Event) -> None:
        """Sends the same in one packet, as a keyboard reports keys that are pressed together."""
        self._write(b"".join(RECORD.pack(0, 0, *event) for event in (*events, (EV_SYN, 0, 0))))

    def _write(self, records: bytes) -> None:
        if self._node is not None:
            with contextlib.suppress(BlockingIOError):
                os.write(self._end, records)

    def _list(self, *, plugged: bool) -> None:
        typist = {"vendor": "046d", "product": "c31c", "name": "Bench Keyboard", "number": 2}
        vendor, product = self.usb.split(":")
        scanner = {"vendor": vendor, "product": product, "name": "Bench Scanner", "number": self._number}
        listed = [typist, scanner] if plugged else [typist]
        self.kernel.devices.write_text("".join(_LISTING.format(**device) for device in listed))

    def _grab(self, _handle: int) -> None:
        self.grabbed += 1
