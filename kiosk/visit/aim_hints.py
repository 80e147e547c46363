"""Shows what the reader sees, and gives the citizen hints, while a screen waits for a
card or a slip.

Nothing here is personal: a hint is one of eight, and a glimpse holds no letter. It is gone with the waiting.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.language.messages import N_
from kiosk.ports.codes import Hint
from kiosk.visit import events as ev
from kiosk.visit.effects import Reading, ReadSlipCode, Speak
from kiosk.visit.model import KioskContext, Moment, Visit
from kiosk.visit.navigation import same
from kiosk.visit.pending import Result, active

SAY_EVERY_S = 5.0
MOST_HELD_S = 180.0
"""A card that somebody forgot before the camera keeps no visit open for longer."""
_NOTHING_SEEN = frozenset({"no_code", "no_slip"})

CARD_HINTS: dict[Hint, str] = {
    "move_closer": N_("Bring the card a little closer"),
    "move_back": N_("Move the card back a little"),
    "whole_card": N_("Move the card into the middle: all of it must be seen"),
    "tilt_glare": N_("Tilt the card a little: light shines on it"),
    "hold_still": N_("Hold the card still"),
    "more_light": N_("It is too dark: take your hand's shadow off the card"),
    "too_bright": N_("It is too bright: turn the card away from the lamp"),
    "show_the_code": N_("Turn the card over: the square code must face the camera"),
}
SLIP_HINTS: dict[Hint, str] = {
    "move_closer": N_("Bring the slip a little closer"),
    "move_back": N_("Move the slip back a little"),
    "whole_card": N_("Move the slip into the middle: all of its code must be seen"),
    "tilt_glare": N_("Tilt the slip a little: light shines on it"),
    "hold_still": N_("Hold the slip still"),
    "more_light": N_("It is too dark: take your hand's shadow off the slip"),
    "too_bright": N_("It is too bright: turn the slip away from the lamp"),
    "show_the_code": N_("Turn the slip: its square code must face the camera"),
}


def hint_text(visit: Visit) -> str:
    """Gives the message id of the present hint for the citizen; empty without one."""
    hint = visit.glimpse.hint if visit.glimpse else None
    if hint is None:
        return ""
    return (SLIP_HINTS if visit.waits_for(ReadSlipCode) else CARD_HINTS)[hint]


def glimpsed(context: KioskContext, visit: Visit, event: ev.Glimpsed, now: Moment) -> Result:
    """Shows what the reader has seen, and speaks its hint to who listens, but not over what was just spoken;
    who is led by ear hears all that is new. Who holds a card is not idle.
    """
    if not visit.waits_for(Reading):
        return same(visit)
    after = replace(visit, glimpse=event.glimpse)
    text = hint_text(after)
    if not text:
        return after, ()
    after = active(after, now, MOST_HELD_S)
    if visit.problem is not None and visit.problem.id in _NOTHING_SEEN:
        after = replace(after, problem=None)
    quiet = now.seconds - max(visit.hint_said, visit.touched)
    if not visit.comfort.listen or visit.comfort.keys or quiet < SAY_EVERY_S:
        return after, ()
    said = context.messages.text(visit.lang, text)
    return replace(after, hint_said=now.seconds), (Speak(said, visit.lang),)


def without_glimpse(visit: Visit) -> Visit:
    """Forgets what was seen: nobody waits for a card any more."""
    return visit if visit.glimpse is None or visit.waits_for(Reading) else replace(visit, glimpse=None)
