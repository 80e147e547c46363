"""Searches by a few words; the citizen touches a procedure."""

from __future__ import annotations

from kiosk.visit import events as ev
from kiosk.visit.journeys.exploring import SEARCH, Exploring
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, ask_robot, data_text, key, pick
from ui.citizen.screen import Screen, at

SHOWN = 5


def view(context: KioskContext, visit: Visit) -> View:
    """Shows what was typed and the best procedures for it."""
    found = [context.catalogue.entries[code] for code in visit.of(Exploring).hits[:SHOWN]]
    return {
        "draft": visit.draft,
        "hits": [{"code": p.code, "name": data_text(context, visit, p.name), "icon": p.icon} for p in found],
        "nothing": bool(visit.draft.strip()) and not found,
    }


def _first_or_ask(visit: Visit, _argument: str) -> ev.Event:
    """Picks the only hit at the search key; else asks the robot."""
    hits = visit.of(Exploring).hits
    return ev.PickedProcedure(hits[0]) if len(hits) == 1 else ev.AskedRobot(visit.draft)


ACTIONS: Actions = {"key": key, "pick": pick, "ask": ask_robot, "go": _first_or_ask}
SCREEN = Screen("Search", at(SEARCH), view, ACTIONS)
