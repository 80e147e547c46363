"""Decides whom a counter calls next. Pure.

Everybody has a place in time: the moment at which the number was taken. A reason to go ahead moves it
forward, by
what the centre's `calling.toml` says. So a bound holds without further care: nobody is overtaken by
somebody who
came more than `longest_overtaken_minutes` later.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from config.calling import APPOINTMENT, CallingRule

IN_TURN = "in_turn"
CHOSEN = "chosen"
"""The rules by which a call may come besides the reasons: in turn, or chosen by the officer."""


@dataclass(frozen=True, slots=True)
class QueuePlace:
    """Holds what the calling rule knows of a ticket that may be called.

    `queued_at` is its place in time, `arrival` grows with each ticket of the hub. `reason` is why it goes
    ahead. `appointment` is the time of one. `not_before`: it is not called sooner. `counter`: no other
    counter calls it. `skills` are wanted of the counter.
    """

    ticket: str
    field: str
    queued_at: datetime
    arrival: int
    reason: str | None = None
    appointment: datetime | None = None
    not_before: datetime | None = None
    counter: str | None = None
    skills: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Caller:
    """Describes a counter that calls: what it serves and what its officer can do."""

    number: str
    fields: Collection[str]
    skills: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """Names whom a counter calls, and the rule that chose: a reason to go ahead, or `IN_TURN`."""

    ticket: str
    rule: str


def in_order(rule: CallingRule, places: Iterable[QueuePlace]) -> list[QueuePlace]:
    """Sorts places into calling order, whoever may call them."""
    return sorted(places, key=lambda place: (_moved_to(rule, place), place.arrival))


def next_place(
    rule: CallingRule, places: Iterable[QueuePlace], caller: Caller, now: datetime
) -> Chosen | None:
    """Chooses whom the counter calls at `now`; None where nobody waits for it."""
    for place in in_order(rule, places):
        if may_call(rule, place, caller, now):
            return Chosen(place.ticket, reason_of(rule, place) or IN_TURN)
    return None


def may_call(rule: CallingRule, place: QueuePlace, caller: Caller, now: datetime) -> bool:
    """Says if this counter may call that place now."""
    if place.field not in caller.fields or place.counter not in (None, caller.number):
        return False
    if now < callable_from(rule, place):
        return False
    waited_for_skill = timedelta(minutes=rule.skills.wait_minutes)
    return place.skills <= set(caller.skills) or now - place.queued_at >= waited_for_skill


def callable_from(rule: CallingRule, place: QueuePlace) -> datetime:
    """Gives the moment from which the place may be called."""
    moments = [place.queued_at, *([place.not_before] if place.not_before else [])]
    if place.appointment is not None and _is_in_time(rule, place):
        moments.append(place.appointment - timedelta(minutes=rule.appointment.early_minutes))
    return max(moments)


def reason_of(rule: CallingRule, place: QueuePlace) -> str | None:
    """Gives the reason that moves the place furthest ahead; None where nothing does."""
    reasons = [place.reason] if place.reason else []
    if _is_in_time(rule, place):
        reasons.append(APPOINTMENT)
    return max(reasons, key=rule.ahead, default=None)


def _moved_to(rule: CallingRule, place: QueuePlace) -> datetime:
    moved = [place.queued_at - rule.ahead(place.reason)]
    if place.appointment is not None and _is_in_time(rule, place):
        moved.append(place.appointment - rule.ahead(APPOINTMENT))
    return min(moved)


def _is_in_time(rule: CallingRule, place: QueuePlace) -> bool:
    return place.appointment is not None and rule.is_in_time(place.appointment, place.queued_at)
