"""Converts moments for the hub's rules."""

from __future__ import annotations

from datetime import datetime

from kiosk.clock import ICT


def local(stamped: str) -> datetime:
    """Reads what `kiosk.store.moments.stamp` wrote, as local time."""
    return datetime.fromisoformat(stamped).astimezone(ICT)
