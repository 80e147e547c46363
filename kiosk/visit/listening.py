"""Handles listening: begun by a touch, or after what the kiosk has asked; ended by silence or "nói xong";
thrown away by any other touch.

After two hearings in a row that failed, or where nothing can hear, the citizen touches and types instead.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.faults import text_of
from kiosk.visit import events as ev
from kiosk.visit import outcomes as oc
from kiosk.visit.assistant import Guess
from kiosk.visit.effects import (
    AskAssistant,
    CapturePage,
    Effect,
    EndListening,
    HandIn,
    Hush,
    Listen,
    Reading,
    StopListening,
    TakeNumber,
)
from kiosk.visit.expectation import expected
from kiosk.visit.journeys import journey_of
from kiosk.visit.model import KioskContext, Moment, Visit
from kiosk.visit.navigation import same
from kiosk.visit.pending import Result, starting, waiting_no_more
from kiosk.visit.turn import turn_context

MOST_UNHEARD = 2
"""Hearings in a row that may fail before the citizen is left to touch and type."""
MOST_LOST = 2
"""Sentences in a row without an answer after which the kiosk asks again."""
_DEAF = 100
_SAYS = (ev.SaidAll, ev.WantsToSpeak, ev.Touched, ev.MoreTime)
_BY_HAND = (Reading, CapturePage, TakeNumber, HandIn)
"""Who holds a card or waits for the kiosk need not say anything."""


def can_speak(context: KioskContext, visit: Visit) -> bool:
    """Says if the citizen may speak here, or has to touch and type."""
    return context.hears and visit.voice.unheard < MOST_UNHEARD


def wants_to_speak(context: KioskContext, visit: Visit, _event: ev.Event, _now: Moment) -> Result:
    """Listens; what the kiosk says is silenced first, so that it does not hear itself."""
    if not can_speak(context, visit) or visit.waits_for(Listen):
        return same(visit)
    after, effects = _listening(context, visit.speaking(leads=True, saying=None))
    return after, (Hush(), *effects)


def was_said(context: KioskContext, visit: Visit, event: oc.WasSaid, _now: Moment) -> Result:
    """Listens again after the kiosk's own question, without a touch."""
    return _heard_out(context, visit, event.effect)


def not_said(context: KioskContext, visit: Visit, event: oc.Failed[Effect], _now: Moment) -> Result:
    """Goes on listening where the voice failed: the question stands on the screen."""
    return _heard_out(context, visit, event.effect)


def _heard_out(context: KioskContext, visit: Visit, said: Effect) -> Result:
    if visit.voice.saying != said:
        return same(visit)
    visit = visit.speaking(saying=None)
    ready = visit.voice.leads and can_speak(context, visit)
    return _listening(context, visit) if ready and not visit.waits_for(Listen) else same(visit)


def _listening(context: KioskContext, visit: Visit) -> Result:
    return starting(visit, Listen(visit.lang, expected(context, visit)))


def said_all(_context: KioskContext, visit: Visit, _event: ev.Event, _now: Moment) -> Result:
    """Ends the utterance."""
    return visit, (EndListening(),) if visit.waits_for(Listen) else ()


def was_heard(context: KioskContext, visit: Visit, event: oc.WasHeard, now: Moment) -> Result:
    """Has the robot understand what was said, in all its readings, where it was said."""
    heard = event.heard
    visit = replace(visit, touched=now.seconds, countdown=None, problem=None)
    visit = waiting_no_more(visit.speaking(leads=True, unheard=0), AskAssistant)
    guesses = tuple(Guess(text, score) for text, score in heard.nbest)
    return starting(visit, AskAssistant(heard.text, turn_context(context, visit, now), guesses))


def not_heard(context: KioskContext, visit: Visit, event: oc.Failed[Listen], _now: Moment) -> Result:
    """Asks to say it again, and listens; a second time, or where the kiosk can't hear at all, the citizen
    touches. Silence of who holds something before the kiosk, or is done, is no failure.
    """
    if event.fault.id != "not_heard":
        return replace(visit.speaking(leads=False, unheard=_DEAF), problem=event.fault), ()
    if visit.voice.leads and visit.at in journey_of(visit).ends:
        return visit.speaking(leads=False), ()
    if visit.voice.leads and any(visit.waits_for(kind) for kind in _BY_HAND):
        return _listening(context, visit)
    unheard = visit.voice.unheard + 1
    line = context.messages.text(visit.lang, text_of(event.fault).citizen)
    visit = visit.speaking(unheard=unheard, line=line, leads=visit.voice.leads and unheard < MOST_UNHEARD)
    return replace(visit, problem=event.fault), ()


def lost(context: KioskContext, visit: Visit) -> Visit:
    """Counts a sentence that had no answer; after some in a row the citizen touches, or an officer helps."""
    count = visit.voice.lost + 1
    if count <= MOST_LOST:
        return visit.speaking(lost=count)
    line = context.messages.text(visit.lang, "Please touch the screen, or “Call staff”.")
    return visit.speaking(lost=0, leads=False, line=line)


def interrupted(visit: Visit, event: ev.Event) -> Result:
    """Gives the lead to the finger when the citizen touches: throws away what is being said, and silences the
    kiosk at once.
    """
    if isinstance(event, _SAYS):
        return visit, ()
    effects: tuple[Effect, ...] = (Hush(),) if visit.voice.saying is not None else ()
    if visit.waits_for(Listen):
        visit, effects = waiting_no_more(visit, Listen), (*effects, StopListening())
    unheard = 0 if visit.voice.unheard <= MOST_UNHEARD else visit.voice.unheard
    talk = visit.voice.thread
    pending = talk.pending if isinstance(event, ev.AskedRobot) else None
    thread = replace(talk, told=(), pending=pending)
    after = visit.speaking(leads=False, saying=None, line="", over=None, unheard=unheard, thread=thread)
    return after, effects
