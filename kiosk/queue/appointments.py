"""Lays out the slots that may be booked, and says how an arrival stands to its appointment. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from config.booking import BookingRule
from config.calling import CallingRule
from config.hours import Timetable
from kiosk.clock import ICT
from kiosk.contract.appointment import Arrival


def slots_of(rule: BookingRule, timetable: Timetable, field: str, day: date) -> list[datetime]:
    """Lists when the slots of a field begin on a day, whole ones only; none while nobody stated its hours."""
    found: list[datetime] = []
    for session in timetable.sessions(day, field) or ():
        at = datetime.combine(day, session.start, ICT)
        until = datetime.combine(day, session.until, ICT)
        while at + rule.slot <= until:
            found.append(at)
            at += rule.slot
    return found


def bookable(rule: BookingRule, timetable: Timetable, field: str, now: datetime) -> Iterator[datetime]:
    """Gives the slots of a field that may still be booked at `now`, full ones too; none where it takes no
    bookings.
    """
    if field not in rule.capacity:
        return
    first = now + timedelta(minutes=rule.notice_minutes)
    for ahead in range(rule.days_ahead + 1):
        for at in slots_of(rule, timetable, field, now.date() + timedelta(days=ahead)):
            if at >= first:
                yield at


def arrival(rule: CallingRule, booking: BookingRule, appointment: datetime, now: datetime) -> Arrival:
    """Says how somebody stands who comes at `now` for an appointment."""
    if appointment.date() != now.date():
        return "another_day" if appointment > now else "over"
    if now < opens_at(booking, appointment):
        return "early"
    return "in_time" if rule.is_in_time(appointment, now) else "late"


def opens_at(booking: BookingRule, appointment: datetime) -> datetime:
    """Gives the moment from which the holder of an appointment may come."""
    return appointment - timedelta(minutes=booking.check_in_minutes)
