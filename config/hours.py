"""Holds the hours in which a centre serves citizens, by day of the week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, Field

from config.calendar import Calendar
from config.problems import N_
from config.text import Frozen

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Session:
    """Holds one stretch of opening hours, in local time; it ends before `until`."""

    start: time
    until: time

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.until:%H:%M}"


def _in_order(sessions: tuple[str, ...]) -> tuple[str, ...]:
    ends = [end for text in sessions for end in text.split("-")]
    if any(before >= after for before, after in pairwise(ends)):
        raise ValueError(N_("needs hours that follow each other, such as 07:30-11:30, then 13:00-17:00"))
    return sessions


_Hours = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$")]
Sessions = Annotated[tuple[_Hours, ...], AfterValidator(_in_order)]


class OpeningHours(Frozen):
    """Holds the table `[hours]` of a centre: for each day of the week its sessions; a day
    left out is closed.
    """

    monday: Sessions = ()
    tuesday: Sessions = ()
    wednesday: Sessions = ()
    thursday: Sessions = ()
    friday: Sessions = ()
    saturday: Sessions = ()
    sunday: Sessions = ()

    def on(self, day: date, calendar: Calendar) -> tuple[Session, ...]:
        """Gives the sessions of a day: none on a day off; a make-up workday has those of the Monday."""
        if day in calendar.days_off:
            return ()
        name = "monday" if day in calendar.workdays else DAYS[day.weekday()]
        texts: tuple[str, ...] = getattr(self, name)
        return tuple(Session(*map(time.fromisoformat, text.split("-"))) for text in texts)
