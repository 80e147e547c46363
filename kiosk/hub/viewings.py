"""Tells a viewing that begins from one that goes on: each is on record once, however often it is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.ports.time import Clock

GOES_ON_S = 600.0
"""Who looks again within so many seconds is still looking."""


@dataclass(frozen=True, slots=True)
class Viewing:
    """Says who looks at what: `action` is a word of the audit, `subject` a dossier, `detail` a part of it."""

    officer: str
    action: str
    subject: str
    detail: str = ""


class Viewings:
    """Remembers who has looked at what lately."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last: dict[Viewing, float] = {}

    def goes_on(self, viewing: Viewing) -> bool:
        """Says if it is on record already; the look that asks counts."""
        now = self._clock.monotonic()
        if now - self._last.get(viewing, now - GOES_ON_S) >= GOES_ON_S:
            return False
        self._last[viewing] = now
        return True

    def is_on_record(self, viewing: Viewing) -> None:
        """Notes that it has just been put on record."""
        now = self._clock.monotonic()
        self._last = {one: at for one, at in self._last.items() if now - at < GOES_ON_S} | {viewing: now}
