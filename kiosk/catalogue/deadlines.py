"""Computes when a dossier is due, counted from the moment an officer accepted it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from config.calendar import Calendar
from kiosk.catalogue.procedure import TimeLimit
from kiosk.language.messages import N_, Messages

# Office hours by which a limit in hours is counted: 7:30-11:30 and 13:00-17:00, as one ward's site states.
SESSIONS = ((time(7, 30), time(11, 30)), (time(13), time(17)))

SAME_DAY = N_("Received by {hour}:00: result on the same day")
AFTER_HOUR = N_("Received after {hour}:00: result on the next working day")
DAY_OFF = N_("Received on a day off: result on the next working day")
WORKING_DAYS = N_("{count} working days after the day of receipt")
DAYS = N_("{count} days after the day of receipt; a day off moves it to the next working day")
HOURS = N_("{count} working hours after receipt")
NOT_PUBLISHED = N_("No time limit is published")
AFTER_CALENDAR = N_("The day will be told later: the days off after {year} are not known yet")


@dataclass(frozen=True, slots=True)
class Due:
    """Holds the day of the result, None where no limit is published or the calendar ends before it; `rule` is
    the message id that says why, `count`, `hour` and `year` its numbers (see `line`).
    """

    day: date | None
    rule: str
    count: int = 0
    hour: int = 0
    year: int = 0

    def line(self, lang: str, messages: Messages) -> str:
        """Writes the rule in words."""
        return messages.text(lang, self.rule, count=self.count, hour=self.hour, year=self.year)


def due(received_at: datetime, limit: TimeLimit, calendar: Calendar) -> Due:
    """Computes the day on which a dossier received at `received_at` (aware, in the
    centre's zone) is due.

    Same-day procedures: received after 15:00 (`same_day_until`), the next working day, as the national
    portal states for 1.001193, 1.000656, 2.000635. Days: the day of receipt is not counted, and an end on a
    day off moves to the next working day (Civil Code 2015, articles 147 and 148). No day is promised after
    the calendar's last: Tết might lie there. Raises ValueError where `received_at` has no zone.
    """
    if received_at.tzinfo is None:
        raise ValueError("received_at needs a time zone")
    found = _due(received_at, limit, calendar)
    if found.day is not None and found.day > calendar.until:
        return Due(None, AFTER_CALENDAR, year=calendar.until.year)
    return found


def _due(received_at: datetime, limit: TimeLimit, calendar: Calendar) -> Due:
    if limit.quantity is None:
        return Due(None, NOT_PUBLISHED)
    if limit.same_day_until is not None:
        return _same_day(received_at, limit.same_day_until, calendar)
    day = received_at.date()
    if limit.unit == "working_day":
        return Due(calendar.after(day, limit.quantity), WORKING_DAYS, count=limit.quantity)
    if limit.unit == "day":
        end = calendar.this_or_next(day + timedelta(days=limit.quantity))
        return Due(end, DAYS, count=limit.quantity)
    end = _after_hours(received_at, timedelta(hours=limit.quantity), calendar)
    return Due(end, HOURS, count=limit.quantity)


def _same_day(received_at: datetime, hour: int, calendar: Calendar) -> Due:
    day = received_at.date()
    if not calendar.is_working(day):
        return Due(calendar.next_working(day), DAY_OFF)
    if received_at.time() > time(hour):
        return Due(calendar.next_working(day), AFTER_HOUR, hour=hour)
    return Due(day, SAME_DAY, hour=hour)


def _after_hours(received_at: datetime, left: timedelta, calendar: Calendar) -> date:
    """Gives the day on which the last of `left` working hours ends."""
    day, now = received_at.date(), received_at.time()
    while True:
        for begin, end in SESSIONS if calendar.is_working(day) else ():
            length = datetime.combine(day, end) - datetime.combine(day, max(begin, min(now, end)))
            if left <= length:
                return day
            left -= length
        day, now = day + timedelta(days=1), time.min
