"""Computes working days: Monday to Friday, less the days off, plus the make-up workdays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """Knows which days the centre works. `days_off` and `workdays` (make-up Saturdays) name each day."""

    days_off: dict[date, str]
    workdays: dict[date, str]

    @property
    def until(self) -> date:
        """Gives the last day it knows: the end of the last year with days off. Each year's are published
        anew.
        """
        return date(max(self.days_off).year, 12, 31) if self.days_off else date.min

    def is_working(self, day: date) -> bool:
        """Says if deadlines count this day. A Saturday session is none."""
        if day in self.workdays:
            return True
        return day.weekday() < _SATURDAY and day not in self.days_off

    def next_working(self, day: date) -> date:
        """Gives the first working day after `day`."""
        return self.after(day, 1)

    def this_or_next(self, day: date) -> date:
        """Gives `day` itself when it is a working day, else the next one."""
        return day if self.is_working(day) else self.next_working(day)

    def after(self, day: date, count: int) -> date:
        """Gives the `count`-th working day after `day`; `day` itself is not counted."""
        found = day
        left = count
        while left > 0:
            found += timedelta(days=1)
            left -= self.is_working(found)
        return found
