"""Tells when the centre serves citizens: today, the next day on which it does, and through the week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from config.hours import DAYS, Session, Timetable
from kiosk.language.messages import N_, Messages
from kiosk.ports.time import Clock

LOOKED_AHEAD = 31
"""Days among which the next one with opening hours is looked for."""
_NAMES = dict(
    zip(
        DAYS,
        (
            N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"),
            N_("Sunday"),
        ),
        strict=True,
    )
)  # fmt: skip


class Hours:
    """Holds a centre's timetable and the clock that says which day it is. Immutable, safe across threads."""

    def __init__(self, timetable: Timetable, clock: Clock) -> None:
        self._timetable = timetable
        self._clock = clock

    def told(self, lang: str, messages: Messages) -> str | None:
        """Tells the hours in a line each; None where nobody stated them."""
        today = self._clock.now().date()
        if self._timetable.hours is None:
            return None
        return "\n".join((*self._today(today, lang, messages), *self._week(lang, messages)))

    def _today(self, today: date, lang: str, messages: Messages) -> Iterator[str]:
        sessions = self._timetable.sessions(today)
        if sessions:
            yield messages.text(lang, "Open today: {hours}.", hours=_said(sessions, lang, messages))
            return
        yield messages.text(lang, "Closed today.")
        ahead = (today + timedelta(days) for days in range(1, LOOKED_AHEAD))
        opens = next((day for day in ahead if self._timetable.sessions(day)), None)
        if opens is not None:
            hours = _said(self._timetable.sessions(opens) or (), lang, messages)
            name = messages.text(lang, _NAMES[DAYS[opens.weekday()]])
            yield messages.text(
                lang, "Open next on {day} {date}: {hours}.", day=name, date=f"{opens:%d/%m/%Y}", hours=hours
            )

    def _week(self, lang: str, messages: Messages) -> Iterator[str]:
        """Lists the hours of the week, days that follow each other with the same hours together."""
        hours = self._timetable.hours
        for texts, days in groupby(DAYS, lambda day: getattr(hours, day)):
            names = [messages.text(lang, _NAMES[day]) for day in days]
            named = names[0] if len(names) == 1 else f"{names[0]} – {names[-1]}"
            sessions = tuple(Session.of(text) for text in texts)
            said = _said(sessions, lang, messages) if sessions else messages.text(lang, "closed")
            yield f"{named}: {said}."


def _said(sessions: tuple[Session, ...], lang: str, messages: Messages) -> str:
    return ", ".join(
        messages.text(lang, "{start} to {until}", start=f"{one.start:%H:%M}", until=f"{one.until:%H:%M}")
        for one in sessions
    )
