"""Decides who is next, and what may be done with a ticket. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from kiosk.contract.ticket import TicketState

Act = Literal["shown", "call", "recall", "start", "finish", "no_show"]

MOVES: dict[tuple[Act, TicketState], TicketState] = {
    ("shown", TicketState.ISSUED): TicketState.WAITING,
    ("call", TicketState.WAITING): TicketState.CALLED,
    ("call", TicketState.NO_SHOW): TicketState.CALLED,
    ("recall", TicketState.CALLED): TicketState.CALLED,
    ("start", TicketState.CALLED): TicketState.SERVING,
    ("finish", TicketState.CALLED): TicketState.FINISHED,
    ("finish", TicketState.SERVING): TicketState.FINISHED,
    ("no_show", TicketState.CALLED): TicketState.NO_SHOW,
}
"""Every move there is. A ticket that nobody holds (`ISSUED`) can't be called."""

AT_COUNTER = frozenset({TicketState.CALLED, TicketState.SERVING})


@dataclass(frozen=True, slots=True)
class QueuePlace:
    """Holds what the calling rule knows of a waiting ticket. `arrival` grows with each ticket of the hub;
    `priority` 0 is everybody, a higher one goes first.
    """

    ticket: str
    field: str
    issued_at: datetime
    arrival: int
    priority: int = 0


def in_order(places: Iterable[QueuePlace]) -> list[QueuePlace]:
    """Sorts in calling order: priority, then who took the number first, then the hub's own order."""
    return sorted(places, key=lambda place: (-place.priority, place.issued_at, place.arrival))


def next_place(places: Iterable[QueuePlace], fields: Collection[str]) -> QueuePlace | None:
    """Gives whom a counter that serves `fields` calls next; None when nobody waits for it."""
    return next((place for place in in_order(places) if place.field in fields), None)


def moved(state: TicketState, act: Act) -> TicketState | None:
    """Gives the state after `act`, or None where it is not allowed."""
    return MOVES.get((act, state))
