"""Defines voices and loudspeakers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from kiosk.ports.device import Device, Fault


@dataclass(frozen=True, slots=True)
class Sound:
    """Holds speech or a chime as a whole WAV file (PCM 16 bits)."""

    wav: bytes = field(repr=False)


@runtime_checkable
class Voice(Device, Protocol):
    """Turns text into sound; does not play it."""

    def speak(self, text: str, lang: str) -> Sound | Fault:
        """Speaks `text` (NFC) in language `lang` ("vi", "en")."""


@runtime_checkable
class Player(Device, Protocol):
    """Plays one sound at a time."""

    def play(self, sound: Sound) -> Fault | None:
        """Plays to the end, or until `stop()`. `no_sound_device` where there is none."""

    def stop(self) -> None:
        """Stops the sound at once; called from another thread."""
