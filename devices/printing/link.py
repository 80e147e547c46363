"""Exchanges questions and answers with one printer, and keeps its last known state."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable

from devices.printing.escpos_job import completion_request
from devices.printing.escpos_status import (
    ASK,
    CLEAR,
    FENCE,
    Answers,
    Cleared,
    Completed,
    Fence,
    Named,
    RealTime,
    Status,
)
from devices.printing.transport import Connect, Lost, Transport
from kiosk.ports.time import Clock

LOOK_S = 0.25
MAKER, MODEL = 0x42, 0x43

FENCES = 3
"""One stray byte may pass for the answer to GS r 1; three in a row don't come by chance."""


class Link:
    """Holds the connection to one printer, and connects when needed. `status` is the newest known;
    `completed` the process ids acknowledged on this connection, `fences` the answers to GS r 1, `taken` and
    `answered` count bytes and questions of ever.

    Every method but `close` raises Lost when the connection is gone or can't be made. `silence_s`: an answer
    that takes longer is held to be lost; answers carry no number, so they are matched in order.
    """

    def __init__(self, connect: Connect, clock: Clock, silence_s: float) -> None:
        self.status = Status()
        self.completed: set[bytes] = set()
        self.fences = 0
        self.names: list[str] = []
        self.taken = 0
        self.answered = 0
        self._connect = connect
        self._clock = clock
        self._silence_s = silence_s
        self._transport: Transport | None = None
        self._answers = Answers()
        self._unsent = bytearray()
        self._asked: deque[tuple[int, float]] = deque()
        self._next = 1
        self._cleared = 0

    @property
    def connected(self) -> bool:
        """Says if there is a connection, as far as is known."""
        return self._transport is not None

    @property
    def unsent(self) -> int:
        """Counts the bytes queued and not yet taken."""
        return len(self._unsent)

    @property
    def unanswered(self) -> int:
        """Counts the questions that wait for their answer."""
        return len(self._asked)

    @property
    def silent(self) -> bool:
        """Says if an answer is overdue."""
        return bool(self._asked) and self._clock.monotonic() - self._asked[0][1] > self._silence_s

    def connect(self) -> None:
        """Connects, if not connected."""
        if self._transport is None:
            self._transport = self._connect()
            self._answers = Answers()
            self._unsent.clear()
            self._asked.clear()
            self.completed.clear()
            self.fences = 0

    def close(self) -> None:
        """Breaks the connection; bytes not yet taken by the printer are lost."""
        if self._transport is not None:
            self._transport.close()
            self._transport = None
        self._unsent.clear()

    def put(self, data: bytes) -> None:
        """Queues bytes to be sent by `pump`. Connects first: what was put before a connection is
        forgotten.
        """
        self.connect()
        self._unsent += data

    def question(self) -> None:
        """Asks one of the four status questions, each in its turn. Only between two commands: inside a
        picture the question would become a part of it.
        """
        self._question(self._next)
        self._next = self._next % 4 + 1

    def pump(self, wait_s: float) -> None:
        """Sends what the printer takes, parses what arrives, waits up to `wait_s` for either."""
        self.connect()
        assert self._transport is not None
        try:
            taken, received = self._transport.exchange(bytes(self._unsent), wait_s)
        except Lost:
            self.close()
            raise
        del self._unsent[:taken]
        self.taken += taken
        for answer in self._answers.feed(received):
            self._hear(answer)

    def ask(self, within_s: float) -> Status | None:
        """Asks for the status by DLE EOT 1 to 4; None when an answer is missing after that time."""
        self._forget_overdue()
        for number in ASK:
            self._question(number)
        if self._until(lambda: not self._asked, within_s):
            return self.status
        self._asked.clear()
        return None

    def ask_surely(self, within_s: float) -> Status | None:
        """Asks for the status until two answers agree: noise may look like an answer once."""
        last = self.ask(within_s)
        for _ in range(4):
            if last is None or not (last.offline or last.fault()):
                return last
            again = self.ask(within_s)
            if again == last:
                return again
            last = again
        return last

    def clear(self, within_s: float) -> bool:
        """Empties the printer's buffers; False when it does not confirm it."""
        before = self._cleared
        self.put(CLEAR)
        return self._until(lambda: self._cleared > before, within_s)

    def identity(self, within_s: float) -> str | None:
        """Asks for maker and model by GS I; None when the printer doesn't say."""
        self.names.clear()
        self.put(bytes([0x1D, 0x49, MAKER, 0x1D, 0x49, MODEL]))
        return " ".join(self.names[:2]) if self._until(lambda: len(self.names) >= 2, within_s) else None

    def completes(self, request: bytes, process_id: bytes, within_s: float) -> bool:
        """Tests if the printer answers the completion request."""
        self.put(request)
        return self._until(lambda: process_id in self.completed, within_s)

    def passes_fence(self, within_s: float) -> bool:
        """Tests if the printer answers the fence (GS r 1)."""
        before = self.fences
        self.put(FENCE)
        return self._until(lambda: self.fences > before, within_s)

    def carries_out(self, commands: bytes, within_s: float) -> bool:
        """Tests if the printer reports that it has carried out a command: by a process id, or by the
        fence.
        """
        token = secrets.token_hex(2).encode("ascii")
        before = self.fences
        self.put(commands + completion_request(token) + FENCE * FENCES)
        return self._until(lambda: token in self.completed or self.fences - before >= FENCES, within_s)

    def _question(self, number: int) -> None:
        self.put(ASK[number])
        self._asked.append((number, self._clock.monotonic()))

    def _forget_overdue(self) -> None:
        if self.silent:
            self._asked.clear()

    def _until(self, done: Callable[[], bool], within_s: float) -> bool:
        deadline = self._clock.monotonic() + within_s
        while True:
            if done():
                return True
            left = deadline - self._clock.monotonic()
            if left <= 0:
                return False
            self.pump(min(left, LOOK_S))

    def _hear(self, answer: object) -> None:
        match answer:
            case Status():
                self.status = answer
            case RealTime(byte):
                if self._asked:
                    self.status = self.status.with_answer(self._asked.popleft()[0], byte)
                    self.answered += 1
            case Completed(process_id):
                self.completed.add(process_id)
            case Cleared():
                self._cleared += 1
            case Fence():
                self.fences += 1
            case Named(text):
                self.names.append(text)
