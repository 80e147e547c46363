"""Converts moments to their form in the databases."""

from __future__ import annotations

from datetime import UTC, datetime


def stamp(moment: datetime) -> str:
    """Writes a moment in UTC with microseconds, so that texts compare like the moments they stand for."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
