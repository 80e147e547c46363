"""Simulates the virtual printer's interface board: one connection at a time, and its bytes."""

from __future__ import annotations

import random
from typing import Literal

from devices.simulators.vprinter_answers import Answers

Line = Literal["none", "open", "half", "reset"]


class Interface:
    """Holds the connection. `line` is how it stands: `half`: the printer no longer sends; `reset`: it broke
    the line, and the medium has to break it as well. `delivered` is all that ever reached a host, and when.
    """

    def __init__(self, chance: random.Random) -> None:
        self.line: Line = "none"
        self.delivered: list[tuple[float, bytes]] = []
        self._answers = Answers(chance)
        self._undelivered: list[bytes] = []

    @property
    def reads(self) -> bool:
        """Says if bytes can come in."""
        return self.line in ("open", "half")

    def opened(self, now: float) -> None:
        """Opens a new connection; an answer that came too late for the one before goes to this one."""
        self.line = "open"
        self._answers.forget()
        for late in self._undelivered:
            self._answers.send(late, now)
        self._undelivered.clear()

    def closed(self, line: Line) -> None:
        """Closes the connection, and drops what was under way in it."""
        self.line = line
        self._answers.forget()

    def send(self, data: bytes, now: float, *, garbage: bool, split: bool) -> None:
        """Sends bytes to the host, if one is connected."""
        if self.line == "open":
            self._answers.send(data, now, garbage=garbage, split=split)

    def send_late(self, data: bytes, now: float) -> None:
        """Sends an answer that was held up: to whoever is connected now, or next."""
        if self.line == "open":
            self._answers.send(data, now)
        else:
            self._undelivered.append(data)

    def outgoing(self, now: float) -> bytes:
        """Gives what the host receives now."""
        data = self._answers.due(now) if self.line == "open" else b""
        if data:
            self.delivered.append((now, data))
        return data

    def next(self) -> float | None:
        """Gives the time when the next bytes arrive there."""
        return self._answers.next()
