"""Chooses, beside a reader that decodes frame after frame, the hint that is steady enough to show, and a
coarse picture.

Personal data: the glimpse is so coarse that a card has two pixels in three millimetres at most. Its largest
digits, 3.5 mm high, can't be told apart, nor can the face on it. It is never stored.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from devices.scanning.advice import hint_of, measure
from devices.scanning.card_finder import SmallFrame
from kiosk.ports.codes import Glimpse, Hint

if TYPE_CHECKING:
    from devices.scanning.decoder import DecodeResult
    from devices.scanning.pictures import Pixels

GLIMPSE_WIDTH = 64
STEADY_S, STAYS_S = 0.4, 1.0


@dataclass(slots=True)
class Steady:
    """Lets a hint through once it has held for 0.4 s, and keeps it for a second: no flicker."""

    shown: Hint | None = None
    _shown_at: float = 0.0
    _next: Hint | None = None
    _next_since: float = 0.0

    def after(self, hint: Hint | None, now: float) -> Hint | None:
        """Gives the hint to show at monotonic second `now`, when the last frame suggests `hint`."""
        if hint != self._next:
            self._next, self._next_since = hint, now
        held = now - self._next_since >= STEADY_S
        if hint != self.shown and held and (self.shown is None or now - self._shown_at >= STAYS_S):
            self.shown, self._shown_at = hint, now
        return self.shown


@dataclass(slots=True)
class Coach:
    """Follows one wait for a card; made anew for each, so that no picture outlives it."""

    mirrored: bool = False
    steady: Steady = field(default_factory=Steady)
    _before: SmallFrame | None = field(default=None, repr=False)

    def saw(self, pixels: Pixels, sight: DecodeResult, now: float) -> Glimpse:
        """Gives the hint and the coarse picture of this frame."""
        measured, self._before = measure(pixels, sight, self._before)
        return glimpse_of(self._before, self.steady.after(hint_of(measured), now), mirrored=self.mirrored)

    def glanced(self, pixels: Pixels) -> Glimpse:
        """Gives the coarse picture of a frame that nobody searches, with the hint that is shown."""
        return glimpse_of(SmallFrame.of(pixels), self.steady.shown, mirrored=self.mirrored)


def glimpse_of(seen: SmallFrame, hint: Hint | None, *, mirrored: bool = False) -> Glimpse:
    """Makes the frame coarse."""
    import cv2
    import numpy as np

    height, width = seen.small.shape[:2]
    rows = max(1, round(GLIMPSE_WIDTH * height / width))
    coarse = cv2.resize(seen.small, (GLIMPSE_WIDTH, rows), interpolation=cv2.INTER_AREA)[:, :, ::-1]
    if mirrored:
        coarse = coarse[:, ::-1]
    return Glimpse(hint, np.ascontiguousarray(coarse).tobytes(), GLIMPSE_WIDTH, rows)
