"""Renders a slip on A4: the same layout, larger, one bit a dot at 300 to the inch, as a
PDF.

The PDF holds pictures: what is printed is what was looked at, every Vietnamese letter included, and no
further library is needed (docs/decisions/sheets-as-pictures.md).
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

from PIL import Image

from kiosk.language.messages import Messages
from kiosk.paper.layout import Layout, load_layout
from kiosk.paper.render import compose, image_of
from kiosk.ports.printing import SlipPicture

DPI = 300
WIDTH, HEIGHT = 2480, 3508
"""A4 in dots."""

_MARGIN = 236
_TOP = 150
_LARGER = 1.8
_SIZES = ("size", "width", "thick", "least", "most", "module")


def sheet(slip: str, data: Mapping[str, Any], lang: str, messages: Messages) -> bytes:
    """Renders the slip as a PDF of A4 pages. Raises as `kiosk.paper.render.render`."""
    picture = compose(_on_a4(load_layout(slip)), data, lang, messages, WIDTH)
    first, *others = _pages(picture)
    buffer = io.BytesIO()
    first.save(buffer, "PDF", resolution=DPI, save_all=True, append_images=others)
    return buffer.getvalue()


def _on_a4(layout: Layout) -> Layout:
    blocks = tuple(_larger(block) for block in layout.blocks)
    return layout.model_copy(update={"margin": _MARGIN, "top": _TOP, "blocks": blocks})


def _larger(block: Any) -> Any:
    """Gives the block with its sizes in the same proportion, and with the blocks inside it."""
    changed: dict[str, Any] = {}
    for name in type(block).model_fields:
        value = getattr(block, name)
        if name in _SIZES and isinstance(value, int):
            changed[name] = round(value * _LARGER)
        elif name == "kept":
            changed[name] = False
        elif isinstance(value, tuple) and name in ("beside", "blocks", "cells", "columns"):
            changed[name] = tuple(_larger(inner) for inner in value)
    return block.model_copy(update=changed)


def _pages(picture: SlipPicture) -> Iterator[Image.Image]:
    """Splits into whole pages; a longer slip is parted where a row is white."""
    whole = image_of(picture)
    white, top = bytes(picture.width // 8), 0
    while True:
        bottom = min(picture.height, top + HEIGHT - (_TOP if top else 0) - _TOP)
        if bottom < picture.height:
            rows = (row for row in range(bottom, top, -1) if _row(picture, row) == white)
            bottom = next(rows, bottom)
        page = Image.new("1", (WIDTH, HEIGHT), 1)
        page.paste(whole.crop((0, top, WIDTH, bottom)), (0, _TOP if top else 0))
        yield page
        top = bottom
        if top >= picture.height:
            return


def _row(picture: SlipPicture, row: int) -> bytes:
    stride = picture.width // 8
    return picture.rows[row * stride : (row + 1) * stride]
