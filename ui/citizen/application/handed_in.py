"""Shows that the dossier is handed in: the reference, the slip, and what comes next. No due date: nobody has
looked yet.
"""

from __future__ import annotations

from kiosk.dossier.codes import slip_url
from kiosk.language.messages import N_
from kiosk.visit.effects import SlipPurpose
from kiosk.visit.journeys.application.handing_in import HANDED_IN
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.model import KioskContext, Slip, Visit
from ui.citizen.common import Actions, View, data_text, finish, problem, rate, spelled_moment, translate
from ui.citizen.screen import Screen, at

_SLIP = {
    Slip.NONE: "",
    Slip.PRINTING: N_("Your slip is being printed."),
    Slip.PRINTED: N_("Please take your slip."),
    Slip.ON_SCREEN: N_("Please note the reference, or photograph the code."),
}


def view(context: KioskContext, visit: Visit) -> View:
    """Shows what the citizen takes away."""
    submission = filled(visit).submission
    if submission is None:
        return {"reference": ""}
    slip = visit.slip(SlipPurpose.SUBMISSION)
    entry = context.catalogue.entries.get(submission.procedure)
    return {
        "reference": submission.reference,
        "about": data_text(context, visit, entry.name) if entry else "",
        "at": spelled_moment(submission.handed_in_at),
        "qr": slip_url(context.public_url, "dossier", submission.token),
        "delivered": filled(visit).delivered,
        "slip": translate(context, visit, _SLIP[slip]) if _SLIP[slip] else "",
        "problem": problem(context, visit),
        "number": visit.ticket.number if visit.ticket else "",
        "counter": ", ".join(visit.ticket.counters) if visit.ticket else "",
    }


ACTIONS: Actions = {"finish": finish, "rate": rate}
SCREEN = Screen("HandedIn", at(HANDED_IN), view, ACTIONS)
