"""Reads picture files as pixels."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from config.reading import CannotRead, read_bytes

if TYPE_CHECKING:
    from devices.scanning.pictures import Pixels

MOST = 100_000_000
"""Bytes of the largest picture file that is read."""
PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp")


def read_picture(file: Path) -> Pixels | None:
    """Reads the picture (BGR, 8 bits, turned as its EXIF says), or `None`: no such file, too large, or not a
    picture.
    """
    return _read(file, colour=True)


def read_grey(file: Path) -> Pixels | None:
    """Reads the same in grey (8 bits): a third of the time for a JPEG, and all that codes need."""
    return _read(file, colour=False)


def pictures_in(folder: Path) -> list[Path]:
    """Lists the picture files of a folder, in name order. Raises OSError where it can't be listed."""
    return sorted(file for file in folder.iterdir() if file.suffix.lower() in PICTURES)


def _read(file: Path, *, colour: bool) -> Pixels | None:
    import cv2
    import numpy as np

    way = cv2.IMREAD_COLOR if colour else cv2.IMREAD_GRAYSCALE
    try:
        data = read_bytes(file, MOST)
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), way) if data else None
    except (CannotRead, cv2.error):
        return None
    return pixels  # type: ignore[return-value]
