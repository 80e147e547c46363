"""Checks and reads a WAV: is it sound at all, how long, and its samples as recognisers take them."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterator

from kiosk.ports.speech import PIECE, RATE, SAMPLE_BYTES


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


def samples(wav: bytes) -> bytes | None:
    """Gives the samples of a WAV of 16 bits as a microphone would: one channel, `RATE` a second; None when
    it is no such WAV.
    """
    import numpy as np  # not above: a hub, which only speaks, has none

    try:
        with wave.open(io.BytesIO(wav), "rb") as sound:
            if sound.getsampwidth() != SAMPLE_BYTES:
                return None
            channels, rate = sound.getnchannels(), sound.getframerate()
            content = sound.readframes(sound.getnframes())
    except (wave.Error, EOFError):
        return None
    frames = np.frombuffer(content[: len(content) // (2 * channels) * 2 * channels], np.int16)
    heard = frames.reshape(-1, channels).mean(axis=1)
    if rate != RATE:
        count = int(len(heard) * RATE / rate)
        heard = np.interp(np.arange(count) * rate / RATE, np.arange(len(heard)), heard)
    return bytes(heard.astype("<i2").tobytes())


def pieces(heard: bytes) -> Iterator[bytes]:
    """Cuts samples into pieces as a microphone gives them; the last may be shorter."""
    size = PIECE * SAMPLE_BYTES
    for start in range(0, len(heard), size):
        yield heard[start : start + size]
