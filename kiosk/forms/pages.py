"""Makes a form's pages of A4: head, rows, places to sign, and on every page the mark of a draft and the code.

Head, date line and places to sign follow Decree 30/2020/NĐ-CP. The official texts of the forms were not seen:
every page says so (docs/decisions/forms-are-drafts.md).
"""

from __future__ import annotations

import functools
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from PIL import Image

from kiosk.forms.data import HOME, Filled
from kiosk.forms.layout import Form
from kiosk.forms.rows import ASKED, Pen, section_strips, signature_strip
from kiosk.forms.strips import (
    BODY,
    GAP,
    SMALL,
    Mark,
    Strip,
    below,
    centred,
    joined,
    paragraph,
    ruled,
    space,
    written,
)
from kiosk.language.messages import N_, Messages
from kiosk.paper.draw import INK, qr_picture
from kiosk.paper.fonts import font, width_of

DPI = 300
SHORT, LONG = 2480, 3508
"""A4 in dots."""
LEFT, RIGHT, TOP = 354, 200, 236
"""Margins: 30, 17 and 20 mm."""
FOOT = 400
"""Dots from the foot's upper edge to the end of the paper."""
MODULE = 7
"""Dots of a module of the code: 0.6 mm."""

STATE = N_("SOCIALIST REPUBLIC OF VIET NAM")
MOTTO = N_("Independence – Freedom – Happiness")
DRAFT = N_("DRAFT – to be compared with the official form")
UNSEEN = N_("Made from the data of the visit; the text of the official form was not seen.")
SPECIMEN = N_("Specimen – not a valid document")
OFFICE = N_("Public service centre")
FORM_NUMBER = N_("Form {number}, list of forms of Circular 03/2025/TT-VPCP")
DATED = N_("{place}, day {day} month {month} year {year}")
SIGN = N_("(signature, full name)")
LEFT_OPEN = N_("Not declared at the kiosk: the officer asks, and writes it by hand.")
REFERENCE = N_("Reference")
CODE = N_("Dossier code")
PAGE = N_("Page {page} of {pages}")
NUMBER = N_("No. of document: ………………")
_DOTS = "……"
_WITH_SIGNATURE = 3
"""Strips that stand on the page of the signatures: nobody signs an empty sheet."""
_TO_INK = [255 if level >= 112 else 0 for level in range(256)]


@dataclass(frozen=True, slots=True)
class Page:
    """Holds one page: its picture, black on white, and what stands where."""

    picture: Image.Image
    marks: tuple[Mark, ...]


def pages_of(form: Form, filled: Filled, messages: Messages) -> tuple[Page, ...]:
    """Draws the form. Raises RaqmMissing where text can't be shaped."""
    size = (LONG, SHORT) if form.landscape else (SHORT, LONG)
    width = size[0] - LEFT - RIGHT
    pen = Pen(filled, functools.partial(messages.text, HOME), width)
    parted = list(_parted(list(_strips(form, pen)), size[1] - TOP - FOOT))
    return tuple(
        _page(body, _frame(pen, number, len(parted), size), size) for number, body in enumerate(parted, 1)
    )


def pdf(pages: tuple[Page, ...]) -> bytes:
    """Puts the pages into one PDF."""
    first, *others = (page.picture for page in pages)
    buffer = io.BytesIO()
    first.save(buffer, "PDF", resolution=DPI, save_all=True, append_images=others)
    return buffer.getvalue()


def _strips(form: Form, pen: Pen) -> Iterator[Strip]:
    yield from _head(form, pen)
    body = list(section_strips(form.sections, pen))
    if not form.signatures:
        yield from body
        return
    yield from body[:-_WITH_SIGNATURE]
    yield from (replace(strip, keep=True) for strip in body[-_WITH_SIGNATURE:])
    yield replace(space(GAP), keep=True)
    if form.number is None:
        yield replace(written(_dated(pen), pen.width, align="right"), keep=True)
    yield signature_strip(form.signatures, pen, SIGN)


def _head(form: Form, pen: Pen) -> Iterator[Strip]:
    yield _state(pen) if form.number is None else _office(pen)
    yield space(40)
    title = pen.text(form.title).upper()
    yield written(title, pen.width, size=BODY + 12, weight="bold", align="center")
    if form.number is not None:
        number = pen.text(FORM_NUMBER).format(number=form.number)
        yield written(number, pen.width, size=SMALL, align="center")
    yield space(24)
    if form.addressed is not None:
        to = pen.filled.values.get(form.to or "", "") or _DOTS * 8
        addressed = pen.text(form.addressed).format(to=to, centre=pen.filled.centre.full_name)
        yield from (
            replace(written(line.marks[0].content, pen.width, align="center"), keep=True)
            for line in paragraph(addressed, pen.width)
        )
        yield space(16)
    if pen.filled.asked:
        yield written(f"{ASKED} {pen.text(LEFT_OPEN)}", pen.width, size=SMALL)
        yield space(8)


def _state(pen: Pen, width: int | None = None) -> Strip:
    """Writes the name of the state and its motto, underlined as far as it goes."""
    room = width or pen.width
    motto = pen.text(MOTTO)
    line = ruled(min(room, width_of(motto, font("bold", BODY - 2))))
    return below(
        room,
        [
            written(pen.text(STATE), room, size=BODY - 4, weight="bold", align="center"),
            written(motto, room, size=BODY - 2, weight="bold", align="center"),
            centred(line, room),
        ],
    )


def _office(pen: Pen) -> Strip:
    """Writes the office at the left, the state at the right, and below them number and day."""
    left = pen.width * 47 // 100
    right = pen.width - left - GAP
    own = below(
        left,
        [
            written(pen.filled.centre.full_name.upper(), left, size=BODY - 8, align="center"),
            written(pen.text(OFFICE).upper(), left, size=BODY - 8, weight="bold", align="center"),
            centred(ruled(left // 3), left),
        ],
    )
    state = _state(pen, right)
    top = max(own.height, state.height) + 12
    number = written(pen.text(NUMBER), left, size=BODY - 4, align="center")
    dated = written(_dated(pen), right, size=BODY - 4, align="center")
    return joined(
        pen.width,
        top + max(number.height, dated.height),
        [(own, 0, 0), (state, left + GAP, 0), (number, 0, top), (dated, left + GAP, top)],
    )


def _dated(pen: Pen) -> str:
    day = pen.filled.day
    parts = (f"{day:%d}", f"{day:%m}", f"{day:%Y}") if day else (_DOTS, _DOTS, _DOTS)
    return pen.text(DATED).format(place=pen.filled.centre.name, day=parts[0], month=parts[1], year=parts[2])


def _parted(strips: list[Strip], room: int) -> Iterator[Strip]:
    """Parts the strips into pages: what belongs together stays, a table's head is repeated."""
    page: list[Strip] = []
    for block in _blocks([part for strip in strips for part in _cut(strip, room)]):
        height = sum(part.height for part in block)
        if page and sum(part.height for part in page) + height > room:
            yield below(max(part.width for part in page), page)
            page = [block[0].again] if block[0].again is not None else []
        page += block
    yield below(max(part.width for part in page), page)


def _blocks(strips: list[Strip]) -> Iterator[list[Strip]]:
    block: list[Strip] = []
    for strip in strips:
        block.append(strip)
        if not strip.keep:
            yield block
            block = []
    if block:
        yield block


def _cut(strip: Strip, room: int) -> Iterator[Strip]:
    """Cuts a strip that no page holds, where a row is white."""
    most = room * 3 // 4
    if strip.height <= most:
        yield strip
        return
    rows = [strip.picture.crop((0, y, strip.width, y + 1)).getbbox() is None for y in range(strip.height)]
    edges = [0]
    while strip.height - edges[-1] > most:
        end = edges[-1] + most
        edges.append(next((y for y in range(end, edges[-1], -1) if rows[y]), end))
    for top, bottom in pairwise([*edges, strip.height]):
        part = (0, top, strip.width, bottom)
        yield Strip(strip.picture.crop(part), tuple(_clipped(strip.marks, top, bottom)))


def _clipped(marks: tuple[Mark, ...], top: int, bottom: int) -> Iterator[Mark]:
    """Gives the marks of a slice: of a text that goes on upon the next page, the part that stands here."""
    for mark in marks:
        left, above, right, under = mark.box
        if above < bottom and under > top:
            yield replace(mark, box=(left, max(above - top, 0), right, min(under, bottom) - top))


def _frame(pen: Pen, number: int, pages: int, size: tuple[int, int]) -> list[tuple[Strip, int, int]]:
    """Draws what stands on every page: the mark of a draft above, reference, code and page below."""
    banner = [written(pen.text(DRAFT), pen.width, size=SMALL + 2, weight="bold", align="center")]
    note = pen.text(UNSEEN)
    if pen.filled.specimen:
        note = f"{note} {pen.text(SPECIMEN)}."
    banner.append(written(note, pen.width, size=SMALL - 6, align="center"))
    above = below(pen.width, banner)
    top = size[1] - FOOT + 20
    parts = [(above, LEFT, TOP - 40 - above.height), (ruled(pen.width, 2), LEFT, top)]
    x = LEFT
    if pen.filled.url:
        code = _code(pen.filled.url)
        parts.append((code, LEFT - GAP, top + 16))
        x += code.width
    parts.append((_about(pen, number, pages, size[0] - RIGHT - x), x, top + 50))
    return parts


def _about(pen: Pen, number: int, pages: int, width: int) -> Strip:
    told = []
    if pen.filled.reference:
        told.append(f"{pen.text(REFERENCE)}: {pen.filled.reference}")
    if pen.filled.code:
        told.append(f"{pen.text(CODE)}: {pen.filled.code}")
    if pen.filled.specimen:
        told.append(pen.text(SPECIMEN))
    told.append(pen.text(PAGE).format(page=number, pages=pages))
    return below(width, [written(line, width, size=SMALL, weight="medium") for line in told])


def _code(url: str) -> Strip:
    picture = qr_picture(url, MODULE)
    box = picture.getbbox() or (0, 0, 0, 0)
    return Strip(picture, (Mark("code", url, box),))


def _page(body: Strip, frame: list[tuple[Strip, int, int]], size: tuple[int, int]) -> Page:
    whole = joined(*size, [(body, LEFT, TOP), *frame])
    black = whole.picture.point(_TO_INK, "1")
    white = Image.eval(black.convert("L"), lambda level: INK - level).convert("1")
    return Page(white, whole.marks)
