"""Simulates a microphone: the WAV files of a folder are what is said, one after the other."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from pathlib import Path

from devices.registry import driver
from devices.speech.wav import pieces, samples
from kiosk.ports.device import Fault, Health, State
from kiosk.ports.speech import PIECE, SAMPLE_BYTES, Microphone

SILENCE = 40
"""Pieces of silence after each file: more than ends an utterance."""


@driver("microphone.folder", port=Microphone, fake=True)
class FolderMicrophone:
    """Says the next file, by name, each time that somebody begins to listen; after the last one, silence.

    A person lays files into the folder, or pulls the plug (`unplugged = True`).
    """

    @dataclass(frozen=True)
    class Options:
        """Holds the options: the folder with the WAV files (16 bits)."""

        folder: Path

    def __init__(self, options: Options) -> None:
        self._options = options
        self._said: set[Path] = set()
        self._coming: deque[bytes] = deque()
        self.unplugged = False

    def open(self) -> Fault | None:
        """Does nothing more than look whether it is plugged in."""
        return self.health().fault

    def close(self) -> None:
        """Stops listening."""
        self.stop()

    def health(self) -> Health:
        """Reports ready unless unplugged."""
        if self.unplugged:
            return Health(State.MISSING, Fault("microphone_missing", "unplugged"))
        return Health(State.READY)

    def start(self) -> Fault | None:
        """Takes the next file."""
        self.stop()
        for file in sorted(self._options.folder.glob("*.wav")):
            if file not in self._said:
                self._said.add(file)
                self._coming.extend(pieces(samples(file.read_bytes()) or b""))
                break
        self._coming.extend([bytes(PIECE * SAMPLE_BYTES)] * SILENCE)
        return self.health().fault

    def read(self) -> bytes | Fault:
        """Gives the next piece, without waiting."""
        if self.unplugged:
            return Fault("microphone_missing", "unplugged")
        if not self._coming:
            return b""
        return self._coming.popleft().ljust(PIECE * SAMPLE_BYTES, b"\0")

    def stop(self) -> None:
        """Forgets what is still to come of the file."""
        self._coming.clear()
