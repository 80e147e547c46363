"""Searches by a few words; the citizen touches a procedure."""

from __future__ import annotations

from kiosk.catalogue.elsewhere import PREFIX
from kiosk.catalogue.entry import Entry
from kiosk.language.messages import N_
from kiosk.visit import events as ev
from kiosk.visit.journeys.exploring import SEARCH, SHOWN, Exploring, nothing_found
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import (
    Actions,
    View,
    ask_robot,
    data_text,
    guidance_field,
    key,
    pick,
    take_priority,
    translate,
)
from ui.citizen.screen import Screen, at

NOT_HERE = N_("Not done at this centre. Who does it: {who}")


def view(context: KioskContext, visit: Visit) -> View:
    """Shows what was typed and the best procedures for it."""
    found = [context.catalogue.entries[code] for code in visit.of(Exploring).hits[:SHOWN]]
    return {
        "draft": visit.draft,
        "hits": [_row(context, visit, entry) for entry in found],
        "nothing": nothing_found(visit),
        "guidance": guidance_field(context) if nothing_found(visit) else "",
    }


def _row(context: KioskContext, visit: Visit, entry: Entry) -> View:
    """Shows an entry; of what another body does, who does it: there is nothing to touch."""
    row = {
        "code": entry.code,
        "name": data_text(context, visit, entry.name),
        "icon": entry.icon,
        "elsewhere": entry.done_by is not None,
        "note": "",
    }
    if entry.done_by is not None:
        row["note"] = translate(context, visit, NOT_HERE, who=data_text(context, visit, entry.done_by.who))
    return row


def _first_or_ask(visit: Visit, _argument: str) -> ev.Event:
    """Picks the only hit at the search key, where it can be picked; else asks the robot."""
    hits = visit.of(Exploring).hits
    if len(hits) == 1 and not hits[0].startswith(PREFIX):
        return ev.PickedProcedure(hits[0])
    return ev.AskedRobot(visit.draft)


ACTIONS: Actions = {
    "key": key,
    "pick": pick,
    "ask": ask_robot,
    "go": _first_or_ask,
    "guidance": take_priority,
}
SCREEN = Screen("Search", at(SEARCH), view, ACTIONS)
