"""Writes a line to the officer who was called, for who does not speak or hear; it is kept nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from dataclasses import field as value

from kiosk.language.messages import N_
from kiosk.visit import events as ev
from kiosk.visit import helping
from kiosk.visit.journey import Journey
from kiosk.visit.model import KioskContext, Moment, State, Visit
from kiosk.visit.navigation import back, same
from kiosk.visit.pending import Result

WRITE = "write"
MOST_LETTERS = 120
CALLED = N_("An officer was called. Please wait here.")


@dataclass(frozen=True, slots=True)
class Writing(State):
    """Holds if the line was sent, and what was half typed on the page `before`, for the way back."""

    sent: bool = False
    before: str = ""
    draft: str = value(default="", repr=False)
    keys: str = value(default="", repr=False)


def writing(visit: Visit) -> Writing:
    """Begins a line to the staff; what is typed on the page now is kept."""
    return Writing(before=visit.at, draft=visit.draft, keys=visit.keys)


def _back(context: KioskContext, visit: Visit, _event: ev.Event, _now: Moment) -> Result:
    kept = visit.of(Writing)
    after, effects = back(context, visit)
    if after.at == kept.before:
        after = replace(after, draft=kept.draft, keys=kept.keys)
    return after.having(Writing()), effects


def _keyed(_context: KioskContext, visit: Visit, event: ev.Keyed, _now: Moment) -> Result:
    typed = visit.typing(event.key)
    if len(typed.draft) > MOST_LETTERS:
        return same(visit)
    return typed.having(replace(typed.of(Writing), sent=False)), ()


def _wrote(context: KioskContext, visit: Visit, _event: ev.Event, now: Moment) -> Result:
    line = visit.written.strip()
    if visit.at != WRITE or not line:
        return same(visit)
    visit = replace(visit.having(replace(visit.of(Writing), sent=True)), draft="", keys="")
    return helping.called(context, visit, now, line)


def said_of_call(visit: Visit) -> str:
    """Says how the call stands, as a message id; empty where nobody is called any more."""
    if visit.call is None:
        return ""
    return helping.COMING if visit.call.coming else CALLED


def _spoken(context: KioskContext, visit: Visit) -> str:
    text = context.messages.text
    ask = text(visit.lang, "You can write a line to the officer.")
    said = said_of_call(visit)
    return f"{text(visit.lang, said)} {ask}" if said else ask


JOURNEY = Journey(
    name="writing",
    title=N_("Writing to the staff"),
    state=Writing,
    places={WRITE: _spoken},
    handlers={ev.Back: _back, ev.Keyed: _keyed, ev.WroteStaff: _wrote},
)
