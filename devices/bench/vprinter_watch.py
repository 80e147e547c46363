"""The virtual printer's watcher: real-time commands are obeyed when received, ahead of the buffer."""

from __future__ import annotations

from typing import Protocol

from devices.bench.vprinter_commands import CLEAR, DLE

_STARTS = (b"\x10\x04", b"\x10\x05", b"\x10\x14")


class Watched(Protocol):
    """The printer, as the watcher needs it."""

    def queue(self, data: bytes) -> None:
        """Put bytes into the receive buffer."""

    def ask(self, number: int) -> None:
        """DLE EOT `number`."""

    def recover(self, clear_first: bool) -> None:
        """DLE ENQ."""

    def clear(self) -> None:
        """DLE DC4 function 8."""


class Watcher:
    """Sees every byte of one connection; keeps its place across segments.

    It does not know picture data from commands, as a real one doesn't: the bytes go into the buffer as well,
    where the interpreter skips those that stand at the place of a command.
    """

    def __init__(self, printer: Watched) -> None:
        self._printer = printer
        self._seen = b""

    def see(self, data: bytes) -> None:
        """Take received bytes: obey what is real-time, queue everything."""
        if not self._seen and DLE not in data:
            self._printer.queue(data)
            return
        for value in data:
            byte = bytes([value])
            self._seen += byte
            self._printer.queue(byte)
            self._obey()
            self._shorten()

    def _obey(self) -> None:
        match tuple(self._seen):
            case (0x10, 0x04, (1 | 2 | 3 | 4) as number):
                self._printer.ask(number)
            case (0x10, 0x05, (1 | 2) as number):
                self._printer.recover(clear_first=number == 2)
            case _ if self._seen == CLEAR:
                self._printer.clear()

    def _shorten(self) -> None:
        """Keep only what may still become a command."""
        while self._seen and not self._may_go_on():
            self._seen = self._seen[1:]

    def _may_go_on(self) -> bool:
        seen = self._seen
        if len(seen) < 3:
            return any(start.startswith(seen) for start in _STARTS)
        return CLEAR.startswith(seen) and seen != CLEAR
