"""Offers first another procedure that fits better."""

from __future__ import annotations

from kiosk.visit import events as ev
from kiosk.visit.journeys.exploring import OFFER
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, data_text, procedure_of
from ui.citizen.screen import Screen, at


def view(context: KioskContext, visit: Visit) -> View:
    """Shows the offered procedures with the reason, and the one that was chosen."""
    chosen = procedure_of(context, visit)
    offers = [
        (context.catalogue.entries[offer.procedure], offer.why)
        for offer in chosen.offers
        if offer.procedure in context.catalogue.procedures
    ]
    return {
        "offers": [
            {
                "code": p.code,
                "name": data_text(context, visit, p.name),
                "why": data_text(context, visit, why),
                "icon": p.icon,
            }
            for p, why in offers
        ],
        "code": chosen.code,
        "name": data_text(context, visit, chosen.name),
        "icon": chosen.icon,
    }


ACTIONS: Actions = {"take": lambda _visit, argument: ev.TookOffer(argument)}
SCREEN = Screen("Offer", at(OFFER), view, ACTIONS)
