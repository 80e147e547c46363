"""Renders a slip as a one-bit picture: the one renderer of paper, preview and tests."""

from __future__ import annotations

import functools
import io
import unicodedata
from collections.abc import Callable, Mapping
from itertools import accumulate, pairwise
from typing import Any

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment
from PIL import Image

from kiosk.language.messages import Messages
from kiosk.paper.draw import Drawn, Ink, draw_all
from kiosk.paper.layout import Layout, load_layout
from kiosk.paper.raster import harmless
from kiosk.ports.printing import SlipPicture

WIDTHS = {80: 576, 58: 384}
"""Dots across the head of an 80 mm and a 58 mm printer."""

DOTS_PER_MM = 8
HOME = "vi"
_INK_FROM = 112
_TO_INK = [255 if level >= _INK_FROM else 0 for level in range(256)]

_sandbox = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)


def render(
    slip: str, data: Mapping[str, Any], lang: str, messages: Messages, width: int = WIDTHS[80]
) -> SlipPicture:
    """Renders the slip `config/slips/<slip>.toml` filled with `data`, in `lang`, `width`
    dots wide.

    White rows at the end of a piece are left out. Data with a true `reprint` get the mark of a reprint.
    Raises BadLayout for a wrong file, jinja2.UndefinedError for data that lacks a value, RaqmMissing where
    text can't be shaped.
    """
    if width % 8:
        raise ValueError(f"width {width} is not a multiple of 8 dots")
    picture = compose(load_layout(slip), data, lang, messages, width)
    return marked(picture, lang, messages) if data.get("reprint") else picture


def marked(picture: SlipPicture, lang: str, messages: Messages) -> SlipPicture:
    """Renders the same slip with "BẢN IN LẠI" above every piece: never taken for a second original."""
    data = {"foreign": lang != HOME}
    mark = compose(load_layout("reprint"), data, lang, messages, picture.width)
    stride = picture.width // 8
    edges = (0, *picture.cuts, picture.height)
    rows = b"".join(
        mark.rows + picture.rows[top * stride : bottom * stride] for top, bottom in pairwise(edges)
    )
    cuts = tuple(row + (place + 1) * mark.height for place, row in enumerate(picture.cuts))
    return SlipPicture(picture.width, len(rows) // stride, rows, cuts)


def compose(
    layout: Layout,
    data: Mapping[str, Any],
    lang: str,
    messages: Messages,
    width: int,
    *,
    watch: Callable[[Drawn], object] = lambda _: None,
) -> SlipPicture:
    """Fills one layout; `watch` is called with every text and code that is drawn."""
    ink = Ink(
        data,
        lambda message, own: unicodedata.normalize("NFC", messages.text(own or lang, message)),
        functools.partial(fill_in, data),
        watch,
        messages.language(lang).fonts,
    )
    pieces = [
        _one_bit(draw_all(blocks, ink, width - 2 * layout.margin), layout) for blocks in layout.pieces()
    ]
    cuts = tuple(accumulate(piece.height for piece in pieces))[:-1]
    rows = b"".join(_margined(piece, layout, width) for piece in pieces)
    return SlipPicture(width, sum(piece.height for piece in pieces), harmless(rows), cuts)


def to_png(picture: SlipPicture) -> bytes:
    """Encodes the picture as a PNG, one pixel a dot, black on white."""
    buffer = io.BytesIO()
    image_of(picture).save(buffer, "PNG", dpi=(203, 203))
    return buffer.getvalue()


def image_of(picture: SlipPicture) -> Image.Image:
    """Gives the picture as a Pillow image of mode "1", black on white."""
    ink = Image.frombytes("1", (picture.width, picture.height), picture.rows)
    return Image.eval(ink.convert("L"), lambda level: 255 - level).convert("1")


def fill_in(data: Mapping[str, Any], template: str, names: Mapping[str, Any]) -> str:
    """Fills a layout's value, in a sandbox, from the slip's data and from `names` (the
    item of a list); NFC.
    """
    return unicodedata.normalize("NFC", _template(template).render({**data, **names}))


@functools.cache
def _template(source: str) -> Template:
    return _sandbox.from_string(source)


def _one_bit(body: Image.Image, layout: Layout) -> Image.Image:
    """Reduces to ink or no ink, with the white above, without the white rows below."""
    ink = body.point(_TO_INK, "1")
    box = ink.getbbox()
    whole = Image.new("1", (body.width, layout.top + box[3] if box else 0))
    whole.paste(ink, (0, layout.top))
    return whole


def _margined(piece: Image.Image, layout: Layout, width: int) -> bytes:
    whole = Image.new("1", (width, piece.height))
    whole.paste(piece, (layout.margin, 0))
    return whole.tobytes()
