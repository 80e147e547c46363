"""Holds the virtual printer's receive buffer, and the interpreter that takes commands from it."""

from __future__ import annotations

from typing import Literal

from devices.simulators.vprinter_commands import Cut, Feed, Interpreter, Motion, Row
from devices.simulators.vprinter_switches import Make


class CommandQueue:
    """Takes bytes at one end and gives motions of the mechanism at the other."""

    def __init__(self, interpreter: Interpreter) -> None:
        self.bytes = bytearray()
        self._interpreter = interpreter
        self._part = bytearray()
        self.begin()

    def begin(self) -> None:
        """Forgets the command under way. What is still in the buffer stays."""
        self._steps = self._interpreter.run()
        self._part.clear()
        self._request: int | Motion = next(self._steps)

    def advance(self) -> Motion | Literal["went on", "hungry"]:
        """Gives the next motion; or makes one step towards it, if there are bytes for it."""
        if not isinstance(self._request, int):
            return self._request
        data = self._taken(self._request)
        if data is None:
            return "hungry"
        self._step(data)
        return "went on"

    def done(self, motion: Motion) -> None:
        """Notes that the motion was carried out; if it is still wanted, the command goes on."""
        if self._request is motion:
            self._step(b"")

    def _step(self, data: bytes) -> None:
        """Runs the interpreter one step, unless what it does makes it begin anew."""
        steps = self._steps
        request = steps.send(data)
        if steps is self._steps:
            self._request = request

    def _taken(self, count: int) -> bytes | None:
        if not self._part and len(self.bytes) >= count:
            data = bytes(self.bytes[:count])
            del self.bytes[:count]
        else:
            more = self.bytes[: count - len(self._part)]
            del self.bytes[: len(more)]
            self._part += more
            if len(self._part) < count:
                return None
            data = bytes(self._part)
            self._part.clear()
        self._interpreter.offset += count
        return data


def seconds_of(motion: Motion, make: Make) -> float:
    """Computes how many seconds the mechanism of that make takes for a motion."""
    match motion:
        case Row():
            return make.row_s
        case Feed(rows):
            return make.row_s * rows
        case Cut(extra):
            rows = 0 if extra is None else make.cutter_rows + extra
            return make.row_s * rows + make.cut_s
