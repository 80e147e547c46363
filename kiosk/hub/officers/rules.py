"""Decides who may do what, at which centre and counter, on which day. Pure; what nobody permitted is refused.

An officer may do what their account permits, while it is not closed, on the days of an assignment to the
centre. What is done at a counter is for those who are assigned to it, or to every counter, and for who
supervises the centre.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from kiosk.contract.officer import Permission
from kiosk.hub.store.records import AssignmentRecord, OfficerRecord

ONE_DAY = timedelta(days=1)


def in_force(officer: OfficerRecord, centre: str, day: date) -> tuple[AssignmentRecord, ...]:
    """Lists the assignments that hold at the centre on that day."""
    return tuple(
        one
        for one in officer.assignments
        if one.centre == centre and one.first <= day and (one.last is None or day <= one.last)
    )


def is_on_duty(officer: OfficerRecord, centre: str, day: date) -> bool:
    """Says if the officer works at the centre on that day: else they can't sign in, and a session ends."""
    return not officer.closed and bool(in_force(officer, centre, day))


def counters(officer: OfficerRecord, centre: str, day: date) -> frozenset[str] | None:
    """Gives the counters at which the officer may act that day; None: at every one of the centre."""
    held = {one.counter for one in in_force(officer, centre, day)}
    named = frozenset(counter for counter in held if counter is not None)
    everywhere = None in held or (held and Permission.SUPERVISE in officer.permissions)
    return None if everywhere else named


def moved(
    officer: OfficerRecord, centre: str, day: date, counter: str
) -> tuple[AssignmentRecord, ...] | None:
    """Gives the assignments with which the officer works at that counter on that day, and on every other day
    as before. None: they are not on duty that day, or at every counter already.
    """
    held = in_force(officer, centre, day)
    if not held or counters(officer, centre, day) is None:
        return None
    others = [one for one in officer.assignments if one not in held]
    before = [replace(one, last=day - ONE_DAY) for one in held if one.first < day]
    after = [replace(one, first=day + ONE_DAY) for one in held if one.last is None or one.last > day]
    return (*others, *before, AssignmentRecord(centre, day, day, counter), *after)


def refusal(
    officer: OfficerRecord,
    permission: Permission | None,
    centre: str,
    day: date,
    counter: str | None = None,
) -> str | None:
    """Gives the id of the refusal of what needs that permission (None: only to be on duty), at that counter
    where it is done at one. None: the officer may.
    """
    if not is_on_duty(officer, centre, day):
        return "not_assigned"
    if permission is not None and permission not in officer.permissions:
        return "not_allowed"
    own = counters(officer, centre, day)
    return "other_counter" if counter is not None and own is not None and counter not in own else None


def is_administered(officers: Iterable[OfficerRecord], centre: str, day: date) -> bool:
    """Says if somebody administers the centre, from that day on and without an end; who was moved for the day
    still does.
    """
    return any(
        Permission.ADMINISTER in one.permissions
        and not one.closed
        and in_force(one, centre, day)
        and any(held.last is None for held in in_force(one, centre, day + ONE_DAY))
        for one in officers
    )
