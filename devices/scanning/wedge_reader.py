"""Reads a hand scanner that presents itself as a keyboard. Its keys are taken from the kernel before any
window sees them.

Keyboards type ASCII: a Vietnamese card comes through without most of its letters (`Reading.letters_lost`).
Where the scanner has a COM mode, `reader.serial` is the better way.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from devices.registry import driver
from devices.scanning.hand_scanner import HandScanner, Patience, Wire, received
from devices.scanning.keystrokes import ENTER, RECORD, Keystrokes
from devices.scanning.nodes import trouble_with
from devices.scanning.waiting import LineWaiter, RealWaiter
from kiosk.ports.codes import CodeReader
from kiosk.ports.device import Fault

EVIOCGRAB = 0x40044590
"""_IOW('E', 0x90, int) of linux/input.h: from now on this descriptor alone gets the events."""
UsbId = Annotated[str, Field(pattern=r"^[0-9a-fA-F]{4}:[0-9a-fA-F]{4}$")]

_CHUNK = 128 * RECORD.size
_ID = re.compile(r"^I: .*Vendor=([0-9a-f]{4}) Product=([0-9a-f]{4})", re.MULTILINE)
_NAME = re.compile(r'^N: Name="(.*)"', re.MULTILINE)
_EVENT = re.compile(r"^H: Handlers=.*\b(event\d+)\b", re.MULTILINE)
_KEY_BITS = re.compile(r"^B: KEY=([0-9a-f ]+)", re.MULTILINE)
_WORD_BITS = 8 * struct.calcsize("l")
_TYPING_KEYS = (ENTER[0], *range(2, 12))


def _grab(handle: int) -> None:
    fcntl.ioctl(handle, EVIOCGRAB, 1)


@dataclass(frozen=True, slots=True)
class Kernel:
    """Says where the kernel lists input devices, where their nodes are, and how one is grabbed."""

    devices: Path = Path("/proc/bus/input/devices")
    nodes: Path = Path("/dev/input")
    grab: Callable[[int], None] = _grab


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Describes an input device that can type: USB id, name, and its current event node."""

    usb: str
    name: str
    event: str


@driver("reader.wedge", port=CodeReader)
class WedgeReader(HandScanner):
    """Waits for a scan and its Enter; see `HandScanner` for what counts as one."""

    @dataclass(frozen=True)
    class Options:
        """Holds the driver's options: `usb` is vendor and product in hexadecimal, as `lsusb` shows them
        (`0c2e:0b61`). Seconds: `silence_s` until a scan without Enter is thrown away, `missing_s` until an
        absent scanner is given up. The scanner must be set to the US layout and to end with Enter.
        """

        usb: UsbId
        silence_s: float = 0.5
        missing_s: float = 1.0

    def __init__(
        self, options: Options, kernel: Kernel | None = None, waiter: LineWaiter | None = None
    ) -> None:
        line = waiter or RealWaiter()
        usb = options.usb.lower()
        super().__init__(
            lambda: _connect(usb, kernel or Kernel(), line),
            Keystrokes(),
            line,
            Patience(options.silence_s, options.missing_s),
            identity=usb,
        )


def keyboards(listing: str) -> Iterator[Keyboard]:
    """Lists those of /proc/bus/input/devices that have digits and Enter, in its order."""
    for block in listing.split("\n\n"):
        usb, event, bits = _ID.search(block), _EVENT.search(block), _KEY_BITS.search(block)
        name = _NAME.search(block)
        if usb and event and bits and _has_typing_keys(bits.group(1)):
            yield Keyboard(":".join(usb.groups()), name.group(1) if name else "", event.group(1))


def _has_typing_keys(words: str) -> bool:
    """Says if a device has typing keys; `words` is the bitmap of its keys: hexadecimal, a kernel's `long` a
    word, the highest first.
    """
    bits = 0
    for word in words.split():
        bits = bits << _WORD_BITS | int(word, 16)
    return all(bits >> code & 1 for code in _TYPING_KEYS)


def _connect(usb: str, kernel: Kernel, waiter: LineWaiter) -> Wire | Fault:
    try:
        there = list(keyboards(kernel.devices.read_text(encoding="utf-8", errors="replace")))
    except OSError as error:
        return Fault("scanner_missing", f"{kernel.devices}: {type(error).__name__}")
    event = next((keyboard.event for keyboard in there if keyboard.usb == usb), None)
    if event is None:
        others = ", ".join(f"{keyboard.usb} {keyboard.name}" for keyboard in there)
        return Fault("scanner_missing", f"no keyboard {usb}; there are: {others or 'none'}")
    node = kernel.nodes / event
    trouble = trouble_with(node, "scanner_missing")
    return trouble or _grabbed(node, kernel, waiter)


def _grabbed(node: Path, kernel: Kernel, waiter: LineWaiter) -> Wire | Fault:
    try:
        handle = os.open(node, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        return Fault("scanner_missing", f"{node} can't be opened: {type(error).__name__}")
    try:
        kernel.grab(handle)
    except OSError as error:
        os.close(handle)
        return Fault("scanner_missing", f"{node} is taken by another program: {type(error).__name__}")
    return _InputWire(handle, waiter)


class _InputWire:
    """Holds one grabbed event node. The kernel lets the grab go when it is closed."""

    def __init__(self, handle: int, waiter: LineWaiter) -> None:
        self._handle = handle
        self._waiter = waiter

    def receive(self, wait_s: float) -> bytes:
        return received(self._handle, self._waiter, wait_s, _CHUNK)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            os.close(self._handle)
