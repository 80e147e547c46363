"""Simulates a microphone: the WAV files of a folder are what is said, one after the other."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from pathlib import Path

from devices.registry import driver
from devices.speech.wav import pieces, samples
from kiosk.ports.device import Fault, Health, State
from kiosk.ports.speech import PIECE, SAMPLE_BYTES, Microphone

SILENCE = 40
"""Pieces of silence after each file: more than ends an utterance."""
BEFORE = 8
"""Pieces of silence before a file that was waited for: nobody begins to speak at once."""
LOOK_EVERY_S = 0.02


@driver("microphone.folder", port=Microphone, fake=True)
class FolderMicrophone:
    """Says the next file, by name, each time that somebody begins to listen; after the last one, silence.

    A person lays files into the folder, or pulls the plug (`unplugged = True`).
    """

    @dataclass(frozen=True)
    class Options:
        """Holds the options: the folder with the WAV files (16 bits). `waits`: while no file is there that
        was not said yet, time stands still instead of being silence.
        """

        folder: Path
        waits: bool = False

    def __init__(self, options: Options) -> None:
        self._options = options
        self._said: set[Path] = set()
        self._coming: deque[bytes] = deque()
        self._stopped = threading.Event()
        self._stopped.set()
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
        self._stopped.clear()
        if not self._take() and not self._options.waits:
            self._be_silent(SILENCE)
        return self.health().fault

    def read(self) -> bytes | Fault:
        """Gives the next piece, without waiting where there is one."""
        if self.unplugged:
            return Fault("microphone_missing", "unplugged")
        while self._options.waits and not self._coming and not self._stopped.is_set():
            if not self._take():
                self._stopped.wait(LOOK_EVERY_S)
        try:
            return self._coming.popleft().ljust(PIECE * SAMPLE_BYTES, b"\0")
        except IndexError:
            return b""

    def stop(self) -> None:
        """Forgets what is still to come of the file; a waiting `read()` comes back."""
        self._stopped.set()
        self._coming.clear()

    def _take(self) -> bool:
        """Takes the next file by name, with the silence behind it; False where there is none."""
        for file in sorted(self._options.folder.glob("*.wav")):
            if file not in self._said:
                self._said.add(file)
                self._be_silent(BEFORE if self._options.waits else 0)
                self._coming.extend(pieces(samples(file.read_bytes()) or b""))
                self._be_silent(SILENCE)
                return True
        return False

    def _be_silent(self, count: int) -> None:
        self._coming.extend([bytes(PIECE * SAMPLE_BYTES)] * count)
