"""A receipt printer that speaks ESC/POS over TCP (port 9100).

Sent is not printed: a job is done when the printer has echoed its process id (GS ( H function 48). A job is
never sent twice here: lost sight of, it is `printer_in_doubt`, the printer's buffer is cleared so that
nothing comes out unannounced, and staff decide (reference printing.md, section 4).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from devices.printing.escpos_job import EJECT, JobBuilder
from devices.printing.escpos_status import Status
from devices.printing.link import Link
from devices.printing.wire import Lost
from devices.registry import driver
from kiosk.clock import SystemClock
from kiosk.paper.journal import NOT_SENT, process_id
from kiosk.ports import Clock, Fault, Health, Printed, PrintJob, SlipPrinter, State

_LOOK_S = 0.25


@driver("printer.tcp", port=SlipPrinter)
class EscposTcp:
    """Called from one thread. The connection is kept between jobs and made anew where it was lost."""

    @dataclass(frozen=True)
    class Options:
        """`head` is the width in dots (576: 80 mm, 384: 58 mm). Seconds: `answer_s` for a status answer,
        `ack_s` for the end of a job since the last progress, `patience_s` for staff to mend the printer while
        a job is half printed."""

        host: str
        port: int = 9100
        head: int = 576
        connect_s: float = 1.0
        answer_s: float = 0.3
        ack_s: float = 8.0
        patience_s: float = 10.0

    def __init__(self, options: Options, clock: Clock | None = None) -> None:
        self._options = options
        self._clock = clock or SystemClock()
        self._link = Link(options.host, options.port, options.connect_s, options.answer_s, self._clock)
        self._builder: JobBuilder | None = None
        self._unclean = False

    def open(self) -> Fault | None:
        """Connect and ask how the printer is; a printer out of paper opens with its fault."""
        self._builder = self._builder or JobBuilder(self._options.head)
        found = self._ask()
        return found if isinstance(found, Fault) else found.fault()

    def close(self) -> None:
        """Let go of the printer."""
        self._link.close()

    def health(self) -> Health:
        """Asks the printer itself (DLE EOT 1 to 4)."""
        found = self._ask()
        if isinstance(found, Fault):
            return Health(State.MISSING, found)
        fault = found.fault()
        warnings = ("printer_near_end",) if found.near_end else ()
        return Health(State.BLOCKED if fault else State.READY, fault, warnings)

    def print(self, job: PrintJob) -> Printed | Fault:
        """Ask, send, await the acknowledgement. A fault before the first byte leaves nothing behind."""
        if self._builder is None:
            raise RuntimeError("print before open")
        if job.picture.width > self._options.head:
            raise ValueError(f"a picture of {job.picture.width} dots for a head of {self._options.head}")
        found = self._ask()
        fault = found if isinstance(found, Fault) else found.fault() or self._clean()
        if fault is not None:
            return Fault(fault.id, NOT_SENT)
        wanted = process_id(job)
        try:
            fault = self._send(self._builder.parts(job.picture, wanted), wanted)
        except Lost as error:
            fault = Fault("printer_in_doubt", f"connection lost: {error}")
        if fault is None:
            return Printed(job.id, confirmed=True)
        self._unclean = True
        self._link.close()
        self._clean()
        return fault

    def _ask(self) -> Status | Fault:
        """The printer's status. A connection that went stale since the last job is made anew once."""
        for _ in range(2):
            try:
                found = self._link.ask()
            except Lost as error:
                lost = str(error)
                continue
            if found is not None:
                return found
            self._link.close()
            return Fault("printer_unreachable", "no status answer")
        return Fault("printer_unreachable", lost)

    def _send(self, parts: Iterable[bytes], wanted: bytes) -> Fault | None:
        """Send all and wait until the printer has echoed `wanted`; the fault that ended the waiting."""
        self._link.completed.clear()
        patience = _Patience(self._clock, self._options)
        for part in parts:
            rest = part
            while rest:
                taken = self._link.exchange(rest, _LOOK_S)
                rest = rest[taken:]
                fault = patience.ended(self._link.status, progress=taken > 0)
                if fault is not None:
                    return fault
        while wanted not in self._link.completed:
            self._link.exchange(b"", _LOOK_S)
            fault = patience.ended(self._link.status, progress=False)
            if fault is not None:
                return fault
            if wanted not in self._link.completed:
                self._link.ask()
        return None

    def _clean(self) -> Fault | None:
        """After a job that was not acknowledged: empty the printer, and cut off what hangs below the head.

        The fault that is still in the way, or None; then the next job starts on clean paper.
        """
        if not self._unclean:
            return None
        try:
            if not self._link.clear():
                self._link.close()
                return Fault("printer_unreachable", "the buffer could not be cleared")
            found = self._link.ask()
            if found is None or found.fault() is not None:
                return found.fault() if found else Fault("printer_unreachable", "no status answer")
            self._link.write(EJECT, self._options.answer_s)
        except Lost as error:
            return Fault("printer_unreachable", str(error))
        self._unclean = False
        return None


class _Patience:
    """How long a job may stand still: `ack_s` while nothing is known to be wrong, `patience_s` while staff
    can mend it."""

    def __init__(self, clock: Clock, options: EscposTcp.Options) -> None:
        self._clock = clock
        self._options = options
        self._moved = clock.monotonic()
        self._blocked: float | None = None

    def ended(self, status: Status, progress: bool) -> Fault | None:
        """The fault to report once the patience is over."""
        now = self._clock.monotonic()
        fault = status.fault()
        if fault is not None:
            self._blocked = now if self._blocked is None else self._blocked
            self._moved = now
            return fault if now - self._blocked >= self._options.patience_s else None
        self._blocked = None
        if progress:
            self._moved = now
        if now - self._moved < self._options.ack_s:
            return None
        return Fault("printer_in_doubt", "no acknowledgement")
