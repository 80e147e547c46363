"""Every screen in every language and every mode: whole, legible, touchable, named; no Qt warning."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible

from tests.screens.checks import troubles
from tests.screens.scenes import SCENES
from tests.screens.stage import MODES, Stage, stage
from tests.visits.world import CONTEXT
from ui.citizen.screens import SCREENS
from ui.citizen.window import descendants

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def shown() -> Iterator[Stage]:
    with stage() as opened:
        yield opened


@pytest.mark.parametrize("lang", CONTEXT.languages)
@pytest.mark.parametrize("scene", SCENES)
def test_a_screen_is_whole_in_every_mode(shown: Stage, scene: str, lang: str) -> None:
    wrong = []
    for mode in MODES:
        seen = shown.show(scene, lang, mode)
        lines = (*troubles(seen, mode, shown.panel), *named(shown))
        wrong += [f"{mode}: {line}" for line in lines]
    assert not wrong, "\n".join(wrong)


def test_there_is_a_scene_for_every_screen(shown: Stage) -> None:
    seen = set()
    for scene in SCENES:
        shown.show(scene, "vi", "normal")
        seen.add(shown.window.screen)
    assert seen == {screen.name for screen in SCREENS}


def named(shown: Stage) -> Iterator[str]:
    root = QAccessible.queryAccessibleInterface(shown.window.window)
    for part in descendants(root):
        if part.role() in (QAccessible.Role.Button, QAccessible.Role.EditableText, QAccessible.Role.Graphic):
            if not part.text(QAccessible.Text.Name):
                yield f"no accessible name: {part.role()} at {part.rect()}"
            if part.role() == QAccessible.Role.Button and not part.state().disabled:
                actions = part.actionInterface()
                if actions is None or "Press" not in actions.actionNames():
                    yield f"{part.text(QAccessible.Text.Name)}: no Press action"
