"""Recognises speech by a server that speaks the Wyoming protocol: any engine, on this machine or another.

A transcript of Wyoming has one text. A server that knows more puts it in `context`:
`{"nbest": [["text", 0.8], …]}`; what is expected goes to it in the `context` of the request.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from devices.registry import driver
from devices.speech.belief import Guess, not_heard, understood
from devices.speech.vad import detector, spoken
from devices.speech.wyoming_server import connected, health_of
from kiosk.ports.device import Fault, Health
from kiosk.ports.speech import RATE, SAMPLE_BYTES, Expected, Heard, Recogniser

UNSTATED = 0.6
"""The confidence of a text of which the server says none: believed, and never the surest."""


@driver("recogniser.wyoming", port=Recogniser)
class WyomingRecogniser:
    """Sends the pieces as they come, each utterance over a connection of its own. The protocol has no
    password: keep the server on this machine, or in a network that nobody else is in.
    """

    @dataclass(frozen=True)
    class Options:
        """Holds the options: `within_s` bounds the wait for each answer of the server."""

        host: str = "127.0.0.1"
        port: int = 10300
        languages: tuple[str, ...] = ("vi", "en")
        within_s: float = 10.0

    def __init__(self, options: Options) -> None:
        self._options = options
        self._is_open = False

    def open(self) -> Fault | None:
        """Asks the server what it is."""
        fault = self.health().fault
        self._is_open = fault is None
        return fault

    def close(self) -> None:
        """Does nothing more: each utterance has had its own connection."""
        self._is_open = False

    def health(self) -> Health:
        """Says if a server answers; its engine's name is the identity."""
        options = self._options
        return health_of(options.host, options.port, "asr", "recogniser_failed")

    def recognise(self, pieces: Iterable[bytes], lang: str, expected: Expected) -> Heard | Fault:
        """Sends the pieces as they come, and waits for the transcript."""
        if not self._is_open or lang not in self._options.languages:
            return Fault("recogniser_failed", f"not open, or no model for {lang}")
        options = self._options
        try:
            with connected(options.host, options.port, options.within_s) as stream:
                said = spoken(_sent(stream, pieces, lang, expected), detector())
                began = time.monotonic()
                guesses = _transcript(stream)
        except (OSError, KeyError, TypeError, ValueError) as error:
            return Fault("recogniser_failed", type(error).__name__)
        if guesses is None:
            return Fault("recogniser_failed", "the server ended without a transcript")
        found = understood(guesses, said.seconds, expected, lang) if said else not_heard("silence")
        if isinstance(found, Fault):
            return found
        return Heard(found, lang, "wyoming", round((time.monotonic() - began) * 1000))


def _sent(stream: BinaryIO, pieces: Iterable[bytes], lang: str, expected: Expected) -> Iterable[bytes]:
    """Sends the request and each piece, and gives the piece on."""
    from wyoming.asr import Transcribe
    from wyoming.event import Event, write_event

    words = list(expected.words or expected.likely) or None
    wanted = {"expected": expected.kind, "words": list(expected.words)}
    write_event(Transcribe(language=lang, context=wanted, transcript_terms=words).event(), stream)
    # Not by `wyoming.audio` (nor `wyoming.info`): it imports audioop, and Python 3.11 and 3.12 warn of that.
    form = {"rate": RATE, "width": SAMPLE_BYTES, "channels": 1}
    write_event(Event("audio-start", form), stream)
    for piece in pieces:
        write_event(Event("audio-chunk", form, piece), stream)
        yield piece
    write_event(Event("audio-stop"), stream)


def _transcript(stream: BinaryIO) -> list[Guess] | None:
    from wyoming.asr import Transcript
    from wyoming.event import read_event

    while (event := read_event(stream)) is not None:
        if Transcript.is_type(event.type):
            told = Transcript.from_event(event)
            more = (told.context or {}).get("nbest")
            return [(str(text), float(score)) for text, score in more] if more else [(told.text, UNSTATED)]
    return None
