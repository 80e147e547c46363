"""One event in, one visit out: `advance(context, visit, event, now) -> (visit, effects)`.

Pure: no clock, no device, no file. Late or foreign events change nothing. Handlers live beside this file
by subject (navigation here, `forms.py`, `handing_in.py`); the table at the end is the whole dispatch.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kiosk.language.telex import press
from kiosk.visit import aim_hints, forms, handing_in
from kiosk.visit import events as ev
from kiosk.visit import outcomes as oc
from kiosk.visit.effects import (
    CALL_STAFF,
    AskAssistant,
    Awaited,
    Effect,
    Hush,
    ReadSlipCode,
    Speak,
    StopReading,
    TellStaff,
    Wipe,
)
from kiosk.visit.model import (
    FIELD,
    HOME,
    OFFER,
    PLACES,
    PROCEDURE,
    ROBOT,
    SEARCH,
    SHOW_CODE,
    STATUS,
    KioskContext,
    Moment,
    Visit,
)
from kiosk.visit.navigation import current_step, enter, go, same
from kiosk.visit.pending import Result, awaiting, ended, is_held, leaving_page, waiting_no_more
from kiosk.visit.route import step_of
from kiosk.visit.spoken import spoken
from kiosk.visit.turn import turn_context

DRAFT_LIMIT = 200


def begin(context: KioskContext, now: Moment) -> Visit:
    """A visit that nobody has begun yet, in the first of the kiosk's languages."""
    return Visit(id=now.fresh_id, lang=context.languages[0], touched=now.seconds)


def advance(context: KioskContext, visit: Visit, event: ev.Event, now: Moment) -> Result:
    """The visit after `event`, and what is to be done in the world."""
    if isinstance(event, ev.OfVisit) and event.visit != visit.id:
        return same(visit)
    if isinstance(event, oc.Outcome) and isinstance(event.effect, Awaited):
        if event.effect not in visit.pending:
            return same(visit)
        visit = ended(visit, event.effect)
    if isinstance(event, ev.ByPerson):
        if is_held(visit) and not isinstance(event, _ALWAYS):
            return replace(visit, touched=now.seconds, countdown=None), ()
        visit = replace(visit, touched=now.seconds, countdown=None)
        if not isinstance(event, _KEEPS_PROBLEM):
            visit = replace(visit, problem=None)
    handler = _HANDLERS[type(event)]
    after, effects = handler(context, visit, event, now)
    after = aim_hints.without_glimpse(after)
    if after.comfort.listen and after.at != visit.at:
        effects = (*effects, Speak(spoken(context, after), after.lang))
    return after, effects


def _touched(_context: KioskContext, visit: Visit, _event: ev.Event, _now: Moment) -> Result:
    return same(visit)


def _left(context: KioskContext, _visit: Visit, _event: ev.Event, now: Moment) -> Result:
    return begin(context, now), (StopReading(), Hush(), Wipe())


def _ticked(context: KioskContext, visit: Visit, event: ev.Event, now: Moment) -> Result:
    if is_untouched(context, visit):
        return same(visit)
    idle = now.seconds - visit.touched
    if idle >= context.idle.warn_s + context.idle.count_s:
        return _left(context, visit, event, now)
    if idle < context.idle.warn_s:
        return same(visit)
    left = math.ceil(context.idle.warn_s + context.idle.count_s - idle)
    if left == visit.countdown:
        return same(visit)
    warned = replace(visit, countdown=left)
    if visit.countdown is None:
        text = context.messages.text(visit.lang, "Are you still there? Touch the screen for more time.")
        return warned, (Speak(text, visit.lang),)
    return warned, ()


def is_untouched(context: KioskContext, visit: Visit) -> bool:
    """Whether there is nothing to wipe: the home screen as the next citizen should find it."""
    fresh = Visit(id=visit.id, lang=context.languages[0], touched=visit.touched, attempts=visit.attempts)
    return visit == fresh


def _went(_context: KioskContext, visit: Visit, event: ev.Went, _now: Moment) -> Result:
    if event.place == SHOW_CODE:
        left, stopping = leaving_page(visit)
        after, effects = go(left, SHOW_CODE)
        after, reading = awaiting(after, ReadSlipCode())
        return after, (*stopping, *effects, reading)
    return go(replace(visit, hits=(), reply=None), event.place)


def _back(context: KioskContext, visit: Visit, _event: ev.Event, _now: Moment) -> Result:
    trail = visit.trail
    procedure = context.catalogue.get(visit.procedure) if visit.procedure else None
    while trail:
        target, trail = trail[-1], trail[:-1]
        if target in PLACES or (procedure and step_of(procedure, visit, target)):
            return enter(context, replace(visit, trail=trail, change_from_review=False), target)
    return enter(context, replace(visit, trail=()), HOME) if visit.at != HOME else same(visit)


def _chose_language(context: KioskContext, visit: Visit, event: ev.ChoseLanguage, _now: Moment) -> Result:
    if event.lang not in context.languages:
        return same(visit)
    return replace(visit, lang=event.lang), (Hush(),)


def _toggled(context: KioskContext, visit: Visit, event: ev.ToggledComfort, _now: Moment) -> Result:
    comfort = replace(visit.comfort, **{event.what: not getattr(visit.comfort, event.what)})
    after = replace(visit, comfort=comfort)
    if event.what != "listen":
        return after, ()
    return after, (Speak(spoken(context, after), after.lang),) if comfort.listen else (Hush(),)


def _called_staff(_context: KioskContext, visit: Visit, _event: ev.Event, _now: Moment) -> Result:
    return replace(visit, staff_called=True), (TellStaff(CALL_STAFF),)


def _picked_field(context: KioskContext, visit: Visit, event: ev.PickedField, _now: Moment) -> Result:
    if event.field not in {field.id for field in context.fields}:
        return same(visit)
    return go(replace(visit, field=event.field, procedure=None), FIELD)


def _picked_procedure(context: KioskContext, visit: Visit, event: ev.PickedProcedure, _now: Moment) -> Result:
    entry = context.catalogue.entries.get(event.code)
    if entry is None:
        return same(visit)
    if visit.procedure != event.code:
        visit = forms.without_dossier(visit)
    return go(replace(visit, procedure=event.code, field=entry.field), PROCEDURE)


def _keyed(context: KioskContext, visit: Visit, event: ev.Keyed, _now: Moment) -> Result:
    step = current_step(context, visit)
    if step is not None and step.kind in ("date", "number"):
        return replace(visit, draft=forms.digits_after(visit.draft, event.key, step)), ()
    if visit.at not in (SEARCH, ROBOT) and (step is None or step.kind != "text"):
        return same(visit)
    draft = press(visit.draft, event.key, telex=visit.lang == "vi")[:DRAFT_LIMIT]
    visit = replace(visit, draft=draft)
    if visit.at == SEARCH:
        hits = context.ranker.rank(draft, visit.lang) if draft.strip() else ()
        visit = replace(visit, hits=tuple(hit.code for hit in hits))
    return visit, ()


def _asked(context: KioskContext, visit: Visit, event: ev.AskedRobot, _now: Moment) -> Result:
    text = (event.text or visit.draft).strip()
    if not text:
        return same(visit)
    about = turn_context(context, visit)
    after, effects = (waiting_no_more(visit, AskAssistant), ()) if visit.at == ROBOT else go(visit, ROBOT)
    after, asking = awaiting(replace(after, draft="", reply=None), AskAssistant(text, about))
    return after, (*effects, asking)


def _replied(context: KioskContext, visit: Visit, event: oc.RobotReplied, now: Moment) -> Result:
    after = replace(visit, reply=event.reply)
    said: tuple[Effect, ...] = (Speak(event.reply.text, visit.lang),)
    if event.reply.then is None:
        return after, said
    after, effects = advance(context, after, event.reply.then, now)
    return after, (*said, *effects)


def _wants_start(context: KioskContext, visit: Visit, _event: ev.Event, _now: Moment) -> Result:
    procedure = context.catalogue.get(visit.procedure) if visit.procedure else None
    if procedure is None:
        return same(visit)
    if any(offer.procedure in context.catalogue.procedures for offer in procedure.offers):
        return go(visit, OFFER)
    return forms.start(context, visit)


def _took_offer(context: KioskContext, visit: Visit, event: ev.TookOffer, _now: Moment) -> Result:
    procedure = context.catalogue.get(event.code)
    if visit.at != OFFER or procedure is None:
        return same(visit)
    if event.code != visit.procedure:
        visit = forms.without_dossier(visit)
    return forms.start(context, replace(visit, procedure=event.code, field=procedure.field))


def _status_found(_context: KioskContext, visit: Visit, event: oc.StatusFound, _now: Moment) -> Result:
    return go(replace(visit, status=event.status), STATUS)


def _failed(context: KioskContext, visit: Visit, event: oc.Failed[Effect], now: Moment) -> Result:
    return handing_in.FAILURES[type(event.effect)](context, visit, event, now)


_ALWAYS = (ev.Left, ev.ChoseLanguage, ev.ToggledComfort, ev.CalledStaff)
_KEEPS_PROBLEM = (ev.Touched, ev.ChoseLanguage, ev.ToggledComfort, ev.CalledStaff, ev.MoreTime)

_Handler = Callable[[KioskContext, Visit, Any, Moment], Result]
_HANDLERS: dict[type[ev.Event], _Handler] = {
    ev.Touched: _touched,
    ev.MoreTime: _touched,
    ev.Left: _left,
    ev.Ticked: _ticked,
    ev.Went: _went,
    ev.Back: _back,
    ev.ChoseLanguage: _chose_language,
    ev.ToggledComfort: _toggled,
    ev.CalledStaff: _called_staff,
    ev.PickedField: _picked_field,
    ev.PickedProcedure: _picked_procedure,
    ev.Keyed: _keyed,
    ev.AskedRobot: _asked,
    oc.RobotReplied: _replied,
    ev.WantsStart: _wants_start,
    ev.TookOffer: _took_offer,
    oc.StatusFound: _status_found,
    ev.Glimpsed: aim_hints.glimpsed,
    oc.Failed: _failed,
    **forms.HANDLERS,
    **handing_in.HANDLERS,
}
