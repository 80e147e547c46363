"""The virtual printer's interpreter: ESC/POS commands from the receive buffer, in order.

Written from the makers' manual and sharing nothing with our renderer or driver, so that it can judge them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

DLE = 0x10
_REAL_TIME = re.compile(rb"\x10(?:\x04[\x01-\x04]|\x05[\x01\x02]|\x14[\x01\x02\x08])")
REAL_TIME_LENGTH = {0x04: 3, 0x05: 3, 0x14: 5}
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
DEFAULT_LINE = 30


class Mechanism(Protocol):
    """What the interpreter drives. Every call may wait while the printer is offline."""

    def take(self, count: int) -> bytes:
        """The next `count` bytes of the buffer."""

    def row(self, dots: bytes) -> None:
        """Print one row."""

    def feed(self, rows: int) -> None:
        """Move the paper."""

    def cut(self, extra: int | None) -> None:
        """Feed to the cutter and `extra` rows more, then cut; None cuts at once."""

    def complete(self, process_id: bytes) -> None:
        """All before is carried out: acknowledge."""

    def answer(self, data: bytes) -> None:
        """Send to the host."""

    def paper_sensor(self) -> int:
        """The byte that GS r 1 asks for."""

    def automatic_status(self, kinds: int) -> None:
        """Switch automatic status on or off."""

    def event(self, name: str, detail: str) -> None:
        """Record something that a test may ask about."""


class Interpreter:
    """Carries out one command after the other for ever; ends by an exception of the mechanism."""

    def __init__(self, mechanism: Mechanism) -> None:
        self._machine = mechanism
        self._line = DEFAULT_LINE
        self._align = 0
        self._commands: dict[int, Callable[[], None]] = {
            0x0A: lambda: self._machine.feed(self._line),
            DLE: self._skip_real_time,
            0x1B: self._escape,
            0x1D: self._group,
        }

    def run(self) -> None:
        """Take and obey commands."""
        while True:
            self.step()

    def step(self) -> None:
        """Take and obey one command."""
        first = self._byte()
        known = self._commands.get(first)
        if known is None:
            self._machine.event("unknown", f"{first:02X}")
        else:
            known()

    def _byte(self) -> int:
        return self._machine.take(1)[0]

    def _word(self) -> int:
        return int.from_bytes(self._machine.take(2), "little")

    def _skip_real_time(self) -> None:
        second = self._byte()
        rest = REAL_TIME_LENGTH.get(second, 2) - 2
        parts = self._machine.take(rest)
        if second == 0x14 and parts[0] == 0x08:
            self._machine.take(len(CLEAR) - 5)

    def _escape(self) -> None:
        second = self._byte()
        if second == 0x40:
            self._line, self._align = DEFAULT_LINE, 0
        elif second == 0x4A:
            self._machine.feed(self._byte())
        elif second == 0x64:
            self._machine.feed(self._byte() * self._line)
        elif second == 0x33:
            self._line = self._byte()
        elif second == 0x32:
            self._line = DEFAULT_LINE
        elif second == 0x61:
            self._align = self._byte() & 3
        else:
            self._machine.event("unknown", f"1B {second:02X}")

    def _group(self) -> None:
        second = self._byte()
        if second == 0x76:
            self._raster()
        elif second == 0x56:
            self._cut()
        elif second == 0x28:
            self._extended()
        elif second == 0x72:
            self._byte()
            self._machine.answer(bytes([self._machine.paper_sensor()]))
        elif second == 0x61:
            self._machine.automatic_status(self._byte())
        else:
            self._machine.event("unknown", f"1D {second:02X}")

    def _raster(self) -> None:
        self._byte()
        mode, stride, height = self._byte(), self._word(), self._word()
        wide, high = bool(mode & 1), 2 if mode & 2 else 1
        last = b""
        for _ in range(height):
            dots = self._machine.take(stride)
            if _REAL_TIME.search(last[-4:] + dots):
                self._machine.event("realtime_in_data", dots.hex())
            last = dots
            for _ in range(high):
                self._machine.row(_doubled(dots) if wide else dots)

    def _cut(self) -> None:
        mode = self._byte()
        if mode in (0x00, 0x01, 0x30, 0x31):
            self._machine.cut(None)
        elif mode in (0x41, 0x42, 0x61, 0x62, 0x67, 0x68):
            self._machine.cut(self._byte())
        else:
            self._machine.event("unknown", f"1D 56 {mode:02X}")

    def _extended(self) -> None:
        kind, length = self._byte(), self._word()
        body = self._machine.take(length)
        if kind == 0x48 and body[:2] == b"\x30\x30":
            self._machine.complete(body[2:])
        elif kind != 0x44:
            self._machine.event("unknown", f"1D 28 {kind:02X}")


def _doubled(dots: bytes) -> bytes:
    bits = "".join(f"{byte:08b}" for byte in dots)
    wide = "".join(bit * 2 for bit in bits)
    return int(wide, 2).to_bytes(2 * len(dots), "big")
