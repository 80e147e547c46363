"""Which states are looked at: every scene and every page that the counted journeys come by, in each language
and mode, on each panel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from unittest.mock import patch

from config.schema import Panel
from kiosk.paper.sample import TOKEN
from kiosk.visit import events as ev
from kiosk.visit import runner
from kiosk.visit.model import Comfort, Visit
from tests.gate.findings import Where
from tests.journeys.tally import BIRTH, BUSINESS, COPIES, Fingers
from tests.screens.scenes import SCENES
from tests.visits.world import CONTEXT, World
from ui.citizen.screens import screen_for

PICTURED = {"portrait": Panel(), "landscape": Panel(width=1920, height=1080, px_per_mm=5.56)}
"""The panels whose pictures are kept and compared: 27 inches upright, 15.6 on its side."""
ONLY_READ = {
    "1366x768": Panel(width=1366, height=768, px_per_mm=4.41),
    "1024x600": Panel(width=1024, height=600, px_per_mm=4.63),
}
"""Those on which it is only looked whether everything fits, in the normal mode: 14 and 10.1 inches."""
SIZES = {**PICTURED, **ONLY_READ}
COMFORTS = {
    "normal": Comfort(),
    "contrast": Comfort(contrast=True),
    "large": Comfort(large=True),
    "reach": Comfort(reach=True),
    "left": Comfort(left=True),
}
"""The modes one by one."""
JOURNEYS: dict[str, tuple[str, dict[str, str], bool]] = {
    "birth": (BIRTH, {"relation": "grandparent"}, True),
    "birth_unread": (BIRTH, {"relation": "grandparent"}, False),
    "copies_3": (COPIES, {"originals": "3", "pages": "2", "copies": "2"}, True),
    "business": (BUSINESS, {}, True),
}


@cache
def walked(lang: str) -> dict[str, Visit]:
    """Gives a visit for each page that the counted journeys come by, named by journey, number and screen."""
    found: dict[str, Visit] = {}
    for journey, (code, answers, reads) in JOURNEYS.items():
        fingers = Fingers(answers, reads)
        fingers.world.does(ev.ChoseLanguage(lang))
        seen: dict[tuple[str, str], Visit] = {}

        def note(visit: Visit, seen: dict[tuple[str, str], Visit] = seen) -> None:
            if not visit.pending:
                seen.setdefault((screen_for(CONTEXT, visit).name, visit.at), visit)

        fingers.world.session.subscribe(note)
        fingers.hands_in(code)
        for number, ((screen, _at), visit) in enumerate(seen.items(), 1):
            found[f"{journey}_{number:02}_{screen}"] = visit
    return found


@cache
def visits(lang: str) -> dict[str, Visit]:
    """Gives every visit that is shown in that language, by the scene's name."""
    with patch.object(runner, "new_token", return_value=TOKEN):  # a code on the screen is the same each time
        return {**{name: _played(scene, lang) for name, scene in SCENES.items()}, **walked(lang)}


def _played(scene: Callable[[World], Visit], lang: str) -> Visit:
    world = World()
    world.does(ev.ChoseLanguage(lang))
    return scene(world)


def modes(panel: str) -> tuple[str, ...]:
    """Gives the modes that are looked at on a panel."""
    return tuple(COMFORTS) if panel in PICTURED else ("normal",)


def states(panel: str) -> Iterator[Where]:
    """Gives every state on that panel."""
    for lang in CONTEXT.languages:
        for mode in modes(panel):
            for scene in visits(lang):
                yield Where(panel, lang, mode, scene)
