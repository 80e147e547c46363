"""Touches, scans, says and unplugs at random, on the real window: nothing crashes, ends or is left behind.

./run gate --random 10000 --seed S
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QAccessible

from config.schema import Panel
from kiosk.visit import events as ev
from kiosk.visit.journeys.leaving import LEAVING
from kiosk.visit.model import HOME
from tests.visits.wandering import Wanderer
from tests.visits.world import CONTEXT
from ui.citizen.window import KioskWindow, build, descendants, settle

SMALL = Panel(width=270, height=480, px_per_mm=0.8)
"""A quarter of a panel: what is drawn is not looked at here."""
A_PERSON = 120
"""Steps until another kiosk begins: what is held and broken would else pile up."""
TOUCHES = 2
"""Of three steps so many are touches of what stands there."""


class Trouble(AssertionError):
    """Says what went wrong, at which step of which seed."""


def wander(count: int, seed: int) -> dict[str, int]:
    """Does as many things. Trouble where something is left of an ended visit, or a page has no way on."""
    chance = random.Random(seed)
    done = {"steps": 0, "touches": 0, "visits": 0}
    places = set()
    while done["steps"] < count:
        with _kiosk(chance) as (one, window):
            last = "nothing"
            for _ in range(min(A_PERSON, count - done["steps"])):
                done["steps"] += 1
                try:
                    if chance.randrange(3) < TOUCHES:
                        done["touches"] += 1
                        last = _touch(one, window, chance)
                    else:
                        last = one.step()
                    settle(0)
                    _look(one, window)
                except AssertionError as wrong:
                    raise Trouble(f"step {done['steps']} of seed {seed}, after {last}: {wrong}") from wrong
                places.add(one.world.visit.at)
            _goes_home(one, last, seed)
            done["visits"] += one.visits
    done["places"] = len(places)
    return done


@contextmanager
def _kiosk(chance: random.Random) -> Iterator[tuple[Wanderer, KioskWindow]]:
    one = Wanderer(chance.randrange)
    window = build(one.world.session, CONTEXT, panel=SMALL)
    try:
        yield one, window
    finally:
        window.close()


def _touch(one: Wanderer, window: KioskWindow, chance: random.Random) -> str:
    controls = window._controls()
    control = controls[chance.randrange(len(controls))]
    name, at = control.text(QAccessible.Text.Name), one.world.visit.at
    window.tap(control.rect().center())
    settle(0)
    one._note()
    return f"{at}: “{name}”"


def _look(one: Wanderer, window: KioskWindow) -> None:
    visit = one.world.visit
    parts = descendants(QAccessible.queryAccessibleInterface(window.window))
    told = "\n".join(part.text(QAccessible.Text.Name) for part in parts).lower()
    left = [secret for secret in one.past if secret.lower() in told]
    assert not left, f"{visit.at} still shows {left}"
    buttons = [part for part in parts if part.role() == QAccessible.Role.Button and not part.state().disabled]
    assert buttons or visit.pending, f"{visit.at} has nothing to touch"


def _goes_home(one: Wanderer, last: str, seed: int) -> None:
    """From wherever it is, going back and leaving lead to Home."""
    for lane in one.world.lanes.values():
        lane.release()
    for _ in range(60):
        if one.world.visit.at == HOME:
            return
        one.world.does(ev.Left() if one.world.visit.at == LEAVING else ev.Back())
    one.world.does(ev.Left())
    if one.world.visit.at != HOME:
        raise Trouble(f"seed {seed}, after {last}: no way home from {one.world.visit.at}")
