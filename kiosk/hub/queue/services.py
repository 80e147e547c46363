"""Holds the numbers of a visit together: services that share one, and numbers that are not called at once.

A visit may want several services. A field says whether its services share the visit's number
(`shares_number`) or have one of their own.
"""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.contract.ticket import WantedTicket
from kiosk.hub.day import today
from kiosk.hub.queue.centre_queue import CentreQueue
from kiosk.hub.queue.moving import move
from kiosk.hub.store.records import Actor, MoveRecord, TicketRecord
from kiosk.hub.store.transaction import Reading, Transaction
from kiosk.queue.moves import AT_COUNTER, ENDED

NEXT_SERVICE = "next_service"
"""Why a finished number waits again: another service shares it."""


def shared_number(queue: CentreQueue, tx: Transaction, wanted: WantedTicket) -> TicketRecord | None:
    """Finds the number of the visit that this service shares, and adds the service to it; None where it has
    one of its own.
    """
    if wanted.visit is None or wanted.field not in queue.sharing:
        return None
    held = next((one for one in of_visit(tx, wanted.visit) if one.field in queue.sharing), None)
    if held is None:
        return None
    if wanted.field not in fields_of(tx, held):
        tx.services.add(held.id, wanted.field, wanted.procedure, tx.now)
        tx.audit.add("device", wanted.kiosk, "service.added", held.id, wanted.field)
    return held


def of_visit(reading: Reading, visit: str | None) -> list[TicketRecord]:
    """Lists the numbers of a visit that have not ended today."""
    if visit is None:
        return []
    return [one for one in reading.tickets.of_visit(visit, today(reading)) if one.state not in ENDED]


def fields_of(reading: Reading, ticket: TicketRecord) -> tuple[str, ...]:
    """Lists the fields that the number is still for: where it is, and where it goes on to."""
    waiting = (one.field for one in reading.services.waiting(ticket.id))
    return tuple(dict.fromkeys((ticket.field, *waiting)))


def go_on(tx: Transaction, ticket: TicketRecord, actor: Actor) -> TicketRecord | None:
    """Hands a number whose service is over on to the next one that shares it; it keeps its place in time.
    None: there is none.
    """
    following = next(iter(tx.services.waiting(ticket.id)), None)
    if following is None:
        return None
    tx.services.take_up(following.id, tx.now)
    return move(
        tx,
        ticket,
        "transfer",
        actor,
        reason=NEXT_SERVICE,
        field=following.field,
        procedure=following.procedure,
        handed_to=None,
    )


def note_handed_on(tx: Transaction, ticket: TicketRecord, field: str) -> None:
    """Notes that an officer has handed the number on to a service that shares it anyway."""
    for one in tx.services.waiting(ticket.id):
        if one.field == field:
            tx.services.take_up(one.id, tx.now)


def take_back(tx: Transaction, done: MoveRecord, now: TicketRecord) -> None:
    """Lets a service that shares the number wait again, where its taking up is taken back."""
    if done.act != "transfer":
        return
    taken = [one for one in tx.services.of_ticket(now.id) if one.is_taken_up and one.field == now.field]
    for one in taken[-1:]:
        tx.services.take_up(one.id, None)


def absent(reading: Reading, waiting: Iterable[TicketRecord]) -> set[str]:
    """Finds those who wait and whose holder is at a counter with another number of the same visit."""
    busy = {one.visit for one in reading.tickets.of_day(today(reading), *AT_COUNTER)} - {None}
    return {one.id for one in waiting if one.visit in busy}
