"""Builds the bytes of a print job in words: for text printers on a slow serial line.

Letters of code pages 30 and 31 where the model has them (`pages = "tcvn3"`), else without diacritics; the
printer's own QR code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from devices.printing.escpos_job import AUTOMATIC_STATUS, CUT, RESET, completion_request
from devices.printing.tcvn import encode, plain
from kiosk.paper.text_form import in_columns
from kiosk.ports.printing import SlipLine

Pages = Literal["tcvn3", "none"]

COLUMN_DOTS = 12
"""The width of a letter of font A: 48 letters on 80 mm, 32 on 58 mm."""

_SET = {"align": b"\x1b\x61", "strong": b"\x1b\x45", "size": b"\x1d\x21", "page": b"\x1b\x74"}
_ALIGN = {"left": 0, "center": 1, "right": 2}
_MODULE = 6
_LEVEL_Q = 50


LEAVE_CHINESE = b"\x1c\x2e"
"""FS .: bytes from 80h on are letters of the code page again, not halves of a Hanzi. ESC @ undoes it."""


class TextJobBuilder:
    """Builds jobs for a head of `head` dots; `chinese` is set for a printer that starts in Chinese mode."""

    def __init__(self, head: int, pages: Pages, *, chinese: bool = False) -> None:
        self._columns = head // COLUMN_DOTS
        self._pages = pages
        self._begin = RESET + (LEAVE_CHINESE if chinese else b"") + AUTOMATIC_STATUS

    def parts(self, lines: Iterable[SlipLine], process_id: bytes) -> Iterator[bytes]:
        """Gives the parts of a slip in words, a line each, like `JobBuilder.parts`."""
        yield self._begin
        style = _Style()
        for line in in_columns(lines, self._columns):
            yield self._line(line, style)
        yield CUT + completion_request(process_id)

    def _line(self, line: SlipLine, style: _Style) -> bytes:
        match line.kind:
            case "cut":
                return CUT
            case "code":
                return style.set(align=1) + code(line.text) + b"\n"
            case "rule":
                return style.set(size=0, strong=0) + b"-" * self._columns + b"\n"
            case "text":
                size = (line.times - 1) * 0x11
                head = style.set(align=_ALIGN[line.align], strong=int(line.strong), size=size)
                return head + self._letters(line.text, style.set) + b"\n"

    def _letters(self, text: str, set_style: Callable[..., bytes]) -> bytes:
        text = "".join(letter for letter in text if letter.isprintable())
        if self._pages == "none":
            return plain(text)
        return b"".join(data if page is None else set_style(page=page) + data for page, data in encode(text))


class _Style:
    """Keeps the printer's text settings, so that only changes are sent. A reset printer is all zero."""

    def __init__(self) -> None:
        self._now = dict.fromkeys(_SET, 0)

    def set(self, **wanted: int) -> bytes:
        """Gives the commands that change the settings."""
        changed = {name: value for name, value in wanted.items() if self._now[name] != value}
        self._now.update(changed)
        return b"".join(_SET[name] + bytes([value]) for name, value in changed.items())


def code(text: str) -> bytes:
    """Builds the command for the printer's own QR code (GS ( k): model 2, six dots a module, level Q, store,
    print.
    """
    data = text.encode("ascii")
    return b"".join(
        (
            _symbol(65, b"\x32\x00"),
            _symbol(67, bytes([_MODULE])),
            _symbol(69, bytes([_LEVEL_Q])),
            _symbol(80, b"\x30" + data),
            _symbol(81, b"\x30"),
        )
    )


def _symbol(function: int, parameters: bytes) -> bytes:
    return (
        b"\x1d\x28\x6b" + (len(parameters) + 2).to_bytes(2, "little") + bytes([0x31, function]) + parameters
    )
