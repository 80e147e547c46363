"""Reports frame after frame of a camera, with the measurements a technician needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from devices.scanning.advice import Measured, hint_of, measure
from devices.scanning.coach import Steady
from devices.scanning.decoder import Decoder
from kiosk.ports.codes import FrameSource, Hint
from kiosk.ports.device import Fault
from kiosk.ports.time import Clock

if TYPE_CHECKING:
    from devices.scanning.card_finder import SmallFrame
    from devices.scanning.pictures import Pixels

SMOOTH = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class LiveLook:
    """Holds one frame: its measurements, the steady hint, the payload where a code was read, milliseconds of
    decoding, frames a second.
    """

    pixels: Pixels = field(repr=False)
    measured: Measured
    hint: Hint | None
    payload: bytes | None = field(repr=False)
    ms: float
    rate: float


def look_live(source: FrameSource, clock: Clock) -> Iterator[LiveLook | Fault]:
    """Decodes frames without end; a camera that is pulled out is a Fault until it is back."""
    decoder, steady = Decoder(), Steady()
    decoder.open()
    before: SmallFrame | None = None
    last, rate = clock.monotonic(), 0.0
    while True:
        frame = source.frame()
        began = clock.monotonic()
        if isinstance(frame, Fault):
            before, last = None, began
            yield frame
            continue
        sight = decoder.look(frame.pixels)
        measured, before = measure(frame.pixels, sight, before)
        now = clock.monotonic()
        hint = steady.after(hint_of(measured), now)
        rate += SMOOTH * (1 / max(1e-3, now - last) - rate) if rate else 1 / max(1e-3, now - last)
        last = now
        payload = sight.symbols[0].payload if sight.symbols else None
        yield LiveLook(frame.pixels, measured, hint, payload, (now - began) * 1000, rate)
