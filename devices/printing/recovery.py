"""Recovers after the connection was lost during a job: finds the printer again, collects its late answers,
empties its buffers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from devices.printing.escpos_job import EJECT
from devices.printing.link import LOOK_S, Link
from devices.printing.print_state import cause_of
from devices.printing.transport import Lost
from kiosk.ports.device import Fault
from kiosk.ports.time import Clock

ECHO_S = 2.0
"""How long a printer that is found again may take to print what it had in its buffer, and to say so."""

_RETRY_S = 0.25


@dataclass(frozen=True, slots=True)
class Recovered:
    """Holds the result of a recovery. `printed`: the job's process id came after all. `cleared`: nothing of
    it can come out any more; `fault` says what still keeps the printer from being clean.
    """

    printed: bool = False
    cleared: bool = False
    fault: Fault | None = None


@dataclass(slots=True)
class Recovery:
    """Tries to recover until `until` (monotonic seconds), at least once."""

    link: Link
    clock: Clock
    pause: Callable[[float], object]
    answer_s: float
    until: float

    def run(self, wanted: bytes | None) -> Recovered:
        """Waits for the answer `wanted`, clears the buffers, and cuts off the paper that hangs below the
        head.
        """
        heard = wanted is None
        found = Recovered(fault=Fault("printer_unreachable", "not found again"))
        while True:
            try:
                self.link.connect()
                if not heard and wanted is not None:
                    heard = True
                    self._listen(wanted)
                if wanted in self.link.completed:
                    return Recovered(printed=True)
                found = self._empty(found.cleared)
            except Lost as error:
                found = Recovered(cleared=found.cleared, fault=Fault("printer_unreachable", str(error)))
            if wanted in self.link.completed:
                return Recovered(printed=True)
            if found.fault is None or self.clock.monotonic() >= self.until:
                return found
            self.pause(_RETRY_S)

    def _listen(self, wanted: bytes) -> None:
        """Waits for the end of a job that was wholly in the printer's buffer: it prints on after the
        connection broke.
        """
        until = min(self.until, self.clock.monotonic() + ECHO_S)
        while wanted not in self.link.completed and (left := until - self.clock.monotonic()) > 0:
            self.link.pump(min(LOOK_S, left))

    def _empty(self, cleared: bool) -> Recovered:
        if not cleared and not self.link.clear(self.answer_s):
            self.link.close()
            return Recovered(fault=Fault("printer_unreachable", "the buffer could not be cleared"))
        status = self.link.ask_surely(self.answer_s)
        if status is None:
            return Recovered(cleared=True, fault=Fault("printer_unreachable", "no status answer"))
        if cause_of(status) is not None:
            return Recovered(cleared=True, fault=status.fault() or Fault("printer_unreachable", "offline"))
        if not self.link.carries_out(EJECT, self.answer_s):
            fault = self.link.status.fault() or Fault("printer_unreachable", "the rest was not cut off")
            return Recovered(cleared=True, fault=fault)
        return Recovered(cleared=True)
