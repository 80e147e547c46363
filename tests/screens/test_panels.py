"""Every panel shows every screen whole; the full product is `python -m tests.screens.panels`."""

from __future__ import annotations

from itertools import product

import pytest

from tests.screens.checks import below_the_fold, inside, troubles
from tests.screens.panels import PANELS, least
from tests.screens.scenes import SCENES
from tests.screens.stage import MODES, stage
from tests.visits.world import CONTEXT

pytestmark = pytest.mark.slow

WIDE = [name for name, panel in PANELS.items() if panel.width > panel.height]
STATES = list(product(CONTEXT.languages, MODES))


@pytest.mark.parametrize("name", PANELS)
def test_every_screen_is_whole_on_a_panel(name: str) -> None:
    """Each scene in one language and mode, another one on the next panel."""
    wrong = []
    states = [state for state in STATES if name not in WIDE or "large" not in state[1]]
    with stage(PANELS[name]) as shown:
        for number, scene in enumerate(SCENES):
            lang, mode = states[(5 * number + list(PANELS).index(name)) % len(states)]
            lines = troubles(shown.show(scene, lang, mode), mode, shown.panel)
            wrong += [f"{scene}, {lang}, {mode}: {line}" for line in lines]
        for lang, mode in states:
            hidden = below_the_fold(shown.show("home", lang, mode))
            wrong += [f"home, {lang}, {mode}: below the fold: {line}" for line in hidden]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", WIDE)
def test_on_its_side_what_is_read_stands_beside_what_is_touched(name: str) -> None:
    with stage(PANELS[name]) as shown:
        for scene, title, answer in (
            ("choice", "Ông/bà là gì của cháu bé?", "Mẹ"),
            ("leaving", "Ông/bà làm tiếp hồ sơ này?", "Làm tiếp"),
            ("date_entry", "Ngày sinh", "7"),
        ):
            seen = shown.show(scene, "vi", "normal")
            [read] = [text for text in seen.texts if text["text"] == title]
            [touched] = [control for control in seen.controls if control["name"] == answer]
            assert read["box"][0] + read["box"][2] <= touched["box"][0], scene

        seen = shown.show("text_entry", "vi", "large")
        [key] = [control for control in seen.controls if control["name"] == "q"]
        typed = [text for text in seen.texts if text["text"].startswith("trần")]
        assert typed
        for text in typed:
            assert text["box"][1] + text["box"][3] <= key["box"][1]
            assert inside(text["box"], text["view"])


def test_in_low_reach_everything_touched_is_low_and_the_title_above() -> None:
    with stage() as shown:
        for scene in ("choice", "search", "leaving", "number", "home"):
            seen = shown.show(scene, "vi", "reach")
            highest = min(control["here"][1] for control in seen.controls if control["here"])
            assert highest >= 0.36 * shown.panel.height, (scene, highest)
            title = [text for text in seen.texts if text["box"][1] < highest and text["size"] >= 34]
            assert len(title) > 1, scene


def test_a_kiosk_has_larger_targets_than_a_desk() -> None:
    assert {name: least(panel).target_mm for name, panel in PANELS.items() if name in WIDE} == dict.fromkeys(
        WIDE, 15.0
    )
    assert least(PANELS["21.5"]).target_mm == 20.0
