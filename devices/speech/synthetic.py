"""Finishes what a voice has made: its loudness, and the mark that a machine made it.

AI Law 134/2025/QH15, Article 11 (a secondary source): sound made by a machine bears a mark that a machine can
read. The law names no format, so the mark stands where any program looks for a file's description: in the
WAV's own LIST/INFO chunk, before the samples. `ICMT` is `MARK` and the engine's name.
"""

from __future__ import annotations

import io
import struct
import wave

from devices.speech.loudness import louder
from kiosk.ports.device import Fault
from kiosk.ports.speech import Manner, Sound

MARK = "synthetic-speech=yes; engine="
SOFTWARE = "Mot Cua"
_RIFF = 12


def synthetic(samples: bytes, rate: int, engine: str, manner: Manner) -> Sound | Fault:
    """Makes the marked sound of samples (16 bits, one channel); `voice_failed` where there are none."""
    if not samples:
        return Fault("voice_failed", "no sound")
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(samples[: len(samples) // 2 * 2])
    return Sound(_marked(louder(made.getvalue(), manner.gain_db), engine))


def made_by(wav: bytes) -> str | None:
    """Gives the engine that made a sound, from its mark; None where it bears none."""
    text = _info(wav).get(b"ICMT", "")
    return text.removeprefix(MARK) if text.startswith(MARK) else None


def _marked(wav: bytes, engine: str) -> bytes:
    info = b"INFO" + _chunk(b"ISFT", SOFTWARE) + _chunk(b"ICMT", MARK + engine)
    chunk = b"LIST" + struct.pack("<I", len(info)) + info
    content = wav[_RIFF:]
    format_end = 8 + struct.unpack("<I", content[4:8])[0]
    whole = b"WAVE" + content[:format_end] + chunk + content[format_end:]
    return b"RIFF" + struct.pack("<I", len(whole)) + whole


def _chunk(name: bytes, text: str) -> bytes:
    content = text.encode("ascii") + b"\0"
    content += b"\0" * (len(content) % 2)
    return name + struct.pack("<I", len(content)) + content


def _info(wav: bytes) -> dict[bytes, str]:
    """Gives the texts of the LIST/INFO chunk by their names."""
    for name, content in _chunks(wav[_RIFF:]):
        if name == b"LIST" and content[:4] == b"INFO":
            return {key: text.rstrip(b"\0").decode("ascii", "replace") for key, text in _chunks(content[4:])}
    return {}


def _chunks(content: bytes) -> list[tuple[bytes, bytes]]:
    found = []
    while len(content) >= 8:
        size = struct.unpack("<I", content[4:8])[0]
        found.append((content[:4], content[8 : 8 + size]))
        content = content[8 + size + size % 2 :]
    return found
