"""Moves a ticket into another state: keeps the state's period, the move with what was before, events and
audit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kiosk.contract.event import NumberCalled, NumberMoved, QueueChanged, TicketCalled, TicketMoved
from kiosk.contract.ticket import TicketState
from kiosk.hub.day import hub_time
from kiosk.hub.problems import ProblemError
from kiosk.hub.store.records import Actor, Done, TicketRecord
from kiosk.hub.store.transaction import Transaction
from kiosk.queue.moves import WAITS, Act, moved

CALLING = frozenset({"call", "recall"})
EVENTS: Mapping[TicketState, str] = {
    TicketState.WAITING: "ticket.waiting",
    TicketState.CALLED: "ticket.called",
    TicketState.ON_THE_WAY: "ticket.on_the_way",
    TicketState.SERVING: "ticket.serving",
    TicketState.ON_HOLD: "ticket.on_hold",
    TicketState.PARKED: "ticket.parked",
    TicketState.TRANSFERRED: "ticket.transferred",
    TicketState.NO_SHOW: "ticket.no_show",
    TicketState.FINISHED: "ticket.finished",
    TicketState.LEFT: "ticket.left",
}
"""The event that tells of a ticket's coming into a state."""


def move(
    tx: Transaction, ticket: TicketRecord, act: Act, actor: Actor, *, reason: str = "", **changes: Any
) -> TicketRecord:
    """Does `act` with the ticket; gives it as it is then. `changes` are further fields of the record;
    `reason`
    is why, or by which calling rule. 409 `wrong_state` where its state does not allow it.
    """
    state = moved(ticket.state, act)
    if state is None:
        raise ProblemError("wrong_state", f"the ticket is {ticket.state.value}")
    calling = act in CALLING
    after = replace(
        ticket,
        state=state,
        called_at=hub_time(tx) if calling else ticket.called_at,
        calls=ticket.calls + calling,
        **changes,
    )
    keep(tx, ticket, after, Done(act, actor, reason))
    return after


def keep(tx: Transaction, before: TicketRecord, after: TicketRecord, done: Done) -> None:
    """Keeps a ticket's change, and tells of it."""
    actor = done.actor
    tx.tickets.change(after)
    tx.moves.add(before, tx.now, done)
    if after.state is not before.state:
        tx.tickets.end_period(before, tx.now)
        tx.tickets.begin_period(after, tx.now, actor.counter, actor.name if actor.role == "staff" else None)
    _tell(tx, before, after, done.act)
    tx.audit.add(actor.role, actor.name, f"ticket.{done.act}", after.id, actor.counter or done.reason)


def _tell(tx: Transaction, before: TicketRecord, after: TicketRecord, act: str) -> None:
    calling = after.state is TicketState.CALLED and act in CALLING
    tx.events.add(EVENTS[after.state], _for_staff(after, calling), _for_hall(before, after, calling))
    fields = {one.field for one in (before, after) if one.state in WAITS}
    for field in sorted(fields if before.state is not after.state else ()):
        changed = QueueChanged(field=field, waiting=tx.tickets.count_waiting(field, after.day))
        tx.events.add("queue.changed", changed, changed)


def _for_staff(ticket: TicketRecord, calling: bool) -> TicketMoved:
    event = TicketMoved(
        ticket=ticket.id,
        number=ticket.number,
        field=ticket.field,
        counter=ticket.counter,
        lang=ticket.lang,
    )
    return TicketCalled(**dict(event), again=ticket.calls > 1) if calling else event


def _for_hall(before: TicketRecord, ticket: TicketRecord, calling: bool) -> NumberMoved | None:
    """Says what the hall hears: nothing before the number has been at a counter."""
    counter = ticket.counter or before.counter
    if counter is None:
        return None
    if calling:
        return NumberCalled(number=ticket.number, counter=counter, again=ticket.calls > 1)
    return NumberMoved(number=ticket.number, counter=counter)
