"""Calls an officer to the kiosk, and follows how the call stands: called, on the way, done."""

from __future__ import annotations

from dataclasses import replace

from kiosk.catalogue.describe import words
from kiosk.contract.notice import NoticeState
from kiosk.language.messages import N_
from kiosk.visit import effects as fx
from kiosk.visit import outcomes as oc
from kiosk.visit.journeys import journey_of
from kiosk.visit.model import Call, KioskContext, Moment, Visit
from kiosk.visit.pending import Result

LOOK_EVERY_S = 3.0
STAFF_LANG = "vi"
MOST_DETAIL = 200
COMING = N_("An officer is on the way.")


def called(context: KioskContext, visit: Visit, now: Moment, words: str = "") -> Result:
    """Calls an officer to the page on screen; `words` is what the citizen writes to the staff."""
    page = page_name(context, visit)
    detail = f"{page}: “{words}”" if words else page
    notice = now.fresh_id
    call = Call(notice, visit.call is not None and visit.call.coming, now.seconds)
    return replace(visit, call=call), (fx.TellStaff(fx.CALL_STAFF, detail[:MOST_DETAIL], notice),)


def page_name(context: KioskContext, visit: Visit) -> str:
    """Names the page on screen for officers: the procedure, and what is done there. Nothing of a person."""
    text = context.messages.text
    entry = context.catalogue.entries.get(visit.procedure or "")
    about = words(entry.name, STAFF_LANG, context.messages) if entry else ""
    return " · ".join(filter(None, (about, text(STAFF_LANG, journey_of(visit).title))))


def looked(visit: Visit, now: Moment) -> Result:
    """Asks now and then how the call stands."""
    call = visit.call
    if call is None or now.seconds - call.looked < LOOK_EVERY_S:
        return visit, ()
    return replace(visit, call=replace(call, looked=now.seconds)), (fx.LookAtCall(call.notice),)


def stands(context: KioskContext, visit: Visit, event: oc.CallStands, now: Moment) -> Result:
    """Says that somebody comes. Once the officer is done, the time without a touch counts from then on."""
    call = visit.call
    if call is None or call.notice != event.effect.notice:
        return visit, ()
    match event.state:
        case NoticeState.DONE:
            return replace(visit, call=None, touched=now.seconds, countdown=None), ()
        case NoticeState.COMING if not call.coming:
            coming = replace(visit, call=replace(call, coming=True))
            return coming, (fx.Speak(context.messages.text(visit.lang, COMING), visit.lang),)
    return visit, ()
