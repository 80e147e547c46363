"""Offers first another procedure that fits better."""

from __future__ import annotations

from config.text import Text
from kiosk.catalogue.entry import Entry
from kiosk.visit import events as ev
from kiosk.visit.journeys.exploring import OFFER, offers_of
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, data_text, procedure_of
from ui.citizen.screen import Screen, at


def view(context: KioskContext, visit: Visit) -> View:
    """Shows the offered procedures with the reason, and the one that was chosen."""
    chosen = procedure_of(context, visit)
    return {
        "offers": offers(context, visit),
        "code": chosen.code,
        "name": data_text(context, visit, chosen.name),
        "icon": chosen.icon,
    }


def offers(context: KioskContext, visit: Visit) -> list[View]:
    """Describes what may fit better than the procedure on screen, each with the reason."""
    found = offers_of(context, procedure_of(context, visit))
    return [_offer(context, visit, context.catalogue.entries[one.procedure], one.why) for one in found]


def _offer(context: KioskContext, visit: Visit, entry: Entry, why: Text) -> View:
    return {
        "code": entry.code,
        "name": data_text(context, visit, entry.name),
        "why": data_text(context, visit, why),
        "icon": entry.icon,
    }


def take_offer(_visit: Visit, argument: str) -> ev.Event:
    """Goes on with the procedure of that code."""
    return ev.TookOffer(argument)


ACTIONS: Actions = {"take": take_offer}
SCREEN = Screen("Offer", at(OFFER), view, ACTIONS)
