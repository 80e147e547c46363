"""Reads a hand scanner at a serial port: RS-232, or USB in its COM mode. The code's bytes come as they
are.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from devices.registry import driver
from devices.scanning.hand_scanner import MOST_BYTES, HandScanner, Patience, Wire, received
from devices.scanning.nodes import trouble_with
from devices.scanning.waiting import LineWaiter, RealWaiter
from kiosk.ports.codes import CodeReader, Reading
from kiosk.ports.device import Fault

Terminator = Literal["any", "cr", "lf", "crlf"]
_CHUNK = 4096
_ENDS = {
    "any": re.compile(rb"[\r\n]"),
    "cr": re.compile(rb"\r"),
    "lf": re.compile(rb"\n"),
    "crlf": re.compile(rb"\r\n"),
}


@driver("reader.serial", port=CodeReader)
class SerialReader(HandScanner):
    """Waits for a scan and its terminator; see `HandScanner` for what counts as one."""

    @dataclass(frozen=True)
    class Options:
        """Holds the driver's options: `port` is the device file, best a stable one below /dev/serial/by-id.
        `baud`, `parity`, `stop_bits` and `flow` as the scanner is set (always 8 data bits: letters need
        them); in USB-COM mode they do not matter. `terminator` ends a scan; `any` is CR, LF, or both.
        Seconds: `silence_s` until a scan without its terminator is thrown away, `missing_s` until an absent
        scanner is given up.
        """

        port: Path
        baud: int = 9600
        parity: Literal["none", "even", "odd"] = "none"
        stop_bits: Literal[1, 2] = 1
        flow: Literal["none", "rtscts", "xonxoff"] = "none"
        terminator: Terminator = "any"
        silence_s: float = 0.5
        missing_s: float = 1.0

    def __init__(self, options: Options, waiter: LineWaiter | None = None) -> None:
        line = waiter or RealWaiter()
        super().__init__(
            lambda: _connect(options, line),
            Lines(options.terminator),
            line,
            Patience(options.silence_s, options.missing_s),
            identity=str(options.port),
        )


class Lines:
    """Cuts the received bytes at their terminators. Empty lines and lines too long for any code are
    dropped.
    """

    def __init__(self, terminator: Terminator) -> None:
        self._end = _ENDS[terminator]
        self._begun = bytearray()
        self._spoilt = False

    def __repr__(self) -> str:
        return f"Lines(pending={self.pending})"

    @property
    def pending(self) -> bool:
        """Says if a line has begun."""
        return bool(self._begun) or self._spoilt

    def feed(self, data: bytes) -> list[Reading]:
        """Takes `data` and gives the lines that it ends."""
        self._begun += data
        *lines, rest = self._end.split(self._begun)
        if lines and self._spoilt:
            self._spoilt = False
            del lines[0]
        self._begun = bytearray(rest)
        if len(self._begun) > MOST_BYTES + 1:
            self.spoil()
        return [Reading(bytes(line), symbology="") for line in lines if 0 < len(line) <= MOST_BYTES]

    def spoil(self) -> None:
        """Drops the line that has begun, and the rest of it still to come."""
        self._spoilt = self.pending
        self._begun.clear()

    def forget(self) -> None:
        """Starts anew, with nothing collected."""
        self._begun.clear()
        self._spoilt = False


def _connect(options: SerialReader.Options, waiter: LineWaiter) -> Wire | Fault:
    import serial

    trouble = trouble_with(options.port, "scanner_missing")
    if trouble is not None:
        return trouble
    try:
        port = serial.Serial(
            str(options.port),
            options.baud,
            parity=options.parity[0].upper(),
            stopbits=options.stop_bits,
            rtscts=options.flow == "rtscts",
            xonxoff=options.flow == "xonxoff",
            timeout=0,
            exclusive=True,
        )
    except (OSError, ValueError) as error:
        return Fault("scanner_missing", f"{options.port} can't be opened: {type(error).__name__}")
    return _SerialWire(port, waiter)


class _SerialWire:
    """Holds one open port. What had come before it was opened is dropped by pyserial."""

    def __init__(self, port: Any, waiter: LineWaiter) -> None:
        self._port = port
        self._waiter = waiter

    def receive(self, wait_s: float) -> bytes:
        return received(self._port.fileno(), self._waiter, wait_s, _CHUNK)

    def close(self) -> None:
        with contextlib.suppress(Exception):
            self._port.close()
