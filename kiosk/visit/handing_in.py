"""Numbers, slips and handing in: nothing is promised before it is durable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kiosk.contract.ticket import Ticket
from kiosk.dossier.codes import slip_url
from kiosk.dossier.model import DossierDraft
from kiosk.paper.data import submission_data, ticket_data
from kiosk.queue.model import TicketRequest
from kiosk.visit import effects as fx
from kiosk.visit import events as ev
from kiosk.visit import outcomes as oc
from kiosk.visit.forms import without_dossier
from kiosk.visit.model import HANDED_IN, NUMBER, KioskContext, Moment, Slip, Visit
from kiosk.visit.navigation import go, same
from kiosk.visit.pending import Result, awaiting, starting
from kiosk.visit.reading import at_slip
from kiosk.visit.route import REVIEW, is_complete, on_route_only, route


def _wants_number(_context: KioskContext, visit: Visit, _event: ev.Event, _now: Moment) -> Result:
    if visit.ticket is not None:
        return go(visit, NUMBER)
    if visit.field is None:
        return same(visit)
    after, effects = go(visit, NUMBER)
    after, taking = awaiting(after, _take_number(after))
    return after, (*effects, taking)


def _take_number(visit: Visit) -> fx.TakeNumber:
    key = f"{visit.id}-number"
    return fx.TakeNumber(TicketRequest(key, visit.field or "", visit.procedure, visit.lang))


def _number_taken(context: KioskContext, visit: Visit, event: oc.NumberTaken, now: Moment) -> Result:
    slip = _print_ticket(context, visit, event.ticket)
    visit, printing = _printing(replace(visit, ticket=event.ticket), slip)
    if visit.at != REVIEW.id:
        return replace(visit, problem=None), (printing,)
    visit, handing_in = awaiting(visit, _hand_in(context, visit, now))
    return visit, (printing, handing_in)


def _printing(visit: Visit, effect: fx.PrintSlip) -> tuple[Visit, fx.Awaited]:
    return awaiting(_with_slip(visit, effect, Slip.PRINTING), effect)


def _print_ticket(context: KioskContext, visit: Visit, ticket: Ticket) -> fx.PrintSlip:
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
    return fx.PrintSlip(f"{visit.id}:ticket", fx.SlipPurpose.TICKET, data, ticket=ticket.id)


def _wants_hand_in(context: KioskContext, visit: Visit, _event: ev.Event, now: Moment) -> Result:
    if visit.at != REVIEW.id or visit.procedure is None:
        return same(visit)
    steps = route(context.catalogue.procedures[visit.procedure], visit)
    if not all(step.id == REVIEW.id or is_complete(step, visit) for step in steps):
        return same(visit)
    return starting(visit, _take_number(visit) if visit.ticket is None else _hand_in(context, visit, now))


def _hand_in(context: KioskContext, visit: Visit, now: Moment) -> fx.HandIn:
    return fx.HandIn(draft_of(context, visit), now.wall)


def draft_of(context: KioskContext, visit: Visit) -> DossierDraft:
    """Collects what the visit hands in, without what no longer lies on its way."""
    procedure = context.catalogue.procedures[visit.procedure or ""]
    assert visit.consent is not None
    kept = on_route_only(procedure, visit)
    return DossierDraft(
        centre=context.centre.code,
        kiosk=context.kiosk,
        procedure=procedure.code,
        procedure_version=procedure.version,
        lang=visit.lang,
        consent=visit.consent,
        persons=kept.persons,
        answers=kept.answers,
        papers=kept.papers,
        ticket=visit.ticket.id if visit.ticket else None,
    )


def _was_handed_in(context: KioskContext, visit: Visit, event: oc.WasHandedIn, _now: Moment) -> Result:
    submission = event.result.submission
    dossier = draft_of(context, visit).named(
        id=submission.dossier,
        reference=submission.reference,
        token=submission.token,
        created_at=submission.handed_in_at,
    )
    data = submission_data(
        centre=context.centre,
        dossier=dossier,
        procedure=context.catalogue.procedures[dossier.procedure],
        url=slip_url(context.public_url, "dossier", submission.token),
        synced=event.result.delivered,
        lang=visit.lang,
        messages=context.messages,
        specimen=context.specimen,
    )
    after, effects = go(visit, HANDED_IN)
    after = replace(
        without_dossier(after),
        trail=(),
        problem=None,
        submission=submission,
        delivered=event.result.delivered,
    )
    slip = fx.PrintSlip(f"{visit.id}:slip", fx.SlipPurpose.SUBMISSION, data)
    after, printing = _printing(after, slip)
    return after, (*effects, printing)


def _slip_printed(_context: KioskContext, visit: Visit, event: oc.SlipPrinted, _now: Moment) -> Result:
    return _with_slip(visit, event.effect, Slip.PRINTED), ()


def _with_slip(visit: Visit, effect: fx.PrintSlip, state: Slip) -> Visit:
    return replace(visit, slips={**visit.slips, effect.purpose: state})


def _print_failed(
    _context: KioskContext, visit: Visit, event: oc.Failed[fx.PrintSlip], _now: Moment
) -> Result:
    visit = replace(_with_slip(visit, event.effect, Slip.ON_SCREEN), problem=event.fault)
    effects: tuple[fx.Effect, ...] = (fx.TellStaff(event.fault.id),)
    if event.effect.ticket is not None:
        effects = (fx.NumberShown(event.effect.ticket, "screen"), *effects)
    return visit, effects


def _number_failed(
    context: KioskContext, visit: Visit, event: oc.Failed[fx.TakeNumber], now: Moment
) -> Result:
    """Without a number, a dossier is handed in all the same; the officer gives one."""
    if visit.at == REVIEW.id:
        return starting(visit, _hand_in(context, visit, now))
    return _told(context, visit, event, now)


def _told(_context: KioskContext, visit: Visit, event: oc.Failed[fx.Effect], _now: Moment) -> Result:
    """The citizen reads what to do instead, and the staff is told."""
    return replace(visit, problem=event.fault), (fx.TellStaff(event.fault.id),)


def _shown(_context: KioskContext, visit: Visit, event: oc.Failed[fx.Effect], _now: Moment) -> Result:
    """The citizen reads what to do instead, and can try again on the same screen."""
    return replace(visit, problem=event.fault), ()


def _card_failed(_context: KioskContext, visit: Visit, event: oc.Failed[fx.ReadCard], _now: Moment) -> Result:
    """Nothing shown yet: go on waiting. Something unreadable: stop, and offer to try again or to type."""
    visit = replace(visit, problem=event.fault)
    return starting(visit, event.effect) if event.fault.id == "no_code" else same(visit)


def _slip_code_failed(
    _context: KioskContext, visit: Visit, event: oc.Failed[fx.ReadSlipCode], _now: Moment
) -> Result:
    """As with a card, but nothing can be typed."""
    visit = replace(visit, problem=at_slip(event.fault))
    return starting(visit, event.effect) if event.fault.id == "no_code" else same(visit)


def _staff_not_told(
    _context: KioskContext, visit: Visit, event: oc.Failed[fx.TellStaff], _now: Moment
) -> Result:
    """Help that could not be called is not shown as called; other notices are in the log."""
    if event.effect.kind != fx.CALL_STAFF:
        return same(visit)
    return replace(visit, staff_called=False, problem=event.fault), ()


def _noted(_context: KioskContext, visit: Visit, _event: oc.Failed[fx.Effect], _now: Moment) -> Result:
    """The runner has logged it; the citizen can do nothing about it and goes on without."""
    return same(visit)


_Handler = Callable[[KioskContext, Visit, Any, Moment], Result]
FAILURES: dict[type[fx.Effect], _Handler] = {
    fx.PrintSlip: _print_failed,
    fx.TakeNumber: _number_failed,
    fx.HandIn: _told,
    fx.ReadCard: _card_failed,
    fx.ReadSlipCode: _slip_code_failed,
    fx.CapturePage: _shown,
    fx.AskAssistant: _shown,
    fx.TellStaff: _staff_not_told,
    fx.NumberShown: _noted,
    fx.StopReading: _noted,
    fx.Speak: _noted,
    fx.Hush: _noted,
    fx.Wipe: _noted,
}
HANDLERS: dict[type[ev.Event], _Handler] = {
    ev.WantsNumber: _wants_number,
    oc.NumberTaken: _number_taken,
    ev.WantsHandIn: _wants_hand_in,
    oc.WasHandedIn: _was_handed_in,
    oc.SlipPrinted: _slip_printed,
}
