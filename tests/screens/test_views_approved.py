"""What each screen is told and what is spoken there, whole, as it was approved."""

from __future__ import annotations

import pytest

from kiosk.visit import events as ev
from kiosk.visit.expectation import expected
from kiosk.visit.sayable import sayable, shown_words
from kiosk.visit.spoken import spoken
from tests import approved
from tests.screens.scenes import SCENES
from tests.screens.told import read
from tests.visits.world import World


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("scene", SCENES)
def test_a_screen_is_as_approved(scene: str, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.token_bytes", bytes)
    world = World()
    context = world.session.context
    world.does(ev.ChoseLanguage(lang))
    visit = SCENES[scene](world)
    approved.hold(
        __file__,
        {
            f"{scene} {lang}": {
                "shown": read(world, visit),
                "spoken": spoken(context, visit),
                "sayable": [repr(option) for option in sayable(context, visit)],
                "words": shown_words(context, visit),
                "expected": repr(expected(context, visit)),
                "effects": [repr(effect) for effect in visit.pending],
            }
        },
    )
