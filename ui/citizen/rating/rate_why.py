"""Asks why somebody is not content."""

from __future__ import annotations

from kiosk.contract.rating import RatingReason
from kiosk.rating import NO_ANSWER, REASONS
from kiosk.visit import events as ev
from kiosk.visit.journeys.rating import RATE_WHY
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, translate
from ui.citizen.screen import Screen, at

_ICONS = {
    RatingReason.WAITED: "clock",
    RatingReason.PAPERS: "file-text",
    RatingReason.MANNER: "users",
    RatingReason.KIOSK: "smartphone",
    RatingReason.UNFINISHED: "hourglass",
}


def view(context: KioskContext, visit: Visit) -> View:
    """Shows the reasons to choose from."""
    return {
        "reasons": [
            {"id": one.value, "name": translate(context, visit, words), "icon": _ICONS[one]}
            for one, words in REASONS.items()
        ],
        "none": translate(context, visit, NO_ANSWER),
    }


ACTIONS: Actions = {"why": lambda _visit, argument: ev.RatedWhy(argument)}
SCREEN = Screen("RateWhy", at(RATE_WHY), view, ACTIONS)
