"""Simulates a loudspeaker: the sounds are saved as WAV files in a folder."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from devices.registry import driver
from devices.speech.wav import seconds
from kiosk.ports.device import Fault, Health, State
from kiosk.ports.speech import Player, Sound, never


@driver("player.folder", port=Player, fake=True)
class FolderPlayer:
    """Writes `0001.wav`, `0002.wav`, …, after those that lie in the folder already.

    A person or a test may pull the plug (`unplugged = True`).
    """

    @dataclass(frozen=True)
    class Options:
        """Holds the driver's options: `in_real_time`: a sound lasts as long as it would be heard; `stop()`
        ends it.
        """

        folder: Path
        in_real_time: bool = False

    def __init__(self, options: Options) -> None:
        self._options = options
        self._stop = threading.Event()
        self.unplugged = False
        self.files: list[Path] = []

    def open(self) -> Fault | None:
        """Does nothing; the folder is made with its first sound."""
        return self.health().fault

    def close(self) -> None:
        """Stops the sound."""
        self.stop()

    def health(self) -> Health:
        """Reports ready unless unplugged."""
        if self.unplugged:
            return Health(State.MISSING, Fault("no_sound_device", "unplugged"))
        return Health(State.READY)

    def play(self, sound: Sound, unless: Callable[[], bool] = never) -> Fault | None:
        """Saves the sound, whole from the moment it has its name; in real time, waits as long as it lasts."""
        if self.unplugged:
            return Fault("no_sound_device", "unplugged")
        self._stop.clear()
        if unless():
            return None
        length = seconds(sound.wav)
        if length is None:
            return Fault("no_sound_device", "not a WAV of 16 bits")
        self._options.folder.mkdir(parents=True, exist_ok=True)
        file = self._options.folder / f"{len(list(self._options.folder.glob('*.wav'))) + 1:04}.wav"
        beside = file.with_suffix(".part")
        beside.write_bytes(sound.wav)
        beside.replace(file)
        self.files.append(file)
        if self._options.in_real_time:
            self._stop.wait(length)
        return None

    def stop(self) -> None:
        """Ends a sound that lasts."""
        self._stop.set()
