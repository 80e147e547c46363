"""Takes a queue number from the hub or from the kiosk's own range, prints it, and shows it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.contract.ticket import Ticket
from kiosk.dossier.codes import slip_url
from kiosk.language.messages import N_
from kiosk.paper.data import ticket_data
from kiosk.ports.device import Fault
from kiosk.queue.model import TicketRequest
from kiosk.visit import effects as fx
from kiosk.visit import events as ev
from kiosk.visit import outcomes as oc
from kiosk.visit.assistant import Option
from kiosk.visit.journey import Journey
from kiosk.visit.model import KioskContext, Moment, State, Visit
from kiosk.visit.navigation import go, same
from kiosk.visit.pending import Result, awaiting
from kiosk.visit.sayable import finish
from kiosk.visit.slips import printing

NUMBER = "number"
LONGEST_KEY = 64


@dataclass(frozen=True, slots=True)
class Number(State):
    """Keeps nothing: the number itself belongs to the visit, and every journey shows it."""


def take(visit: Visit) -> fx.TakeNumber:
    """Makes the effect that takes this visit's one number for its field."""
    field = visit.field or ""
    key = f"{visit.id}-{field.replace('_', '-')}"[:LONGEST_KEY]
    return fx.TakeNumber(TicketRequest(key, field, visit.procedure, visit.lang))


def taken(context: KioskContext, visit: Visit, ticket: Ticket) -> tuple[Visit, fx.Awaited]:
    """Gives the visit with its number, and the effect that prints it."""
    return printing(
        replace(visit, tickets={**visit.tickets, ticket.field: ticket}), _slip(context, visit, ticket)
    )


def _slip(context: KioskContext, visit: Visit, ticket: Ticket) -> fx.PrintSlip:
    field = next(field for field in context.fields if field.id == ticket.field)
    data = ticket_data(
        centre=context.centre,
        ticket=ticket,
        field=field,
        entry=context.catalogue.entries.get(ticket.procedure or ""),
        url=slip_url(context.public_url, "ticket", ticket.token),
        lang=visit.lang,
        messages=context.messages,
        specimen=context.specimen,
    )
    return fx.PrintSlip(f"{visit.id}:{ticket.id}", fx.SlipPurpose.TICKET, data, ticket=ticket.id)


def _wants_number(context: KioskContext, visit: Visit, _event: ev.Event, _now: Moment) -> Result:
    if visit.ticket is not None:
        return go(context, visit, NUMBER)
    if visit.field is None:
        return same(visit)
    after, effects = go(context, visit, NUMBER)
    after, taking = awaiting(after, take(after))
    return after, (*effects, taking)


def _number_taken(context: KioskContext, visit: Visit, event: oc.NumberTaken, _now: Moment) -> Result:
    visit, slip = taken(context, visit, event.ticket)
    return replace(visit, problem=None), (slip,)


def _not_taken(_context: KioskContext, visit: Visit, event: oc.Failed[fx.TakeNumber], _now: Moment) -> Result:
    """Shows the citizen that there is no number, and notifies the staff of the cause."""
    problem = Fault("number_not_taken", event.fault.id)
    return replace(visit, problem=problem), (fx.TellStaff(event.fault.id),)


def _spoken(context: KioskContext, visit: Visit) -> str:
    text = context.messages.text
    if visit.ticket is None:
        return text(visit.lang, "Please wait a moment.")
    return text(visit.lang, "Your number is {number}.", number=visit.ticket.number)


def _options(context: KioskContext, visit: Visit) -> tuple[Option, ...]:
    text = context.messages.text
    if visit.ticket is None:
        again = Option(text(visit.lang, N_("Try again")), ev.WantsNumber(), "once_more")
        return () if visit.waits_for(fx.TakeNumber) else (again,)
    start = Option(text(visit.lang, N_("Prepare the papers while you wait")), ev.WantsStart(), "start")
    can_start = visit.procedure in context.catalogue.procedures
    return (*((start,) if can_start else ()), finish(context, visit))


JOURNEY = Journey(
    name="number",
    state=Number,
    places={NUMBER: _spoken},
    handlers={ev.WantsNumber: _wants_number, oc.NumberTaken: _number_taken},
    failures={fx.TakeNumber: _not_taken},
    options=_options,
    ends=frozenset({NUMBER}),
)
