"""Holds the hours in which a centre serves citizens: by day of the week and by field, less its closings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import Enum
from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from config.calendar import Calendar
from config.problems import N_
from config.text import Frozen, Id, Nfc

LOOKED_AHEAD = timedelta(days=31)
"""How far the next opening is looked for: further than the longest days off, those of Tết."""
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Session:
    """Holds one stretch of opening hours, in local time; it ends before `until`."""

    start: time
    until: time

    @classmethod
    def of(cls, text: str) -> Session:
        """Reads a session of opening hours as it is written: "07:30-11:30"."""
        return cls(*map(time.fromisoformat, text.split("-")))

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
        return tuple(map(Session.of, texts))


class Closing(Frozen):
    """Describes days on which the centre serves nobody, or not the `fields` named: `first` to `last`, both
    included; `last` left out: one day. Deadlines count such a day, but nothing is promised for it.
    """

    first: date
    last: date | None = None
    fields: tuple[Id, ...] = ()
    why: Nfc

    @model_validator(mode="after")
    def _in_order(self) -> Closing:
        if self.last is not None and self.last < self.first:
            raise ValueError(N_("ends before it begins"))
        return self

    def covers(self, day: date, of: str | None) -> bool:
        """Says if nobody is served that day; `of` None: in any field."""
        return self.first <= day <= (self.last or self.first) and (not self.fields or of in self.fields)


class Standing(Enum):
    """Says if citizens are served at a moment. `ENDING`: who comes now may not be served before the end."""

    OPEN = "open"
    ENDING = "ending"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Opening:
    """Says when citizens are served next; `at` None: that day, at an hour that nobody stated."""

    day: date
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Timetable:
    """Knows when a centre works and serves: its calendar, its hours, those of single fields, its closings.

    `hours` None: nobody stated them. In the last `cut_off` before a day's end nobody is promised to be served
    still.
    """

    calendar: Calendar
    hours: OpeningHours | None = None
    field_hours: Mapping[str, OpeningHours] = field(default_factory=dict)
    closings: tuple[Closing, ...] = ()
    cut_off: timedelta = timedelta(0)

    def closing(self, day: date, of: str | None = None) -> Closing | None:
        """Gives what closes the centre, or the field `of`, on that day; None: nothing does."""
        return next((closing for closing in self.closings if closing.covers(day, of)), None)

    def states_hours(self, of: str) -> bool:
        """Says if somebody stated hours for the field."""
        return self.field_hours.get(of, self.hours) is not None

    def stated(self, day: date, of: str | None = None) -> tuple[Session, ...] | None:
        """Gives the sessions by the hours alone, closings left aside; None where nobody stated them."""
        hours = self.field_hours.get(of, self.hours) if of is not None else self.hours
        return None if hours is None else hours.on(day, self.calendar)

    def sessions(self, day: date, of: str | None = None) -> tuple[Session, ...] | None:
        """Gives the sessions of a day in which the centre, or the field `of`, serves; None where nobody
        stated the hours.
        """
        return () if self.closing(day, of) is not None else self.stated(day, of)

    def standing(self, moment: datetime, of: str | None = None) -> Standing:
        """Says if the centre, or the field `of`, serves at that moment; it does where no hours are stated."""
        sessions = self.sessions(moment.date(), of)
        if sessions is None:
            return Standing.OPEN
        now = moment.time()
        if not any(one.start <= now < one.until for one in sessions):
            return Standing.CLOSED
        ends = datetime.combine(moment.date(), sessions[-1].until, moment.tzinfo)
        return Standing.ENDING if ends - moment <= self.cut_off else Standing.OPEN

    def opens(self, moment: datetime, of: str | None = None) -> Opening | None:
        """Finds when the centre, or the field `of`, begins to serve after that moment; None: not within
        `LOOKED_AHEAD`.
        """
        for ahead in range(LOOKED_AHEAD.days):
            day = moment.date() + timedelta(days=ahead)
            sessions = self.sessions(day, of)
            if sessions is None:
                return Opening(day)
            starts = (one.start for one in sessions if ahead or one.start > moment.time())
            if (start := next(starts, None)) is not None:
                return Opening(day, start)
        return None
