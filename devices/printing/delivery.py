"""Delivers one attempt of a print job: sends its parts no faster than the printer takes them, then waits for
its end.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from devices.printing.escpos_job import completion_request
from devices.printing.escpos_status import FENCE, Status
from devices.printing.link import FENCES, LOOK_S, Link
from devices.printing.models import Model
from devices.printing.print_state import Limits, Observation, Phase, PrintState
from devices.printing.transport import Lost
from kiosk.ports.time import Clock

WINDOW = 8
"""Parts sent ahead of the last answered question: how far the printer can be behind unnoticed."""

STRIDE = 8
"""Parts between two questions on a fast line: each question there costs more time than its part."""

MARK_BYTES = 200
"""Bytes on a line that may lose some, before the printer must have said that it has them all: a fifth of a
second at 9,600 baud."""

FAST = 20
"""Answers a second that make a line fast: some 24,000 bytes, twice a serial line's best."""

RESUME = b"\x10\x05\x01"
"""DLE ENQ 1: go on after an error whose cause is gone."""

_FENCE_AFTER_S = 1.0


@dataclass(slots=True)
class Repair:
    """Notices that somebody has been at a jammed cutter: the cover was opened and is closed again.

    Only then the printer is told to go on: a jam is mended by a person, not by trying.
    """

    opened: bool = False

    def is_done(self, status: Status) -> bool:
        """Says that the printer may now be told to go on."""
        if not status.cutter:
            self.opened = False
        elif status.cover_open:
            self.opened = True
        elif self.opened:
            self.opened = False
            return True
        return False


@dataclass(slots=True)
class Delivery:
    """Sends `parts` and waits for `wanted`, the process id. `watch` is told of every change of phase.

    Where the line is not `lossless`, the last process id alone does not prove that all parts arrived: every
    `MARK_BYTES` there is one, and nothing follows before it was echoed. A picture that lacks bytes swallows
    the request behind it, so that there is no echo; letters that get lost take a question with them, so that
    an answer is missing; and a printer that was silent in between may have been without power.
    """

    link: Link
    clock: Clock
    limits: Limits
    model: Model
    parts: Iterator[bytes]
    wanted: bytes
    repair: Repair
    watch: Callable[[PrintState], object]
    lossless: bool = True
    by_fence: bool = False
    _all_put: bool = False
    _questions: int = 0
    _answered: int = 0
    _fences: int = 0
    _asked_again: int = 0
    _second_at: float = 0.0
    _polled_at: float = 0.0
    _began: float = 0.0
    _marks: int = 0
    _marker: bytes = b""
    _unmarked: int = 0
    _was_silent: bool = False
    _course: PrintState = field(default_factory=lambda: PrintState.begun(0.0))

    def run(self) -> PrintState:
        """Runs the delivery and gives its result: PRINTED, IN_DOUBT or BLOCKED. `by_fence` then tells that
        only the fence was passed by a printer that used to answer process ids.
        """
        self.link.completed.discard(self.wanted)
        self._fences, self._answered = self.link.fences, self.link.answered + self.link.unanswered
        self._began = self.clock.monotonic()
        self._course = PrintState.begun(self._began)
        while not self._course.ended:
            lost = None
            before = self.link.taken, self.link.answered
            try:
                self._feed()
                self.link.pump(LOOK_S)
                self._look_after()
            except Lost as error:
                lost = str(error)
            self._course = self._course.after(self._seen(before, lost), self.limits)
            self.watch(self._course)
        return self._course

    def _feed(self) -> None:
        """Sends the next parts, as far as the printer has answered for those before, with a question after
        each.
        """
        watched = self.model.status and not self.link.silent
        while not self._all_put and not self.link.unsent:
            if self._marker and self._marker not in self.link.completed:
                return
            if watched and self.link.unanswered >= WINDOW:
                return
            part = b"".join(islice(self.parts, self._stride()))
            if not part:
                self._all_put = True
                self._questions = self.link.answered + self.link.unanswered
                if self.model.completion == "fence":
                    self.link.put(FENCE * FENCES)
                return
            self.link.put(part)
            if not self.lossless and self.model.completion == "id":
                self._mark_part(part)
            if self.model.status:
                self.link.question()

    def _mark_part(self, part: bytes) -> None:
        """Asks the printer to acknowledge the parts sent, once they are many bytes. The last one has the
        job's own process id at its end: a printer tells only the latest of several that wait.
        """
        self._unmarked += len(part)
        if self._unmarked < MARK_BYTES or part.endswith(completion_request(self.wanted)):
            return
        self._unmarked = 0
        self._marks += 1
        digest = hashlib.sha256(self.wanted + bytes([self._marks % 256, self._marks // 256])).digest()
        self._marker = bytes(0x20 + byte % 95 for byte in digest[:4])
        self.link.put(completion_request(self._marker))

    def _stride(self) -> int:
        """Gives how many parts are sent before the next question: one where the line is slow (it must show
        that it goes on) or may lose bytes; more where it has answered fast since the job began.
        """
        if not self.lossless:
            return 1
        answered = self.link.answered - self._answered
        seconds = self.clock.monotonic() - self._began
        return STRIDE if self.lossless and answered >= 2 and answered > FAST * seconds else 1

    def _look_after(self) -> None:
        """Handles what happens beside the sending: status, a repaired cutter, an answer that doesn't come."""
        self._was_silent = self._was_silent or self.link.silent
        if self.repair.is_done(self.link.status):
            self.link.put(RESUME)
        if not self._all_put or self.link.unsent:
            return
        now = self.clock.monotonic()
        if self.model.status and not self.link.unanswered and now - self._polled_at >= LOOK_S:
            self._polled_at = now
            self.link.question()
        waited = now - self._course.moved
        if self._course.phase is not Phase.AWAIT_ACK or self._was_silent or self.model.completion == "none":
            return
        if waited > self.limits.ack_s * (self._asked_again + 1) / 3 and self._asked_again < 2:
            self._ask_again()

    def _ask_again(self) -> None:
        """Asks for the same process id once more: on an unbroken connection its answer proves as much. A
        printer that was silent in between may have lost the job, so it is not asked.
        """
        self._asked_again += 1
        if self.model.completion == "id":
            self.link.put(completion_request(self.wanted))
        if self._asked_again == 2 or self.model.completion == "fence":
            self._fences, self._second_at = self.link.fences, self.clock.monotonic()
            self.link.put(FENCE * FENCES)

    def _seen(self, before: tuple[int, int], lost: str | None) -> Observation:
        taken, answered = before
        sent = self._all_put and not self.link.unsent
        in_job = not self._all_put or answered < self._questions
        progress = in_job and (self.link.taken > taken or self.link.answered > answered)
        return Observation(
            self.clock.monotonic(),
            self.link.status,
            progress=progress,
            sent=sent,
            acknowledged=self._is_acknowledged(sent),
            lost=lost,
        )

    def _is_acknowledged(self, sent: bool) -> bool:
        if not self.lossless and (self._was_silent or self.link.answered < self._questions):
            return False
        if self.wanted in self.link.completed:
            return True
        passed = self.link.fences - self._fences >= FENCES
        match self.model.completion:
            case "id":
                waited = self.clock.monotonic() - self._second_at
                self.by_fence = self._asked_again == 2 and passed and waited > _FENCE_AFTER_S
                return self.by_fence
            case "fence":
                return sent and passed
            case "none":
                return sent and (not self.model.status or self.link.answered >= self._questions)
