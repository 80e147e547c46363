"""Draws a film of somebody who learns to hold her card: too far, in a lamp's glare, not still, and at last
well.

Drawn on demand from the specimen cards, for `camera.video`; a few frames of each way of holding it, over and
over, with the hand's unrest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from devices.simulators.specimen_photo import wooden_desk
from devices.simulators.specimen_views import SHOT, VIEWS, View, seen

if TYPE_CHECKING:
    from devices.scanning.pictures import Pixels

RATE = 12.0
TAKES = 4
UNREST = 0.0015
SHAKING = 0.02


@dataclass(frozen=True, slots=True)
class Scene:
    """Holds `seconds` of one view; `None` is the empty desk. `unrest` is how far the hand strays, as a share
    of the frame.
    """

    view: str | None
    seconds: float
    unrest: float = UNREST


LEARNING = (
    Scene(None, 0.8),
    Scene("too_far", 3.0),
    Scene("glare", 3.0),
    Scene("blurred", 3.0, SHAKING),
    Scene("good", 3.0),
)
"""The hints that belong to it: move_closer, tilt_glare, hold_still; then the card is read."""


def write_film(file: Path, scenes: tuple[Scene, ...] = LEARNING, rate: float = RATE) -> Path:
    """Draws the film as Motion JPEG. Raises OSError where the file can't be written."""
    import cv2

    file.parent.mkdir(parents=True, exist_ok=True)
    size = (SHOT.width, SHOT.height)
    film = cv2.VideoWriter(str(file), cv2.VideoWriter.fourcc(*"MJPG"), rate, size)
    if not film.isOpened():
        raise OSError(f"{file.name}: can't be written as a film")
    for scene in scenes:
        takes = list(_takes(scene))
        for number in range(round(scene.seconds * rate)):
            film.write(takes[number % len(takes)])
    film.release()
    return file


def _takes(scene: Scene) -> Iterator[Pixels]:
    """Draws a few frames of one scene; the hand never rests quite."""
    if scene.view is None:
        yield wooden_desk(SHOT)
        return
    view = VIEWS[scene.view]
    for number in range(TAKES):
        yield seen(_strayed(view, number, scene.unrest), seed=number + 1).pixels


def _strayed(view: View, number: int, unrest: float) -> View:
    x, y = view.shot.shift
    there = 1 if number % 2 else -1
    return replace(view, shot=replace(view.shot, shift=(x + unrest * there, y + unrest * 0.5 * there)))
