"""What carries a printer's bytes: TCP, USB, serial, or a line in memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Lost(Exception):
    """The connection is gone, or could not be made."""


class Transport(Protocol):
    """One connection to one printer, made by a `Connect`. What was written is only what was taken."""

    def exchange(self, data: bytes, wait_s: float) -> tuple[int, bytes]:
        """Write as much of `data` as is taken at once and read what there is; wait up to `wait_s` seconds
        until one of the two is possible.

        Returns how many bytes were taken and what was read. Raises Lost.
        """

    def close(self) -> None:
        """Break the connection: bytes that the printer has not taken must not come out later. Never fails."""


Connect = Callable[[], Transport]
"""Makes a connection within a second or so, or raises Lost."""
