"""The bytes of one job in words: for text printers on a slow serial line.

Letters of code pages 30 and 31 where the model has them (`pages = "tcvn3"`), else without diacritics; the
printer's own QR code (reference printing.md, sections 1.1 and 1.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from devices.printing.escpos_job import AUTOMATIC_STATUS, CUT, RESET, completion_request
from devices.printing.tcvn import encode, plain
from kiosk.paper.text_form import SlipLine, in_columns

Pages = Literal["tcvn3", "none"]
_ALIGN = {"left": 0, "center": 1, "right": 2}
_MODULE = 6
_LEVEL_Q = 50


class TextJobBuilder:
    """Builds jobs for a printer with `columns` letters a line (48 on 80 mm, 32 on 58 mm)."""

    def __init__(self, columns: int, pages: Pages) -> None:
        self._columns = columns
        self._pages = pages

    def parts(self, lines: Iterable[SlipLine], process_id: bytes) -> Iterator[bytes]:
        """As `JobBuilder.parts`, for a slip in words."""
        yield RESET + AUTOMATIC_STATUS
        for line in in_columns(lines, self._columns):
            yield self._line(line)
        yield CUT + completion_request(process_id)

    def _line(self, line: SlipLine) -> bytes:
        if line.kind == "cut":
            return CUT
        if line.kind == "code":
            return bytes([0x1B, 0x61, 1]) + code(line.text) + b"\n"
        if line.kind == "rule":
            return b"\x1b\x61\x00\x1d\x21\x00\x1b\x45\x00" + b"-" * self._columns + b"\n"
        large = (line.times - 1) * 0x11
        head = bytes([0x1B, 0x61, _ALIGN[line.align], 0x1B, 0x45, int(line.strong), 0x1D, 0x21, large])
        return head + self._letters(line.text) + b"\n"

    def _letters(self, text: str) -> bytes:
        if self._pages == "none":
            return plain(text)
        return b"".join(
            data if page is None else bytes([0x1B, 0x74, page]) + data for page, data in encode(text)
        )


def code(text: str) -> bytes:
    """The printer's own QR code (GS ( k): model 2, six dots a module, level Q, store, print."""
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
