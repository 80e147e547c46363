"""Picture files as pixels."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from devices.scanning.pictures import Pixels

PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp")


def read_picture(file: Path) -> Pixels | None:
    """The picture (BGR, 8 bits, turned as its EXIF says), or `None`: no such file, or not a picture."""
    import cv2
    import numpy as np

    try:
        data = file.read_bytes()
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None
    except (OSError, cv2.error):
        return None
    return pixels  # type: ignore[return-value]


def pictures_in(folder: Path) -> list[Path]:
    """The picture files of a folder, in name order. Raises OSError where it can't be listed."""
    return sorted(file for file in folder.iterdir() if file.suffix.lower() in PICTURES)
