"""Simulates the virtual printer at the end of a line in memory, on a virtual clock: hours of trouble in
seconds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from devices.printing.transport import Lost
from devices.simulators.vprinter_machine import Machine
from kiosk.clock import VirtualClock

KERNEL_BYTES = 65_536
"""What the buffers of both sides' systems hold between a write and the printer's reading."""

NO_ANSWER_S = 10.0
"""How late a connection comes about when nobody answers."""

_STEP_S = 0.5
_TICK_S = 1e-9
"""Sums of floating seconds must not stop just before the moment they were meant to reach."""


class _Line(Protocol):
    """Carries bytes to the printer."""

    def deliver(self) -> None:
        """Brings the printer what has arrived by now."""

    def close(self) -> None:
        """Closes the line from the host's side."""

    def next(self) -> float | None:
        """Gives the time when more will have arrived."""


class Simulation:
    """Runs a printer on a virtual clock, and what else happens as time goes by (`around` is called at each
    step).
    """

    def __init__(self, machine: Machine, clock: VirtualClock) -> None:
        self.machine = machine
        self.clock = clock
        self.around: Callable[[], None] = lambda: None
        self.next_around: Callable[[], float | None] = lambda: None
        self._line: _Line | None = None

    def attach(self, line: _Line) -> None:
        """Attaches a line that is there for good."""
        self._line = line

    def connect(self, within_s: float = 1.0) -> MemoryLine:
        """Makes a connection. Raises Lost when the printer refuses it, or lets it wait longer than
        `within_s`.
        """
        self.machine.run(self.clock.monotonic())
        if self._line is not None:
            self._line.close()
        match self.machine.accepts():
            case "refused":
                raise Lost("ConnectionRefusedError")
            case "later":
                self.wait(min(within_s, NO_ANSWER_S))
                raise Lost("TimeoutError")
        self.machine.connected()
        line = MemoryLine(self)
        self._line = line
        return line

    def wait(self, seconds: float) -> None:
        """Lets time go by, and everything happen that happens meanwhile."""
        until = self.clock.monotonic() + seconds
        while self.step(until):
            pass

    def step(self, until: float) -> bool:
        """Goes on to the next moment at which something happens; False when `until` is reached."""
        now = self.clock.monotonic()
        moments = [until, now + _STEP_S]
        arrives = self._line.next() if self._line is not None else None
        for due in (self.machine.next(), self.next_around(), arrives):
            if due is not None and due > now:
                moments.append(due)
        target = min(moments)
        if target > now:
            self.clock.advance(target - now + _TICK_S)
        self.machine.run(self.clock.monotonic())
        if self._line is not None:
            self._line.deliver()
        self.around()
        return self.clock.monotonic() < until


class MemoryLine:
    """Holds one connection, with the bytes that are under way in it."""

    def __init__(self, simulation: Simulation) -> None:
        self._simulation = simulation
        self._machine = simulation.machine
        self._transit = bytearray()
        self._closed = False

    def exchange(self, data: bytes, wait_s: float) -> tuple[int, bytes]:
        """Exchanges bytes, see `Transport.exchange`."""
        if self._closed:
            raise Lost("closed")
        clock = self._simulation.clock
        until = clock.monotonic() + max(0.0, wait_s)
        self._machine.run(clock.monotonic())
        taken = 0
        while True:
            taken += self._take(data[taken:])
            self.deliver()
            received = self._machine.outgoing()
            self._look()
            if taken or received:
                return taken, received
            if not self._simulation.step(until):
                received = self._machine.outgoing()
                self._look()
                return 0, received

    def close(self) -> None:
        """Breaks the connection; what is under way is lost."""
        if not self._closed:
            self._closed = True
            self._transit.clear()
            if self._machine.interface.line in ("open", "half"):
                self._machine.disconnected()

    def deliver(self) -> None:
        """Lets the printer read what it has room for."""
        while not self._closed and self._transit and (room := self._machine.room()) > 0:
            part = bytes(self._transit[:room])
            del self._transit[:room]
            self._machine.receive(part)

    def next(self) -> float | None:
        """Gives the time of the next delivery: at once, when there is room."""
        return None

    def _take(self, data: bytes) -> int:
        taken = min(len(data), KERNEL_BYTES - len(self._transit))
        self._transit += data[:taken]
        return taken

    def _look(self) -> None:
        if self._closed:
            raise Lost("closed")
        if self._machine.interface.line in ("reset", "none"):
            self.close()
            raise Lost("ConnectionResetError")
        if self._machine.interface.line == "half":
            raise Lost("closed by the printer")


class MemorySerial:
    """Simulates a serial line of `baud`, 8N1, with flow control. It never says that the printer is gone: no
    answer comes, and bytes sent to nobody are lost, or with `holds` (RTS/CTS) wait until somebody is there.
    The host may let go and come again: it stays the same line.
    """

    def __init__(self, simulation: Simulation, baud: int = 115_200, *, holds: bool = False) -> None:
        self._simulation = simulation
        self._machine = simulation.machine
        self._byte_s = 10 / baud
        self._holds = holds
        self._ahead = max(64, int(baud / 100))
        self._transit = bytearray()
        self._moved = simulation.clock.monotonic()
        simulation.attach(self)
        self.deliver()

    def exchange(self, data: bytes, wait_s: float) -> tuple[int, bytes]:
        """Exchanges bytes, see `Transport.exchange`."""
        until = self._simulation.clock.monotonic() + max(0.0, wait_s)
        while True:
            taken = max(0, min(len(data), self._ahead - len(self._transit)))
            if taken and not self._transit:
                self._moved = self._simulation.clock.monotonic()
            self._transit += data[:taken]
            self.deliver()
            received = self._machine.outgoing()
            if taken or received:
                return taken, received
            if not self._simulation.step(until):
                return 0, self._machine.outgoing()

    def close(self) -> None:
        """Takes back what has not left the machine."""
        self._transit.clear()

    def deliver(self) -> None:
        """Delivers what has crossed the line by now; what meets a full buffer waits, what meets nobody is
        lost.
        """
        now = self._simulation.clock.monotonic()
        self._machine.run(now)
        if self._machine.interface.line in ("none", "reset") and self._machine.accepts() == "yes":
            self._machine.connected()
            if not self._holds:
                self._transit.clear()
        crossed = min(len(self._transit), int((now - self._moved) / self._byte_s + _TICK_S))
        if not self._machine.interface.reads:
            self._moved = now
            del self._transit[: 0 if self._holds else crossed]
            return
        self._moved += crossed * self._byte_s
        while crossed and (room := min(self._machine.room(), crossed)) > 0:
            part = bytes(self._transit[:room])
            del self._transit[:room]
            crossed -= room
            self._machine.receive(part)
        if crossed:
            self._moved = now

    def next(self) -> float | None:
        """Gives the time when all that is under way has crossed."""
        return self._moved + len(self._transit) * self._byte_s if self._transit else None
