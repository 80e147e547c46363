"""Computes when a dossier is due, counted from the moment an officer accepted it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from config.calendar import Calendar
from config.hours import Session, Timetable
from config.text import Frozen
from kiosk.catalogue.describe import day_words
from kiosk.catalogue.procedure import TimeLimit
from kiosk.language.messages import N_, Messages

# Office hours by which a limit in hours is counted where the centre states none of its own: 7:30-11:30 and
# 13:00-17:00, as one ward's site states.
SESSIONS = (Session(time(7, 30), time(11, 30)), Session(time(13), time(17)))

SAME_DAY = N_("Received by {hour}:00: result on the same day")
AFTER_HOUR = N_("Received after {hour}:00: result on the next working day")
DAY_OFF = N_("Received on a day off: result on the next working day")
WORKING_DAYS = N_("{count} working days after the day of receipt")
DAYS = N_("{count} days after the day of receipt; a day off moves it to the next working day")
HOURS = N_("{count} working hours after receipt")
NOT_PUBLISHED = N_("No time limit is published")
AFTER_CALENDAR = N_("The day will be told later: the days off after {year} are not known yet")
SUSPENDED = N_("The time stands still until the supplement has come")
EXTENDED = N_("Extended, with an apology")
RULES = {
    "same_day": SAME_DAY,
    "after_hour": AFTER_HOUR,
    "day_off": DAY_OFF,
    "working_days": WORKING_DAYS,
    "days": DAYS,
    "hours": HOURS,
    "not_published": NOT_PUBLISHED,
    "after_calendar": AFTER_CALENDAR,
    "suspended": SUSPENDED,
    "extended": EXTENDED,
}
"""The rules by the names under which they are kept."""

CLOSED = N_("closed on {day}, so the next day")


@dataclass(frozen=True, slots=True)
class Pause:
    """Holds a time in which a supplement was awaited: from `asked` to `came` (None: still awaited).

    Neither the day of asking nor the day on which it came is counted; of a limit in hours, no hour between.
    No text of law on this was at hand: it follows how the day of receipt is counted.
    """

    asked: datetime
    came: datetime | None = None

    def covers(self, day: date) -> bool:
        """Says if the day is not counted."""
        return self.asked.date() <= day <= (self.came.date() if self.came else date.max)


@dataclass(frozen=True, slots=True)
class Due:
    """Holds the day of the result, None where no limit is published, a supplement is awaited or the calendar
    ends before it; `rule` is the message id that says why, `count`, `hour` and `year` its numbers (see
    `line`). `closed_on`: the day that the rule gives, on which the office is closed.
    """

    day: date | None
    rule: str
    count: int = 0
    hour: int = 0
    year: int = 0
    closed_on: date | None = None

    def line(self, lang: str, messages: Messages) -> str:
        """Writes the rule in words."""
        said = messages.text(lang, self.rule, count=self.count, hour=self.hour, year=self.year)
        if self.closed_on is None:
            return said
        return f"{said}; {messages.text(lang, CLOSED, day=day_words(self.closed_on, lang))}"


class DueBasis(Frozen):
    """Holds what a day was computed by, kept with the dossier: the limit, the rule with its numbers, and the
    edition of the centre's folder (days off, hours). Later editions and laws do not change it.
    """

    limit: TimeLimit
    edition: str
    rule: str
    count: int = 0
    hour: int = 0
    year: int = 0
    closed_on: date | None = None

    @classmethod
    def of(cls, found: Due, limit: TimeLimit, edition: str) -> DueBasis:
        """Keeps what `found` was computed by."""
        [rule] = [name for name, text in RULES.items() if text == found.rule]
        numbers = {"count": found.count, "hour": found.hour, "year": found.year, "closed_on": found.closed_on}
        return cls.model_validate({"limit": limit, "edition": edition, "rule": rule, **numbers})

    def due(self, day: date | None) -> Due:
        """Gives the day with its rule, as it was told."""
        return Due(day, RULES[self.rule], self.count, self.hour, self.year, self.closed_on)


def due(
    received_at: datetime,
    limit: TimeLimit,
    timetable: Timetable,
    field: str | None = None,
    pauses: Sequence[Pause] = (),
) -> Due:
    """Computes the day on which a dossier received at `received_at` (aware, in the
    centre's zone) is due.

    Same-day procedures: received after 15:00 (`same_day_until`), the next working day, as the national
    portal states for 1.001193, 1.000656, 2.000635. Days: the day of receipt is not counted, and an end on a
    day off moves to the next working day (Civil Code 2015, articles 147 and 148). A day on which the centre,
    or its `field`, is closed moves on too. No day is promised after the calendar's last: Tết might lie there;
    nor while a supplement is awaited. Raises ValueError where a moment has no zone.
    """
    moments = (
        received_at,
        *(pause.asked for pause in pauses),
        *(pause.came for pause in pauses if pause.came),
    )
    if any(moment.tzinfo is None for moment in moments):
        raise ValueError("received_at and pauses need a time zone")
    ended = sorted((pause for pause in pauses if pause.came is not None), key=lambda pause: pause.asked)
    found = _open(_due(received_at, limit, timetable, field, ended), timetable, field)
    still = [pause.asked.date() for pause in pauses if pause.came is None]
    if found.rule != NOT_PUBLISHED and any(found.day is None or asked <= found.day for asked in still):
        return Due(None, SUSPENDED)
    return found


def answer_by(handed_in: datetime, timetable: Timetable, field: str | None = None) -> datetime | None:
    """Computes until when the office says of a dossier whether it is accepted: the end of office hours on the
    first working day after the day on which it was handed in (aware, in the centre's zone). None: the
    calendar ends before. One working day is what the centre promises; no text of law on this was at hand.
    """
    day = timetable.calendar.next_working(handed_in.date())
    found = _open(Due(day, WORKING_DAYS, count=1), timetable, field).day
    if found is None:
        return None
    return datetime.combine(found, (timetable.stated(found, field) or SESSIONS)[-1].until, handed_in.tzinfo)


def working_time(
    since: datetime, until: datetime, timetable: Timetable, field: str | None = None
) -> timedelta:
    """Sums up the office hours of working days from `since` until `until`; below 0 where that is earlier."""
    if until < since:
        return -working_time(until, since, timetable, field)
    days = (since.date() + timedelta(days=ahead) for ahead in range((until.date() - since.date()).days + 1))
    stretches = (one for day in days for one in _stretches(day, since, timetable, field, ()))
    return sum((max(min(end, until) - begin, timedelta()) for begin, end in stretches), timedelta())


def extended(earlier: Due, day: date, timetable: Timetable, field: str | None = None) -> Due:
    """Gives the new day that the citizen is told with an apology. ValueError where it is not after the day
    promised before.
    """
    if earlier.day is None or day <= earlier.day:
        raise ValueError("an extension ends after the day that was promised")
    return _open(Due(timetable.calendar.this_or_next(day), EXTENDED), timetable, field)


def _open(found: Due, timetable: Timetable, field: str | None) -> Due:
    """Moves the day to one on which the office is open; None where the calendar ends before."""
    day, calendar = found.day, timetable.calendar
    if day is None:
        return found
    while day <= calendar.until and timetable.closing(day, field) is not None:
        day = calendar.next_working(day)
    if day > calendar.until:
        return Due(None, AFTER_CALENDAR, year=calendar.until.year)
    closed_on = found.day if day != found.day else None
    return Due(day, found.rule, found.count, found.hour, found.year, closed_on)


def _due(
    received_at: datetime,
    limit: TimeLimit,
    timetable: Timetable,
    field: str | None,
    pauses: Sequence[Pause],
) -> Due:
    calendar = timetable.calendar
    if limit.quantity is None:
        return Due(None, NOT_PUBLISHED)
    if limit.same_day_until is not None:
        return _same_day(received_at, limit.same_day_until, calendar, pauses)
    day, count = received_at.date(), limit.quantity
    if limit.unit == "working_day":
        return Due(_after(day, count, calendar, pauses, working=True), WORKING_DAYS, count=count)
    if limit.unit == "day":
        end = calendar.this_or_next(_after(day, count, calendar, pauses, working=False))
        return Due(end, DAYS, count=count)
    return Due(
        _after_hours(received_at, timedelta(hours=count), timetable, field, pauses), HOURS, count=count
    )


def _same_day(received_at: datetime, hour: int, calendar: Calendar, pauses: Sequence[Pause]) -> Due:
    """Counts as received when the last supplement that was asked for in time had come."""
    found = _same_day_of(received_at, hour, calendar)
    for pause in pauses:
        if pause.came is not None and found.day is not None and pause.asked.date() <= found.day:
            received_at = max(received_at, pause.came)
            found = _same_day_of(received_at, hour, calendar)
    return found


def _same_day_of(received_at: datetime, hour: int, calendar: Calendar) -> Due:
    day = received_at.date()
    if not calendar.is_working(day):
        return Due(calendar.next_working(day), DAY_OFF)
    if received_at.time() > time(hour):
        return Due(calendar.next_working(day), AFTER_HOUR, hour=hour)
    return Due(day, SAME_DAY, hour=hour)


def _after(day: date, count: int, calendar: Calendar, pauses: Sequence[Pause], *, working: bool) -> date:
    """Gives the `count`-th day after `day` that is counted: every day, or the `working` ones."""
    left = count
    while left > 0 and day <= calendar.until:
        day += timedelta(days=1)
        counted = calendar.is_working(day) or not working
        left -= counted and not any(pause.covers(day) for pause in pauses)
    return day


def _after_hours(
    received_at: datetime, left: timedelta, timetable: Timetable, field: str | None, pauses: Sequence[Pause]
) -> date:
    """Gives the day on which the last of `left` working hours ends."""
    day = received_at.date()
    while day <= timetable.calendar.until:
        for begin, end in _stretches(day, received_at, timetable, field, pauses):
            if left <= end - begin:
                return day
            left -= end - begin
        day += timedelta(days=1)
    return day


def _stretches(
    day: date, received_at: datetime, timetable: Timetable, field: str | None, pauses: Sequence[Pause]
) -> Iterator[tuple[datetime, datetime]]:
    """Lists what counts of the working hours of a day: after receipt, outside the pauses."""
    if not timetable.calendar.is_working(day):
        return
    zone = received_at.tzinfo
    for session in timetable.stated(day, field) or SESSIONS:
        begin = max(datetime.combine(day, session.start, zone), received_at)
        end = datetime.combine(day, session.until, zone)
        for pause in pauses:
            if pause.came is not None and pause.asked < end and pause.came > begin:
                if pause.asked > begin:
                    yield begin, pause.asked
                begin = pause.came
        if begin < end:
            yield begin, end
