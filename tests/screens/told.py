"""What a screen is told in a scene, for the tests that read it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kiosk.visit.model import Visit
from tests.screens.scenes import SCENES
from tests.visits.world import World
from ui.citizen.screens import screen_for

View = dict[str, Any]


def read(world: World, visit: Visit) -> View:
    """What the screen of this visit is told."""
    return screen_for(world.session.context, visit).view(world.session.context, visit)


def changed(visit: Visit, **changes: Any) -> Visit:
    """The visit with these values changed, its own or those of the journey on screen."""
    own = {name: changes.pop(name) for name in list(changes) if hasattr(visit.journey, name)}
    return replace(visit, **changes, journey=replace(visit.journey, **own))


def scene(name: str, **changes: object) -> View:
    """What the screen of a scene is told, with changes to its visit."""
    world = World()
    return read(world, changed(SCENES[name](world), **changes))


def rows(shown: View, title: str) -> dict[str, str]:
    """A group of the review: labels and values."""
    [group] = [group for group in shown["groups"] if group["title"] == title]
    return {row["label"]: row["value"] for row in group["rows"]}
