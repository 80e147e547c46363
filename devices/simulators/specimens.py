"""Draws specimen photos for demo, tests and simulated camera: invented, marked MẪU, the same for the same
seed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from devices.simulators.specimen_back import back_2021, zone_lines
from devices.simulators.specimen_card import (
    CORNER,
    GRANDMOTHER,
    GRANDMOTHER_2024,
    SCALE,
    WIDTH,
    Face,
    back_2024,
    front_2021,
)
from devices.simulators.specimen_paper import birth_notice
from devices.simulators.specimen_photo import Photo, Shot, blurred_hall, photograph, wooden_desk
from kiosk.identity.model import CitizenCard

if TYPE_CHECKING:
    from devices.scanning.pictures import Pixels

CARD_SHOT = Shot(fill=0.86, turn=-3.5, tilt=(9.0, -7.0), corner=CORNER / WIDTH)
PAPER_SHOT = Shot(width=2592, height=1944, fill=0.9, turn=6.0, tilt=(-12.0, 7.0), slope=0.2)
SLIP_SHOT = Shot(width=1080, height=1920, fill=0.9, turn=4.0, tilt=(8.0, 9.0), light=0.9)


def card_2021(card: CitizenCard = GRANDMOTHER, seed: int = 1) -> Photo:
    """Draws the front of a card of 2021 on the desk; its code has 7 items."""
    return _card_photo(front_2021(card), replace(CARD_SHOT, seed=seed))


def card_2021_back(card: CitizenCard = GRANDMOTHER, seed: int = 1) -> Photo:
    """Draws the back of a card of 2021 on the desk: machine-readable lines, no code."""
    shot = replace(CARD_SHOT, seed=seed, turn=2.5, tilt=(6.0, 9.0))
    return photograph(back_2021(zone_lines(card)), wooden_desk(shot), shot)


def card_2024(card: CitizenCard = GRANDMOTHER_2024, seed: int = 1) -> Photo:
    """Draws the back of a card of 2024 on the desk; its code has 11 items."""
    return _card_photo(back_2024(card), replace(CARD_SHOT, seed=seed, turn=4.0, tilt=(7.0, 8.0)))


def card_unreadable(card: CitizenCard = GRANDMOTHER, seed: int = 1) -> Photo:
    """Draws a card whose code is worn and scratched beyond what its error correction can bear."""
    face = front_2021(card)
    return _card_photo(Face(_scratched(face, seed), face.code), replace(CARD_SHOT, seed=seed))


def birth_notice_sheet(seed: int = 1) -> Photo:
    """Draws a birth notice (A5) lying turned on a dark desk, seen at a slant."""
    shot = replace(PAPER_SHOT, seed=seed)
    return photograph(birth_notice(), wooden_desk(shot), shot)


def slip_held_up(slip: Pixels | Path, seed: int = 1) -> Photo:
    """Draws a printed slip (its picture, or a PNG file) held before the camera. Raises ValueError when the
    file is no picture.
    """
    import cv2
    import numpy as np

    picture = cv2.imread(str(slip), cv2.IMREAD_COLOR) if isinstance(slip, Path) else slip
    if picture is None:
        raise ValueError(f"{slip}: not a picture")
    colour = picture if picture.ndim == 3 else cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)
    paper = (24 + colour.astype(np.float32) * ((244 - 24) / 255)).astype(np.uint8)
    shot = replace(SLIP_SHOT, seed=seed)
    return photograph(paper, blurred_hall(shot), shot)


SPECIMENS: dict[str, Callable[[], Photo]] = {
    "card_2021": card_2021,
    "card_2021_back": card_2021_back,
    "card_2024": card_2024,
    "card_unreadable": card_unreadable,
    "birth_notice": birth_notice_sheet,
}


def write(name: str, folder: Path) -> Path:
    """Writes the named specimen photo as `folder/name.jpg`. Raises KeyError for an unknown name."""
    return save(SPECIMENS[name]().pixels, folder / f"{name}.jpg")


def save(pixels: Pixels, file: Path) -> Path:
    """Writes a picture; its kind follows the file's suffix."""
    import cv2

    file.parent.mkdir(parents=True, exist_ok=True)
    written, data = cv2.imencode(file.suffix, pixels, [cv2.IMWRITE_JPEG_QUALITY, 93])
    if not written:
        raise ValueError(f"{file.name}: can't be written as a picture")
    file.write_bytes(data.tobytes())
    return file


def _card_photo(face: Face, shot: Shot) -> Photo:
    return photograph(face.pixels, wooden_desk(shot), shot)


def _scratched(face: Face, seed: int) -> Pixels:
    """Draws scratches and rubbed-off ink over the code."""
    import cv2
    import numpy as np

    rng = np.random.default_rng([seed, 5])
    picture = face.pixels.copy()
    left, top, side = (round(value * SCALE) for value in face.code)
    for _ in range(26):
        place = rng.uniform((left, top), (left + side, top + side)).astype(int)
        axes = (rng.uniform(0.02, 0.055, 2) * side).astype(int)
        turn = float(rng.uniform(0, 180))
        cv2.ellipse(picture, place.tolist(), axes.tolist(), turn, 0, 360, (226, 230, 232), -1, cv2.LINE_AA)
    for _ in range(34):
        start, end = rng.uniform((left - 40, top - 40), (left + side + 40, top + side + 40), (2, 2)).astype(
            int
        )
        cv2.line(picture, start.tolist(), end.tolist(), (206, 212, 216), int(rng.integers(1, 4)), cv2.LINE_AA)
    worn = cv2.GaussianBlur(picture, (0, 0), 1.6)
    spot = (slice(max(0, top - 20), top + side + 20), slice(left - 20, left + side + 20))
    picture[spot] = worn[spot]
    return picture
