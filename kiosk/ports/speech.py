"""Defines voices and loudspeakers, microphones and recognisers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal, Protocol, runtime_checkable

from kiosk.ports.device import Device, Fault

RATE = 16_000
"""Samples a second of all that is heard: one channel, PCM of 16 bits, little-endian."""
SAMPLE_BYTES = 2
PIECE = 512
"""Samples of a piece that a microphone gives: 32 ms."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Holds speech or a chime as a whole WAV file (PCM 16 bits)."""

    wav: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Manner:
    """Says how something is spoken: `pace` 1.25 is a quarter faster than the voice by itself, `gain_db` 6.0
    is twice its amplitude.
    """

    pace: float = 1.0
    gain_db: float = 0.0


PLAIN = Manner()


def never() -> bool:
    """Answers no: nothing keeps a sound from being played."""
    return False


@runtime_checkable
class Voice(Device, Protocol):
    """Turns text into sound; does not play it."""

    def speak(self, text: str, lang: str, manner: Manner = PLAIN) -> Sound | Fault:
        """Speaks `text` (NFC) in language `lang` ("vi", "en"). What would be too loud for a sample is bent,
        not cut.
        """


@runtime_checkable
class Player(Device, Protocol):
    """Plays one sound at a time."""

    def play(self, sound: Sound, unless: Callable[[], bool] = never) -> Fault | None:
        """Plays to the end, or until `stop()`. `no_sound_device` where there is none. `unless` is asked at
        the last moment: a `stop()` that came just before counts as well.
        """

    def stop(self) -> None:
        """Stops the sound at once; called from another thread."""


@runtime_checkable
class Microphone(Device, Protocol):
    """Gives what is said, piece by piece. Keeps nothing."""

    def start(self) -> Fault | None:
        """Begins to listen: what was said before is not heard. `microphone_missing` where there is none."""

    def read(self) -> bytes | Fault:
        """Waits for the next piece (`PIECE` samples); empty bytes when there is nothing more to come."""

    def stop(self) -> None:
        """Ends listening; called from another thread too. A waiting `read()` comes back."""


@dataclass(frozen=True, slots=True)
class Expected:
    """Says what is expected to be said now.

    `words` are the answers of a `choice` and of `yes_no`, in the order that they are meant to come back in;
    `likely` are words that a free hearing may well hold (names of procedures on the screen). `open`: somebody
    may say a whole sentence instead, and it is heard as freely as ever.
    """

    kind: Literal["free", "yes_no", "choice", "digits", "date"] = "free"
    words: tuple[str, ...] = ()
    likely: tuple[str, ...] = ()
    open: bool = False


FREE = Expected()


@dataclass(frozen=True, slots=True)
class Heard:
    """Holds one hearing: texts (NFC) with their confidence from 0 to 1, the surest first.

    `ms` is the time from the end of the sound to this result.
    """

    nbest: tuple[tuple[str, float], ...] = field(repr=False)
    lang: str
    engine: str
    ms: int

    @property
    def text(self) -> str:
        """Gives the surest text."""
        return self.nbest[0][0]

    @property
    def confidence(self) -> float:
        """Gives the confidence of the surest text."""
        return self.nbest[0][1]


class Ear(Protocol):
    """Hears one utterance after the other: microphone, end of speech and recogniser together."""

    def listen(self, lang: str, expected: Expected) -> Heard | Fault:
        """Listens to the end of speech. `not_heard` when nobody speaks, or when it was cancelled."""

    def done(self) -> None:
        """Ends the utterance now, and understands what was said; called from another thread."""

    def cancel(self) -> None:
        """Ends the utterance now, and throws it away; called from another thread."""


@runtime_checkable
class Recogniser(Device, Protocol):
    """Turns speech into text. Keeps nothing of what it hears."""

    def recognise(self, pieces: Iterable[bytes], lang: str, expected: Expected) -> Heard | Fault:
        """Hears the pieces (of any whole number of samples) as they come, to their end.

        What is no speech, or none that can be believed (loops, an impossible pace, a low probability, not
        what was expected), is `not_heard`; a language without a model is `recogniser_failed`. Nothing that
        was said stands in a fault.
        """
