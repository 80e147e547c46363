"""The virtual printer inside: receive buffer, mechanism, sensors, switches and what goes wrong with them."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import Literal, get_args

from devices.bench.vprinter_commands import Interpreter
from devices.bench.vprinter_paper import Paper, Piece

Switch = Literal["paper_out", "near_end", "cover_open", "cutter_jam", "hang", "power_off", "lost_ack", "drop"]
SWITCHES: tuple[Switch, ...] = get_args(Switch)


class _Interrupted(Exception):
    """The interpreter must forget the command it is in: buffers cleared, power off, or closed."""


class Machine:
    """Everything but the connection. One lock guards it all; `state` is notified at every change.

    `send` takes bytes for the host, `hang_up` breaks the connection; both are called under the lock.
    """

    def __init__(
        self,
        paper: Paper,
        *,
        buffer_bytes: int,
        row_s: float,
        cut_s: float,
        cutter_rows: int,
        send: Callable[[bytes], None],
        hang_up: Callable[[], None],
    ) -> None:
        self.state = threading.Condition(threading.RLock())
        self.paper = paper
        self.on: set[Switch] = set()
        self.events: list[tuple[str, str]] = []
        self._limit = buffer_bytes
        self._row_s, self._cut_s, self._cutter_rows = row_s, cut_s, cutter_rows
        self._send, self._hang_up = send, hang_up
        self._armed: dict[str, list[tuple[int, Switch]]] = {"rows": [], "cuts": []}
        self._buffer = bytearray()
        self._error = False
        self._asb = 0
        self._told = b""
        self._epoch = self._running = 0
        self._closed = False

    def run(self) -> None:
        """Interpret until `close()`; a clearing begins anew."""
        while True:
            with self.state:
                if self._closed:
                    return
                self._running = self._epoch
            with contextlib.suppress(_Interrupted):
                Interpreter(self).run()

    def close(self) -> None:
        """End `run()`."""
        with self.state:
            self._closed = True
            self._forget()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The paper that was cut off, in order."""
        with self.state:
            return self.paper.pieces

    def throw(self, name: Switch, on: bool) -> None:
        """Throw a switch. Raises ValueError for one that isn't there."""
        if name not in SWITCHES:
            raise ValueError(f"no switch {name!r}; there are {', '.join(SWITCHES)}")
        with self.state:
            self._throw(name, on)

    def arm(self, name: Switch, kind: Literal["rows", "cuts"], count: int) -> None:
        """Throw the switch when `count` more dot rows are printed, or cuts made."""
        with self.state:
            self._armed[kind].append((count, name))

    def free(self) -> int:
        """Bytes that the receive buffer still takes."""
        return self._limit - len(self._buffer)

    def connected(self) -> None:
        """A new connection: automatic status is off until asked for."""
        with self.state:
            self._asb = 0

    def queue(self, data: bytes) -> None:
        """Received bytes."""
        if "power_off" not in self.on:
            self._buffer += data

    def ask(self, number: int) -> None:
        """DLE EOT: answered at once, also while offline."""
        self.answer(bytes([self._status(number)]))

    def recover(self, clear_first: bool) -> None:
        """DLE ENQ: go on after an error whose cause is gone."""
        with self.state:
            if not self._error or "hang" in self.on:
                return
            if clear_first:
                self._forget()
            if "cutter_jam" not in self.on:
                self._error = False
                self._tell_status()
            self.state.notify_all()

    def clear(self) -> None:
        """DLE DC4 function 8: empty the buffer, forget the command under way, say so."""
        with self.state:
            if "hang" not in self.on:
                self._forget()
                self.answer(b"\x37\x25\0")

    def take(self, count: int) -> bytes:
        """For the interpreter: bytes of the buffer, waiting for them and for being online."""
        taken = bytearray()
        while len(taken) < count:
            with self._moving(lambda: bool(self._buffer)):
                part = self._buffer[: count - len(taken)]
                del self._buffer[: len(part)]
                taken += part
                self.state.notify_all()
        return bytes(taken)

    def row(self, dots: bytes) -> None:
        """For the interpreter: print a row."""
        self._spend(self._row_s)
        with self._moving():
            if self.paper.row(dots):
                self.events.append(("overhang", str(len(dots))))
            self._count("rows")

    def feed(self, rows: int) -> None:
        """For the interpreter: move the paper."""
        self._spend(self._row_s * rows)
        with self._moving():
            self.paper.feed(rows)

    def cut(self, extra: int | None) -> None:
        """For the interpreter: cut; with `extra`, feed to the cutter and so many rows more first.

        A jammed cutter leaves the paper hanging and the printer in error.
        """
        if extra is not None:
            self.feed(self._cutter_rows + extra)
        self._spend(self._cut_s)
        with self._moving():
            self._error = "cutter_jam" in self.on
            self._tell_status()
        with self._moving():
            self.paper.cut()
            self._count("cuts")

    def complete(self, process_id: bytes) -> None:
        """For the interpreter: acknowledge, unless the answer is to be lost."""
        with self._moving():
            self.paper.completed(process_id)
            if "lost_ack" in self.on:
                self.on.discard("lost_ack")
            else:
                self.answer(b"\x37\x22" + process_id + b"\0")

    def answer(self, data: bytes) -> None:
        """Send to the host; a printer that hangs says nothing."""
        with self.state:
            if not self.on & {"hang", "power_off"}:
                self._send(data)

    def paper_sensor(self) -> int:
        """For the interpreter: bits 03 near end, 0C out."""
        return (0x03 if "near_end" in self.on else 0) | (0x0C if "paper_out" in self.on else 0)

    def automatic_status(self, kinds: int) -> None:
        """For the interpreter: four status bytes now and at every change."""
        with self.state:
            self._asb, self._told = kinds, b""
            self._tell_status()

    def event(self, name: str, detail: str) -> None:
        """For the interpreter: something a test may ask about."""
        with self.state:
            self.events.append((name, detail))

    @contextlib.contextmanager
    def _moving(self, also: Callable[[], bool] = lambda: True) -> Iterator[None]:
        """Hold the state while the mechanism may move: on, online, not hung, and `also`."""
        with self.state:
            self.state.wait_for(
                lambda: (
                    self._epoch != self._running
                    or (not self._is_offline() and not self.on & {"hang", "power_off"} and also())
                )
            )
            if self._epoch != self._running:
                raise _Interrupted
            yield
            self.state.notify_all()

    def _spend(self, seconds: float) -> None:
        if seconds > 0:
            with self.state:
                self.state.wait_for(lambda: self._epoch != self._running, seconds)

    def _throw(self, name: Switch, on: bool) -> None:
        if name == "drop":
            if on:
                self._hang_up()
            return
        if on and name == "power_off" and name not in self.on:
            self._error, self._asb = False, 0
            self._forget()
            self._hang_up()
        (self.on.add if on else self.on.discard)(name)
        self._tell_status()
        self.state.notify_all()

    def _count(self, kind: str) -> None:
        due = [name for left, name in self._armed[kind] if left <= 1]
        self._armed[kind] = [(left - 1, name) for left, name in self._armed[kind] if left > 1]
        for name in due:
            self._throw(name, True)

    def _forget(self) -> None:
        self._buffer.clear()
        self._epoch += 1
        self.state.notify_all()

    def _is_offline(self) -> bool:
        return self._error or bool(self.on & {"paper_out", "cover_open"})

    def _status(self, number: int) -> int:
        cover, out, near = ("cover_open" in self.on, "paper_out" in self.on, "near_end" in self.on)
        bits = {
            1: 0x08 * self._is_offline(),
            2: 0x04 * cover | 0x20 * out | 0x40 * self._error,
            3: 0x08 * self._error,
            4: 0x0C * near | 0x60 * out,
        }
        return 0x12 | bits[number]

    def _tell_status(self) -> None:
        status = bytes(
            [
                0x10 | 0x08 * self._is_offline() | 0x20 * ("cover_open" in self.on),
                0x08 * self._error,
                self.paper_sensor(),
                0x0F,
            ]
        )
        if self._asb and status != self._told:
            self._told = status
            self.answer(status)
