"""Simulates a recogniser that somebody types into: what stands in the next line of a file was "said"."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from devices.registry import driver
from devices.speech.belief import not_heard, understood
from kiosk.ports.device import Fault, Health, State
from kiosk.ports.speech import Expected, Heard, Recogniser

LONG_ENOUGH_S = 10.0


@driver("recogniser.typed", port=Recogniser, fake=True)
class TypedRecogniser:
    """Hears the next line for each utterance; without one, the sound was not understood.

    A person adds lines to the file, a test calls `type()`. Other readings of the same words stand behind a
    bar: `đăng ký khai sinh | đăng ký khai sanh`.
    """

    @dataclass(frozen=True)
    class Options:
        """Holds the options: the file that a person types into, in UTF-8."""

        file: Path | None = None
        languages: tuple[str, ...] = ("vi", "en")

    def __init__(self, options: Options) -> None:
        self._options = options
        self._typed: deque[str] = deque()
        self._taken = 0
        self._is_open = False

    def type(self, line: str) -> None:
        """Adds a line, as if it were typed into the file."""
        self._typed.append(line)

    def open(self) -> Fault | None:
        """Opens; what stands in the file already was said before."""
        self._taken, self._is_open = len(self._lines()), True
        return None

    def close(self) -> None:
        """Hears nothing more."""
        self._is_open = False

    def health(self) -> Health:
        """Reports ready while it is open."""
        if self._is_open:
            return Health(State.READY)
        return Health(State.MISSING, Fault("recogniser_failed", "closed"))

    def recognise(self, pieces: Iterable[bytes], lang: str, expected: Expected) -> Heard | Fault:
        """Takes the sound to its end, and gives what was typed. Silence is not heard, whatever is typed."""
        if not self._is_open or lang not in self._options.languages:
            return Fault("recogniser_failed", f"closed, or no model for {lang}")
        if not any(b"".join(pieces)):
            return not_heard("silence")
        line = self._next()
        if line is None:
            return not_heard("nothing typed")
        guesses = [(text, 0.9 - 0.1 * at) for at, text in enumerate(line.split("|")[:5])]
        found = understood(guesses, LONG_ENOUGH_S, expected, lang)
        return found if isinstance(found, Fault) else Heard(found, lang, "typed", 0)

    def _next(self) -> str | None:
        lines = self._lines()[self._taken :]
        self._taken += len(lines)
        self._typed.extend(lines)
        return self._typed.popleft() if self._typed else None

    def _lines(self) -> list[str]:
        if self._options.file is None or not self._options.file.is_file():
            return []
        return [line for line in self._options.file.read_text("utf-8").splitlines() if line.strip()]
