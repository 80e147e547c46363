"""Describes what a kiosk asks of the queue; tickets themselves stand in the contract
(`kiosk.contract.ticket`).
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as value
from datetime import datetime


@dataclass(frozen=True, slots=True)
class NoTimeLeft:
    """Says that no number is given any more today: `ahead` wait before, and the field closes at `closes`."""

    ahead: int
    closes: datetime


@dataclass(frozen=True, slots=True)
class TicketRequest:
    """Describes what the kiosk asks for. `key` is the idempotency key: the same key gives the same number.
    `priority` is the reason to be called first, an id of the centre's `priorities.toml`. `person` is the
    number of the card that was shown: it stays in the kiosk (`kiosk.handover.marks`). `visit` holds several
    services together.
    """

    key: str
    field: str
    procedure: str | None
    lang: str
    priority: str | None = None
    person: str = value(default="", repr=False)
    visit: str = ""
