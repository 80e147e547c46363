"""Draws specimens in millimetres: text, boxes and codes on a sheet of a given size."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import config

if TYPE_CHECKING:
    from PIL.Image import Image as Picture
    from PIL.ImageFont import FreeTypeFont

    from devices.scanning.pictures import Pixels, Point

Colour = tuple[int, int, int]
INK: Colour = (38, 40, 46)
BLUE_INK: Colour = (28, 52, 128)
RED: Colour = (176, 32, 36)
FONTS = Path(config.__file__).parent / "fonts"


class Pen:
    """Draws on a sheet of `width` × `height` millimetres at `scale` pixels a millimetre. Colours are RGB."""

    def __init__(self, width: float, height: float, scale: float, paper: Colour) -> None:
        from PIL import Image, ImageDraw

        self.scale = scale
        self.image: Picture = Image.new("RGB", (round(width * scale), round(height * scale)), paper)
        self.draw = ImageDraw.Draw(self.image, "RGBA")

    def text(
        self,
        at: Point,
        words: str,
        size: float,
        weight: str = "Regular",
        colour: Colour = INK,
        *,
        anchor: str = "ls",
    ) -> float:
        """Writes from `at` on the baseline, `size` millimetres high. Returns the end's x."""
        font = font_of(weight, round(size * self.scale))
        self.draw.text(self._px(at), words, colour, font, anchor=anchor)
        return at[0] + font.getlength(words) / self.scale

    def box(self, at: Point, size: Point, colour: tuple[int, ...], radius: float = 0) -> None:
        """Fills a rectangle of `size` (width, height) whose top left is `at`."""
        corners = (self._px(at), self._px((at[0] + size[0], at[1] + size[1])))
        self.draw.rounded_rectangle(corners, radius * self.scale, colour)

    def disc(self, at: Point, radius: float, colour: tuple[int, ...]) -> None:
        """Fills a circle around `at`."""
        self.draw.ellipse(self._around(at, radius), colour)

    def ring(self, at: Point, radius: float, line: float, colour: tuple[int, ...]) -> None:
        """Draws a circle around `at`, `line` millimetres thick."""
        self.draw.ellipse(self._around(at, radius), outline=colour, width=max(1, round(line * self.scale)))

    def line(self, points: Sequence[Point], width: float, colour: tuple[int, ...]) -> None:
        """Draws through the points."""
        self.draw.line(
            [self._px(at) for at in points], colour, max(1, round(width * self.scale)), joint="curve"
        )

    def polygon(self, points: Sequence[Point], colour: tuple[int, ...]) -> None:
        """Fills the shape within the points."""
        self.draw.polygon([self._px(at) for at in points], colour)

    def paste(self, picture: Picture, at: Point, mask: Picture | None = None) -> None:
        """Puts another picture on the sheet, its top left at `at`."""
        x, y = self._px(at)
        self.image.paste(picture, (round(x), round(y)), mask)

    def code(self, at: Point, side: float, payload: bytes, quiet: int = 2) -> None:
        """Draws a QR code (bytes as they are, level M) whose dark part is `side` millimetres wide, on
        white.
        """
        from PIL import Image

        modules = qr_modules(payload)
        margin = quiet * side / len(modules)
        self.box((at[0] - margin, at[1] - margin), (side + 2 * margin, side + 2 * margin), (250, 250, 248))
        size = (round(side * self.scale),) * 2
        mask = Image.fromarray(modules * 255).resize(size, Image.Resampling.NEAREST)
        self.paste(Image.new("RGB", size, (24, 24, 28)), at, mask)

    def watermark(self, at: Point, words: str, size: float, angle: float, colour: tuple[int, ...]) -> None:
        """Draws large slanting letters around `at`; the colour's fourth value is its strength."""
        font = round(size * self.scale)
        layer, corner = _slanting(self.image.size, self._px(at), words, font=font, angle=angle, colour=colour)
        self.image.paste(layer, corner, layer)

    def pixels(self) -> Pixels:
        """Gives the sheet as a BGR picture."""
        import numpy as np

        return np.ascontiguousarray(np.asarray(self.image, np.uint8)[:, :, ::-1])

    def _px(self, at: Point) -> Point:
        return at[0] * self.scale, at[1] * self.scale

    def _around(self, at: Point, radius: float) -> tuple[Point, Point]:
        return self._px((at[0] - radius, at[1] - radius)), self._px((at[0] + radius, at[1] + radius))


@lru_cache(maxsize=16)
def _slanting(
    sheet: tuple[int, int], middle: Point, words: str, *, font: int, angle: float, colour: tuple[int, ...]
) -> tuple[Picture, tuple[int, int]]:
    """Draws letters turned around `middle` of a sheet, and gives them with their top left; every specimen of
    one kind has the same.
    """
    from PIL import Image, ImageDraw

    face = font_of("Bold", font)
    box = ImageDraw.Draw(Image.new("L", (1, 1))).textbbox(middle, words, face, anchor="mm")
    reach = 2 + max(math.dist(middle, corner) for corner in product(box[::2], box[1::2]))
    near = [max(0, math.floor(at - reach)) for at in middle]
    far = [min(most, math.ceil(at + reach)) for at, most in zip(middle, sheet, strict=True)]
    here = middle[0] - near[0], middle[1] - near[1]
    layer = Image.new("RGBA", (far[0] - near[0], far[1] - near[1]), (0, 0, 0, 0))
    ImageDraw.Draw(layer).text(here, words, colour, face, anchor="mm")
    layer = layer.rotate(angle, Image.Resampling.BICUBIC, center=here)
    inked = layer.getbbox() or (0, 0, 1, 1)
    return layer.crop(inked), (near[0] + inked[0], near[1] + inked[1])


@cache
def font_of(weight: str, size: int) -> FreeTypeFont:
    """Gives the house font in a weight, `size` pixels high."""
    from PIL import ImageFont

    return ImageFont.truetype(str(FONTS / f"BeVietnamPro-{weight}.ttf"), size)


def qr_modules(payload: bytes) -> Pixels:
    """Gives 1 where a module is dark, without quiet zone; byte mode, level M, no ECI: as on the card."""
    import numpy as np
    import segno

    code = segno.make(payload, micro=False, mode="byte", error="m", boost_error=False, eci=False)
    return np.array([[bool(module) for module in row] for row in code.matrix], np.uint8)
