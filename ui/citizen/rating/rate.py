"""Shows five faces, from very poor to very good."""

from __future__ import annotations

from kiosk.contract.rating import BEST
from kiosk.rating import FACES, NO_ANSWER
from kiosk.visit import events as ev
from kiosk.visit.journeys.rating import RATE
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, translate
from ui.citizen.screen import Screen, at


def view(context: KioskContext, visit: Visit) -> View:
    """Shows the best face first: most people are content."""
    faces = [
        {"stars": str(stars), "name": translate(context, visit, name), "icon": f"face-{stars}"}
        for stars, name in enumerate(FACES, start=1)
    ]
    return {"faces": faces[::-1], "none": translate(context, visit, NO_ANSWER)}


def _rated(_visit: Visit, argument: str) -> ev.Event:
    if argument not in {"", *map(str, range(1, BEST + 1))}:
        raise ValueError(f"no face {argument}")
    return ev.Rated(int(argument) if argument else None)


ACTIONS: Actions = {"rate": _rated}
SCREEN = Screen("Rate", at(RATE), view, ACTIONS)
