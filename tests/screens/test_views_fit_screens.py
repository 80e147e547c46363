"""What a view-model gives is what its screen shows: no name is misspelt on either side, none left over."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.screens.scenes import SCENES
from tests.visits.world import World
from ui.citizen import screens
from ui.citizen.screens import screen_for

FOLDER = Path(screens.__file__).parent
QML = {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.parent.rglob("*.qml")}


def inner_names(value: object) -> Iterator[str]:
    """The names that stand below the first level of a view."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from inner_names(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from inner_names(inner)


def given() -> tuple[dict[str, set[str]], set[str]]:
    """The names that the views of each screen give in any scene; those of their inner values."""
    outer: dict[str, set[str]] = defaultdict(set)
    inner: set[str] = set()
    for scene in SCENES.values():
        world = World()
        visit = scene(world)
        screen = screen_for(world.session.context, visit)
        shown = screen.view(world.session.context, visit)
        outer[Path(screen.file).stem] |= set(shown)
        for value in shown.values():
            inner |= set(inner_names(value))
    return outer, inner


def test_a_screen_reads_only_what_its_view_gives() -> None:
    outer, _ = given()
    assert outer
    wanted = {file: set(re.findall(r"\bview\.(\w+)", QML[file])) - names for file, names in outer.items()}
    assert {file: names for file, names in wanted.items() if names} == {}


def test_what_a_view_gives_is_read_somewhere() -> None:
    outer, inner = given()
    text = "\n".join(QML.values())
    names = inner.union(*outer.values())
    assert {name for name in names if not re.search(rf"\.{name}\b", text)} == set()
