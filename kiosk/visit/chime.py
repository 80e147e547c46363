"""Makes the chime that comes with the idle warning: two falling tones, for who has turned away."""

from __future__ import annotations

import io
import math
import struct
import wave
from functools import cache

from kiosk.ports.speech import RATE, Sound

TONES_HZ = (880.0, 660.0)
TONE_S = 0.35
LEVEL = 9000
"""Of 32767: as loud as the voice that follows it."""


@cache
def chime() -> Sound:
    """Gives the chime; each tone fades to nothing, so that it ends without a click."""
    count = round(TONE_S * RATE)
    levels = [
        round(LEVEL * (1 - at / count) ** 2 * math.sin(at / RATE * tone * math.tau))
        for tone in TONES_HZ
        for at in range(count)
    ]
    whole = io.BytesIO()
    with wave.open(whole, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(struct.pack(f"<{len(levels)}h", *levels))
    return Sound(whole.getvalue())
