"""Shows the queue number: large, with counter, people before and the way to follow it."""

from __future__ import annotations

from kiosk.contract.ticket import Ticket
from kiosk.dossier.codes import slip_url
from kiosk.language.messages import N_
from kiosk.visit import events as ev
from kiosk.visit.effects import SlipPurpose, TakeNumber
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.journeys.number import ANOTHER, NUMBER, remarks
from kiosk.visit.model import KioskContext, Slip, Visit
from ui.citizen.common import Actions, View, data_text, finish, problem, rate, take_number, translate
from ui.citizen.screen import Screen, at

_SLIP = {
    Slip.NONE: "",
    Slip.PRINTING: N_("Number taken. The slip is being printed."),
    Slip.PRINTED: N_("Please take your slip."),
    Slip.ON_SCREEN: N_("Your number is valid. Please note it, or photograph the code."),
}


def view(context: KioskContext, visit: Visit) -> View:
    """Shows the number and how its slip fares; without a number yet, that it is being taken."""
    ticket = visit.ticket
    if ticket is None:
        return {"number": "", "waiting": visit.waits_for(TakeNumber), "problem": problem(context, visit)}
    slip = visit.slip(SlipPurpose.TICKET)
    entry = context.catalogue.entries.get(ticket.procedure or "")
    field = next((field for field in context.fields if field.id == ticket.field), None)
    about = entry.name if entry else field.name if field else None
    return {
        "number": ticket.number,
        "waiting": False,
        "problem": problem(context, visit),
        "about": data_text(context, visit, about) if about else "",
        "counter": ", ".join(ticket.counters),
        "ahead": _ahead(context, visit, ticket),
        "wait": _wait(context, visit, ticket),
        "slip": translate(context, visit, _SLIP[slip]) if _SLIP[slip] else "",
        "on_screen": slip is Slip.ON_SCREEN,
        "offline": ticket.origin == "kiosk",
        "qr": slip_url(context.public_url, "ticket", ticket.token),
        "remarks": "\n".join(remarks(context, visit)),
        "can_start": visit.procedure in context.catalogue.procedures and filled(visit).submission is None,
    }


def _ahead(context: KioskContext, visit: Visit, ticket: Ticket) -> str:
    if ticket.ahead is None:
        return translate(context, visit, N_("Unknown"))
    if ticket.ahead == 0:
        return translate(context, visit, N_("Nobody"))
    if ticket.ahead == 1:
        return translate(context, visit, N_("1 person"))
    return translate(context, visit, N_("{count} people"), count=ticket.ahead)


def _wait(context: KioskContext, visit: Visit, ticket: Ticket) -> str:
    if ticket.wait_minutes is None:
        return translate(context, visit, N_("Unknown"))
    least, most = ticket.wait_minutes
    if least == most:
        return translate(context, visit, N_("{minutes} min"), minutes=least)
    return translate(context, visit, N_("{low}–{high} min"), low=least, high=most)


ACTIONS: Actions = {
    "finish": finish,
    "rate": rate,
    "again": take_number,
    "another": lambda _visit, _argument: ev.Went(ANOTHER),
    "start": lambda _visit, _argument: ev.WantsStart(),
}
SCREEN = Screen("Number", at(NUMBER), view, ACTIONS)
