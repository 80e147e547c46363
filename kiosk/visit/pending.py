"""Tracks the effects that the visit waits for: several at once, each told apart from the same one started
before.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.visit.effects import Awaited, Effect, Listen, Reading, StopListening, StopReading
from kiosk.visit.model import Moment, Visit

Result = tuple[Visit, tuple[Effect, ...]]


def awaiting(visit: Visit, effect: Awaited) -> tuple[Visit, Awaited]:
    """Gives the visit that waits for `effect`, and the effect as it is to be started."""
    started = replace(effect, attempt=visit.attempts + 1)
    return replace(visit, pending=(*visit.pending, started), attempts=started.attempt), started


def starting(visit: Visit, effect: Awaited) -> Result:
    """Gives the visit that waits for `effect`, and nothing else to be done."""
    visit, started = awaiting(visit, effect)
    return visit, (started,)


def ended(visit: Visit, effect: Effect) -> Visit:
    """Gives the visit that no longer waits for `effect`."""
    return replace(visit, pending=tuple(one for one in visit.pending if one != effect))


def waiting_no_more(visit: Visit, kind: type[Awaited]) -> Visit:
    """Gives the visit that no longer waits for any effect of that kind; what comes of one is ignored."""
    return replace(visit, pending=tuple(one for one in visit.pending if not isinstance(one, kind)))


def leaving_page(visit: Visit) -> Result:
    """Gives the visit without what is given up with its page; a reader or a recogniser that
    waited is stopped."""
    stop: tuple[Effect, ...] = (StopReading(),) if visit.waits_for(Reading) else ()
    if visit.waits_for(Listen):
        stop = (*stop, StopListening())
    return replace(visit, pending=tuple(one for one in visit.pending if not one.WITH_PAGE)), stop


def active(visit: Visit, now: Moment, most_s: float) -> Visit:
    """Gives the visit in which something goes on now; that counts for `most_s` seconds
    after the last touch.
    """
    return replace(visit, active=max(visit.active, min(now.seconds, visit.touched + most_s)))


def is_held(visit: Visit) -> bool:
    """Says that the citizen can't go on before something has ended."""
    return any(one.HOLDS for one in visit.pending)
