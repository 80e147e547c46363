"""Makes the pictures and the table of `docs/scanning.md`: a card held well and wrongly, and how often it is
read from how far.

python -m devices.simulators.scanning_guide FOLDER      leaves the pictures there
python -m devices.simulators.scanning_guide --table     measures, and prints the table's rows
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from devices.simulators.specimen_card import FATHER, GRANDMOTHER, MOTHER, back_2024, front_2021
from devices.simulators.specimen_photo import Photo, Shot, photograph, wooden_desk
from devices.simulators.specimen_views import SHOT, VIEWS, seen
from devices.simulators.specimens import save

if TYPE_CHECKING:
    from devices.scanning.pictures import Pixels

SHOWN = ("good", "too_far", "glare", "blurred", "wrong_side", "cut_off")
SHOWN_WIDTH = 420
CAMERAS = ((1280, 720), (1920, 1080), (2592, 1944))
SHARES = (0.35, 0.45, 0.55, 0.65, 0.75, 0.85)
TRIES = 12
MODULES = 49
CODE_SHARE = 10.8 / 85.6


@dataclass(frozen=True, slots=True)
class Row:
    """Holds one line of the table. `share` is the card's width as a part of the frame's; the rates are parts
    of single pictures that were read.
    """

    width: int
    share: float
    module: float
    fair: float
    poor: float


def write_pictures(folder: Path) -> list[Path]:
    """Writes the six pictures as small JPEG files."""
    return [save(_small(seen(VIEWS[name]).pixels), folder / f"card_{name}.jpg") for name in SHOWN]


def measured() -> Iterator[Row]:
    """Measures by drawn frames how often a card is read: fair conditions (a common USB camera in even light),
    and poor ones (uneven light, noise, a lens not quite in focus, a hand not quite still).
    """
    from devices.scanning.decoder import Decoder

    decoder = Decoder()
    decoder.open()
    faces = [front_2021(GRANDMOTHER), front_2021(FATHER), back_2024(MOTHER)]
    for size in CAMERAS:
        for share in SHARES:
            rates = []
            for poor in (False, True):
                photos = (_photo(faces[i % 3].pixels, size, share, i, poor=poor) for i in range(TRIES))
                rates.append(sum(bool(decoder.look(photo.pixels).symbols) for photo in photos) / TRIES)
            yield Row(size[0], share, share * size[0] * CODE_SHARE / MODULES, *rates)


def _photo(face: Pixels, size: tuple[int, int], share: float, number: int, *, poor: bool) -> Photo:
    width, height = size
    pick = random.Random(f"{width} {share} {number} {poor}")
    tilt = 16.0 if poor else 8.0
    largest = min(width, height * face.shape[1] / face.shape[0])
    shot = Shot(
        width=width,
        height=height,
        fill=min(1.0, share * width / largest),
        turn=pick.uniform(-4, 4),
        tilt=(pick.uniform(-tilt, tilt), pick.uniform(-tilt, tilt)),
        blur=pick.uniform(0.7, 1.0) if poor else pick.uniform(0.4, 0.6),
        noise=6.0 if poor else 2.5,
        slope=0.35 if poor else 0.15,
        light=0.7 if poor else 0.92,
        corner=SHOT.corner,
        seed=number,
    )
    return photograph(face, wooden_desk(shot), shot)


def _small(pixels: Pixels) -> Pixels:
    import cv2
    import numpy as np

    height = round(pixels.shape[0] * SHOWN_WIDTH / pixels.shape[1])
    return np.asarray(cv2.resize(pixels, (SHOWN_WIDTH, height), interpolation=cv2.INTER_AREA), np.uint8)


def main(arguments: list[str]) -> int:
    """Writes the pictures into a folder, or the table on standard output."""
    parser = argparse.ArgumentParser(prog="scanning_guide")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--table", action="store_true")
    options = parser.parse_args(arguments)
    if options.folder is not None:
        write_pictures(options.folder)
    if options.table:
        for row in measured():
            rates = f"{row.fair:.0%} | {row.poor:.0%}"
            sys.stdout.write(f"| {row.width} | {row.share:.0%} | {row.module:.1f} | {rates} |\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
