"""Loads the fonts of paper, the bundled one and those that a language brings; measures,
writes, wraps text.

Text here is NFC.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from PIL import ImageDraw, ImageFont, features

import config
from kiosk.paper.layout import Weight

FONTS = Path(config.__file__).parent / "fonts"

_NAMES: dict[Weight, str] = {"regular": "Regular", "medium": "Medium", "semibold": "SemiBold", "bold": "Bold"}
_NOT_A_CHARACTER = "\uffff"
_DRAWN = "LMNP"
"""First letters of Unicode's categories that a language needs: letters, marks, numbers, punctuation."""
_JOINS = 9
"""The combining class of signs that hang the next letter below this one, as in Khmer."""

Fonts = tuple[Path, ...]
Box = tuple[float, float, float, float]


class RaqmMissing(RuntimeError):
    """Says that text shaping is not available: the system package libfribidi0 is missing."""


def shaping_works() -> bool:
    """Says if Pillow finds raqm (it needs the system's libfribidi0); for doctor."""
    return bool(features.check("raqm"))


class Face:
    """Holds the bundled font at one size; letters that it lacks are written in the first `others` that has
    them.
    """

    def __init__(self, own: ImageFont.FreeTypeFont, others: tuple[ImageFont.FreeTypeFont, ...] = ()) -> None:
        self._own, self._others = own, others
        self.size = own.size
        self.ascent, self.descent = own.getmetrics()

    def length(self, text: str) -> float:
        """Measures the dots by which the text moves the pen."""
        return sum(face.getlength(part) for face, part in self._parts(text))

    def box(self, text: str) -> Box:
        """Gives left, top, right and bottom of the ink, from the pen's place and the top of the line."""
        boxes, x = [], 0.0
        for face, part in self._parts(text):
            left, top, right, bottom = face.getbbox(part)
            drop = self.ascent - face.getmetrics()[0]
            boxes.append((x + left, top + drop, x + right, bottom + drop))
            x += face.getlength(part)
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)

    def write(self, pen: ImageDraw.ImageDraw, x: float, y: float, text: str, ink: int) -> None:
        """Draws the text with the top of its line at `y`."""
        for face, part in self._parts(text):
            pen.text((x, y + self.ascent - face.getmetrics()[0]), part, fill=ink, font=face)
            x += face.getlength(part)

    def _parts(self, text: str) -> list[tuple[ImageFont.FreeTypeFont, str]]:
        """Splits the text into pieces of one font each; marks stay with the letter before them."""
        if not self._others or not text:
            return [(self._own, text)]
        faces: list[ImageFont.FreeTypeFont] = []
        for letter in text:
            follows = faces and (letter.isspace() or unicodedata.category(letter)[0] in "MC")
            faces.append(faces[-1] if follows else self._for(letter))
        pieces = groupby(zip(faces, text, strict=True), key=lambda pair: id(pair[0]))
        return [(run[0][0], "".join(letter for _, letter in run)) for run in (list(p) for _, p in pieces)]

    def _for(self, letter: str) -> ImageFont.FreeTypeFont:
        return next((one for one in (self._own, *self._others) if _has(str(one.path), letter)), self._own)


@functools.cache
def font(weight: Weight, size: int, others: Fonts = ()) -> Face:
    """Gives the bundled font at `size` dots an em, with the files of a language behind it, those named after
    the weight first. Raises RaqmMissing rather than print badly shaped text.
    """
    if not shaping_works():
        raise RaqmMissing("text shaping is missing: install the system package libfribidi0")
    files = (FONTS / f"BeVietnamPro-{_NAMES[weight]}.ttf", *_by_weight(weight, others))
    own, *rest = (ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.RAQM) for file in files)
    return Face(own, tuple(rest))


def _by_weight(weight: Weight, files: Fonts) -> Fonts:
    return tuple(sorted(files, key=lambda path: not path.stem.endswith(f"-{_NAMES[weight]}")))


def room_of(text: str, face: Face) -> tuple[int, int]:
    """Measures the dots that the text takes: its ink and its advance (Pillow's box holds both); and those by
    which it stands out above the bundled font's ascent: capitals with two marks do.
    """
    left, top, right, _ = face.box(text)
    return int(right - min(0, left) + 0.999), max(0, -int(top))


def width_of(text: str, face: Face) -> int:
    """Measures the dots that the text takes."""
    return room_of(text, face)[0]


def fits(text: str, face: Face, width: int) -> bool:
    """Says if the text is at most `width` dots wide. The advance is known at once; only where it comes close
    is the ink itself measured.
    """
    advance = face.length(text)
    if advance > width:
        return False
    return advance + face.size / 4 <= width or width_of(text, face) <= width


def overshoot(text: str, face: Face) -> int:
    """Measures the dots by which the text stands out above."""
    return room_of(text, face)[1]


def line_height(face: Face) -> int:
    """Gives the dots from one line to the next, where nothing stands out."""
    return face.ascent + face.descent


@functools.cache
def _reference(weight: Weight) -> tuple[int, int]:
    """Gives top and bottom of the digits at an em of 1,000 dots."""
    _, top, _, bottom = font(weight, 1000).box("0123456789")
    return int(top), int(bottom)


def largest(text: str, weight: Weight, most: int, width: int) -> tuple[int, int]:
    """Gives the largest em size at which digits stay below `most` dots and the text within `width`; and how
    high the digits are then. Letters grow in step with their size but for rounding: two or three looks find
    it.
    """
    top, bottom = _reference(weight)
    size = most * 1000 // (bottom - top)
    while True:
        taken = width_of(text, font(weight, size))
        if taken <= width:
            return size, (bottom - top) * size // 1000
        size = min(size - 1, size * width // taken)


def fitting(text: str, weight: Weight, size: int, least: int, width: int, *, others: Fonts = ()) -> Face:
    """Gives the font at `size`, or smaller, down to `least`, so that the text stands on one line."""
    face = font(weight, size, others)
    while size > least and (taken := width_of(text, face)) > width:
        size = max(least, min(size - 1, size * width // taken))
        face = font(weight, size, others)
    return face


def wrap(text: str, face: Face, width: int) -> list[str]:
    """Breaks `text` into lines no wider than `width` dots. Breaks between words; a word wider than a line is
    broken between letters, never before a combining mark. No character but white space is lost.
    """
    return [line for part in text.split("\n") for line in _wrap_part(part, face, width)]


def missing_glyphs(text: str, weight: Weight = "medium", others: Fonts = ()) -> str:
    """Lists the characters of `text` that the fonts would draw as an empty box, once each, in order."""
    files = [str(FONTS / f"BeVietnamPro-{_NAMES[weight]}.ttf"), *(str(path) for path in others)]
    shown = (one for one in text if not one.isspace() and unicodedata.category(one) != "Cf")
    return "".join(one for one in dict.fromkeys(shown) if not any(_has(file, one) for file in files))


def missing_letters(text: str, others: Fonts = ()) -> str:
    """Lists the letters, marks, digits and punctuation of `text` that neither the bundled font nor `others`
    have: a screen or a slip would show an empty box for each.
    """
    return "".join(
        one for one in missing_glyphs(text, others=others) if unicodedata.category(one)[0] in _DRAWN
    )


@functools.cache
def _probe(file: str) -> tuple[ImageFont.FreeTypeFont, tuple[int, int, int, int] | None, bytes]:
    """Gives the font without shaping, and what it draws for a character that no font has."""
    face = ImageFont.truetype(file, 32, layout_engine=ImageFont.Layout.BASIC)
    box = face.getmask(_NOT_A_CHARACTER)
    return face, box.getbbox(), bytes(box)


@functools.lru_cache(maxsize=4096)
def _has(file: str, letter: str) -> bool:
    face, box, dots = _probe(file)
    drawn = face.getmask(letter)
    return drawn.getbbox() != box or bytes(drawn) != dots


def _wrap_part(part: str, face: Face, width: int) -> Iterator[str]:
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


def _broken(word: str, face: Face, width: int) -> list[str]:
    pieces = [""]
    for cluster in _clusters(word):
        if pieces[-1] and not fits(pieces[-1] + cluster, face, width):
            pieces.append("")
        pieces[-1] += cluster
    return pieces


def _clusters(word: str) -> Iterator[str]:
    """Splits the word into pieces that stay whole: a letter, its marks, and what a
    joining sign hangs on it.
    """
    cluster = ""
    for letter in word:
        hangs = unicodedata.category(letter)[0] == "M" or unicodedata.combining(cluster[-1:] or " ") == _JOINS
        if cluster and not hangs:
            yield cluster
            cluster = ""
        cluster += letter
    if cluster:
        yield cluster
