"""Hands in: nothing is promised before it is durable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kiosk.dossier.codes import slip_url
from kiosk.dossier.model import DossierDraft
from kiosk.paper.data import submission_data
from kiosk.queue.model import NoTimeLeft
from kiosk.visit import effects as fx
from kiosk.visit import events as ev
from kiosk.visit import outcomes as oc
from kiosk.visit.journey import Handler
from kiosk.visit.journeys.application.route import REVIEW, is_complete, on_route_only, open_items, route
from kiosk.visit.journeys.application.state import Application, filled
from kiosk.visit.journeys.number import no_time_left, serves, take, taken
from kiosk.visit.model import KioskContext, Moment, Visit
from kiosk.visit.navigation import go, same
from kiosk.visit.pending import Result, awaiting, starting
from kiosk.visit.slips import printing

HANDED_IN = "handed_in"


def _wants_hand_in(context: KioskContext, visit: Visit, _event: ev.Event, now: Moment) -> Result:
    if visit.at != REVIEW.id or visit.procedure is None:
        return same(visit)
    known = filled(visit)
    steps = route(context.catalogue.procedures[visit.procedure], known)
    if not all(step.id == REVIEW.id or is_complete(step, known) for step in steps):
        return same(visit)
    takes = visit.ticket is None and serves(context, visit, now)
    return starting(visit, take(visit) if takes else _hand_in(context, visit, now))


def _hand_in(context: KioskContext, visit: Visit, now: Moment) -> fx.HandIn:
    return fx.HandIn(draft_of(context, visit), now.wall)


def draft_of(context: KioskContext, visit: Visit) -> DossierDraft:
    """Collects what the visit hands in, without what no longer lies on its way."""
    procedure = context.catalogue.procedures[visit.procedure or ""]
    kept = on_route_only(procedure, filled(visit))
    assert kept.consent is not None
    return DossierDraft(
        centre=context.centre.code,
        kiosk=context.kiosk,
        procedure=procedure.code,
        procedure_version=procedure.version,
        lang=visit.lang,
        consent=kept.consent,
        persons=kept.persons,
        answers=kept.answers,
        papers=kept.papers,
        open_items=open_items(procedure, kept),
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
    given = Application(submission=submission, delivered=event.result.delivered)
    after, effects = go(context, visit.having(given), HANDED_IN)
    after = replace(after, trail=(), problem=None)
    slip = fx.PrintSlip(f"{visit.id}:slip", fx.SlipPurpose.SUBMISSION, data)
    after, started = printing(after, slip)
    return after, (*effects, started)


def _number_taken(context: KioskContext, visit: Visit, event: oc.NumberTaken, now: Moment) -> Result:
    """Notes the number that the dossier is handed in with; it is handed in without one, too."""
    if isinstance(event.ticket, NoTimeLeft):
        return starting(no_time_left(context, visit, event.ticket), _hand_in(context, visit, now))
    visit, slip = taken(context, visit, event.ticket, event.effect.request.field)
    visit, handing_in = awaiting(visit, _hand_in(context, visit, now))
    return visit, (slip, handing_in)


def no_number(context: KioskContext, visit: Visit, _event: oc.Failed[fx.TakeNumber], now: Moment) -> Result:
    """Hands the dossier in without a number; the officer gives one."""
    return starting(visit, _hand_in(context, visit, now))


HANDLERS: Mapping[type[ev.Event], Handler] = {
    ev.WantsHandIn: _wants_hand_in,
    oc.NumberTaken: _number_taken,
    oc.WasHandedIn: _was_handed_in,
}
