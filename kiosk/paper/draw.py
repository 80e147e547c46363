"""Draws each kind of block as a picture: 8-bit grey, ink 255 on 0, exactly as wide as it is told to be."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import segno
from PIL import Image, ImageDraw

from kiosk.paper import layout
from kiosk.paper.fonts import Face, Fonts, fitting, font, largest, line_height, overshoot, room_of, wrap

INK = 255
GAP = 16
KEPT = 600
"""Texts whose pictures are remembered: some 8 MB at most."""
QUIET_MODULES = 4
MASK = 2
"""One mask for all codes. Trying all eight takes as long as the rest of a ticket, for tokens that are random
anyway: both decoders read them under this one."""
BAND_PAD = 8
CELL_GAP = 8
RULE_PAD = 6
BELOW_BAND = 8
_DASH = 8


@dataclass(frozen=True, slots=True)
class Drawn:
    """Describes what a block is about to draw, for the lint: a text in letters of `size` in lines of `room`
    dots; or a code in modules of `size`, which leaves `room` dots beside it.
    """

    kind: Literal["text", "code"]
    content: str = field(repr=False)
    weight: layout.Weight
    size: int
    room: int


@dataclass(frozen=True, slots=True)
class Ink:
    """Holds what blocks are filled with: `text(message, lang)` translates,
    `value(template, names)` fills.

    `data` is the slip's data, by which `when`, `each` and `rows` are looked up. `watch` is told of every
    text and code. `others` are font files with the letters that the bundled font lacks.
    """

    data: Mapping[str, Any]
    text: Callable[[str, str | None], str]
    value: Callable[[str, Mapping[str, Any]], str]
    watch: Callable[[Drawn], object] = lambda _: None
    others: Fonts = ()

    def face(self, weight: layout.Weight, size: int) -> Face:
        """Gives the font of a text on this slip."""
        return font(weight, size, self.others)


def stack(pictures: Iterable[Image.Image], width: int) -> Image.Image:
    """Joins the pictures below each other."""
    parts = list(pictures)
    whole = Image.new("L", (width, sum(part.height for part in parts)))
    y = 0
    for part in parts:
        whole.paste(part, (0, y))
        y += part.height
    return whole


def draw_all(blocks: Iterable[layout.Block], ink: Ink, width: int) -> Image.Image:
    """Draws all blocks whose `when` holds, below each other."""
    return stack((draw(block, ink, width) for block in blocks if _holds(block.when, ink)), width)


@functools.singledispatch
def draw(block: layout.Block, _ink: Ink, _width: int) -> Image.Image:
    """Draws one block, by its type."""
    raise TypeError(f"no drawing for {type(block).__name__}")


def _holds(when: str | None, ink: Ink) -> bool:
    return when is None or bool(ink.data.get(when))


def lines(
    text: str,
    face: Face,
    width: int,
    align: layout.Align = "left",
    *,
    beside: int = 0,
    kept: bool = False,
) -> Image.Image:
    """Draws wrapped text, NFC, as a picture. A line with letters that stand out, or hang lower than the
    bundled font's, gets the room for them; `beside` is the room that the first line needs to stand level with
    what is beside it.

    `kept` remembers the picture for the next slip, which is what makes a ticket quick: for texts that many
    slips share, never for what names a citizen.
    """
    return (_kept_lines if kept else _lines)(text, face, width, align, beside)


def _lines(text: str, face: Face, width: int, align: layout.Align, beside: int) -> Image.Image:
    room = width + int(face.size)
    drawn = _written(text, face, width) or [_strip(line, face, room) for line in wrap(text, face, width)]
    above = [max(0, -strip.top) for strip in drawn]
    above[0] = max(above[0], beside)
    step = line_height(face)
    below = [max(0, strip.bottom - step) for strip in drawn]
    picture = Image.new("L", (width, step * len(drawn) + sum(above) + sum(below)))
    y = 0
    for strip, room, under in zip(drawn, above, below, strict=True):
        free = width - strip.width
        x = {"left": min(strip.left, max(0, free)), "center": free // 2, "right": free}[align]
        if strip.ink is not None:
            picture.paste(strip.ink, (x, y + room + strip.top))
        y += step + room + under
    return picture


@dataclass(frozen=True, slots=True)
class _Strip:
    """Holds the ink of one line: where it begins, right of the pen and below the line's
    top; None for no ink.
    """

    ink: Image.Image | None
    left: int = 0
    top: int = 0

    @property
    def width(self) -> int:
        return self.ink.width if self.ink else 0

    @property
    def bottom(self) -> int:
        return self.top + self.ink.height if self.ink else 0


def _written(text: str, face: Face, width: int) -> list[_Strip] | None:
    """Draws the text on one line, if it fits: writing shapes it once, measuring first
    would shape it twice.
    """
    if not text.strip() or "\n" in text or len(text) * face.size > 4 * width:
        return None
    strip = _strip(text, face, width + int(face.size))
    return [strip] if max(0, strip.left) + strip.width <= width else None


def _strip(line: str, face: Face, width: int) -> _Strip:
    """Draws a strip; what is right of `width` dots, and as far again as a letter is wide, is left out."""
    side = int(face.size)
    canvas = Image.new("L", (width + 2 * side, line_height(face) + 2 * side))
    one_line = " ".join(line.split())
    face.write(ImageDraw.Draw(canvas), side, side, one_line, INK)
    box = canvas.getbbox()
    return _Strip(canvas.crop(box), box[0] - side, box[1] - side) if box else _Strip(None)


_kept_lines = functools.lru_cache(maxsize=KEPT)(_lines)


@draw.register
def _text(block: layout.TextBlock, ink: Ink, width: int) -> Image.Image:
    items = [{}] if block.each is None else [{"item": item} for item in ink.data.get(block.each) or ()]
    picture = stack((_marked(block, _said(block, ink, names), width, ink) for names in items), width)
    return _band(picture) if block.inverse else picture


def _said(block: layout.TextBlock, ink: Ink, names: Mapping[str, Any]) -> str:
    if block.text is not None:
        return ink.text(block.text, block.lang)
    return ink.value(block.value or "", names)


def _marked(block: layout.TextBlock, text: str, width: int, ink: Ink) -> Image.Image:
    smallest = layout.SMALLEST if block.fit else block.size
    room = width - (2 * BAND_PAD if block.inverse else 0) - len(block.marker) * block.size
    ink.watch(Drawn("text", text, block.weight, smallest, room))
    shared = block.kept or block.text is not None
    return (_kept_marked if shared else _drawn_marked)(block, text, width, ink.others)


def _drawn_marked(block: layout.TextBlock, text: str, width: int, others: Fonts) -> Image.Image:
    face = font(block.weight, block.size, others)
    if block.fit:
        face = fitting(text, block.weight, block.size, layout.SMALLEST, width, others=others)
    room = width - 2 * BAND_PAD if block.inverse else width
    indent = _label_room(block.marker + " ", face)[0] if block.marker else 0
    body = lines(text, face, room - indent, block.align)
    picture = Image.new("L", (width, body.height))
    if block.marker:
        level = overshoot(wrap(text, face, room - indent)[0], face)
        picture.paste(lines(block.marker, face, indent, beside=level, kept=True), (0, 0))
    picture.paste(body, (indent + (BAND_PAD if block.inverse else 0), 0))
    return picture


_kept_marked = functools.lru_cache(maxsize=KEPT)(_drawn_marked)


def _band(text: Image.Image) -> Image.Image:
    black = Image.new("L", (text.width, text.height + 2 * BAND_PAD), INK)
    black.paste(Image.eval(text, lambda level: INK - level), (0, BAND_PAD))
    band = Image.new("L", (black.width, black.height + BELOW_BAND))
    band.paste(black, (0, 0))
    return band


@draw.register
def _number(block: layout.NumberBlock, ink: Ink, width: int) -> Image.Image:
    text = ink.value(block.value, {})
    ink.watch(Drawn("text", text, "bold", layout.SMALLEST, width))
    size, height = largest(text, "bold", block.most, width)
    rows = [text]
    if height < block.least and " " in text:
        rows = text.split(" ")
        size = min(largest(row, "bold", block.most, width)[0] for row in rows)
    face = font("bold", size)
    return stack((_tight(row, face, width) for row in rows), width)


def _tight(text: str, face: Face, width: int) -> Image.Image:
    left, top, right, bottom = (int(edge) for edge in face.box(text))
    pad = max(6, (bottom - top) // 16)
    picture = Image.new("L", (width, bottom - top + 2 * pad))
    face.write(ImageDraw.Draw(picture), (width - (right - left)) // 2 - left, pad - top, text, INK)
    return picture


@draw.register
def _kv(block: layout.KvBlock, ink: Ink, width: int) -> Image.Image:
    plain, strong = ink.face("medium", block.size), ink.face(block.weight, block.size)
    label = ink.text(block.label, None)
    value = ink.value(block.value, {})
    ink.watch(Drawn("text", label, "medium", block.size, width))
    ink.watch(Drawn("text", value, block.weight, block.size, width))
    taken, above = _label_room(label, plain)
    room = width - taken - GAP
    if "\n" not in value and (of_value := room_of(value, strong))[0] <= room:
        level = max(above, of_value[1])
        picture = lines(label, plain, width, beside=level, kept=True).copy()
        right = lines(value, strong, room, "right", beside=level, kept=block.kept)
        picture.paste(right, (width - room, 0))
        return picture
    below = lines(value, strong, width, kept=block.kept)
    return stack((lines(label, plain, width, kept=True), below), width)


_label_room = functools.lru_cache(maxsize=KEPT)(room_of)


@draw.register
def _table(block: layout.TableBlock, ink: Ink, width: int) -> Image.Image:
    face = ink.face("medium", block.size)
    fixed = sum(column.width + CELL_GAP for column in block.columns if column.width is not None)
    widths = [width - fixed if column.width is None else column.width for column in block.columns]
    for column, room in zip(block.columns, widths, strict=True):
        ink.watch(Drawn("text", ink.text(column.head, None), "medium", block.size - 3, room))
    heads = [
        lines(ink.text(column.head, None), ink.face("medium", block.size - 3), room, column.align, kept=True)
        for column, room in zip(block.columns, widths, strict=True)
    ]
    rows = [_row(heads, width, bottom=True), Image.new("L", (width, 4), INK).crop((0, 0, width, 2))]
    for row in ink.data.get(block.rows) or ():
        texts = [ink.value(column.value, {"row": row}) for column in block.columns]
        for text, room in zip(texts, widths, strict=True):
            ink.watch(Drawn("text", text, "medium", block.size, room))
        level = max(
            overshoot(wrap(text, face, room)[0], face) for text, room in zip(texts, widths, strict=True)
        )
        cells = [
            lines(text, face, room, column.align, beside=level, kept=block.kept)
            for text, column, room in zip(texts, block.columns, widths, strict=True)
        ]
        rows += [Image.new("L", (width, 4)), _row(cells, width)]
    return stack(rows, width)


def _row(cells: list[Image.Image], width: int, bottom: bool = False, gap: int = CELL_GAP) -> Image.Image:
    height = max(cell.height for cell in cells)
    picture = Image.new("L", (width, height))
    x = 0
    for cell in cells:
        picture.paste(cell, (x, height - cell.height if bottom else 0))
        x += cell.width + gap
    return picture


@draw.register
def _columns(block: layout.ColumnsBlock, ink: Ink, width: int) -> Image.Image:
    cells = [cell for cell in block.cells if _holds(cell.when, ink)]
    if not cells:
        return Image.new("L", (width, 0))
    room = (width - CELL_GAP * (len(cells) - 1)) // len(cells)
    if room < block.least:
        return stack((draw_all(cell.blocks, ink, width) for cell in cells), width)
    return _row([draw_all(cell.blocks, ink, room) for cell in cells], width)


@draw.register
def _qr(block: layout.QrBlock, ink: Ink, width: int) -> Image.Image:
    text = ink.value(block.value, {})
    code = qr_picture(text, block.module, block.level)
    ink.watch(Drawn("code", text, "medium", block.module, width - code.width))
    if not block.beside:
        return _centred(code, width)
    room = width - code.width - GAP
    if room < 180:
        return stack((_centred(code, width), draw_all(block.beside, ink, width)), width)
    words = draw_all(block.beside, ink, room)
    height = max(code.height, words.height)
    picture = Image.new("L", (width, height))
    picture.paste(code, (0, (height - code.height) // 2))
    picture.paste(words, (code.width + GAP, (height - words.height) // 2))
    return picture


def qr_picture(text: str, module: int, level: Literal["M", "Q"] = "Q") -> Image.Image:
    """Draws the code with its quiet zone of 4 modules; level Q forgave most in the trial of thermal
    damage.
    """
    code = segno.make_qr(text, error=level, boost_error=False, mask=MASK)
    side = len(code.matrix)
    small = Image.new("L", (side, side))
    small.putdata([INK if dark else 0 for row in code.matrix for dark in row])
    large = small.resize((side * module, side * module), Image.Resampling.NEAREST)
    quiet = QUIET_MODULES * module
    whole = Image.new("L", (large.width + 2 * quiet, large.height + 2 * quiet))
    whole.paste(large, (quiet, quiet))
    return whole


def _centred(picture: Image.Image, width: int) -> Image.Image:
    whole = Image.new("L", (width, picture.height))
    whole.paste(picture, ((width - picture.width) // 2, 0))
    return whole


@draw.register
def _rule(block: layout.RuleBlock, _ink: Ink, width: int) -> Image.Image:
    picture = Image.new("L", (width, block.thick + 2 * RULE_PAD))
    pen = ImageDraw.Draw(picture)
    dash, step = (_DASH, 2 * _DASH) if block.dashed else (width, width)
    for x in range(0, width, step):
        pen.rectangle((x, RULE_PAD, x + dash - 1, RULE_PAD + block.thick - 1), INK)
    return picture


@draw.register
def _image(block: layout.ImageBlock, _ink: Ink, width: int) -> Image.Image:
    return _centred(_bundled(block.file, min(block.width, width)), width)


@functools.cache
def _bundled(file: str, width: int) -> Image.Image:
    with Image.open(layout.SLIPS / file) as opened:
        black = Image.eval(opened.convert("L"), lambda level: INK - level)
    return black.resize((width, max(1, black.height * width // black.width)), Image.Resampling.LANCZOS)


@draw.register
def _space(block: layout.SpaceBlock, _ink: Ink, width: int) -> Image.Image:
    return Image.new("L", (width, block.size))
