"""Shows the page for one person's card, and asks for consent before the first one; what the card fills is
shown masked for confirmation, with what it does not know.
"""

from __future__ import annotations

from kiosk.visit import events as ev
from kiosk.visit.effects import ReadCard
from kiosk.visit.idle import limit
from kiosk.visit.journeys.application.route import has_card
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.application.values import choose, read, right, rows
from ui.citizen.common import Actions, View, aim, asked, change, see_sections, step_of, take_draft
from ui.citizen.masked import uncovered
from ui.citizen.screen import Screen, asks


def view(context: KioskContext, visit: Visit) -> View:
    """Shows if consent is asked for, if the reader waits, what it sees, and what the card filled."""
    step = step_of(context, visit)
    is_read = has_card(step, filled(visit))
    return {
        **asked(context, visit),
        "consent": step.kind == "consent",
        "centre": context.centre.named(visit.lang),
        "erased_after": round(limit(context, visit).stands_s),
        "waiting": visit.waits_for(ReadCard),
        "aim": aim(context, visit),
        "rows": rows(context, visit, step) if is_read else [],
        "read": read(context, visit, step) if is_read else [],
        "mine": step.role is not None and step.role.card == "ask",
    }


ACTIONS: Actions = {
    "yes": lambda _visit, _argument: ev.Consented(yes=True),
    "no": lambda _visit, _argument: ev.Consented(yes=False),
    "type": lambda visit, _argument: ev.WantsTyping(visit.at),
    "again": lambda visit, _argument: ev.WantsScan(visit.at),
    "choose": choose,
    "change": change,
    "confirm": take_draft,
    "right": right,
    "sections": see_sections,
}
SCREEN = Screen("Card", asks("consent", "card"), view, ACTIONS, uncovered)
