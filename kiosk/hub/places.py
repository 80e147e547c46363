"""Limits what holds a connection for long: an event stream, a page that arrives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.hub.problems import ProblemError


class Places:
    """Limits how many at once: of one address, and in all."""

    def __init__(self, per_address: int, in_all: int) -> None:
        self._per_address, self._in_all = per_address, in_all
        self._of_address: Counter[str] = Counter()

    def admit(self, address: str) -> bool:
        """Takes a place for that address; False where all are taken."""
        if self._of_address[address] >= self._per_address or self._of_address.total() >= self._in_all:
            return False
        self._of_address[address] += 1
        return True

    def release(self, address: str) -> None:
        """Gives a place of that address back."""
        self._of_address[address] -= 1
        if not self._of_address[address]:
            del self._of_address[address]

    @contextmanager
    def place(self, address: str, refusal: str) -> Iterator[None]:
        """Takes a place while the block runs; 429 with that id where all are taken."""
        if not self.admit(address):
            raise ProblemError(refusal)
        try:
            yield
        finally:
            self.release(address)
