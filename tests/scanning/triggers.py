"""Time for a simulated hand scanner: what people do happens while it waits, and waiting costs no time."""

from __future__ import annotations

import select
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

from devices.scanning.hand_scanner import HandScanner
from devices.simulators.hand_scanners import KeyboardScanner, SerialScanner
from tests.scanning.hands import TurnedWaiter

ON_ITS_WAY_MS = 200
"""A pseudo-terminal hands bytes over a moment after they were written."""


class Attended(Protocol):
    """A hand scanner and the reader that it is plugged into."""

    @property
    def reader(self) -> HandScanner:
        """Gives the reader."""

    @property
    def scanner(self) -> SerialScanner | KeyboardScanner:
        """Gives the scanner."""


D = TypeVar("D", bound=Attended)


@contextmanager
def opened(desk: D) -> Iterator[D]:
    """The desk with its reader open; at the end the reader is closed and the scanner unplugged."""
    assert desk.reader.open() is None
    yield desk
    desk.reader.close()
    desk.scanner.unplug()


class TurnedLine(TurnedWaiter):
    """`coming` is done one after the other, each as soon as the reader waits for something to come."""

    def __init__(self) -> None:
        super().__init__()
        self.coming: list[Callable[[], object]] = []

    def readable(self, handle: int, seconds: float) -> bool:
        if seconds <= 0:
            return _is_ready(handle, 0)
        if self.coming:
            self.coming.pop(0)()
        if self.stopped:
            return False
        if _is_ready(handle, ON_ITS_WAY_MS):
            return True
        self.pause(seconds)
        return False


def _is_ready(handle: int, wait_ms: int) -> bool:
    poller = select.poll()
    poller.register(handle, select.POLLIN)
    return bool(poller.poll(wait_ms))
