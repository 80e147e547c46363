"""Checks a WAV: is it sound at all, and how long."""

from __future__ import annotations

import io
import wave


def seconds(wav: bytes) -> float | None:
    """Gives the length of a PCM WAV of 16 bits; None when it is none."""
    try:
        with wave.open(io.BytesIO(wav), "rb") as sound:
            if sound.getsampwidth() != 2:
                return None
            return sound.getnframes() / sound.getframerate()
    except (wave.Error, EOFError):
        return None


def is_sound(wav: bytes) -> bool:
    """Says if the bytes are a PCM WAV of 16 bits that is not empty."""
    return bool(seconds(wav))
