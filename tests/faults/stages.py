"""Sets up the place of a campaign: a printer in memory on a virtual clock, or one behind a real port."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Protocol

from devices.printing.escpos_printer import DEFAULT, Patience
from devices.printing.transport import Transport
from devices.printing.wire import Wire
from devices.simulators.vprinter import VirtualPrinter
from devices.simulators.vprinter_machine import Machine
from devices.simulators.vprinter_memory import Simulation
from devices.simulators.vprinter_paper import Paper
from devices.simulators.vprinter_switches import Make
from kiosk.clock import ICT, SystemClock, VirtualClock
from kiosk.ports.time import Clock

HASTE = 0.1
"""Over a real port everything lasts a tenth of the time."""


class Stage(Protocol):
    """A printer and the time around it. `haste` scales every duration; `hold()` guards the machine."""

    machine: Machine
    patience: Patience
    haste: float

    @property
    def clock(self) -> Clock:
        """The stage's time."""

    def connect(self) -> Transport:
        """A connection, or Lost."""

    def pause(self, seconds: float) -> None:
        """Let time go by."""

    def hold(self) -> AbstractContextManager[object]:
        """Nothing moves meanwhile."""

    def each_second(self, look: Callable[[], None]) -> None:
        """Call `look` once a second of the stage's time."""

    def close(self) -> None:
        """The end."""


def make_of(chance: random.Random, haste: float) -> Make:
    """A printer of some kind: the settings of the notes, drawn."""
    slow = chance.random() < 0.5
    return Make(
        buffer_bytes=chance.choice((1024, 4096, 65536)),
        row_s=haste / 1600 if slow else 0.0,
        cut_s=0.3 * haste if slow else 0.0,
        start_s=chance.uniform(1, 5) * haste,
        after_close=chance.choice(("print", "print", "drop")),
    )


class MemoryStage:
    """Virtual time; one thread."""

    haste = 1.0
    patience = DEFAULT

    def __init__(self, chance: random.Random) -> None:
        self.clock = VirtualClock(datetime(2026, 11, 23, 7, 30, tzinfo=ICT))
        self.machine = Machine(Paper(576, None), make_of(chance, self.haste), random.Random(chance.random()))
        self._simulation = Simulation(self.machine, self.clock)

    def connect(self) -> Transport:
        return self._simulation.connect()

    def pause(self, seconds: float) -> None:
        self._simulation.wait(seconds)

    def hold(self) -> AbstractContextManager[object]:
        self.machine.run(self.clock.monotonic())
        return nullcontext()

    def each_second(self, look: Callable[[], None]) -> None:
        next_at = [self.clock.monotonic() + 1]

        def around() -> None:
            if self.clock.monotonic() >= next_at[0]:
                next_at[0] = self.clock.monotonic() + 1
                look()

        self._simulation.around = around
        self._simulation.next_around = lambda: next_at[0]

    def close(self) -> None:
        return None


class TcpStage:
    """Real time and a real port."""

    haste = HASTE
    patience = Patience(
        DEFAULT.answer_s * 0.25,
        DEFAULT.ack_s * HASTE,
        DEFAULT.patience_s * HASTE,
        DEFAULT.recover_s * HASTE,
        DEFAULT.fresh_s,
    )

    def __init__(self, chance: random.Random) -> None:
        self.clock = SystemClock()
        self.printer = VirtualPrinter(make=make_of(chance, self.haste), seed=chance.randrange(1 << 30))
        self.printer.start()
        self.machine = self.printer.machine
        self._never = threading.Event()

    def connect(self) -> Transport:
        return Wire("127.0.0.1", self.printer.port, 1.0)

    def pause(self, seconds: float) -> None:
        self._never.wait(seconds)

    def hold(self) -> AbstractContextManager[object]:
        return self.printer.held()

    def each_second(self, look: Callable[[], None]) -> None:
        return None

    def close(self) -> None:
        self.printer.stop()
