"""Speaks by a server that speaks the Wyoming protocol: Piper, or any other engine with `synthesize`."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import BinaryIO

from devices.registry import driver
from devices.speech.synthetic import synthetic
from devices.speech.wyoming_server import connected, health_of
from kiosk.ports.device import Fault, Health, State
from kiosk.ports.speech import PLAIN, Manner, Sound, Voice

SAMPLE_BYTES = 2


@driver("voice.wyoming", port=Voice)
class WyomingVoice:
    """Asks the server for one sentence a call, over a connection of its own; calls may come from several
    threads. The protocol knows no pace: it stays the server's own. It has no password either: keep the server
    on this machine, or in a network that nobody else is in.
    """

    @dataclass(frozen=True)
    class Options:
        """Holds the options: `voices` are the server's names by language; "" leaves the choice to the
        server. `within_s` bounds the wait for each answer.
        """

        host: str = "127.0.0.1"
        port: int = 10200
        voices: dict[str, str] = field(default_factory=lambda: {"vi": "", "en": ""})
        within_s: float = 10.0

    def __init__(self, options: Options) -> None:
        self._options = options
        self._is_open = False

    def open(self) -> Fault | None:
        """Asks the server what it is."""
        self._is_open = True
        return self.health().fault

    def close(self) -> None:
        """Does nothing more: each sentence has had its own connection."""
        self._is_open = False

    def health(self) -> Health:
        """Says if a server answers there that speaks; its engine's name is the identity."""
        options = self._options
        if not self._is_open:
            return Health(State.MISSING, Fault("voice_failed", "not open"))
        return health_of(options.host, options.port, "tts", "voice_failed")

    def speak(self, text: str, lang: str, manner: Manner = PLAIN) -> Sound | Fault:
        """Gives a WAV of 16 bits, mono, at the rate of the server."""
        options = self._options
        name = options.voices.get(lang)
        if name is None or not text.strip():
            return Fault("voice_failed", f"nothing to say, or no voice for {lang}")
        wanted = {"name": name} if name else {"language": lang}
        try:
            from wyoming.event import Event, write_event

            with connected(options.host, options.port, options.within_s) as stream:
                asked = {"text": unicodedata.normalize("NFC", text), "voice": wanted}
                write_event(Event("synthesize", asked), stream)
                found = _samples(stream)
        except (OSError, ImportError, KeyError, TypeError, ValueError) as error:
            return Fault("voice_failed", type(error).__name__)
        if found is None:
            return Fault("voice_failed", "the server gave no sound of 16 bits in one channel")
        return synthetic(*found, "wyoming", manner)


def _samples(stream: BinaryIO) -> tuple[bytes, int] | None:
    """Reads the sound to its end: samples, and how many there are a second."""
    from wyoming.event import read_event

    sound, rate = bytearray(), 0
    while (event := read_event(stream)) is not None:
        if event.type == "audio-start":
            if event.data["width"] != SAMPLE_BYTES or event.data["channels"] != 1:
                return None
            rate = int(event.data["rate"])
        elif event.type == "audio-chunk":
            sound += event.payload or b""
        elif event.type == "audio-stop":
            return bytes(sound), rate
    return None
