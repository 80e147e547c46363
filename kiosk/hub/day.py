"""Tells the hub's time and day, by which numbers are given, called and shown; neither goes back.

A clock that is set back would hide those who wait, and give their numbers again. So the hub goes on from the
moment at which it last took a ticket into its queue, until the clock has come to it. What lies further ahead
than `FURTHEST` is taken for an earlier error of the clock: nobody waits from there. Who looks after the clock
is told of both (`kiosk.hub.clock_watch`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kiosk.clock import ICT
from kiosk.hub.store.transaction import Reading
from kiosk.ports.device import Fault

FURTHEST = timedelta(days=7)
TOLERATED = timedelta(minutes=5)
"""Time servers put a clock back by less than this; nobody need look."""


def hub_time(reading: Reading) -> datetime:
    """Tells the hub's time, in ICT: the clock's, or that of the last ticket where the clock is behind it."""
    now = reading.now.astimezone(ICT)
    last = reading.workdays.last_moment(now.date() + FURTHEST)
    return now if last is None else max(now, last)


def today(reading: Reading) -> date:
    """Tells the hub's local day."""
    return hub_time(reading).date()


@dataclass(frozen=True, slots=True)
class ClockError:
    """Says that the clock is before a moment that the hub knows. `id` is a fault's: `clock_behind` where the
    hub goes on from that moment, `clock_was_ahead` where it follows the clock.
    """

    id: str
    clock: datetime
    known: datetime

    def fault(self) -> Fault:
        """Gives the fault, with both times."""
        moments = (self.clock, self.known)
        return Fault(self.id, " < ".join(f"{at.astimezone(ICT):%d/%m/%Y %H:%M}" for at in moments))


def clock_error(reading: Reading) -> ClockError | None:
    """Compares the clock with what the hub knows; None: nothing is wrong."""
    known = hub_time(reading)
    if known - reading.now > TOLERATED:
        return ClockError("clock_behind", reading.now, known)
    newest = reading.workdays.last_moment(date.max)
    if newest is not None and newest.date() > known.date() + FURTHEST:
        return ClockError("clock_was_ahead", reading.now, newest)
    return None
