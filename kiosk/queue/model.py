"""A ticket and its life. Every state is a period with a beginning and an end (visit ⊃ requests ⊃ periods)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Literal


class TicketState(Enum):
    """`ISSUED` is not callable: the citizen holds nothing yet. Names stand in the API and the database."""

    ISSUED = "issued"
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    FINISHED = "finished"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class TicketRequest:
    """What the kiosk asks for. `key` is the idempotency key: the same key gives the same number."""

    key: str
    field: str
    procedure: str | None
    lang: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """A number. `number` is as printed ("H 047"), `day` the local date it is valid on.

    `ahead` is how many wait before it, `wait_minutes` an interval or None when it can't be known.
    `origin` `kiosk`: given from the kiosk's own range while the hub was away.
    """

    id: str
    number: str
    day: date
    field: str
    procedure: str | None
    counters: tuple[str, ...]
    ahead: int | None
    wait_minutes: tuple[int, int] | None
    token: str
    issued_at: datetime
    origin: Literal["hub", "kiosk"] = "hub"
