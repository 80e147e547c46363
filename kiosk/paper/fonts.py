"""The bundled font on paper: loading, measuring, wrapping. Text here is NFC."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from PIL import ImageFont, features

import config
from kiosk.paper.layout import Weight

FONTS = Path(config.__file__).parent / "fonts"

_FILES: dict[Weight, str] = {
    "regular": "BeVietnamPro-Regular.ttf",
    "medium": "BeVietnamPro-Medium.ttf",
    "semibold": "BeVietnamPro-SemiBold.ttf",
    "bold": "BeVietnamPro-Bold.ttf",
}
_NOT_A_CHARACTER = "\uffff"


class RaqmMissing(RuntimeError):
    """Text shaping is not available: the system package libfribidi0 is missing."""


def shaping_works() -> bool:
    """Whether Pillow finds raqm (it needs the system's libfribidi0); for doctor."""
    return bool(features.check("raqm"))


@functools.cache
def font(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    """The bundled font at `size` dots an em. Raises RaqmMissing rather than print badly shaped text."""
    if not shaping_works():
        raise RaqmMissing("text shaping is missing: install the system package libfribidi0")
    return ImageFont.truetype(str(FONTS / _FILES[weight]), size, layout_engine=ImageFont.Layout.RAQM)


def width_of(text: str, face: ImageFont.FreeTypeFont) -> int:
    """Dots that the text takes: its ink and its advance (Pillow's box holds both)."""
    left, _, right, _ = face.getbbox(text)
    return int(right - min(0, left) + 0.999)


def fits(text: str, face: ImageFont.FreeTypeFont, width: int) -> bool:
    """Whether the text is at most `width` dots wide. The advance is known at once; only where it comes close
    is the ink itself measured."""
    advance = face.getlength(text)
    if advance > width:
        return False
    return advance + face.size / 4 <= width or width_of(text, face) <= width


def overshoot(text: str, face: ImageFont.FreeTypeFont) -> int:
    """Dots by which `text` stands out above the font's own ascent: capitals with two marks do."""
    return max(0, -int(face.getbbox(text)[1]))


def line_height(face: ImageFont.FreeTypeFont) -> int:
    """Dots from one line to the next, where nothing stands out."""
    ascent, descent = face.getmetrics()
    return ascent + descent


@functools.cache
def _reference(weight: Weight) -> tuple[int, int]:
    """Top and bottom of the digits at an em of 1,000 dots."""
    _, top, _, bottom = font(weight, 1000).getbbox("0123456789")
    return int(top), int(bottom)


def largest(text: str, weight: Weight, most: int, width: int) -> tuple[int, int]:
    """The largest em size at which digits stay below `most` dots and the text within `width`; and how high
    the digits are then. Letters grow in step with their size but for rounding: two or three looks find it."""
    top, bottom = _reference(weight)
    size = most * 1000 // (bottom - top)
    while True:
        taken = width_of(text, font(weight, size))
        if taken <= width:
            return size, (bottom - top) * size // 1000
        size = min(size - 1, size * width // taken)


def fitting(text: str, weight: Weight, size: int, least: int, width: int) -> ImageFont.FreeTypeFont:
    """The font at `size`, or smaller, down to `least`, so that the text stands on one line."""
    face = font(weight, size)
    while size > least and (taken := width_of(text, face)) > width:
        size = max(least, min(size - 1, size * width // taken))
        face = font(weight, size)
    return face


def wrap(text: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """`text` in lines no wider than `width` dots. Breaks between words; a word wider than a line is
    broken between letters, never before a combining mark. No character but white space is lost."""
    return [line for part in text.split("\n") for line in _wrap_part(part, face, width)]


def missing_glyphs(text: str, weight: Weight = "medium") -> str:
    """The characters of `text` that the font would draw as an empty box, once each, in order."""
    seen = dict.fromkeys(letter for letter in text if not letter.isspace())
    return "".join(letter for letter in seen if _is_missing(letter, weight))


@functools.cache
def _is_missing(letter: str, weight: Weight) -> bool:
    face = font(weight, 32)
    box, drawn = face.getmask(_NOT_A_CHARACTER), face.getmask(letter)
    return drawn.getbbox() == box.getbbox() and bytes(drawn) == bytes(box)


def _wrap_part(part: str, face: ImageFont.FreeTypeFont, width: int) -> Iterator[str]:
    line = " ".join(part.split())
    if fits(line, face, width):
        yield line
        return
    line = ""
    for word in part.split():
        longer = f"{line} {word}" if line else word
        if fits(longer, face, width):
            line = longer
            continue
        if line:
            yield line
        *full, line = _broken(word, face, width)
        yield from full
    yield line


def _broken(word: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    pieces = [""]
    for cluster in _clusters(word):
        if pieces[-1] and not fits(pieces[-1] + cluster, face, width):
            pieces.append("")
        pieces[-1] += cluster
    return pieces


def _clusters(word: str) -> Iterator[str]:
    cluster = ""
    for letter in word:
        if cluster and not unicodedata.combining(letter):
            yield cluster
            cluster = ""
        cluster += letter
    if cluster:
        yield cluster
