"""Says which fields may be booked ahead: how long a slot is, how many it takes, how far ahead."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from config.hours import Timetable
from config.text import Frozen, Id


class BookingRule(Frozen):
    """Holds the content of `appointments.toml`. `capacity` is how many a slot takes, by field; a field that
    is left out can't be booked. Slots lie in the opening hours; where nobody stated those there are none.

    `notice_minutes`: a slot is booked no later than this before it begins. `check_in_minutes`: how long
    before the appointment its holder may come.
    """

    slot_minutes: Annotated[int, Field(ge=5, le=240)] = 30
    days_ahead: Annotated[int, Field(ge=0, le=60)] = 6
    notice_minutes: Annotated[int, Field(ge=0, le=1440)] = 60
    check_in_minutes: Annotated[int, Field(ge=5, le=240)] = 45
    capacity: dict[Id, Annotated[int, Field(ge=1, le=50)]] = Field(default_factory=dict)

    def takes(self, timetable: Timetable) -> bool:
        """Says if any field can be booked: it has a capacity, and hours that somebody stated."""
        return any(timetable.states_hours(field) for field in self.capacity)

    @property
    def slot(self) -> timedelta:
        """Gives how long a slot is."""
        return timedelta(minutes=self.slot_minutes)


NO_BOOKING = BookingRule()
"""The rule of a centre that takes no appointments."""
