"""Asks the robot in one's own words; the reply stands with its source, and with procedures to touch."""

from __future__ import annotations

from kiosk.identity.dates import show
from kiosk.language.messages import N_
from kiosk.visit.effects import AskAssistant
from kiosk.visit.journeys.exploring import ROBOT, Exploring
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, ask_robot, key, pick, problem, translate
from ui.citizen.screen import Screen, at


def view(context: KioskContext, visit: Visit) -> View:
    """Shows the question as typed, and the reply."""
    reply = visit.of(Exploring).reply
    return {
        "draft": visit.draft,
        "thinking": visit.waits_for(AskAssistant),
        "problem": problem(context, visit),
        "answered": reply is not None,
        "text": reply.text if reply else "",
        "cards": [{"code": card.code, "title": card.title} for card in reply.cards] if reply else [],
        "options": [option.words for option in reply.options] if reply else [],
        "sources": [
            translate(
                context,
                visit,
                N_("Source: {title}, seen {day}"),
                title=cited.title,
                day=show(cited.seen, visit.lang),
            )
            for cited in (reply.citations if reply else ())
        ],
    }


ACTIONS: Actions = {"key": key, "ask": ask_robot, "pick": pick}
SCREEN = Screen("Robot", at(ROBOT), view, ACTIONS)
