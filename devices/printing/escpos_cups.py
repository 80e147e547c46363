"""A receipt printer behind a raw CUPS queue: for where the system already owns the printer.

CUPS tells neither paper nor cover, and its "completed" is the backend's: such a slip is never `confirmed`.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

from devices.printing import spooler
from devices.printing.escpos_job import JobBuilder
from devices.printing.spooler import SpoolerFailed, SpoolerSilent
from devices.registry import driver
from kiosk.clock import SystemClock
from kiosk.paper.journal import NOT_SENT, process_id
from kiosk.ports import Clock, Fault, Health, Printed, PrintJob, SlipPrinter, State


@driver("printer.cups", port=SlipPrinter)
class EscposCups:
    """One queue. A job that CUPS did not take may be tried again; one that it took and did not finish is
    cancelled and in doubt."""

    @dataclass(frozen=True)
    class Options:
        """`patience_s`: seconds until a request that CUPS has taken must be done; asked every `look_s`."""

        queue: str
        head: int = 576
        patience_s: float = 30.0
        look_s: float = 0.5

    def __init__(self, options: Options, clock: Clock | None = None) -> None:
        self._options = options
        self._clock = clock or SystemClock()
        self._builder = JobBuilder(options.head)
        self._closed = threading.Event()

    def open(self) -> Fault | None:
        """Look whether the queue prints."""
        self._closed.clear()
        return self._trouble()

    def close(self) -> None:
        """Nothing is held."""
        self._closed.set()

    def health(self) -> Health:
        """What CUPS says of the queue."""
        fault = self._trouble()
        return Health(State.MISSING if fault else State.READY, fault, identity=f"CUPS {self._options.queue}")

    def print(self, job: PrintJob) -> Printed | Fault:
        """Hand in, wait until the queue is done with it."""
        fault = self._trouble()
        if fault is not None:
            return Fault(fault.id, NOT_SENT)
        document = b"".join(self._builder.parts(job.picture, process_id(job)))
        try:
            request = spooler.hand_in(self._options.queue, document, job.id, raw=True)
        except SpoolerSilent as error:
            return Fault("printer_in_doubt", str(error))
        except SpoolerFailed:
            return Fault("printer_unreachable", NOT_SENT)
        return self._followed(job, request)

    def _followed(self, job: PrintJob, request: str) -> Printed | Fault:
        until = self._clock.monotonic() + self._options.patience_s
        try:
            while spooler.is_waiting(self._options.queue, request):
                if self._clock.monotonic() >= until or self._closed.is_set():
                    spooler.cancel(request)
                    return Fault("printer_in_doubt", "cancelled in the queue")
                self._closed.wait(self._options.look_s)
        except SpoolerFailed as error:
            return Fault("printer_in_doubt", str(error))
        return Printed(job.id, confirmed=False)

    def _trouble(self) -> Fault | None:
        try:
            reason = spooler.trouble(self._options.queue)
        except SpoolerFailed as error:
            reason = str(error)
        return Fault("printer_unreachable", reason) if reason else None
