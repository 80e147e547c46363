"""The header offers two languages or six, and the first screen stays whole: nothing runs off or hides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.language.folder import Language
from kiosk.language.messages import Messages
from tests.screens.checks import inside, troubles
from tests.screens.stage import MODES, Stage, stage
from tests.visits.world import CONTEXT

# Codes that no language has (qaa to qtz are for private use), and a name as wide as a folder may give.
NAMES = {"qaa": "Français", "qab": "Bahasa Indonesia", "qac": "Tiếng Ê Đê", "qad": "W" * 16}


@pytest.fixture(scope="module")
def shown() -> Iterator[Stage]:
    with stage() as opened:
        yield opened


@pytest.mark.parametrize("count", range(3, 7))
def test_every_language_has_its_button_on_the_screen(shown: Stage, count: int) -> None:
    names = {"vi": "Tiếng Việt", "en": "English", **NAMES}
    offered = tuple(names)[:count]
    about = Messages({}, [Language(code, names[code]) for code in offered])
    shown.offer(replace(CONTEXT, languages=offered, messages=about))
    for scene in ("home", "procedure", "idle"):
        for mode in MODES:
            seen = shown.show(scene, "vi", mode)
            wrong = troubles(seen, mode, shown.panel)
            assert not wrong, f"{scene}, {mode}: {wrong}"
            buttons = [one["name"] for one in seen.controls if one["name"] in names.values()]
            assert len(buttons) == (0 if scene == "idle" else count), f"{scene}, {mode}: {buttons}"


@pytest.mark.parametrize("lang", CONTEXT.languages)
def test_home_is_whole_without_scrolling(shown: Stage, lang: str) -> None:
    """Nobody looks for what he does not know of. A third language beside must not push anything down, nor the
    row of buttons of who has large text read aloud.
    """
    offered = tuple(dict.fromkeys(("vi", "en", lang)))
    for languages in {offered, (*offered, "qaa")[:3]}:
        shown.offer(replace(CONTEXT, languages=languages))
        for mode in MODES:
            seen = shown.show("home", lang, mode)
            texts = [text for text in seen.texts if text["view"]]
            hidden = [text["text"] for text in texts if not inside(text["box"], text["view"])]
            case = f"{mode}, {len(languages)} languages"
            assert not hidden, f"below the fold of the panel's {seen.size[1]} pixels ({case}): {hidden}"
            more = CONTEXT.messages.text(lang, "Show more")
            assert more not in [control["name"] for control in seen.controls], f"Home has “{more}” ({case})"
