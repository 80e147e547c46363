"""Speaks by the program espeak-ng itself, in a process of its own for each sentence."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from dataclasses import dataclass, field

from devices.registry import driver
from devices.speech.synthetic import synthetic
from kiosk.ports.device import Fault, Health, State
from kiosk.ports.speech import PLAIN, Manner, Sound, Voice

PROGRAM = "espeak-ng"
RATE = 22_050
_HEAD = 44


@driver("voice.espeak", port=Voice)
class EspeakVoice:
    """Speaks one sentence a call; calls may come from several threads. The program starts within 10 to 40 ms,
    so none is kept warm. The text goes by standard input: a list of processes does not show it.
    """

    @dataclass(frozen=True)
    class Options:
        """Holds the driver's options: `voices` are espeak-ng's names by language; `rate` is words a minute,
        slow enough for the old. `within_s` bounds one sentence.
        """

        voices: dict[str, str] = field(default_factory=lambda: {"vi": "vi-vn-x-south", "en": "en"})
        rate: int = 135
        within_s: float = 20.0

    def __init__(self, options: Options) -> None:
        self._options = options
        self._is_open = False

    def open(self) -> Fault | None:
        """Checks that the program is there; `voice_failed` where it is not."""
        self._is_open = True
        return self.health().fault

    def close(self) -> None:
        """Does nothing more: each sentence has had its own process."""
        self._is_open = False

    def health(self) -> Health:
        """Says if the program is there."""
        if not self._is_open:
            return Health(State.MISSING, Fault("voice_failed", "not open"))
        if shutil.which(PROGRAM) is None:
            return Health(State.MISSING, Fault("voice_failed", f"{PROGRAM} is not installed"))
        return Health(State.READY, identity=PROGRAM)

    def speak(self, text: str, lang: str, manner: Manner = PLAIN) -> Sound | Fault:
        """Gives a WAV of 16 bits, mono, 22,050 Hz. A language without a voice is `voice_failed`."""
        voice = self._options.voices.get(lang)
        if voice is None:
            return Fault("voice_failed", f"no voice for {lang}")
        rate = str(round(self._options.rate * manner.pace))
        said = unicodedata.normalize("NFC", text).encode()
        try:
            told = subprocess.run(  # noqa: S603 - options of the profile
                [PROGRAM, "-v", voice, "-s", rate, "-b", "1", "--stdin", "--stdout"],
                input=said,
                capture_output=True,
                timeout=self._options.within_s,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return Fault("voice_failed", type(error).__name__)
        if told.returncode != 0:
            return Fault("voice_failed", f"{PROGRAM} ended with {told.returncode}")
        # Its head is written before the length is known, and says 2 GB.
        return synthetic(told.stdout[_HEAD:], RATE, "espeak-ng", manner)
