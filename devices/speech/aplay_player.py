"""Plays through ALSA's `aplay`, which every Debian has or gets with alsa-utils."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass

from devices.registry import driver
from kiosk.ports.device import Fault, Health, State
from kiosk.ports.speech import Player, Sound, never


@driver("player.aplay", port=Player)
class AplayPlayer:
    """Plays one sound at a time. `stop()` may come from another thread."""

    @dataclass(frozen=True)
    class Options:
        """Holds the driver's options: `device` is an ALSA name; None is the default one."""

        device: str | None = None

    def __init__(self, options: Options) -> None:
        self._options = options
        self._playing: subprocess.Popen[bytes] | None = None
        self._stopped = False
        self._lock = threading.Lock()

    def open(self) -> Fault | None:
        """Checks that there is an `aplay` and a sound card."""
        return self.health().fault

    def close(self) -> None:
        """Stops the sound."""
        self.stop()

    def health(self) -> Health:
        """Reports `no_sound_device` without aplay or without any card."""
        if shutil.which("aplay") is None:
            return Health(State.MISSING, Fault("no_sound_device", "aplay is not installed"))
        cards = subprocess.run(["aplay", "-l"], capture_output=True, check=False, timeout=2)  # noqa: S607
        if self._options.device is None and b"card" not in cards.stdout:
            return Health(State.MISSING, Fault("no_sound_device", "no sound card"))
        return Health(State.READY)

    def play(self, sound: Sound, unless: Callable[[], bool] = never) -> Fault | None:
        """Plays to the end or until `stop()`."""
        command = ["aplay", "-q", *(["-D", self._options.device] if self._options.device else []), "-"]
        with self._lock:
            self._stopped = False
            if unless():
                return None
            try:
                self._playing = playing = subprocess.Popen(  # noqa: S603 - options of the profile
                    command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
                )
            except FileNotFoundError:
                return Fault("no_sound_device", "aplay is not installed")
        _, said = playing.communicate(sound.wav)
        with self._lock:
            failed = playing.returncode != 0 and not self._stopped
            self._playing = None
        return Fault("no_sound_device", _first_line(said)) if failed else None

    def stop(self) -> None:
        """Stops the sound at once."""
        with self._lock:
            if self._playing is not None:
                self._stopped = True
                self._playing.kill()


def _first_line(said: bytes) -> str:
    lines = said.decode("utf-8", "replace").splitlines()
    return lines[0] if lines else "aplay failed"
