"""Sets the virtual printer's letters and codes: font A, 12 by 24 dots a letter, one byte each.

Shares no table with the driver, so that it can judge it. A byte that its code page does not have comes out as
a black box, as on paper.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import config

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

WIDE, HIGH = 12, 24
SMALL_PAGE, CAPITAL_PAGE = 30, 31
NO_LETTER = "\ufffd"
LEVELS = {48: "L", 49: "M", 50: "Q", 51: "H"}

_FONT = Path(config.__file__).parent / "fonts" / "BeVietnamPro-Medium.ttf"
_STRONG_FONT = _FONT.with_name("BeVietnamPro-Bold.ttf")
_SIZE = 17
_BASELINE = 19
_TCVN = (
    "ĂÂÊÔƠƯĐăâêôơưđ\ufffd\ufffd\ufffd\ufffd\ufffd\ufffdàảãáạ\ufffdằẳẵắ\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd"
    "ặầẩẫấậè\ufffdẻẽéẹềểễếệìỉ\ufffd\ufffd\ufffdĩíịò\ufffdỏõóọồổỗốộờởỡớợù\ufffdủũúụừửữứựỳỷỹýỵ"
)
"""A1 to FE of TCVN 5712: small letters, and seven capitals."""

Rows = tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Holds letters that are set alike; `wide` and `high` are how many times larger than plain ones."""

    page: int
    data: bytes
    strong: bool = False
    wide: int = 1
    high: int = 1


def letters_of(page: int, data: bytes) -> str:
    """Decodes the bytes in that code page."""
    return "".join(_letter(page, byte) for byte in data)


def _letter(page: int, byte: int) -> str:
    if 0x20 <= byte < 0x7F:
        return chr(byte)
    if page not in (SMALL_PAGE, CAPITAL_PAGE) or not 0xA1 <= byte <= 0xFE:
        return NO_LETTER
    letter = _TCVN[byte - 0xA1]
    if page == SMALL_PAGE:
        return letter if letter.islower() else NO_LETTER
    return letter.upper()


def lines_of(runs: Sequence[Run], head: int) -> Iterator[tuple[Rows, int]]:
    """Gives the lines that the runs fill on a head of so many dots: their rows, and how wide they are."""
    line: list[tuple[str, Run]] = []
    across = 0
    for run in runs:
        for letter in letters_of(run.page, run.data):
            if across + WIDE * run.wide > head:
                yield _set(line), across
                line, across = [], 0
            line.append((letter, run))
            across += WIDE * run.wide
    if line:
        yield _set(line), across


def _set(line: Iterable[tuple[str, Run]]) -> Rows:
    from PIL import Image

    cells = [(_cell(letter, run.strong, run.wide, run.high)) for letter, run in line]
    high = max(cell.height for cell in cells)
    whole = Image.new("1", (sum(cell.width for cell in cells), high))
    across = 0
    for cell in cells:
        whole.paste(cell, (across, high - cell.height))
        across += cell.width
    return _rows(whole)


@functools.lru_cache(maxsize=512)
def _cell(letter: str, strong: bool, wide: int, high: int) -> Picture:
    from PIL import Image, ImageDraw

    cell = Image.new("L", (WIDE, HIGH), 255 if letter == NO_LETTER else 0)
    if letter != NO_LETTER:
        face = _face(strong)
        left = (WIDE - face.getlength(letter)) / 2
        ImageDraw.Draw(cell).text((left, _BASELINE), letter, fill=255, font=face, anchor="ls")
    one_bit = cell.point([255 if level >= 112 else 0 for level in range(256)], "1")
    return one_bit.resize((WIDE * wide, HIGH * high), Image.Resampling.NEAREST)


@functools.cache
def _face(strong: bool) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(str(_STRONG_FONT if strong else _FONT), _SIZE)


def code_of(data: bytes, module: int, level: int) -> tuple[Rows, int]:
    """Gives the printer's own QR code, without a margin: its rows, and how wide it is."""
    import numpy
    import zxingcpp
    from PIL import Image

    barcode = zxingcpp.create_barcode(
        data.decode("utf-8", "replace"), zxingcpp.BarcodeFormat.QRCode, ec_level=LEVELS.get(level, "L")
    )
    grey = numpy.asarray(zxingcpp.write_barcode_to_image(barcode, scale=1, add_quiet_zones=False))
    black = Image.fromarray((grey < 128).astype(numpy.uint8) * 255)
    code = black.resize((black.width * module, black.height * module), Image.Resampling.NEAREST)
    return _rows(code.convert("1")), code.width


def _rows(picture: Picture) -> Rows:
    stride, data = -(-picture.width // 8), picture.tobytes()
    return tuple(data[start : start + stride] for start in range(0, len(data), stride))
