"""Watches the virtual printer's input: real-time commands are obeyed when received, ahead of the buffer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from devices.simulators.vprinter_commands import CLEAR, DLE, Interpreter
from devices.simulators.vprinter_letters import Rows, Run

FORGET_S = 0.1
"""After so much silence a half command is forgotten; its bytes stay in the queue."""

_POWER_OFF = b"\x10\x14\x02\x01\x08"
_STARTS = (b"\x10\x04", b"\x10\x05", b"\x10\x14")
_LONG = (CLEAR, _POWER_OFF)


class Watched(Protocol):
    """Lists the printer's methods that the watcher needs."""

    def queue(self, data: bytes) -> None:
        """Puts bytes into the receive buffer."""

    def ask(self, number: int) -> None:
        """Handles DLE EOT `number`."""

    def recover(self, clear_first: bool) -> None:
        """Handles DLE ENQ."""

    def clear(self) -> None:
        """Handles DLE DC4 function 8."""

    def drawer_pulse(self) -> None:
        """Handles DLE DC4 function 1."""

    def power_off_sequence(self) -> None:
        """Handles DLE DC4 function 2."""


class Follower:
    """Reads along as bytes are received, to know which of them are picture data."""

    def __init__(self) -> None:
        nothing = _Nothing()
        self._reader = Interpreter(nothing, nothing)
        self._steps = self._reader.run()
        self._request = next(self._steps)
        self._part = b""

    def is_picture(self, byte: bytes) -> bool:
        """Takes the next byte; says if it belongs to a picture."""
        inside = self._reader.inside_picture
        self._part += byte
        if isinstance(self._request, int) and len(self._part) == self._request:
            self._request = self._steps.send(self._part)
            self._part = b""
        while not isinstance(self._request, int):
            self._request = self._steps.send(b"")
        return inside


class _Nothing:
    """Stands for a mechanism that does nothing, and its head."""

    stride = 72

    def complete(self, process_id: bytes) -> None: ...

    def answer(self, data: bytes) -> None: ...

    def paper_sensor(self) -> int:
        return 0

    def identity(self, number: int) -> bytes:
        return bytes([number])

    def automatic_status(self, kinds: int) -> None: ...

    def real_time_switch(self, pairs: bytes) -> None: ...

    def picture_begins(self) -> None: ...

    def text(self, page: int, data: bytes) -> None: ...

    def letters(self, _runs: Sequence[Run]) -> Iterable[tuple[Rows, int]]:
        return ()

    def qr(self, _data: bytes, _module: int, _level: int) -> tuple[Rows, int]:
        return (), 0

    def event(self, name: str, detail: str) -> None: ...


class Watcher:
    """Sees every byte of one connection; keeps its place across segments.

    It does not know picture data from commands, as a real one doesn't: the bytes go into the buffer as well,
    where the interpreter skips those that stand at the place of a command. With a `follower` it does not look
    into pictures.
    """

    def __init__(self, printer: Watched, follower: Follower | None = None) -> None:
        self._printer = printer
        self._follower = follower
        self._seen = b""
        self._last = 0.0

    def see(self, data: bytes, now: float) -> None:
        """Takes received bytes: obeys what is real-time, queues everything. `now` in seconds."""
        if now - self._last > FORGET_S:
            self._seen = b""
        self._last = now
        at = 0
        while at < len(data):
            start = self._next_start(data, at)
            if start > at:
                self._printer.queue(data[at:start])
            if start < len(data):
                self._see_one(data[start : start + 1])
            at = start + 1

    def _next_start(self, data: bytes, at: int) -> int:
        """Finds the next byte that has to be looked at by itself: the first that may begin a command."""
        if self._seen or self._follower is not None:
            return at
        found = data.find(DLE, at)
        return len(data) if found < 0 else found

    def _see_one(self, byte: bytes) -> None:
        self._printer.queue(byte)
        if self._follower is not None and self._follower.is_picture(byte):
            self._seen = b""
            return
        self._seen += byte
        self._obey()
        self._shorten()

    def _obey(self) -> None:
        match tuple(self._seen):
            case (0x10, 0x04, (1 | 2 | 3 | 4) as number):
                self._printer.ask(number)
            case (0x10, 0x05, (1 | 2) as number):
                self._printer.recover(clear_first=number == 2)
            case (0x10, 0x14, 0x01, _, _):
                self._printer.drawer_pulse()
            case _ if self._seen == _POWER_OFF:
                self._printer.power_off_sequence()
            case _ if self._seen == CLEAR:
                self._printer.clear()

    def _shorten(self) -> None:
        """Keeps only what may still become a command."""
        while self._seen and not self._may_go_on():
            self._seen = self._seen[1:]

    def _may_go_on(self) -> bool:
        seen = self._seen
        if len(seen) < 3:
            return any(start.startswith(seen) for start in _STARTS)
        if seen[:3] == b"\x10\x14\x01":
            return len(seen) < 5
        return any(whole.startswith(seen) and seen != whole for whole in _LONG)
