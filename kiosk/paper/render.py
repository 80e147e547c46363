"""A slip as a one-bit picture: the one renderer of paper, preview and tests."""

from __future__ import annotations

import functools
import io
import unicodedata
from collections.abc import Mapping
from typing import Any

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment
from PIL import Image

from kiosk.language.messages import Messages
from kiosk.paper.draw import Ink, draw_all
from kiosk.paper.layout import Layout, load_layout
from kiosk.paper.raster import harmless
from kiosk.ports import SlipPicture

WIDTHS = {80: 576, 58: 384}
"""Dots across the head of an 80 mm and a 58 mm printer."""

DOTS_PER_MM = 8
_INK_FROM = 112

_sandbox = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)


def render(
    slip: str, data: Mapping[str, Any], lang: str, messages: Messages, width: int = WIDTHS[80]
) -> SlipPicture:
    """The slip `config/slips/<slip>.toml` filled with `data`, in `lang`, `width` dots wide.

    White rows at the end are left out. Raises BadLayout for a wrong file, jinja2.UndefinedError for data
    that lacks a value, RaqmMissing where text can't be shaped.
    """
    if width % 8:
        raise ValueError(f"width {width} is not a multiple of 8 dots")
    layout = load_layout(slip)
    ink = Ink(
        data,
        lambda message, own: unicodedata.normalize("NFC", messages.text(own or lang, message)),
        functools.partial(_fill, data),
    )
    body = draw_all(layout.blocks, ink, width - 2 * layout.margin)
    return _one_bit(body, layout, width)


def to_png(picture: SlipPicture) -> bytes:
    """The picture as a PNG, one pixel a dot, black on white."""
    buffer = io.BytesIO()
    image_of(picture).save(buffer, "PNG", dpi=(203, 203))
    return buffer.getvalue()


def image_of(picture: SlipPicture) -> Image.Image:
    """The picture as a Pillow image of mode "1", black on white."""
    ink = Image.frombytes("1", (picture.width, picture.height), picture.rows)
    return Image.eval(ink.convert("L"), lambda level: 255 - level).convert("1")


def _fill(data: Mapping[str, Any], template: str, names: Mapping[str, Any]) -> str:
    return unicodedata.normalize("NFC", _template(template).render({**data, **names}))


@functools.cache
def _template(source: str) -> Template:
    return _sandbox.from_string(source)


def _one_bit(body: Image.Image, layout: Layout, width: int) -> SlipPicture:
    ink = body.point(lambda level: 255 if level >= _INK_FROM else 0)
    box = ink.getbbox()
    height = layout.top + box[3] if box else 0
    whole = Image.new("1", (width, height))
    whole.paste(ink.convert("1", dither=Image.Dither.NONE), (layout.margin, layout.top))
    return SlipPicture(width, height, harmless(whole.tobytes()))
