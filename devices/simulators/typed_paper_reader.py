"""Simulates the reader of papers: somebody types what each engine is to read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from devices.registry import driver
from kiosk.language.normal import nfc
from kiosk.ports.device import Fault, Health, State
from kiosk.ports.papers import Box, PaperReader, TextLine, Transcript

ROW = 0.04
"""Height of a typed line, in shares of the page."""


@driver("papers.typed", port=PaperReader, fake=True)
class TypedPaperReader:
    """Reads what is typed, whatever lies under the camera: the lines of a file, one a line of print.

    Both engines read the same, but for a line with a bar: `Họ và tên: LÊ MẪU | Họ và tên: LÊ MÂU` is read as
    the first by the one and as the second by the other. A file that is not there is a page without print.
    """

    @dataclass(frozen=True)
    class Options:
        """Holds the options: the file that a person types into, in UTF-8."""

        file: Path | None = None

    def __init__(self, options: Options) -> None:
        self._options = options
        self._typed: tuple[str, ...] = ()
        self._is_open = False

    def type(self, *lines: str) -> None:
        """Puts these lines in place of what was typed before."""
        self._typed = lines

    def open(self) -> Fault | None:
        """Opens."""
        self._is_open = True
        return None

    def close(self) -> None:
        """Reads nothing more."""
        self._is_open = False

    def health(self) -> Health:
        """Reports ready while it is open."""
        if self._is_open:
            return Health(State.READY)
        return Health(State.MISSING, Fault("paper_reader_missing", "closed"))

    def read(self, jpeg: bytes) -> tuple[Transcript, ...] | Fault:
        """Gives what is typed; `paper_unread` for bytes that are no picture."""
        if not self._is_open:
            return Fault("paper_reader_missing", "closed")
        if not jpeg.startswith(b"\xff\xd8"):
            return Fault("paper_unread", "no JPEG")
        lines = [line.split("|") for line in (*self._typed, *self._lines())]
        return tuple(
            Transcript(
                engine, tuple(_line(at, said[min(which, len(said) - 1)]) for at, said in enumerate(lines))
            )
            for which, engine in enumerate(("tesseract", "trueocr"))
        )

    def _lines(self) -> list[str]:
        if self._options.file is None or not self._options.file.is_file():
            return []
        return [line for line in self._options.file.read_text("utf-8").splitlines() if line.strip()]


def _line(at: int, text: str) -> TextLine:
    return TextLine(nfc(text).strip(), Box(0.05, at * ROW, 0.95, (at + 1) * ROW))
