"""Ends a day: nobody who holds a number is left unexplained."""

from __future__ import annotations

from datetime import date

from kiosk.contract.ticket import TicketState
from kiosk.hub.day import today
from kiosk.hub.queue.moving import move
from kiosk.hub.store.records import Actor, TicketRecord
from kiosk.hub.store.transaction import Transaction
from kiosk.queue.moves import AT_COUNTER, ENDED


def end_days_before(tx: Transaction, day: date) -> list[TicketRecord]:
    """Ends all numbers of the days before `day`, each with its reason; a service that nobody finished counts
    as finished.

    The hub does so at the first number of a day, for the days before the last one: a clock that was wrong for
    a day must not end the numbers of those who wait.
    """
    return [_ended(tx, ticket) for ticket in tx.tickets.open_before(day)]


def end_day(tx: Transaction, officer: str) -> list[TicketRecord]:
    """Ends today's numbers that are not at a counter: nobody is left unexplained when the centre closes."""
    day = today(tx)
    left = tx.tickets.of_day(day, *(set(TicketState) - ENDED - AT_COUNTER))
    actor = Actor("staff", officer)
    return [move(tx, ticket, "leave", actor, reason="day_closed") for ticket in left]


def _ended(tx: Transaction, ticket: TicketRecord) -> TicketRecord:
    actor = Actor("hub", "hub")
    if ticket.state is TicketState.SERVING:
        return move(tx, ticket, "finish", actor, reason="never_finished")
    return move(tx, ticket, "leave", actor, reason="day_over")
