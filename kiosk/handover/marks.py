"""Marks who has shown a card, so that one person has one number of a field and day. Neither name nor number
of a card leaves the kiosk for that.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from kiosk.contract.ticket import Ticket

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Mark:
    """Holds the mark of a card for a field. `of_hub`: the hub's key made it, so it means the same there."""

    text: str = field(repr=False)
    of_hub: bool


class Marks:
    """Marks cards with the hub's key of the day, which `fetch` asks for; while that is not to be had, with
    one of the kiosk's own. Keys and what was given by them are in memory alone, and go when their day is
    over. Safe from several threads.
    """

    def __init__(self, fetch: Callable[[date], bytes | None]) -> None:
        self._fetch = fetch
        self._day: date | None = None
        self._hubs: bytes | None = None
        self._own = b""
        self._given: dict[str, Ticket] = {}
        self._lock = threading.Lock()

    def mark(self, person: str, of: str, day: date, *, hub: bool) -> Mark:
        """Marks the card of that number for the field `of`; `hub`: the hub may be asked for its key."""
        with self._lock:
            self._begin(day)
            if self._hubs is None and hub:
                self._hubs = self._fetch(day)
            key, of_hub = self._hubs or self._own, self._hubs is not None
        return Mark(hmac.new(key, f"{of}\n{person}".encode(), hashlib.sha256).hexdigest(), of_hub)

    def given(self, mark: Mark) -> Ticket | None:
        """Gives the number that this kiosk gave to the mark today, or None."""
        return self._given.get(mark.text)

    def note(self, mark: Mark, ticket: Ticket) -> None:
        """Notes the number that was given to the mark."""
        self._given[mark.text] = ticket

    def _begin(self, day: date) -> None:
        if self._day != day:
            self._day, self._hubs, self._own = day, None, secrets.token_bytes(KEY_BYTES)
            self._given.clear()
