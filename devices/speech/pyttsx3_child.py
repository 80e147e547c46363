"""Runs pyttsx3 alone in a process: requests as JSON lines on stdin, answers as JSON lines on stdout.

Alone, because pyttsx3 ends the whole process (SIGSEGV) when two threads use it, and because espeak-ng is
under the GPL. Request: `{"text", "voice", "rate"}`; answer: `{"wav"}`
in base64, or `{"error"}` with the type of what went wrong. The first line out is `{"ready": true}`.
"""

from __future__ import annotations

import base64
import io
import json
import os
import sys
from typing import Any, TextIO

_TRIES = 4
_EMPTY_WAV = 44


def main() -> None:
    """Serves requests until stdin ends."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    import pyttsx3

    try:
        engine = pyttsx3.init("espeak")
    except Exception as error:
        _write(answers, {"error": type(error).__name__})
        return
    _write(answers, {"ready": True})
    for line in sys.stdin.buffer:
        _write(answers, _answer(engine, json.loads(line)))


def _answer(engine: Any, request: dict[str, Any]) -> dict[str, str]:
    """Makes a sound in memory: nothing that is spoken touches the disk. The rate is set at the engine itself,
    and waited for: by pyttsx3's own property every fourth sentence had that of the one before.

    About one sentence in a hundred comes back as a WAV without a sample (pyttsx3 2.99: the end is announced
    by another thread than the one that waits for it); said again, it is whole.
    """
    try:
        for _ in range(_TRIES):
            wav = _spoken(engine, request)
            if len(wav) > _EMPTY_WAV:
                return {"wav": base64.b64encode(wav).decode("ascii")}
    except Exception as error:
        return {"error": type(error).__name__}
    return {"error": "no sound"}


def _spoken(engine: Any, request: dict[str, Any]) -> bytes:
    from pyttsx3.drivers import _espeak

    sound = io.BytesIO()
    engine.setProperty("voice", request["voice"])
    _espeak.SetParameter(_espeak.RATE, request["rate"], 0)
    _espeak.Synchronize()
    engine.save_to_file(request["text"], sound)
    engine.runAndWait()
    _espeak.Synchronize()
    return sound.getvalue()


def _write(answers: TextIO, answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer) + "\n")
    answers.flush()


if __name__ == "__main__":
    main()
