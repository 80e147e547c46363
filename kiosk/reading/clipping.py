"""Cuts the part of a page out on which a value stands: what the citizen compares it with."""

from __future__ import annotations

import io

from PIL import Image, UnidentifiedImageError

from kiosk.ports.papers import Box

MARGIN_X, MARGIN_Y = 0.012, 0.006
"""Of the page, left around a value."""
QUALITY = 80


def clipping(jpeg: bytes, box: Box) -> bytes:
    """Gives that part of the page, with a margin, as a JPEG; empty where the page can't be opened."""
    try:
        with Image.open(io.BytesIO(jpeg)) as page:
            part = page.crop(_corners(page.size, box)).convert("RGB")
    except (UnidentifiedImageError, OSError):
        return b""
    cut = io.BytesIO()
    part.save(cut, "JPEG", quality=QUALITY)
    return cut.getvalue()


def _corners(size: tuple[int, int], box: Box) -> tuple[int, int, int, int]:
    width, height = size
    return (
        max(0, round((box.left - MARGIN_X) * width)),
        max(0, round((box.top - MARGIN_Y) * height)),
        min(width, round((box.right + MARGIN_X) * width)),
        min(height, round((box.bottom + MARGIN_Y) * height)),
    )
