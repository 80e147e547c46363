"""Tracks slips, whatever they are for: printing, printed, or on the screen instead."""

from __future__ import annotations

from dataclasses import replace

from kiosk.visit import effects as fx
from kiosk.visit import outcomes as oc
from kiosk.visit.model import KioskContext, Moment, Slip, Visit
from kiosk.visit.pending import Result, awaiting


def printing(visit: Visit, effect: fx.PrintSlip) -> tuple[Visit, fx.Awaited]:
    """Gives the visit whose slip is being printed, and the effect as it is to be started."""
    return awaiting(_with_slip(visit, effect, Slip.PRINTING), effect)


def printed(_context: KioskContext, visit: Visit, event: oc.SlipPrinted, _now: Moment) -> Result:
    """Notes that the citizen can take the slip."""
    return _with_slip(visit, event.effect, Slip.PRINTED), ()


def not_printed(_context: KioskContext, visit: Visit, event: oc.Failed[fx.PrintSlip], _now: Moment) -> Result:
    """Shows the slip on the screen instead, notifies the staff, and lets its number be called. The printer's
    faults speak of what is valid all the same; a list is not.
    """
    fault = event.fault if event.effect.purpose is not fx.SlipPurpose.CHECKLIST else None
    visit = replace(_with_slip(visit, event.effect, Slip.ON_SCREEN), problem=fault)
    effects: tuple[fx.Effect, ...] = (fx.TellStaff(event.fault.id),)
    if event.effect.ticket is not None:
        effects = (fx.NumberShown(event.effect.ticket, "screen"), *effects)
    return visit, effects


def _with_slip(visit: Visit, effect: fx.PrintSlip, state: Slip) -> Visit:
    return replace(visit, slips={**visit.slips, effect.purpose: state})
