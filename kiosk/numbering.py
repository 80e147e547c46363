"""Counts sequences that start anew each local day and have no gaps; the caller's
transaction makes them so.
"""

from __future__ import annotations

from datetime import date
from typing import Protocol


class Numbering(Protocol):
    """Records the last number of each kind and day, within a transaction."""

    def last(self, kind: str, day: date) -> int:
        """Gives the last sequence of one kind on one day; 0 when there is none."""

    def remember(self, kind: str, day: date, sequence: int) -> None:
        """Notes the last sequence given of one kind on one day."""


def next_number(numbering: Numbering, kind: str, day: date) -> int:
    """Gives the next sequence."""
    sequence = numbering.last(kind, day) + 1
    numbering.remember(kind, day, sequence)
    return sequence
