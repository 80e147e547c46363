"""Sound for the tests of hearing: words spoken by espeak-ng, silence, noise; models fetched once."""

from __future__ import annotations

import functools
import io
import random
import subprocess
import wave

import pytest

from devices.speech.model_sources import CannotGet, fetch, from_packages
from devices.speech.models import folder_of, load_models, models_folder
from devices.speech.wav import pieces, samples
from kiosk.ports.speech import RATE

ESPEAK_RATE = 22_050


def wav_of(content: bytes, rate: int = RATE, channels: int = 1) -> bytes:
    """A WAV of these samples."""
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(channels)
        wav.setsampwidth(2)
        wav.setframerate(rate)
        wav.writeframes(content)
    return file.getvalue()


@functools.cache
def spoken_wav(text: str, voice: str, speed: int = 130) -> bytes:
    """The text as espeak-ng says it: a machine's voice, so no evidence of how people are heard."""
    command = ["espeak-ng", "-v", voice, "-s", str(speed), "--stdout", text]
    said = subprocess.run(command, capture_output=True, check=True).stdout
    return wav_of(said[said.index(b"data") + 8 :], ESPEAK_RATE)


def spoken_pieces(text: str, voice: str, speed: int = 130) -> list[bytes]:
    """The same, as a microphone gives it."""
    return list(pieces(samples(spoken_wav(text, voice, speed)) or b""))


def silence(seconds: float) -> list[bytes]:
    return list(pieces(bytes(int(seconds * RATE) * 2)))


def noise(seconds: float, loud: int = 3000) -> list[bytes]:
    """White noise, the same each time."""
    rushing = random.Random(7)
    return list(
        pieces(
            b"".join(
                rushing.randrange(-loud, loud).to_bytes(2, "little", signed=True)
                for _ in range(int(seconds * RATE))
            )
        )
    )


@functools.cache
def _absent(name: str) -> str:
    if folder_of(name) is None:
        try:
            fetch(load_models()[name], models_folder(), from_packages, lambda _done, _whole: None)
        except CannotGet as error:
            return str(error)
    return ""


def needs_model(name: str) -> None:
    """Skips a test, by name, where the model is not here and the package index does not give it."""
    if why := _absent(name):
        pytest.skip(f"no model {name}: {why}")
