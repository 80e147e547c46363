"""Draws each kind of row of a form, by its type, as strips below each other."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kiosk.catalogue.rules import applies
from kiosk.forms import layout
from kiosk.forms.data import Filled
from kiosk.forms.strips import (
    BODY,
    GAP,
    WRITING,
    Strip,
    below,
    dotted,
    entry,
    joined,
    level,
    paragraph,
    share,
    side_by_side,
    space,
    table_row,
    ticks,
    widths,
    written,
)
from kiosk.identity.inputs import INPUTS
from kiosk.language.messages import N_

_NUMBER = 2
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII")
_SIGN = 200
"""Room for a signature: 17 mm."""
NUMBERED = N_("No.")
ASKED = "(*)"
"""Marks what the officer still asks, as forms mark what a note explains."""


@dataclass(frozen=True, slots=True)
class Pen:
    """Holds what rows are drawn with: the data, the texts, the width."""

    filled: Filled
    text: Callable[[str], str]
    width: int


def section_strips(sections: Sequence[layout.Section], pen: Pen) -> Iterator[Strip]:
    """Draws the sections that the answers call for, their headings numbered; a heading stays with its first
    row.
    """
    number = 0
    for section in sections:
        if not applies(section.when, pen.filled.answers):
            continue
        if section.head is not None:
            number += 1
            head = f"{_ROMAN[number]}. {pen.text(section.head)}"
            yield replace(space(16), keep=True)
            yield replace(written(head, pen.width, size=BODY + 2, weight="bold"), keep=True)
            yield replace(space(8), keep=True)
        for row in section.rows:
            if applies(row.when, pen.filled.answers):
                yield from drawn(row, pen)


@functools.singledispatch
def drawn(row: layout.Row, _pen: Pen) -> Iterator[Strip]:
    """Draws one row, by its type."""
    raise TypeError(f"no drawing for {type(row).__name__}")


@drawn.register
def _person(row: layout.PersonRow, pen: Pen) -> Iterator[Strip]:
    for line in row.lines:
        room = share(pen.width, len(line))
        yield side_by_side([_input(f"{row.person}.{name}", name, pen, room) for name in line], pen.width)


def _input(key: str, name: str, pen: Pen, width: int) -> Strip:
    label = _label(pen.text(INPUTS[name].label), key, pen)
    if INPUTS[name].choices:
        return ticks(label, pen.filled.choices.get(key, ()), width)
    return entry(label, pen.filled.values.get(key, ""), width)


@drawn.register
def _values(row: layout.ValuesRow, pen: Pen) -> Iterator[Strip]:
    room = share(pen.width, len(row.items))
    parts = [
        entry(_label(pen.text(item.label), item.of, pen), _value(item.of, pen), room, row.dots)
        for item in row.items
    ]
    yield side_by_side(parts, pen.width)


def _label(label: str, key: str | None, pen: Pen) -> str:
    """Marks the label of what the officer still asks."""
    return f"{label} {ASKED}" if key in pen.filled.asked else label


def _value(key: str | None, pen: Pen) -> str:
    return pen.filled.values.get(key, "") if key else ""


@drawn.register
def _tick(row: layout.TickRow, pen: Pen) -> Iterator[Strip]:
    yield ticks(_label(pen.text(row.label), row.of, pen), pen.filled.choices.get(row.of, ()), pen.width)


@drawn.register
def _text(row: layout.TextRow, pen: Pen) -> Iterator[Strip]:
    yield from paragraph(pen.text(row.text), pen.width)
    yield space(8)


@drawn.register
def _list(row: layout.ListRow, pen: Pen) -> Iterator[Strip]:
    items = [line["name"] for line in pen.filled.tables.get(row.of, ())]
    for at, name in enumerate(items, 1):
        yield _numbered(at, written(name, pen.width - 3 * BODY, weight="semibold"), pen.width)
    for at in range(len(items) + 1, len(items) + row.blank + 1):
        yield _numbered(at, dotted(pen.width - 3 * BODY), pen.width)


def _numbered(at: int, part: Strip, width: int) -> Strip:
    return level([(written(f"{at}.", 2 * BODY), GAP), (part, GAP + 2 * BODY)], width)


@drawn.register
def _table(row: layout.TableRow, pen: Pen) -> Iterator[Strip]:
    columns = widths([_NUMBER, *(column.share for column in row.columns)], pen.width)
    heads = [pen.text(NUMBERED), *(pen.text(column.head) for column in row.columns)]
    head = table_row(heads, columns, head=True)
    rows = pen.filled.tables.get(row.of, ()) if row.of else (pen.filled.values,)
    yield replace(head, keep=True)
    for at in range(1, max(len(rows), row.blank) + 1):
        line = rows[at - 1] if at <= len(rows) else {}
        cells = [str(at), *(line.get(column.of or "", "") for column in row.columns)]
        yield replace(table_row(cells, columns, least=WRITING), again=head)
    yield space(GAP)


@drawn.register
def _sides(row: layout.SidesRow, pen: Pen) -> Iterator[Strip]:
    columns = widths([3, *(4 for _ in row.people)], pen.width)
    head = table_row(["", *(pen.text(one) for one in row.heads)], columns, head=True)
    yield replace(head, keep=True)
    for name in row.inputs:
        values = (_cell(f"{person}.{name}", pen) for person in row.people)
        cells = [pen.text(INPUTS[name].label), *values]
        yield replace(table_row(cells, columns, least=WRITING), again=head)
    yield space(GAP)


def _cell(key: str, pen: Pen) -> str:
    return pen.filled.values.get(key, "") or (ASKED if key in pen.filled.asked else "")


def signature_strip(signatures: Sequence[layout.Signature], pen: Pen, note: str) -> Strip:
    """Draws the places to sign beside each other; a single one stands at the right."""
    signing = [one for one in signatures if applies(one.when, pen.filled.answers)]
    room = share(pen.width, max(2, len(signing)))
    heads = [written(pen.text(one.head), room, weight="bold", align="center") for one in signing]
    highest = max(head.height for head in heads)
    blocks = [
        below(
            room,
            [
                joined(room, highest, [(head, 0, 0)]),
                written(pen.text(note), room, size=BODY - 8, align="center"),
                space(_SIGN),
                written(_value(one.of, pen), room, weight="semibold", align="center"),
            ],
        )
        for one, head in zip(signing, heads, strict=True)
    ]
    if len(blocks) == 1:
        blocks.insert(0, space(1))
    step = room + 2 * GAP
    height = max(block.height for block in blocks)
    return joined(pen.width, height, [(block, at * step, 0) for at, block in enumerate(blocks)])
