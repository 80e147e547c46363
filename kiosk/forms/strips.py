"""Draws the parts of a form as strips: a picture with the places of all that stands on it.

Grey, 8 bits a dot, ink 255 on 0, at 300 dots an inch; sizes in dots. The places are what the lint and the
tests judge: nothing over another, nothing outside the paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from PIL import Image, ImageChops, ImageDraw

from kiosk.forms.data import Choice
from kiosk.paper.draw import INK, lines
from kiosk.paper.fonts import fits, font, overshoot, width_of, wrap
from kiosk.paper.layout import Align, Weight

BODY = 46
"""Em of a form's letters: 11 points, as high as the 13 of the usual serif type (Decree 30/2020)."""
SMALL = 36
GAP = 18
WRITING = 84
"""Height of a line to write on by hand: 7 mm."""
_DOT, _STEP = 4, 14
_LEAST_DOTS = 220
_BOX = 34
_BOX_GAP = 14
_UNDER = 22
_BETWEEN = 6
_PAD = 12
_BORDER = 3
MarkKind = Literal["text", "tick", "dots", "code"]
Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """Says what stands where: left, top, right, bottom of its ink. `weight` is that of a text."""

    kind: MarkKind
    content: str = field(repr=False)
    box: Box
    weight: Weight = "regular"

    def moved(self, x: int, y: int) -> Mark:
        """Gives the mark, moved with its strip."""
        left, top, right, bottom = self.box
        return replace(self, box=(left + x, top + y, right + x, bottom + y))


@dataclass(frozen=True, slots=True)
class Strip:
    """Holds a picture and what stands on it. `base`: where the letters of its first line stand. `keep`: the
    next strip stands on the same page. `again` is repeated at the head of a page that begins with this strip.
    """

    picture: Image.Image
    marks: tuple[Mark, ...] = ()
    base: int = 0
    keep: bool = False
    again: Strip | None = None

    @property
    def height(self) -> int:
        """Gives the height in dots."""
        return self.picture.height

    @property
    def width(self) -> int:
        """Gives the width in dots."""
        return self.picture.width


Placed = tuple[Strip, int, int]
"""A strip and its place from the left and from above."""


def joined(width: int, height: int, parts: Iterable[Placed], base: int = 0) -> Strip:
    """Puts strips onto one, each at its place."""
    whole = Image.new("L", (width, height))
    marks: list[Mark] = []
    for part, x, y in parts:
        area = (x, y, x + part.width, y + part.height)
        whole.paste(ImageChops.lighter(whole.crop(area), part.picture), (x, y))
        marks += [mark.moved(x, y) for mark in part.marks]
    return Strip(whole, tuple(marks), base)


def below(width: int, parts: Sequence[Strip]) -> Strip:
    """Puts strips below each other."""
    places, y = [], 0
    for part in parts:
        places.append((part, 0, y))
        y += part.height
    return joined(width, y, places, parts[0].base)


def space(height: int) -> Strip:
    """Makes white space."""
    return Strip(Image.new("L", (1, height)))


def written(
    text: str, width: int, *, size: int = BODY, weight: Weight = "regular", align: Align = "left"
) -> Strip:
    """Writes wrapped text."""
    face = font(weight, size)
    picture = lines(text, face, width, align)
    box = picture.getbbox()
    base = face.ascent + overshoot(wrap(text, face, width)[0], face)
    return Strip(picture, (Mark("text", text, box, weight),) if box else (), base)


def paragraph(text: str, width: int) -> list[Strip]:
    """Writes a sentence, a strip a line, so that a page may end within it."""
    return [written(line, width) for line in wrap(text, font("regular", BODY), width)]


def dotted(width: int, rows: int = 1) -> Strip:
    """Draws lines to write on."""
    picture = Image.new("L", (width, WRITING * rows))
    pen = ImageDraw.Draw(picture)
    feet = [WRITING * (row + 1) - _UNDER for row in range(rows)]
    for y in feet:
        for x in range(0, width - _DOT, _STEP):
            pen.rectangle((x, y, x + _DOT - 1, y + _DOT - 1), INK)
    return Strip(picture, tuple(Mark("dots", "…", (0, y, width, y + _DOT)) for y in feet), feet[0])


def entry(label: str, value: str, width: int, rows: int = 1) -> Strip:
    """Draws a label with its value behind it, or below where there is no room; dots where it has none."""
    label = f"{label}:"
    taken = width_of(label, font("regular", BODY)) + GAP
    room = width - taken
    if value:
        beside = room >= width // 2 or fits(value, font("semibold", BODY), room)
        body = written(value, room if beside else width - GAP, weight="semibold")
    else:
        beside = room >= _LEAST_DOTS
        body = dotted(room if beside else width)
    head = written(label, taken if beside else width)
    if beside:
        first = level([(head, 0), (body, taken)], width)
    else:
        first = below(width, [head, joined(width, body.height, [(body, width - body.width, 0)])])
    more = [dotted(width, rows - 1)] if rows > 1 and not value else [space(_BETWEEN)]
    return below(width, [first, *more])


def level(parts: Sequence[tuple[Strip, int]], width: int) -> Strip:
    """Puts strips at their places from the left, their first lines on one level."""
    base = max(part.base for part, _ in parts)
    height = max(part.height + base - part.base for part, _ in parts)
    return joined(width, height, [(part, x, base - part.base) for part, x in parts], base)


def side_by_side(parts: Sequence[Strip], width: int, gap: int = 2 * GAP) -> Strip:
    """Puts strips beside each other, equally wide, their first lines on one level."""
    room = share(width, len(parts), gap)
    return level([(part, at * (room + gap)) for at, part in enumerate(parts)], width)


def share(width: int, count: int, gap: int = 2 * GAP) -> int:
    """Gives the width of one of `count` strips side by side."""
    return (width - gap * (count - 1)) // count


def ticks(label: str, choices: Sequence[Choice], width: int) -> Strip:
    """Draws a label and a box for each answer, as many on a line as there is room for."""
    head = written(f"{label}:", width)
    start = width_of(f"{label}:", font("regular", BODY)) + GAP
    beside = start <= width // 2
    if not beside:
        start = GAP
    rows: list[list[tuple[Strip, int]]] = [[]]
    x = start
    for choice in choices:
        box = _choice(choice, width - start)
        if rows[-1] and x + box.width > width:
            rows.append([])
            x = start
        rows[-1].append((box, x))
        x += box.width + 2 * GAP
    if beside:
        rows[0].insert(0, (head, 0))
    strips = [level(row, width) for row in rows if row]
    return below(width, [*([] if beside else [head]), *strips, space(_BETWEEN)])


def widths(shares: Sequence[int], width: int) -> list[int]:
    """Parts a table's width by the shares of its columns; the last one takes what is left."""
    parts = [width * one // sum(shares) for one in shares]
    parts[-1] += width - sum(parts)
    return parts


def table_row(cells: Sequence[str], columns: Sequence[int], *, head: bool = False, least: int = 0) -> Strip:
    """Draws one row of a table within its lines; empty cells are for writing in."""
    weight: Weight = "semibold" if head else "regular"
    texts = [
        written(cell, room - 2 * _PAD, size=SMALL, weight=weight, align="center" if head else "left")
        for cell, room in zip(cells, columns, strict=True)
    ]
    places, x = [], _PAD
    for text, room in zip(texts, columns, strict=True):
        places.append((text, x))
        x += room
    content = level(places, sum(columns))
    height = max(least, content.height + 2 * _PAD)
    row = joined(content.width, height + _BORDER, [(content, 0, _PAD)])
    pen = ImageDraw.Draw(row.picture)
    edge = 0
    for room in columns:
        pen.rectangle((edge, 0, edge + room - 1, height + _BORDER - 1), outline=INK, width=_BORDER)
        edge += room
    return row


def ruled(width: int, thick: int = 3) -> Strip:
    """Draws a line across, with white above and below."""
    picture = Image.new("L", (width, thick + 12))
    ImageDraw.Draw(picture).rectangle((0, 6, width - 1, 5 + thick), INK)
    return Strip(picture)


def centred(part: Strip, width: int) -> Strip:
    """Puts a narrow strip in the middle of a wide one."""
    return joined(width, part.height, [(part, (width - part.width) // 2, 0)])


def _choice(choice: Choice, width: int) -> Strip:
    face = font("regular", BODY)
    text = written(choice.name, min(width - _BOX - _BOX_GAP, width_of(choice.name, face) + 4))
    top = text.base - _BOX
    picture = Image.new("L", (_BOX + _BOX_GAP, text.height))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, top, _BOX - 1, top + _BOX - 1), outline=INK, width=_BORDER)
    if choice.chosen:
        pen.line(((7, top + 17), (14, top + 25), (27, top + 7)), fill=INK, width=6, joint="curve")
    said = f"{'[x]' if choice.chosen else '[ ]'} {choice.name}"
    sign = Strip(picture, (Mark("tick", said, (0, top, _BOX, top + _BOX)),), text.base)
    return level([(sign, 0), (text, picture.width)], picture.width + text.width)
