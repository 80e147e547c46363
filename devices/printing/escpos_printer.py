"""Drives a receipt printer that speaks ESC/POS over any transport.

Sent is not printed: a job is done when the printer has echoed its process id (GS ( H function 48), or has
passed a fence where it knows no better. A job is never sent twice here: lost sight of, the printer's buffer
is cleared so that nothing comes out unannounced, and it is `printer_in_doubt`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from config.schema import Measure
from devices.printing.delivery import RESUME, Delivery, Repair
from devices.printing.escpos_job import JobBuilder, completion_request
from devices.printing.escpos_status import Status
from devices.printing.link import Link
from devices.printing.models import Model, Models, probe
from devices.printing.print_state import Limits, Phase, PrintState, cause_of
from devices.printing.recovery import Recovered, Recovery
from devices.printing.text_job import Pages, TextJobBuilder
from devices.printing.transport import Connect, Lost
from kiosk.clock import SystemClock
from kiosk.paper.journal import NOT_SENT, process_id
from kiosk.ports.device import Fault, Health, State
from kiosk.ports.printing import Printed, PrintJob
from kiosk.ports.time import Clock

Form = Literal["picture", "text"]
Head = Annotated[int, Field(ge=64, le=4096, multiple_of=8)]
"""Dots across a head: 576 on 80 mm paper, 384 on 58 mm."""

_HEALTH_S = 1.5
_RETRY_S = 0.25
_LIVELY_S = 1.0


@dataclass(frozen=True, slots=True)
class Patience:
    """Holds the printer's time limits in seconds. `answer_s` for an answer (printers were seen to take two),
    `ack_s` for a sign of progress, `patience_s` for staff to mend a printer that stopped in the middle of a
    job, `recover_s` for a printer that was lost sight of to come back, `fresh_s`: one that was well so lately
    is waited for.
    """

    answer_s: float = 2.2
    ack_s: float = 8.0
    patience_s: float = 15.0
    recover_s: float = 20.0
    fresh_s: float = 60.0


DEFAULT = Patience()


@dataclass(frozen=True, kw_only=True)
class PrinterOptions:
    """Holds the options that every ESC/POS printer has, whatever its transport. `head`: width in dots (576:
    80 mm, 384: 58 mm); `models` the folder where what is known of models is kept. Seconds: see `Patience`.
    """

    head: Head = 576
    models: Path | None = None
    answer_s: Measure = DEFAULT.answer_s
    ack_s: Measure = DEFAULT.ack_s
    patience_s: Measure = DEFAULT.patience_s
    recover_s: Measure = DEFAULT.recover_s

    @property
    def patience(self) -> Patience:
        """Collects the time limits into one value."""
        return Patience(self.answer_s, self.ack_s, self.patience_s, self.recover_s)


class EscposPrinter:
    """Implements `SlipPrinter` over any transport. `print` is called from one thread, `health` from any.

    The connection is kept between jobs and made anew where it was lost; nothing needs a restart.
    """

    delivery: ClassVar[type[Delivery]] = Delivery

    def __init__(
        self,
        connect: Connect,
        head: int,
        *,
        patience: Patience | None = None,
        models: Models | None = None,
        clock: Clock | None = None,
        pause: Callable[[float], object] | None = None,
        lossless: bool = True,
        form: Form = "picture",
        pages: Pages | None = None,
        chinese: bool | None = None,
    ) -> None:
        """Takes `lossless`: the transport itself makes sure that no bytes are lost on the way. `form`: slips
        are sent as pictures or, where the job has them, in words; `pages` and `chinese` then overrule the
        model's.
        """
        self.phase = Phase.DISCONNECTED
        self._head = head
        self._patience = patience or DEFAULT
        self._models = models or Models()
        self._clock = clock or SystemClock()
        self._pause = pause or time.sleep
        self._lossless = lossless
        self._form, self._pages, self._chinese = form, pages, chinese
        self._link = Link(connect, self._clock, self._patience.answer_s)
        self._builder = JobBuilder(head)
        self._model: Model | None = None
        self._known = False
        self._unclean = False
        self._repair = Repair()
        self._well_at: float | None = None
        self._lock = threading.Lock()

    def open(self) -> Fault | None:
        """Connects and asks for the status; a printer out of paper opens with its fault. Whatever printer
        stands there now is taken for the right one.
        """
        with self._lock:
            self._model, self._known = None, False
            return self._preflight(wait=False)

    def close(self) -> None:
        """Closes the connection to the printer."""
        self._link.close()
        self.phase = Phase.DISCONNECTED

    def health(self) -> Health:
        """Asks the printer for its status (DLE EOT 1 to 4); while a job is under way, gives the status known
        so far.

        A printer that comes back after a job was lost sight of is cleaned: the next one need not wait.
        """
        if not self._lock.acquire(blocking=False):
            if self.phase is Phase.IN_DOUBT and not self._link.connected:
                return Health(State.MISSING, Fault("printer_unreachable", "lost"), identity=self._identity)
            return self._told(self._link.status, State.BUSY)
        try:
            if self._unclean:
                self._recover(0.0, None)
            found = self._ask(_HEALTH_S)
        finally:
            self._lock.release()
        if isinstance(found, Fault):
            return Health(State.MISSING, found, identity=self._identity)
        return self._told(found, State.READY)

    def width(self) -> int:
        """Gives the width of the head in dots, as the profile says."""
        return self._head

    def print(self, job: PrintJob) -> Printed | Fault:
        """Prints a job: asks for the status, sends, waits for the acknowledgement. A fault before the first
        byte leaves nothing behind.
        """
        if job.picture.width > self._head:
            raise ValueError(f"a picture of {job.picture.width} dots for a head of {self._head}")
        with self._lock:
            self._unclean = self._unclean or job.reprint
            fault = self._preflight(wait=not job.reprint)
            if fault is not None:
                return Fault(fault.id, NOT_SENT)
            return self._deliver(job)

    @property
    def _identity(self) -> str:
        return self._model.identity if self._model is not None else ""

    def _told(self, status: Status, otherwise: State) -> Health:
        fault = _trouble(status)
        warnings = ("printer_near_end",) if status.near_end else ()
        return Health(State.BLOCKED if fault else otherwise, fault, warnings, self._identity)

    def _ask(self, within_s: float) -> Status | Fault:
        """Asks for the printer's status. A connection that went stale since the last job is made anew
        once.
        """
        lost = ""
        for _ in range(2):
            try:
                if self._model is not None and not self._model.status:
                    self._link.connect()
                    return self._link.status
                found = self._link.ask_surely(min(within_s, self._patience.answer_s))
            except Lost as error:
                lost = str(error)
                self._known = False
                continue
            if found is not None:
                if self._repair.is_done(found):
                    self._link.put(RESUME)
                return found
            if self._lives():
                return Status()
            self._let_go()
            return Fault("printer_unreachable", "no status answer")
        return Fault("printer_unreachable", lost)

    def _lives(self) -> bool:
        """Tests whether a printer that doesn't report its status carries out commands nevertheless."""
        token = b"live"
        try:
            self._link.completed.discard(token)
            return not self._unclean and self._link.completes(completion_request(token), token, _LIVELY_S)
        except Lost:
            self._let_go()
            return False

    def _let_go(self) -> None:
        self._link.close()
        self._known = False

    def _preflight(self, wait: bool) -> Fault | None:
        """Waits until the printer is ready for a first byte. One that was well lately, or is only hot, is
        waited for; where staff must lend a hand, the fault is told at once.
        """
        self.phase = Phase.PREFLIGHT
        fresh = self._well_at is not None and self._now() - self._well_at < self._patience.fresh_s
        until = self._now() + (self._patience.patience_s if wait and fresh else 0.0)
        while True:
            fault = self._ready()
            if fault is None:
                self.phase, self._well_at = Phase.READY, self._now()
                return None
            if fault.id not in ("printer_unreachable", "printer_hot") or self._now() >= until:
                self.phase = Phase.BLOCKED if self._link.connected else Phase.DISCONNECTED
                return fault
            self._pause(_RETRY_S)

    def _ready(self) -> Fault | None:
        if self._unclean and (fault := self._recover(self._patience.answer_s, None).fault) is not None:
            return fault
        found = self._ask(self._patience.answer_s)
        if isinstance(found, Fault):
            return found
        try:
            return _trouble(found) or self._recognise()
        except Lost as error:
            self._let_go()
            return Fault("printer_unreachable", str(error))

    def _recognise(self) -> Fault | None:
        """Identifies the printer at the other end of a new connection. A printer never met before is
        probed.
        """
        if self._known:
            return None
        answer_s = self._patience.answer_s
        identity = self._link.identity(answer_s)
        if self._model is not None and identity != self._identity:
            identity = self._link.identity(answer_s)
        if identity is None and self._identity:
            self._let_go()
            return Fault("printer_unreachable", "no identity")
        if self._model is not None and (identity or "") != self._identity:
            return Fault("printer_swapped", identity or "")
        if self._model is None:
            self._model = self._models.get(identity or "")
        if self._model is None:
            self._model = probe(self._link, identity or "", answer_s)
            self._models.put(self._model)
        self._known = True
        return None

    def _deliver(self, job: PrintJob) -> Printed | Fault:
        assert self._model is not None
        wanted = process_id(job)
        limits = Limits(self._patience.ack_s, self._patience.patience_s)
        delivery = self.delivery(
            self._link,
            self._clock,
            limits,
            self._model,
            self._parts(job, self._model, wanted),
            wanted,
            self._repair,
            self._watch,
            self._lossless,
        )
        state = delivery.run()
        if state.fault is None:
            self._well_at = self._now()
            if delivery.by_fence:
                self._model = replace(self._model, completion="fence")
            return Printed(job.id, confirmed=self._model.completion != "none" and self._is_proof(job))
        return self._lost_sight(job, state, wanted, state.fault)

    def _in_words(self, job: PrintJob) -> bool:
        return self._form == "text" and job.lines is not None

    def _is_proof(self, job: PrintJob) -> bool:
        """Says if the printer's answer proves that every dot arrived. On a line that may lose bytes a lost
        letter is missed by nobody.
        """
        return self._lossless or not self._in_words(job)

    def _parts(self, job: PrintJob, model: Model, wanted: bytes) -> Iterator[bytes]:
        if job.lines is None or not self._in_words(job):
            return self._builder.parts(job.picture, wanted)
        chinese = model.chinese if self._chinese is None else self._chinese
        words = TextJobBuilder(self._head, self._pages or model.pages, chinese=chinese)
        return words.parts(job.lines(job.reprint), wanted)

    def _lost_sight(self, job: PrintJob, state: PrintState, wanted: bytes, fault: Fault) -> Printed | Fault:
        """Recovers after the connection to a running job was lost: nothing more of it may come out, unless
        all of it did.
        """
        self._unclean = True
        self._let_go()
        in_doubt = state.phase is Phase.IN_DOUBT
        wait_s = self._patience.recover_s if in_doubt else self._patience.answer_s
        found = self._recover(wait_s, wanted if self._lossless else None)
        if not found.printed:
            return fault
        self._unclean = False
        self.phase, self._well_at = Phase.PRINTED, self._now()
        return Printed(job.id, confirmed=True)

    def _recover(self, wait_s: float, wanted: bytes | None) -> Recovered:
        recovery = Recovery(
            self._link, self._clock, self._pause, self._patience.answer_s, self._now() + wait_s
        )
        found = recovery.run(wanted)
        self._unclean = found.fault is not None
        if found.fault is None:
            self._well_at = self._now()
        return found

    def _watch(self, state: PrintState) -> None:
        self.phase = state.phase

    def _now(self) -> float:
        return self._clock.monotonic()


def _trouble(status: Status) -> Fault | None:
    """Gives the fault that keeps a job from being started, or None."""
    if cause_of(status) == "hot":
        return Fault("printer_hot")
    if cause_of(status) == "other":
        return Fault("printer_unreachable", "offline")
    return status.fault()
