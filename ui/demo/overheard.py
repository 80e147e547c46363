"""Listens beside a recogniser of the demo: what was expected, what was heard, and how long it took."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kiosk.ports.device import Fault, Health
from kiosk.ports.speech import Expected, Heard, Recogniser


@dataclass(frozen=True, slots=True)
class Hearing:
    """Holds one utterance; `ms` counts from the end of its sound to the result."""

    expected: Expected
    found: Heard | Fault
    ms: int


class OverheardRecogniser:
    """Hears by another recogniser, and keeps each result for the report. Silence is no utterance."""

    def __init__(self, recogniser: Recogniser) -> None:
        self._recogniser = recogniser
        self.hearings: list[Hearing] = []

    def open(self) -> Fault | None:
        """Opens the recogniser."""
        return self._recogniser.open()

    def close(self) -> None:
        """Closes the recogniser."""
        self._recogniser.close()

    def health(self) -> Health:
        """Reports the health of the recogniser."""
        return self._recogniser.health()

    def recognise(self, pieces: Iterable[bytes], lang: str, expected: Expected) -> Heard | Fault:
        """Hears, and keeps what came of it."""
        sound = _Sound(pieces)
        found = self._recogniser.recognise(sound, lang, expected)
        if sound.came:
            ms = round((time.monotonic() - sound.last) * 1000)
            self.hearings.append(Hearing(expected, found, ms))
        return found


class _Sound:
    """Passes a sound on; notes that it came, and when its last piece did."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self.came, self.last = False, 0.0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.came = True
            yield piece
        self.last = time.monotonic()
