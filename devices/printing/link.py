"""The talk with one printer: connection, questions and answers, and what is known of its state."""

from __future__ import annotations

from devices.printing.escpos_status import (
    ASK,
    CLEAR,
    Answers,
    Cleared,
    Completed,
    RealTime,
    Status,
    status_of,
)
from devices.printing.wire import Lost, Wire
from kiosk.ports import Clock

_TRIES = 2
_CLEAR_S = 2.0


class Link:
    """Connects when it must. `status` is the newest known; `completed` the process ids acknowledged so far.

    Every method but `close` raises Lost when the connection is gone or can't be made.
    """

    def __init__(self, host: str, port: int, connect_s: float, answer_s: float, clock: Clock) -> None:
        self.status = Status()
        self.completed: set[bytes] = set()
        self._where = host, port, connect_s
        self._answer_s = answer_s
        self._clock = clock
        self._wire: Wire | None = None
        self._answers = Answers()
        self._real_time: list[int] = []
        self._cleared = False

    def close(self) -> None:
        """Break the connection; bytes not yet taken by the printer are lost."""
        if self._wire is not None:
            self._wire.close()
            self._wire = None

    def exchange(self, data: bytes, wait_s: float) -> int:
        """Write what is taken, understand what is received, wait up to `wait_s` for either.

        Returns how many bytes were taken.
        """
        if self._wire is None:
            self._wire = Wire(*self._where)
            self._answers = Answers()
        try:
            taken, received = self._wire.exchange(data, wait_s)
        except Lost:
            self.close()
            raise
        for answer in self._answers.feed(received):
            match answer:
                case Status():
                    self.status = answer
                case RealTime(byte):
                    self._real_time.append(byte)
                case Completed(process_id):
                    self.completed.add(process_id)
                case Cleared():
                    self._cleared = True
        return taken

    def write(self, data: bytes, within_s: float) -> bool:
        """Write all of `data`; False when the printer does not take it in that time."""
        deadline = self._clock.monotonic() + within_s
        while data:
            left = deadline - self._clock.monotonic()
            if left <= 0:
                return False
            data = data[self.exchange(data, left) :]
        return True

    def ask(self) -> Status | None:
        """The status by DLE EOT 1 to 4, one after the other; None when there is no answer.

        Only between two commands: inside a picture the question would become a part of it.
        """
        answers = {}
        for number in ASK:
            byte = self._ask(number)
            if byte is None:
                return None
            answers[number] = byte
        self.status = status_of(answers)
        return self.status

    def clear(self) -> bool:
        """Empty the printer's buffers; False when it does not confirm it."""
        self._cleared = False
        if not self.write(CLEAR, _CLEAR_S):
            return False
        deadline = self._clock.monotonic() + _CLEAR_S
        while not self._cleared and (left := deadline - self._clock.monotonic()) > 0:
            self.exchange(b"", left)
        return self._cleared

    def _ask(self, number: int) -> int | None:
        for _ in range(_TRIES):
            self.exchange(b"", 0)
            self._real_time.clear()
            deadline = self._clock.monotonic() + self._answer_s
            if not self.write(ASK[number], self._answer_s):
                continue
            while not self._real_time and (left := deadline - self._clock.monotonic()) > 0:
                self.exchange(b"", left)
            if self._real_time:
                return self._real_time[-1]
        return None
