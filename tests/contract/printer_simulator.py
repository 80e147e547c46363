"""The virtual printer in memory, on a virtual clock: minutes of patience pass in no time, at any load."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from types import SimpleNamespace

import pytest

from devices.printing import escpos_printer, escpos_serial, escpos_tcp, escpos_usb
from devices.printing.transport import Lost, Transport
from devices.simulators.vprinter import Piece, Switch
from devices.simulators.vprinter_machine import Machine
from devices.simulators.vprinter_memory import MemorySerial, Simulation
from devices.simulators.vprinter_paper import Paper
from devices.simulators.vprinter_switches import Make
from kiosk.clock import ICT, VirtualClock


class PrinterSimulator:
    """A printer to print on, its paper and its switches. `away`: there is none at the end of the cable."""

    def __init__(self) -> None:
        self.clock = VirtualClock(datetime(2026, 11, 23, 7, 30, tzinfo=ICT))
        self.machine = Machine(Paper(576, None), Make(), random.Random(0))
        self.away = False
        self._memory = Simulation(self.machine, self.clock)
        self._serial: MemorySerial | None = None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The paper that was cut off, in order."""
        return self.machine.paper.pieces

    @property
    def events(self) -> list[tuple[str, str]]:
        """Lists what a good job never causes: unknown commands, overhanging or obeyed pictures."""
        return self.machine.events

    def switch(self, name: Switch, on: bool = True) -> None:
        """Throw a switch."""
        self.machine.run(self.clock.monotonic())
        self.machine.throw(name, on)

    def arm(self, name: Switch, *, rows: int | None = None, cuts: int | None = None) -> None:
        """Throw it when so many more rows are printed or cuts made."""
        if rows is not None:
            self.machine.arm(name, "rows", rows)
        if cuts is not None:
            self.machine.arm(name, "cuts", cuts)

    def mend(self, name: Switch, after_s: float) -> None:
        """Put a switch back so long after it was thrown."""
        thrown: list[float] = []

        def look() -> None:
            if name in self.machine.on:
                thrown[:] = thrown or [self.clock.monotonic()]
                if self.clock.monotonic() >= thrown[0] + after_s:
                    self.machine.throw(name, on=False)

        self._memory.around = look

    def connect(self, *_: object) -> Transport:
        """By network or USB: a printer that is off is not there."""
        if self.away:
            raise Lost("not there")
        return self._memory.connect()

    def serial(self, _port: str, baud: int, _flow: str) -> Transport:
        """By a serial line: always the same, also when nobody is at its end."""
        if self.away:
            self.machine.throw("power_off")
        self._serial = self._serial or MemorySerial(self._memory, baud)
        return self._serial

    def pause(self, seconds: float) -> None:
        """Let time go by."""
        self._memory.wait(seconds)


@contextmanager
def printer_simulator() -> Iterator[PrinterSimulator]:
    """While it lasts, every ESC/POS driver that is built reaches this printer, and lives in its time."""
    simulator = PrinterSimulator()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(escpos_printer, "SystemClock", lambda: simulator.clock)
        patch.setattr(escpos_printer, "time", SimpleNamespace(sleep=simulator.pause))
        patch.setattr(escpos_tcp, "Wire", simulator.connect)
        patch.setattr(escpos_usb, "UsbWire", simulator.connect)
        patch.setattr(escpos_serial, "SerialWire", simulator.serial)
        yield simulator
