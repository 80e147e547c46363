"""Time, as a port: tests turn a virtual clock."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Time. Tests turn a virtual one."""

    def now(self) -> datetime:
        """Wall time, aware, in the centre's zone. For people and records, never for ordering."""

    def monotonic(self) -> float:
        """Seconds that only grow."""
