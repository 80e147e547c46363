"""Handles the failure of an effect, where no journey has its own handler."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kiosk.visit import effects as fx
from kiosk.visit import outcomes as oc
from kiosk.visit.journey import Handler
from kiosk.visit.listening import not_heard, not_said
from kiosk.visit.model import KioskContext, Moment, Visit
from kiosk.visit.pending import Result
from kiosk.visit.slips import not_printed


def shown_and_staff_told(
    _context: KioskContext, visit: Visit, event: oc.Failed[fx.Effect], _now: Moment
) -> Result:
    """Shows the citizen what to do instead, and notifies the staff."""
    return replace(visit, problem=event.fault), (fx.TellStaff(event.fault.id),)


def shown(_context: KioskContext, visit: Visit, event: oc.Failed[fx.Effect], _now: Moment) -> Result:
    """Shows the citizen what to do instead; the same screen can be tried again."""
    return replace(visit, problem=event.fault), ()


def noted(_context: KioskContext, visit: Visit, _event: oc.Failed[fx.Effect], _now: Moment) -> Result:
    """Ignores a failure that the runner has logged: the citizen can do nothing about it
    and goes on without.
    """
    return visit, ()


def staff_not_told(
    _context: KioskContext, visit: Visit, event: oc.Failed[fx.TellStaff], _now: Moment
) -> Result:
    """Takes back a call for help that failed; other notices are in the log."""
    if event.effect.kind != fx.CALL_STAFF:
        return visit, ()
    return replace(visit, call=None, problem=event.fault), ()


SHARED: Mapping[type[fx.Effect], Handler] = {
    fx.PrintSlip: not_printed,
    fx.TellStaff: staff_not_told,
    fx.LookAtCall: noted,
    fx.SendRating: noted,
    fx.NumberShown: noted,
    fx.StopReading: noted,
    fx.Listen: not_heard,
    fx.StopListening: noted,
    fx.EndListening: noted,
    fx.Speak: not_said,
    fx.Chime: noted,
    fx.Hush: noted,
    fx.Wipe: noted,
}
