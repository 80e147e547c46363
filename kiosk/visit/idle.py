"""Decides what time without activity brings: the warning, the way home after a slip, the end of the visit.

Pure. The reducer asks once a second, and wipes. The seconds are those of `[idle]` in the kiosk's profile.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from kiosk.language.messages import N_
from kiosk.visit import events as ev
from kiosk.visit.effects import Chime, Effect, Hush, PrintSlip, Reading, Speak
from kiosk.visit.journeys import journey_of
from kiosk.visit.model import KioskContext, Moment, Slip, Visit
from kiosk.visit.pending import Result, active
from kiosk.visit.spoken import spoken

HELP_S = 2 * 3600
"""How long a visit waits for an officer who was called, since the last touch."""
MOST_SPEECH_S = 600.0
"""A loudspeaker that never ends keeps no visit open for longer."""
MOST_WORK_S = 30.0
"""A recording of ten seconds and the time to understand it; a kiosk that listens to nobody is left alone."""
WARNING = N_("Are you still there? Touch the screen for more time.")
WARNING_OF_KEYS = N_("Are you still there? Press any key for more time.")
RETURNS = N_("This screen is cleared in {count} seconds. Touch “Stay” if you need more time.")


@dataclass(frozen=True, slots=True)
class Limit:
    """Says for how many seconds without activity a page stands. A warning covers the last `warns_s` of them;
    `shown`: the page counts them down itself, and goes home.
    """

    stands_s: float
    warns_s: float = 0.0
    shown: bool = False


def limit(context: KioskContext, visit: Visit) -> Limit:
    """Gives the limit of the page on screen. Help on its way, then a slip in the hand come before what the
    journey has.
    """
    idle, slower = context.idle, pace(context, visit)
    count_s, ends_after_s = idle.count_s * slower, journey_of(visit).ends_after_s
    if visit.staff_called:
        return Limit(HELP_S + count_s, count_s)
    returns_s = _returns_s(context, visit)
    if returns_s is not None:
        return Limit(returns_s * slower, shown=True)
    if ends_after_s is not None:
        return Limit(ends_after_s * slower)
    return Limit(idle.warn_s * slower + count_s, count_s)


def pace(context: KioskContext, visit: Visit) -> float:
    """Says how many times as long who reads large text, listens or talks has."""
    assisted = visit.comfort.large or _by_ear(visit)
    return context.idle.assisted if assisted else 1.0


def _by_ear(visit: Visit) -> bool:
    return visit.comfort.listen or visit.voice.leads or visit.voice.introduced


def _returns_s(context: KioskContext, visit: Visit) -> float | None:
    """Gives the seconds until the screen goes home by itself; None where it does not: no slip is out, more is
    to be done, or the citizen stays.
    """
    purpose = journey_of(visit).slips.get(visit.at)
    if purpose is None or visit.stays or visit.voice.over is not None or visit.waits_for(PrintSlip):
        return None
    if visit.is_unfinished:
        return None
    seconds = {Slip.PRINTED: context.idle.return_s, Slip.ON_SCREEN: context.idle.shown_s}
    return seconds.get(visit.slip(purpose))


def looked(context: KioskContext, visit: Visit, speaking: bool, now: Moment) -> Visit | None:
    """Gives the visit a second later, with what is left of its time; None when that is over. `speaking`: the
    kiosk is saying something.
    """
    visit = _with_activity(visit, speaking, now)
    ends = limit(context, visit)
    left = math.ceil(ends.stands_s - (now.seconds - max(visit.touched, visit.active)))
    if left <= 0:
        return None
    returns = left if ends.shown and (visit.returns is not None or not speaking) else None
    return replace(visit, countdown=left if left <= ends.warns_s else None, returns=returns)


def _with_activity(visit: Visit, speaking: bool, now: Moment) -> Visit:
    """Counts the kiosk's own speech and work as activity; its warning is none. Who is waited for with a card
    is idle until it is seen (`aim_hints.py`).
    """
    if visit.countdown is not None:
        return visit
    if speaking:
        return active(visit, now, MOST_SPEECH_S)
    works = any(not isinstance(one, Reading) for one in visit.pending)
    return active(visit, now, MOST_WORK_S) if works else visit


def says(context: KioskContext, before: Visit, after: Visit) -> tuple[Effect, ...]:
    """Gives what sounds of the time that is left: the warning for everybody, the way home for who listens."""
    text = context.messages.text
    if after.countdown is not None and before.countdown is None:
        warning = WARNING_OF_KEYS if after.comfort.keys else WARNING
        return Speak(text(after.lang, warning), after.lang), Chime()
    if after.returns is not None and before.returns is None and _by_ear(after):
        return (Speak(text(after.lang, RETURNS, count=after.returns), after.lang),)
    return ()


def more_time(context: KioskContext, visit: Visit, _event: ev.MoreTime, _now: Moment) -> Result:
    """Goes on where it was: who is led by ear hears again what was said last. A screen that would have gone
    home stays.
    """
    if visit.countdown is None:
        return replace(visit, stays=visit.returns is not None or visit.stays, returns=None), ()
    if not (visit.comfort.listen or visit.voice.leads):
        return visit, (Hush(),)
    return visit, (Hush(), Speak(visit.said or spoken(context, visit), visit.lang))
