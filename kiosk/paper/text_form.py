"""Renders a slip in words: the same layout and data as the picture, for printers that get letters over a slow
line.

At 9,600 baud a ticket's picture takes 54 s, its words a second or so.
"""

from __future__ import annotations

import functools
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kiosk.language.messages import Messages
from kiosk.paper import layout
from kiosk.paper.layout import Layout, load_layout
from kiosk.paper.render import HOME, fill_in
from kiosk.ports.printing import SlipLine

_LARGE = 34
_LINE = 30
"""Dots of a line of plain letters."""

_STRONG = ("semibold", "bold")


def text_form(slip: str, data: Mapping[str, Any], lang: str, messages: Messages) -> tuple[SlipLine, ...]:
    """Gives the slip's lines, not yet broken. Raises as `kiosk.paper.render.render`."""
    lines = tuple(_lines_of(load_layout(slip), data, lang, messages))
    return marked_lines(lines, lang, messages) if data.get("reprint") else lines


def marked_lines(lines: tuple[SlipLine, ...], lang: str, messages: Messages) -> tuple[SlipLine, ...]:
    """Gives the same with the mark of a reprint above every piece."""
    mark = tuple(_lines_of(load_layout("reprint"), {"foreign": lang != HOME}, lang, messages))
    marked: list[SlipLine] = [*mark]
    for line in lines:
        marked += [line, *mark] if line.kind == "cut" else [line]
    return tuple(marked)


def in_columns(lines: Iterable[SlipLine], columns: int) -> Iterator[SlipLine]:
    """Breaks the lines between words, none wider than `columns` plain letters."""
    for line in lines:
        if line.kind != "text":
            yield line
            continue
        wide = columns // line.times
        together = f"{line.text}{' ' * (wide - len(line.text) - len(line.right))}{line.right}"
        if not line.right or len(line.text) + len(line.right) + 1 <= wide:
            texts = [together] if line.right else textwrap.wrap(line.text, wide) or [""]
        else:
            texts = [*textwrap.wrap(line.text, wide), *textwrap.wrap(line.right, wide)]
        for text in texts:
            yield replace(line, text=text, right="")


def _lines_of(form: Layout, data: Mapping[str, Any], lang: str, messages: Messages) -> Iterator[SlipLine]:
    words = _Words(data, lang, messages)
    for block in form.blocks:
        yield from _spoken(block, words)


@dataclass(frozen=True, slots=True)
class _Words:
    data: Mapping[str, Any]
    lang: str
    messages: Messages

    def text(self, message: str, lang: str | None = None) -> str:
        return unicodedata.normalize("NFC", self.messages.text(lang or self.lang, message))

    def value(self, template: str, **names: Any) -> str:
        return fill_in(self.data, template, names)

    def list(self, key: str) -> Iterable[Any]:
        return self.data.get(key) or ()


def _spoken(block: layout.Block, words: _Words) -> Iterator[SlipLine]:
    if block.when is None or words.data.get(block.when):
        yield from _said(block, words)


@functools.singledispatch
def _said(_block: layout.Block, _words: _Words) -> Iterator[SlipLine]:
    """Gives the text of a block; white space and pictures have none."""
    yield from ()


@_said.register
def _text(block: layout.TextBlock, words: _Words) -> Iterator[SlipLine]:
    if block.text is not None:
        texts = [words.text(block.text, block.lang)]
    elif block.each is None:
        texts = [words.value(block.value or "")]
    else:
        texts = [words.value(block.value or "", item=item) for item in words.list(block.each)]
    marker = "- " if block.marker else ""
    strong = block.inverse or block.weight in _STRONG
    times = 2 if block.size >= _LARGE and not block.fit else 1
    for text in filter(None, texts):
        yield SlipLine("text", marker + text, align=block.align, strong=strong, times=times)


@_said.register
def _number(block: layout.NumberBlock, words: _Words) -> Iterator[SlipLine]:
    yield SlipLine("text", words.value(block.value), align="center", strong=True, times=4)


@_said.register
def _kv(block: layout.KvBlock, words: _Words) -> Iterator[SlipLine]:
    yield SlipLine("text", words.text(block.label), words.value(block.value))


@_said.register
def _table(block: layout.TableBlock, words: _Words) -> Iterator[SlipLine]:
    rows = [[words.text(column.head) for column in block.columns]]
    rows += [
        [words.value(column.value, row=row) for column in block.columns] for row in words.list(block.rows)
    ]
    for first, *others in rows:
        yield SlipLine("text", first, "  ".join(others))


@_said.register
def _qr(block: layout.QrBlock, words: _Words) -> Iterator[SlipLine]:
    yield SlipLine("code", words.value(block.value), align="center")
    for beside in block.beside:
        for line in _spoken(beside, words):
            yield replace(line, align="center")


@_said.register
def _rule(_block: layout.RuleBlock, _words: _Words) -> Iterator[SlipLine]:
    yield SlipLine("rule")


@_said.register
def _cut(_block: layout.CutBlock, _words: _Words) -> Iterator[SlipLine]:
    yield SlipLine("cut")


@_said.register
def _columns(block: layout.ColumnsBlock, words: _Words) -> Iterator[SlipLine]:
    """Writes a cell's heading and what stands below it on one line; then the room that it
    leaves to write in.
    """
    for cell in block.cells:
        if cell.when is None or words.data.get(cell.when):
            said = [line for part in cell.blocks for line in _spoken(part, words)]
            texts = [line.text for line in said if line.text]
            if texts:
                yield SlipLine("text", texts[0], " ".join(texts[1:]), strong=True)
            room = sum(part.size for part in cell.blocks if isinstance(part, layout.SpaceBlock))
            yield from (SlipLine("text") for _ in range(room // _LINE))
