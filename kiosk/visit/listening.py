"""Handles listening: begun by a touch, ended by silence or "nói xong", thrown away by any other touch.

After two hearings in a row that failed, or where nothing can hear, the citizen types instead.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.visit import events as ev
from kiosk.visit import outcomes as oc
from kiosk.visit.effects import EndListening, Hush, Listen, StopListening
from kiosk.visit.model import KioskContext, Moment, Visit
from kiosk.visit.navigation import same
from kiosk.visit.pending import Result, starting, waiting_no_more

MOST_UNHEARD = 2
"""Hearings in a row that may fail before the citizen is left to type."""


def can_speak(context: KioskContext, visit: Visit) -> bool:
    """Says if the citizen may speak here, or has to touch and type."""
    return context.hears and visit.unheard < MOST_UNHEARD


def wants_to_speak(context: KioskContext, visit: Visit, _event: ev.Event, _now: Moment) -> Result:
    """Listens; what the kiosk says is silenced first, so that it does not hear itself."""
    if not can_speak(context, visit) or visit.waits_for(Listen):
        return same(visit)
    after, effects = starting(visit, Listen(visit.lang))
    return after, (Hush(), *effects)


def said_all(_context: KioskContext, visit: Visit, _event: ev.Event, _now: Moment) -> Result:
    """Ends the utterance."""
    return visit, (EndListening(),) if visit.waits_for(Listen) else ()


def not_heard(_context: KioskContext, visit: Visit, event: oc.Failed[Listen], _now: Moment) -> Result:
    """Asks to say it again; a kiosk that can't hear at all asks no second time."""
    more = 1 if event.fault.id == "not_heard" else MOST_UNHEARD
    return replace(visit, unheard=visit.unheard + more, problem=event.fault), ()


def interrupted(visit: Visit, event: ev.Event) -> Result:
    """Throws away what is being said when the citizen touches something else meanwhile."""
    if not visit.waits_for(Listen) or isinstance(event, ev.SaidAll | ev.WantsToSpeak | ev.Touched):
        return visit, ()
    return waiting_no_more(visit, Listen), (StopListening(),)
