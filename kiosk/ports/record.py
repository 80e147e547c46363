"""Defines the event log, as a port."""

from __future__ import annotations

from typing import Protocol


class Audit(Protocol):
    """Records events by their id; values carry no personal data."""

    def record(self, event: str, **fields: str | int | float | bool | None) -> None:
        """Records one event of `config/log_events.toml`."""
