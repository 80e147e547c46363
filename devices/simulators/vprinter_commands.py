"""Interprets ESC/POS commands from the virtual printer's receive buffer, in order.

Written from the makers' manual and sharing nothing with our renderer or driver, so that it can judge them.
It is a generator: it yields how many bytes it needs, or what the mechanism shall do, and waits for either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from devices.simulators.vprinter_letters import Rows, Run

DLE, FS = 0x10, 0x1C
HANZI = b"##"
"""What stands for a Hanzi, which two bytes from 80h on are in Chinese mode."""
REAL_TIME = re.compile(rb"\x10(?:\x04[\x01-\x04]|\x05[\x01\x02]|\x14[\x01\x02\x08])")
REAL_TIME_LENGTH = {0x04: 3, 0x05: 3, 0x14: 5}
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
DEFAULT_LINE = 30


@dataclass(frozen=True, slots=True)
class Row:
    """Prints one row of dots."""

    dots: bytes


@dataclass(frozen=True, slots=True)
class Feed:
    """Moves the paper by so many rows."""

    rows: int


@dataclass(frozen=True, slots=True)
class Cut:
    """Cuts; with `extra`, feeds to the cutter and so many rows more first."""

    extra: int | None


Motion = Row | Feed | Cut
Steps = Generator["int | Motion", bytes, None]
Value = Generator["int | Motion", bytes, int]


class Mechanism(Protocol):
    """Does what takes no time."""

    def complete(self, process_id: bytes) -> None:
        """Acknowledges that everything before is carried out."""

    def answer(self, data: bytes) -> None:
        """Sends bytes to the host."""

    def paper_sensor(self) -> int:
        """Gives the byte that GS r 1 asks for."""

    def identity(self, number: int) -> bytes:
        """Gives the answer to GS I."""

    def automatic_status(self, kinds: int) -> None:
        """Switches automatic status on or off."""

    def real_time_switch(self, pairs: bytes) -> None:
        """Handles GS ( D: pairs of function and 0 or 1."""

    def picture_begins(self) -> None:
        """Notes that the next picture is under way."""

    def event(self, name: str, detail: str) -> None:
        """Records something that a test may ask about."""


class Press(Protocol):
    """Puts letters on the paper."""

    @property
    def stride(self) -> int:
        """Gives the bytes a row of the head."""

    def text(self, page: int, data: bytes) -> None:
        """Keeps text with its code page."""

    def letters(self, runs: Sequence[Run], /) -> Iterable[tuple[Rows, int]]:
        """Gives the rows and the width of each line that the runs fill."""

    def qr(self, data: bytes, module: int, level: int, /) -> tuple[Rows, int]:
        """Gives the rows and the width of the printer's own QR code."""


@dataclass(slots=True)
class Style:
    """Holds the text settings that ESC @ resets."""

    line: int = DEFAULT_LINE
    align: int = 0
    page: int = 0
    unit: int = 1
    stored: tuple[int, bytes] | None = None
    strong: bool = False
    wide: int = 1
    high: int = 1
    chinese: bool = False
    qr: bytes = b""
    qr_module: int = 3
    qr_level: int = 48
    words: bytearray = field(default_factory=bytearray)
    runs: list[Run] = field(default_factory=list)


class Interpreter:
    """Carries out one command after the other without end."""

    def __init__(self, mechanism: Mechanism, press: Press) -> None:
        self._machine = mechanism
        self._press = press
        self.wakes_chinese = False
        self.style = Style()
        self.offset = 0
        self.inside_picture = False
        self._escapes: dict[int, Callable[[], Steps]] = {
            0x40: self._reset,
            0x4A: self._feed_units,
            0x64: self._feed_lines,
            0x33: self._set_line,
            0x32: self._default_line,
            0x61: self._set_align,
            0x74: self._set_page,
            0x4D: self._skip_one,
            0x21: self._skip_one,
            0x45: self._set_strong,
            0x70: self._drawer,
        }
        self._groups: dict[int, Callable[[], Steps]] = {
            0x76: self._raster,
            0x56: self._cut,
            0x28: self._extended,
            0x38: self._long_graphics,
            0x72: self._sensor,
            0x61: self._automatic,
            0x49: self._identity,
            0x50: self._units,
            0x21: self._set_size,
        }

    def run(self) -> Steps:
        """Takes and carries out commands."""
        while True:
            self.inside_picture = False
            first = (yield 1)[0]
            if first == 0x1B:
                yield from self._choose(self._escapes, "1B")
            elif first == 0x1D:
                yield from self._choose(self._groups, "1D")
            elif first == FS:
                self._set_chinese((yield 1)[0])
            elif first == DLE:
                yield from self._skip_real_time()
            elif first >= 0x80 and self.style.chinese:
                yield 1
                self.style.words += HANZI
            elif first == 0x0A:
                yield from self._end_line()
            elif first >= 0x20:
                self.style.words.append(first)
            else:
                self._unknown(f"{first:02X}")

    def _choose(self, known: dict[int, Callable[[], Steps]], prefix: str) -> Steps:
        second = (yield 1)[0]
        command = known.get(second)
        if command is None:
            self._unknown(f"{prefix} {second:02X}")
        else:
            yield from command()

    def _unknown(self, what: str) -> None:
        self._machine.event("unknown", f"{what} at {self.offset}")

    def _skip_real_time(self) -> Steps:
        """Skips a real-time command: it was carried out when it was received."""
        second = (yield 1)[0]
        parts = yield REAL_TIME_LENGTH.get(second, 3) - 2
        if second == 0x14 and parts[0] == 0x08:
            yield len(CLEAR) - 5

    def _end_run(self) -> None:
        """Ends a run of letters that are set alike: what comes is set otherwise."""
        style = self.style
        if style.words:
            self._press.text(style.page, bytes(style.words))
            style.runs.append(Run(style.page, bytes(style.words), style.strong, style.wide, style.high))
            style.words.clear()

    def _end_line(self) -> Steps:
        self._end_run()
        runs, self.style.runs = self.style.runs, []
        height = 0
        for rows, width in self._press.letters(runs):
            height = len(rows)
            for row in rows:
                yield Row(self._aligned(row, width))
        yield Feed(max(0, self.style.line - height))

    def _set_chinese(self, command: int) -> None:
        """Switches Chinese mode: FS & goes into it, FS . out of it."""
        if command in (0x26, 0x2E):
            self.style.chinese = command == 0x26
        else:
            self._unknown(f"1C {command:02X}")

    def _reset(self) -> Steps:
        self.style = Style(chinese=self.wakes_chinese)
        yield from ()

    def _feed_units(self) -> Steps:
        count = (yield 1)[0]
        yield Feed(count * self.style.unit)

    def _feed_lines(self) -> Steps:
        count = (yield 1)[0]
        if self.style.words or self.style.runs:
            yield from self._end_line()
        yield Feed(count * self.style.line)

    def _set_line(self) -> Steps:
        self.style.line = (yield 1)[0]

    def _default_line(self) -> Steps:
        self.style.line = DEFAULT_LINE
        yield from ()

    def _set_align(self) -> Steps:
        self.style.align = (yield 1)[0] & 3

    def _set_page(self) -> Steps:
        page = (yield 1)[0]
        self._end_run()
        self.style.page = page

    def _set_strong(self) -> Steps:
        strong = (yield 1)[0]
        self._end_run()
        self.style.strong = bool(strong & 1)

    def _set_size(self) -> Steps:
        size = (yield 1)[0]
        self._end_run()
        self.style.wide, self.style.high = (size >> 4 & 7) + 1, (size & 7) + 1

    def _units(self) -> Steps:
        """Sets the vertical motion unit: one dot, 203 to the inch, or as many as is said."""
        _, vertical = yield 2
        self.style.unit = max(1, round(203 / vertical)) if vertical else 1

    def _skip_one(self) -> Steps:
        yield 1

    def _drawer(self) -> Steps:
        yield 3
        self._machine.event("drawer", "pulse")

    def _raster(self) -> Steps:
        header = yield 6
        mode, stride = header[1], int.from_bytes(header[2:4], "little")
        height = int.from_bytes(header[4:6], "little")
        self._machine.picture_begins()
        last = b""
        self.inside_picture = True
        for _ in range(height):
            dots = yield stride
            if DLE in dots or last[-4:].find(DLE) >= 0:
                self._look_for_real_time(last, dots)
            last = dots
            yield from self._print(dots, stride * 8, bool(mode & 1), bool(mode & 2))

    def _look_for_real_time(self, last: bytes, dots: bytes) -> None:
        if REAL_TIME.search(last[-4:] + dots):
            self._machine.event("realtime_in_data", dots.hex())

    def _print(self, dots: bytes, width: int, wide: bool, high: bool) -> Steps:
        if wide:
            dots, width = _doubled(dots), width * 2
        row = Row(self._aligned(dots, width))
        yield row
        if high:
            yield row

    def _aligned(self, dots: bytes, width: int) -> bytes:
        room = self._press.stride * 8 - width
        if self.style.align == 0 or room <= 0:
            return dots
        shift = room if self.style.align == 2 else room // 2
        total = len(dots) * 8 + shift
        size = -(-total // 8)
        return (int.from_bytes(dots, "big") << (size * 8 - total)).to_bytes(size, "big")

    def _cut(self) -> Steps:
        mode = (yield 1)[0]
        if self.style.words or self.style.runs:
            yield from self._end_line()
        if mode in (0x00, 0x01, 0x30, 0x31):
            yield Cut(None)
        elif mode in (0x41, 0x42, 0x61, 0x62, 0x67, 0x68):
            yield Cut((yield 1)[0])
        else:
            self._unknown(f"1D 56 {mode:02X}")

    def _sensor(self) -> Steps:
        kind = (yield 1)[0]
        self._machine.answer(bytes([self._machine.paper_sensor() if kind in (1, 0x31) else 0]))

    def _automatic(self) -> Steps:
        self._machine.automatic_status((yield 1)[0])

    def _identity(self) -> Steps:
        self._machine.answer(self._machine.identity((yield 1)[0]))

    def _extended(self) -> Steps:
        kind, low, high = yield 3
        length = low | high << 8
        if kind == 0x4C:
            yield from self._graphics(length)
            return
        body = (yield length) if length else b""
        if kind == 0x48 and body[:2] == b"\x30\x30":
            self._machine.complete(body[2:])
        elif kind == 0x44:
            self._machine.real_time_switch(body[1:])
        elif kind == 0x6B:
            yield from self._own_qr(body)
        else:
            self._unknown(f"1D 28 {kind:02X}")

    def _own_qr(self, body: bytes) -> Steps:
        style = self.style
        match body[:2]:
            case b"1C":
                style.qr_module = body[2]
            case b"1E":
                style.qr_level = body[2]
            case b"1P":
                style.qr = body[3:]
            case b"1Q":
                rows, width = self._press.qr(style.qr, style.qr_module, style.qr_level)
                for row in rows:
                    yield Row(self._aligned(row, width))

    def _long_graphics(self) -> Steps:
        kind = (yield 1)[0]
        length = int.from_bytes((yield 4), "little")
        if kind == 0x4C:
            yield from self._graphics(length)
        else:
            self._unknown(f"1D 38 {kind:02X}")

    def _graphics(self, length: int) -> Steps:
        self.inside_picture = True
        body = (yield length) if length else b""
        if body[:1] == b"0" and body[1:2] in (b"\x02", b"\x32"):
            yield from self._print_store()
        elif body[:2] == b"0p":
            self._store(body[2:])
        else:
            self._unknown(f"1D 28 4C {body[:2].hex()}")

    def _store(self, body: bytes) -> None:
        """Stores a code by function 112: here the width is in dots."""
        wide, high, dots_across = body[1] == 2, body[2] == 2, int.from_bytes(body[4:6], "little")
        if REAL_TIME.search(body[8:]):
            self._machine.event("realtime_in_data", "graphics")
        self.style.stored = dots_across | wide << 17 | high << 18, body[8:]

    def _print_store(self) -> Steps:
        if self.style.stored is None:
            return
        form, data = self.style.stored
        self.style.stored = None
        width = form & 0xFFFF
        stride = -(-width // 8)
        self._machine.picture_begins()
        for start in range(0, len(data) - stride + 1, stride):
            dots = data[start : start + stride]
            yield from self._print(dots, width, bool(form >> 17 & 1), bool(form >> 18 & 1))


def _doubled(dots: bytes) -> bytes:
    bits = "".join(f"{byte:08b}" for byte in dots)
    wide = "".join(bit * 2 for bit in bits)
    return int(wide, 2).to_bytes(2 * len(dots), "big")
