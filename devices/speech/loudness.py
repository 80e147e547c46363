"""Makes a sound louder or quieter, without numpy: a hub, which only speaks, has none."""

from __future__ import annotations

import io
import math
import wave
from array import array
from functools import lru_cache

FULL = 32767
BENDS_FROM = 0.7
"""The part of the full scale up to which a louder sample is exact; above, it nears the full scale by a
curve, so that a voice whose peaks are there already (espeak-ng's are) becomes louder and does not crack.
"""


def louder(wav: bytes, gain_db: float) -> bytes:
    """Changes a WAV of 16 bits by so many decibels. What stands beside the samples is left out."""
    if gain_db == 0:
        return wav
    with wave.open(io.BytesIO(wav), "rb") as sound:
        form, frames = sound.getparams(), sound.readframes(sound.getnframes())
    changed = array("h", map(_curve(gain_db).__getitem__, array("h", frames)))
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setparams(form)
        sound.writeframes(changed.tobytes())
    return made.getvalue()


@lru_cache(maxsize=8)
def _curve(gain_db: float) -> list[int]:
    """Gives what becomes of each sample; that of -1 stands last, where Python looks for it."""
    factor = 10 ** (gain_db / 20) / FULL
    half = [round(FULL * _bent(sample * factor)) for sample in range(FULL + 2)]
    return [*half[: FULL + 1], *(-value for value in reversed(half[1:]))]


def _bent(level: float) -> float:
    if level <= BENDS_FROM:
        return level
    room = 1 - BENDS_FROM
    return BENDS_FROM + room * math.tanh((level - BENDS_FROM) / room)
