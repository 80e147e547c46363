"""Defines time as a port: tests turn a virtual clock."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Gives the time. Tests turn a virtual one."""

    def now(self) -> datetime:
        """Gives wall time, aware, in the centre's zone. For people and records, never for ordering."""

    def monotonic(self) -> float:
        """Gives seconds that only grow."""
