"""Speaks by pyttsx3 with espeak-ng, in a process of its own: the voice that is always there."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import select
import subprocess
import sys
import threading
import unicodedata
import wave
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from devices.registry import driver
from devices.speech.synthetic import synthetic
from devices.speech.wav import is_sound
from kiosk.ports.device import Fault, Health, State
from kiosk.ports.speech import PLAIN, Manner, Sound, Voice

_ROOT = Path(__file__).resolve().parents[2]


@driver("voice.pyttsx3", port=Voice)
class Pyttsx3Voice:
    """Speaks one sentence at a time; may be called from several threads. A child that died is started anew
    once.
    """

    @dataclass(frozen=True)
    class Options:
        """Holds the driver's options: `voices` are espeak-ng's names by language; `rate` is words a minute,
        slow enough for the old (pyttsx3's own 200 is not). `within_s` bounds one sentence.
        """

        voices: dict[str, str] = field(default_factory=lambda: {"vi": "vi-vn-x-south", "en": "en"})
        rate: int = 135
        within_s: float = 20.0

    def __init__(self, options: Options) -> None:
        self._options = options
        self._child: subprocess.Popen[bytes] | None = None
        self._one = threading.Lock()

    def open(self) -> Fault | None:
        """Starts the child and waits for its engine; `voice_failed` where espeak-ng is missing."""
        with self._one:
            return self._start()

    def close(self) -> None:
        """Ends the child."""
        with self._one:
            self._end()

    def health(self) -> Health:
        """Says if the child lives."""
        if self._child is not None and self._child.poll() is None:
            return Health(State.READY)
        return Health(State.MISSING, Fault("voice_failed", "not running"))

    def speak(self, text: str, lang: str, manner: Manner = PLAIN) -> Sound | Fault:
        """Gives a WAV of 16 bits, mono, 22,050 Hz. A language without a voice is `voice_failed`."""
        voice = self._options.voices.get(lang)
        if voice is None:
            return Fault("voice_failed", f"no voice for {lang}")
        rate = round(self._options.rate * manner.pace)
        request = {"text": unicodedata.normalize("NFC", text), "voice": voice, "rate": rate}
        with self._one:
            answer = self._ask(request) or self._ask(request)
        if answer is None:
            return Fault("voice_failed", "the voice process ended")
        wav = base64.b64decode(answer.get("wav", ""))
        if not is_sound(wav):
            return Fault("voice_failed", answer.get("error", "no sound"))
        with wave.open(io.BytesIO(wav), "rb") as sound:
            samples, found = sound.readframes(sound.getnframes()), sound.getframerate()
        return synthetic(samples, found, "pyttsx3", manner)

    def _ask(self, request: dict[str, Any]) -> dict[str, str] | None:
        """Asks the child one question; None when it is gone, and then the next call starts it anew."""
        if (self._child is None or self._child.poll() is not None) and self._start() is not None:
            return None
        assert self._child is not None
        assert self._child.stdin is not None
        try:
            self._child.stdin.write(json.dumps(request).encode() + b"\n")
            self._child.stdin.flush()
        except OSError:
            self._end()
            return None
        return self._read()

    def _read(self) -> dict[str, str] | None:
        assert self._child is not None
        assert self._child.stdout is not None
        ready, _, _ = select.select([self._child.stdout], [], [], self._options.within_s)
        line = self._child.stdout.readline() if ready else b""
        if not line:
            self._end()
            return None
        answer: dict[str, str] = json.loads(line)
        return answer

    def _start(self) -> Fault | None:
        self._end()
        self._child = subprocess.Popen(
            [sys.executable, "-m", "devices.speech.pyttsx3_child"],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        answer = self._read()
        if answer is None or "error" in answer:
            self._end()
            return Fault("voice_failed", answer["error"] if answer else "the voice process did not start")
        return None

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        try:
            child.wait(1)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
