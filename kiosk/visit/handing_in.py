"""Numbers, slips and handing in: nothing is promised before it is durable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kiosk.dossier.codes import slip_url
from kiosk.dossier.model import DossierDraft
from kiosk.paper.data import submission_data, ticket_data
from kiosk.queue.model import TicketRequest
from kiosk.visit import events as ev
from kiosk.visit.effects import (
    Effect,
    HandIn,
    NumberOnScreen,
    PrintSlip,
    ReadCard,
    ReadSlipCode,
    TakeNumber,
    TellStaff,
)
from kiosk.visit.forms import without_dossier
from kiosk.visit.model import HANDED_IN, NUMBER, SHOW_CODE, KioskContext, Moment, Slip, Visit
from kiosk.visit.navigation import Result, current_step, go, same
from kiosk.visit.reading import at_slip
from kiosk.visit.route import REVIEW, is_complete, on_route_only, route


def _wants_number(context: KioskContext, visit: Visit, _event: ev.Event, _now: Moment) -> Result:
    if visit.ticket is not None:
        return go(visit, NUMBER)
    if visit.field is None:
        return same(visit)
    after, effects = go(visit, NUMBER)
    return replace(after, doing="number"), (*effects, _take_number(context, after))


def _take_number(_context: KioskContext, visit: Visit) -> TakeNumber:
    key = f"{visit.id}-number"
    return TakeNumber(TicketRequest(key, visit.field or "", visit.procedure, visit.lang))


def _number_taken(context: KioskContext, visit: Visit, event: ev.NumberTaken, now: Moment) -> Result:
    if visit.ticket is not None or visit.doing not in ("number", "hand_in"):
        return same(visit)
    visit = replace(visit, ticket=event.ticket, ticket_slip=Slip.PRINTING)
    printing = _print_ticket(context, visit)
    if visit.doing == "hand_in":
        return visit, (printing, _hand_in(context, visit, now))
    return replace(visit, doing=None, problem=None), (printing,)


def _print_ticket(context: KioskContext, visit: Visit) -> PrintSlip:
    ticket = visit.ticket
    assert ticket is not None
    field = next(field for field in context.fields if field.id == ticket.field)
    data = ticket_data(
        centre=context.centre,
        ticket=ticket,
        field=field,
        procedure=context.catalogue.get(ticket.procedure) if ticket.procedure else None,
        url=slip_url(context.public_url, "ticket", ticket.token),
        lang=visit.lang,
        messages=context.messages,
        specimen=context.specimen,
    )
    return PrintSlip(f"{visit.id}:ticket", "ticket", data, ticket=ticket.id)


def _wants_hand_in(context: KioskContext, visit: Visit, _event: ev.Event, now: Moment) -> Result:
    if visit.at != REVIEW.id or visit.doing is not None or visit.procedure is None:
        return same(visit)
    steps = route(context.catalogue.procedures[visit.procedure], visit)
    if not all(step.id == REVIEW.id or is_complete(step, visit) for step in steps):
        return same(visit)
    visit = replace(visit, doing="hand_in")
    if visit.ticket is None:
        return visit, (_take_number(context, visit),)
    return visit, (_hand_in(context, visit, now),)


def _hand_in(context: KioskContext, visit: Visit, now: Moment) -> HandIn:
    return HandIn(draft_of(context, visit), now.wall)


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


def _was_handed_in(context: KioskContext, visit: Visit, event: ev.WasHandedIn, _now: Moment) -> Result:
    if visit.doing != "hand_in":
        return same(visit)
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
    after, effects = go(replace(visit, doing=None), HANDED_IN)
    after = replace(
        without_dossier(after),
        trail=(),
        problem=None,
        submission=submission,
        delivered=event.result.delivered,
        submission_slip=Slip.PRINTING,
    )
    return after, (*effects, PrintSlip(f"{visit.id}:slip", "slip", data))


def _slip_printed(_context: KioskContext, visit: Visit, event: ev.SlipPrinted, _now: Moment) -> Result:
    return _with_slip(visit, event.job, Slip.PRINTED), ()


def _with_slip(visit: Visit, job: str, state: Slip) -> Visit:
    if job.endswith(":ticket"):
        return replace(visit, ticket_slip=state)
    return replace(visit, submission_slip=state)


def failed(context: KioskContext, visit: Visit, event: ev.Failed, now: Moment) -> Result:
    """Expected trouble: the citizen reads what to do instead, the staff is told where they can help."""
    handler = _FAILURES.get(event.effect)
    return handler(context, visit, event, now) if handler else same(visit)


def _print_failed(_context: KioskContext, visit: Visit, event: ev.Failed, _now: Moment) -> Result:
    visit = replace(_with_slip(visit, event.about, Slip.ON_SCREEN), problem=event.fault)
    effects: tuple[Effect, ...] = (TellStaff(event.fault.id),)
    if event.about.endswith(":ticket") and visit.ticket is not None:
        effects = (NumberOnScreen(visit.ticket.id), *effects)
    return visit, effects


def _number_failed(context: KioskContext, visit: Visit, event: ev.Failed, now: Moment) -> Result:
    if visit.doing == "hand_in":
        return visit, (_hand_in(context, visit, now),)
    return replace(visit, doing=None, problem=event.fault), (TellStaff(event.fault.id),)


def _hand_in_failed(_context: KioskContext, visit: Visit, event: ev.Failed, _now: Moment) -> Result:
    return replace(visit, doing=None, problem=event.fault), (TellStaff(event.fault.id),)


def _reading_failed(context: KioskContext, visit: Visit, event: ev.Failed, _now: Moment) -> Result:
    """Nothing shown yet: go on waiting. Something unreadable: stop, and offer to try again or to type."""
    if visit.doing != event.effect or event.about not in ("", visit.at):
        return same(visit)
    visit = replace(visit, problem=at_slip(event.fault) if visit.at == SHOW_CODE else event.fault)
    if event.fault.id != "no_code":
        return replace(visit, doing=None), ()
    step = current_step(context, visit)
    if visit.at == SHOW_CODE:
        return visit, (ReadSlipCode(),)
    return visit, (ReadCard(step.id),) if step else ()


def _capture_failed(_context: KioskContext, visit: Visit, event: ev.Failed, _now: Moment) -> Result:
    if visit.doing != "capture" or event.about != visit.at:
        return same(visit)
    return replace(visit, doing=None, problem=event.fault), ()


_Handler = Callable[[KioskContext, Visit, Any, Moment], Result]
_FAILURES: dict[str, _Handler] = {
    "print": _print_failed,
    "number": _number_failed,
    "hand_in": _hand_in_failed,
    "card": _reading_failed,
    "slip_code": _reading_failed,
    "capture": _capture_failed,
}
HANDLERS: dict[type[ev.Event], _Handler] = {
    ev.WantsNumber: _wants_number,
    ev.NumberTaken: _number_taken,
    ev.WantsHandIn: _wants_hand_in,
    ev.WasHandedIn: _was_handed_in,
    ev.SlipPrinted: _slip_printed,
}
