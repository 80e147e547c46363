"""Defines the transport that carries a printer's bytes: TCP, USB, serial, or a line in memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Lost(Exception):
    """Says that the connection is gone, or could not be made."""


class Transport(Protocol):
    """Holds one connection to one printer, made by a `Connect`. What was written is only what was taken."""

    def exchange(self, data: bytes, wait_s: float) -> tuple[int, bytes]:
        """Writes as much of `data` as is taken at once and reads what there is; waits up to `wait_s` seconds
        until one of the two is possible.

        Returns how many bytes were taken and what was read. Raises Lost.
        """

    def close(self) -> None:
        """Breaks the connection: bytes that the printer has not taken must not come out later. Never
        fails.
        """


Connect = Callable[[], Transport]
"""Makes a connection within a second or so, or raises Lost."""
