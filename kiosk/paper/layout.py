"""Loads a slip's look as data: one file of `config/slips/` becomes one `Layout`.

Sizes are dots (8 a millimetre). `text` is a message id, translated when the slip is rendered; `value` is a
sandboxed Jinja2 text filled from the slip's data. `when` names a key of the data: a block whose key is
empty or missing is left out. There is no expression language beside that. The driver cuts at the end, and
where a `cut` block stands.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

import config
from config.errors import checked, read_toml
from config.problems import BadFile
from config.text import Frozen, Id, Nfc

SLIPS = Path(config.__file__).parent / "slips"

BadLayout = BadFile
"""A slip's file is wrong; the text is one line with file and place."""

Weight = Literal["regular", "medium", "semibold", "bold"]
Align = Literal["left", "center", "right"]
SMALLEST = 20
"""Em size in dots below which `fit` doesn't shrink: about 2 mm for a small letter."""
Dots = Annotated[int, Field(ge=1, le=400)]


class _Block(Frozen):
    when: Id | None = None


class _Filled(_Block):
    """Describes a block that is filled. `kept`: what it shows is the same on many slips (the centre, a
    paper's name), so its picture is kept for the next one. Never for what names a citizen: that must be gone
    when the visit ends.
    """

    kept: bool = False


class TextBlock(_Filled):
    """Describes wrapped text. `each` repeats it for every `item` of that list, `marker`
    hangs before each.

    `lang` fixes the language (a Vietnamese title above the citizen's own); `inverse` is white on black;
    `fit` makes the letters smaller, down to `SMALLEST`, until the text stands on one line.
    """

    kind: Literal["text"]
    text: Nfc | None = None
    value: Nfc | None = None
    size: Dots = 26
    weight: Weight = "medium"
    align: Align = "left"
    lang: str | None = None
    each: Id | None = None
    marker: Nfc = ""
    inverse: bool = False
    fit: bool = False

    @model_validator(mode="after")
    def _one_source(self) -> TextBlock:
        if (self.text is None) == (self.value is None):
            raise ValueError("a text block has either text or value")
        return self


class NumberBlock(_Block):
    """Describes a number as large as the paper allows: digits at most `most` dots high. Where one line would
    make them lower than `least`, it is broken at its space.
    """

    kind: Literal["number"]
    value: Nfc
    most: Dots = 150
    least: Dots = 120


class KvBlock(_Filled):
    """Describes a label and its value: on one line where there is room, else the value below."""

    kind: Literal["kv"]
    label: Nfc
    value: Nfc
    size: Dots = 25
    weight: Weight = "semibold"


class Column(Frozen):
    """Describes a column of a table: `width` in dots; one column has none and takes what is left."""

    head: Nfc
    value: Nfc
    width: Dots | None = None
    align: Align = "left"


class TableBlock(_Filled):
    """Describes a table: one line for each `row` of the list `rows`."""

    kind: Literal["table"]
    rows: Id
    columns: tuple[Column, ...]
    size: Dots = 23


class QrBlock(_Block):
    """Describes a QR code, quiet zone 4, with texts beside it where there is room, else below. `level` is M
    where Q would be too wide.
    """

    kind: Literal["qr"]
    value: Nfc
    module: Annotated[int, Field(ge=6, le=12)] = 6
    level: Literal["M", "Q"] = "Q"
    beside: tuple[TextBlock, ...] = ()


class RuleBlock(_Block):
    """Describes a line across the slip."""

    kind: Literal["rule"]
    thick: Annotated[int, Field(ge=1, le=12)] = 2
    dashed: bool = False


class SpaceBlock(_Block):
    """Describes white space."""

    kind: Literal["space"]
    size: Dots


class ImageBlock(_Block):
    """Describes a PNG beside the layouts, black on white, `width` dots wide, in the middle."""

    kind: Literal["image"]
    file: Annotated[str, Field(pattern=r"^[a-z0-9_]+\.png$")]
    width: Dots


class CutBlock(_Block):
    """Describes a cut of the paper: what follows is a piece of its own."""

    kind: Literal["cut"]


class Cell(_Block):
    """Describes one of the columns that stand side by side."""

    blocks: tuple[TextBlock | SpaceBlock, ...]


class ColumnsBlock(_Block):
    """Describes cells side by side, equally wide; below each other where one would be
    narrower than `least`.
    """

    kind: Literal["columns"]
    cells: tuple[Cell, ...]
    least: Dots = 150


Block = Annotated[
    TextBlock
    | NumberBlock
    | KvBlock
    | TableBlock
    | QrBlock
    | ImageBlock
    | RuleBlock
    | SpaceBlock
    | CutBlock
    | ColumnsBlock,
    Field(discriminator="kind"),
]


class Layout(Frozen):
    """Describes a slip from top to bottom. `margin` is left white on both sides, `top`
    above.

    A slip of a day takes at most `longest` millimetres of 80 mm paper; on 58 mm half as much again, with a
    name of 90 letters or a code to pay by twice as much. The lint, and nothing else, holds the slips to it.
    """

    margin: Dots = 24
    top: Dots = 12
    longest: Annotated[int, Field(ge=10, le=600)] = 300
    blocks: tuple[Block, ...]

    def pieces(self) -> tuple[tuple[Block, ...], ...]:
        """Gives the blocks of each piece of paper: what stands between the cuts."""
        pieces: list[list[Block]] = [[]]
        for block in self.blocks:
            if isinstance(block, CutBlock):
                pieces.append([])
            else:
                pieces[-1].append(block)
        return tuple(tuple(piece) for piece in pieces)

    def messages(self) -> Iterator[str]:
        """Lists all message ids, for the check that every language has them."""
        for block in self.blocks:
            yield from _messages_of(block)


@functools.cache
def load_layout(slip: str, folder: Path = SLIPS) -> Layout:
    """Loads the layout `folder/<slip>.toml`. Raises BadLayout with file and place in one line."""
    path = folder / f"{slip}.toml"
    return checked(Layout, read_toml(path), path.name)


def _messages_of(block: Block) -> Iterator[str]:
    match block:
        case TextBlock(text=str(text)):
            yield text
        case KvBlock(label=label):
            yield label
        case TableBlock(columns=columns):
            yield from (column.head for column in columns)
        case QrBlock(beside=beside):
            for part in beside:
                yield from _messages_of(part)
        case ColumnsBlock(cells=cells):
            for cell in cells:
                for inner in cell.blocks:
                    yield from _messages_of(inner)
        case _:
            return
