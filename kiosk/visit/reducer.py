"""Reduces one event and a visit to the next visit: `advance(context, visit, event, now)
-> (visit, effects)`.

Pure: no clock, no device, no file. Late or foreign events change nothing. What every journey shares is
handled here; the rest means what the journey on screen makes of it (`journeys/`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kiosk.visit import aim_hints, helping, idle, leading, listening, slips, speaking
from kiosk.visit import events as ev
from kiosk.visit import outcomes as oc
from kiosk.visit.effects import (
    Awaited,
    Effect,
    Hush,
    Speak,
    StopListening,
    StopReading,
    Wipe,
)
from kiosk.visit.failures import SHARED as SHARED_FAILURES
from kiosk.visit.journey import Handler
from kiosk.visit.journeys import failures, handlers, journey_of, places
from kiosk.visit.journeys.leaving import LEAVING, asking
from kiosk.visit.journeys.writing import WRITE, writing
from kiosk.visit.model import HOME, Comfort, KioskContext, Moment, Visit
from kiosk.visit.navigation import back, go, same
from kiosk.visit.pending import Result, ended, is_held
from kiosk.visit.spoken import spoken


def begin(context: KioskContext, now: Moment) -> Visit:
    """Makes a visit that nobody has begun yet, in the first of the kiosk's languages."""
    journey = places()[HOME].state()
    return Visit(id=now.fresh_id, lang=context.languages[0], touched=now.seconds, journey=journey)


def advance(context: KioskContext, visit: Visit, event: ev.Event, now: Moment) -> Result:
    """Gives the visit after `event`, and the effects to run."""
    if isinstance(event, ev.OfVisit) and event.visit != visit.id:
        return same(visit)
    if isinstance(event, oc.Outcome) and isinstance(event.effect, Awaited):
        if event.effect not in visit.pending:
            return same(visit)
        visit = ended(visit, event.effect)
    touched = visit
    stopped: tuple[Effect, ...] = ()
    if isinstance(event, ev.ByPerson) and not is_held(visit):
        touched, stopped = listening.interrupted(visit, event)
    after, effects = follow(context, touched, event, now)
    after, effects = leading.led(context, visit, after, (*stopped, *effects))
    return leading.saying(*speaking.voiced(after, effects, event))


def follow(context: KioskContext, visit: Visit, event: ev.Event, now: Moment) -> Result:
    """Gives the visit after `event`, whether a finger did it or a sentence that was understood."""
    if isinstance(event, ev.ByPerson):
        held = is_held(visit)
        visit = replace(visit, touched=now.seconds)
        if held and not isinstance(event, _ALWAYS):
            return replace(visit, countdown=None), ()
        if not isinstance(event, _KEEPS_PROBLEM):
            visit = replace(visit, problem=None)
    after, effects = _handler_of(visit, event)(context, visit, event, now)
    if isinstance(event, ev.ByPerson):
        after = replace(after, countdown=None)
    if after.at != visit.at:
        after = replace(after, returns=None, stays=False)
    if after.at == HOME != visit.at:
        after, effects = _come_home(context, visit, after, effects, now)
    return aim_hints.without_glimpse(after), effects


def _handler_of(visit: Visit, event: ev.Event) -> Handler:
    """Finds the handler: that of the journey on screen; else the one every journey shares; else that of a
    journey that has one.
    """
    own = journey_of(visit)
    if isinstance(event, oc.Failed):
        effect = type(event.effect)
        return own.failures.get(effect) or SHARED_FAILURES.get(effect) or failures()[effect]
    return own.handlers.get(type(event)) or SHARED.get(type(event)) or handlers()[type(event)]


def _touched(_context: KioskContext, visit: Visit, _event: ev.Event, _now: Moment) -> Result:
    return same(visit)


def left(context: KioskContext, visit: Visit, now: Moment) -> Result:
    """Ends the visit, and begins another: nothing of it goes on."""
    stops: tuple[Effect, ...] = (StopReading(), StopListening(), Hush(), Wipe())
    if visit.comfort.keys:
        text = context.messages.text(
            visit.lang, "Ended: everything here is erased. Press any key to begin again."
        )
        stops = (*stops, Speak(text, visit.lang))
    return begin(context, now), stops


def _left(context: KioskContext, visit: Visit, _event: ev.Event, now: Moment) -> Result:
    return left(context, visit, now)


def _wants_to_leave(context: KioskContext, visit: Visit, _event: ev.Event, now: Moment) -> Result:
    """Asks once about what is unfinished; the page that asks has answers of its own, and no finger that
    trembles touches twice. Who has nothing to lose has left.
    """
    if visit.at == LEAVING:
        return same(visit)
    return asking(context, visit) if visit.is_unfinished else left(context, visit, now)


def _ticked(context: KioskContext, visit: Visit, event: ev.Ticked, now: Moment) -> Result:
    visit, looking = helping.looked(visit, now)
    after, effects = _counted(context, visit, event, now)
    return after, (*looking, *effects)


def _counted(context: KioskContext, visit: Visit, event: ev.Ticked, now: Moment) -> Result:
    if is_untouched(context, visit) or is_held(visit):
        return same(visit)
    after = idle.looked(context, visit, event.speaking, now)
    return (after, idle.says(context, visit, after)) if after else left(context, visit, now)


def is_untouched(context: KioskContext, visit: Visit) -> bool:
    """Says that there is nothing to wipe: the home screen as the next citizen should find it."""
    return visit.lang == context.languages[0] and visit.comfort == Comfort() and _holds_nothing(visit)


def _holds_nothing(visit: Visit) -> bool:
    fresh = Visit(id=visit.id, lang=visit.lang, comfort=visit.comfort, journey=places()[HOME].state())
    return fresh == replace(
        visit, touched=fresh.touched, active=fresh.active, attempts=fresh.attempts, said=fresh.said
    )


def _come_home(
    context: KioskContext, visit: Visit, after: Visit, effects: tuple[Effect, ...], now: Moment
) -> Result:
    """Begins a new visit at home, for nobody knows who comes next; before that, asks who has something
    unfinished. Language and help for eyes and ears stay: they say nothing of a person.
    """
    if after.is_unfinished:
        return asking(context, visit)
    if _holds_nothing(after):
        return after, effects
    fresh = replace(begin(context, now), lang=after.lang, comfort=after.comfort)
    return fresh, (*effects, Wipe())


def _went(context: KioskContext, visit: Visit, event: ev.Went, _now: Moment) -> Result:
    """Begins the journey of that place anew."""
    journey = places().get(event.place)
    if journey is None or event.place not in journey.open_places:
        return same(visit)
    return go(context, visit.having(journey.state()), event.place)


def _back(context: KioskContext, visit: Visit, _event: ev.Event, _now: Moment) -> Result:
    return back(context, visit)


def _chose_language(context: KioskContext, visit: Visit, event: ev.ChoseLanguage, _now: Moment) -> Result:
    if event.lang not in context.languages:
        return same(visit)
    return replace(visit, lang=event.lang, said=""), (Hush(),)


def _toggled(context: KioskContext, visit: Visit, event: ev.ToggledComfort, _now: Moment) -> Result:
    comfort = replace(visit.comfort, **{event.what: not getattr(visit.comfort, event.what)})
    after = replace(visit, comfort=comfort)
    if event.what != "listen":
        return after, ()
    after = replace(after, comfort=replace(comfort, keys=False))
    if not comfort.listen:
        return after, (Hush(),)
    how = context.messages.text(after.lang, "Touch once to hear what it is, and once more to choose it.")
    return after, (Speak(f"{how} {spoken(context, after)}", after.lang),)


def _called_staff(context: KioskContext, visit: Visit, _event: ev.Event, now: Moment) -> Result:
    """Calls an officer; who has called already can write to the staff."""
    if visit.call is None:
        return helping.called(context, visit, now)
    return (
        same(visit)
        if is_held(visit) or visit.at == WRITE
        else go(context, visit.having(writing(visit)), WRITE)
    )


def _put_away(_context: KioskContext, visit: Visit, _event: ev.Event, _now: Moment) -> Result:
    return visit.speaking(over=None), ()


_ALWAYS = (ev.Left, ev.ChoseLanguage, ev.ToggledComfort, ev.AboutSpeech, ev.WantsEar, ev.CalledStaff)
_KEEPS_PROBLEM = (
    ev.Touched,
    ev.ChoseLanguage,
    ev.ToggledComfort,
    ev.AboutSpeech,
    ev.WantsEar,
    ev.CalledStaff,
    ev.MoreTime,
)

SHARED: Mapping[type[ev.Event], Handler] = {
    ev.Touched: _touched,
    ev.MoreTime: idle.more_time,
    ev.Left: _left,
    ev.WantsToLeave: _wants_to_leave,
    ev.Ticked: _ticked,
    ev.Went: _went,
    ev.Back: _back,
    ev.ChoseLanguage: _chose_language,
    ev.ToggledComfort: _toggled,
    ev.AdjustedSpeech: speaking.adjusted,
    ev.WantsRepeat: speaking.repeated,
    ev.WantsEar: speaking.led_by_ear,
    ev.PointedAt: speaking.read_out,
    ev.Announced: speaking.read_out,
    ev.CalledStaff: _called_staff,
    ev.Glimpsed: aim_hints.glimpsed,
    ev.WantsToSpeak: listening.wants_to_speak,
    ev.SaidAll: listening.said_all,
    ev.PutAway: _put_away,
    oc.WasSaid: listening.was_said,
    oc.CallStands: helping.stands,
    oc.WasHeard: listening.was_heard,
    oc.SlipPrinted: slips.printed,
}
