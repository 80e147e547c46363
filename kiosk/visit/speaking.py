"""Handles how the kiosk speaks: louder, slower, once more. It lasts as long as the visit."""

from __future__ import annotations

from dataclasses import replace

from kiosk.ports.speech import Manner
from kiosk.visit import events as ev
from kiosk.visit.effects import Effect, Speak
from kiosk.visit.model import KioskContext, Moment, Visit
from kiosk.visit.pending import Result
from kiosk.visit.spoken import spoken

MOST = 2
"""Steps from the voice's own loudness and pace, either way."""
STEP_DB = 4.0
STEP_PACE = 1.2
_STEPS = {
    "louder": ("loudness", 1),
    "quieter": ("loudness", -1),
    "faster": ("pace", 1),
    "slower": ("pace", -1),
}


def adjusted(context: KioskContext, visit: Visit, event: ev.AdjustedSpeech, now: Moment) -> Result:
    """Speaks so from now on, and says what was said last so that it can be judged."""
    what, by = _STEPS[event.how]
    step = max(-MOST, min(MOST, getattr(visit.comfort, what) + by))
    return repeated(context, replace(visit, comfort=replace(visit.comfort, **{what: step})), event, now)


def repeated(context: KioskContext, visit: Visit, _event: ev.Event, _now: Moment) -> Result:
    """Says again what was said last; where nothing was, what stands on the screen."""
    return visit, (Speak(visit.said or spoken(context, visit), visit.lang),)


def led_by_ear(_context: KioskContext, visit: Visit, _event: ev.Event, _now: Moment) -> Result:
    """Leads by ear from now on: what is shown is said as the keys go through it."""
    return replace(visit, comfort=replace(visit.comfort, listen=True, keys=True)), ()


def read_out(
    _context: KioskContext, visit: Visit, event: ev.PointedAt | ev.Announced, _now: Moment
) -> Result:
    """Says what the screen's reader has found, to who listens."""
    return visit, (Speak(event.text, visit.lang),) if visit.comfort.listen else ()


def voiced(visit: Visit, effects: tuple[Effect, ...], event: ev.Event) -> Result:
    """Gives what is spoken the manner of the visit, and remembers it. What time alone brings (the warning of
    an idle visit) is not worth hearing again.
    """
    manner = Manner(STEP_PACE**visit.comfort.pace, STEP_DB * visit.comfort.loudness)
    effects = tuple(replace(one, manner=manner) if isinstance(one, Speak) else one for one in effects)
    said = [one.text for one in effects if isinstance(one, Speak)]
    return (visit if isinstance(event, ev.Ticked) or not said else replace(visit, said=said[-1])), effects
