"""Drives a receipt printer behind a raw CUPS queue: for where the system already owns the printer.

CUPS tells neither paper nor cover, and its "completed" is the backend's: such a slip is never `confirmed`.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

from config.schema import Measure
from devices.printing import spooler
from devices.printing.escpos_job import JobBuilder
from devices.printing.escpos_printer import Head
from devices.registry import driver
from kiosk.clock import SystemClock
from kiosk.paper.journal import process_id
from kiosk.ports.device import Fault, Health, State
from kiosk.ports.printing import Printed, PrintJob, SlipPrinter
from kiosk.ports.time import Clock


@driver("printer.cups", port=SlipPrinter)
class EscposCups:
    """Prints slips through one CUPS queue. A job that CUPS did not take may be tried again; one that it took
    and did not finish is cancelled and in doubt.
    """

    @dataclass(frozen=True)
    class Options:
        """Holds the driver's options: `patience_s` is the seconds until a request that CUPS has taken must be
        done; asked every `look_s`.
        """

        queue: str
        head: Head = 576
        patience_s: Measure = 30.0
        look_s: Measure = 0.5

    def __init__(self, options: Options, clock: Clock | None = None) -> None:
        self._options = options
        self._clock = clock or SystemClock()
        self._head = options.head
        self._builder = JobBuilder(options.head)
        self._closed = threading.Event()

    def open(self) -> Fault | None:
        """Checks that the queue prints."""
        self._closed.clear()
        return spooler.state(self._options.queue)

    def close(self) -> None:
        """Does nothing: no connection is held."""
        self._closed.set()

    def health(self) -> Health:
        """Reads the queue's state from CUPS."""
        fault = spooler.state(self._options.queue)
        return Health(State.MISSING if fault else State.READY, fault, identity=f"CUPS {self._options.queue}")

    def width(self) -> int:
        """Gives the width of the head in dots, as the profile says."""
        return self._head

    def print(self, job: PrintJob) -> Printed | Fault:
        """Hands the job to the queue and waits until it is done."""
        fault = spooler.deliver(
            self._options.queue,
            b"".join(self._builder.parts(job.picture, process_id(job))),
            job.id,
            raw=True,
            clock=self._clock,
            patience_s=self._options.patience_s,
            look=lambda: self._closed.wait(self._options.look_s),
        )
        return Printed(job.id, confirmed=False) if fault is None else fault
