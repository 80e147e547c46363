"""Calls numbers to counters, and does with them what officers do there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Literal

from kiosk.contract.ticket import HolderAct
from kiosk.hub.day import hub_time, today
from kiosk.hub.problems import ProblemError
from kiosk.hub.queue import counters, services
from kiosk.hub.queue.centre_queue import CentreQueue, get_or_404, place
from kiosk.hub.queue.moving import keep, move
from kiosk.hub.queue.waits import note_call
from kiosk.hub.store.records import Actor, Done, MoveRecord, TicketRecord
from kiosk.hub.store.transaction import Reading, Transaction
from kiosk.queue.calling import CHOSEN, next_place
from kiosk.queue.moves import HOLDER_MAY, moved

CounterAct = Literal["recall", "start", "finish", "no_show", "hold", "park", "leave"]


def call(
    queue: CentreQueue, tx: Transaction, counter: str, officer: str, ticket_id: str | None
) -> TicketRecord | None:
    """Calls the next one for the counter, or a particular one. It opens the counter where it was not open.

    Who is at another counter with a number of the same visit is passed over, and keeps the place.
    None: nobody waits. 409 `counter_busy` while the counter has somebody, `not_callable` for a ticket in
    another state or of a field that the counter does not serve.
    """
    caller = queue.caller(counter, tx.officers.skills_of(officer))
    day = today(tx)
    if tx.tickets.at_counter(counter, day) is not None:
        raise ProblemError("counter_busy", "finish the number at this counter first")
    if ticket_id is None:
        skills = queue.skills(tx)
        waiting = queue.waiting_on(tx, day)
        elsewhere = services.absent(tx, waiting)
        places = [place(ticket, skills) for ticket in waiting if ticket.id not in elsewhere]
        chosen = next_place(queue.rule, places, caller, hub_time(tx))
        if chosen is None:
            counters.open_if_not(tx, counter, officer)
            return None
        ticket, rule = get_or_404(tx, chosen.ticket), chosen.rule
    else:
        ticket, rule = get_or_404(tx, ticket_id), CHOSEN
        for_others = ticket.field not in caller.fields or ticket.handed_to not in (None, counter)
        if moved(ticket.state, "call") is None or for_others or ticket.day != day:
            raise ProblemError("not_callable", f"the ticket is {ticket.state.value}")
    note_call(tx, ticket)
    called = move(tx, ticket, "call", Actor("staff", officer, counter), reason=rule, counter=counter)
    counters.open_if_not(tx, counter, officer)
    return called


def act(queue: CentreQueue, tx: Transaction, counter: str, officer: str, act: CounterAct) -> TicketRecord:
    """Does something with the number at the counter. 409 `nothing_called`, `wrong_state`."""
    ticket = _at(queue, tx, counter)
    if moved(ticket.state, act) is None:
        raise ProblemError("wrong_state", f"the ticket is {ticket.state.value}")
    actor = Actor("staff", officer, counter)
    if act == "no_show":
        return _missed(queue, tx, ticket, actor)
    if act == "finish" and ticket.back_to is not None:
        return move(tx, ticket, "transfer", actor, field=ticket.back_to, back_to=None, handed_to=None)
    if act == "finish" and (going_on := services.go_on(tx, ticket, actor)) is not None:
        return going_on
    return move(tx, ticket, act, actor)


def transfer(
    queue: CentreQueue,
    tx: Transaction,
    counter: str,
    officer: str,
    *,
    field: str,
    to: str | None = None,
    back: bool = False,
) -> TicketRecord:
    """Hands the number at the counter on to a field, or to one counter of it; its place in time stays. With
    `back` it returns to its own field when it is finished there.

    422 `unknown_field`; 404 `unknown_counter`; 409 `not_served`: that counter does not serve the field.
    """
    ticket = _at(queue, tx, counter)
    queue.letter(field)
    if to is not None and field not in queue.counter(to).fields:
        raise ProblemError("not_served", "that counter does not serve the field")
    if not queue.serving(field):
        raise ProblemError("not_served", "no counter serves the field")
    services.note_handed_on(tx, ticket, field)
    return move(
        tx,
        ticket,
        "transfer",
        Actor("staff", officer, counter),
        reason=to or field,
        field=field,
        handed_to=to,
        back_to=ticket.field if back else None,
    )


def resume(tx: Transaction, ticket_id: str, actor: Actor) -> TicketRecord:
    """Lets a number that was on hold or parked wait again, in the place that it had. 409 `wrong_state`."""
    return move(tx, get_or_404(tx, ticket_id), "resume", actor, counter=None)


def leave(tx: Transaction, ticket_id: str, actor: Actor, reason: str) -> TicketRecord:
    """Ends a number whose holder has gone. 409 `wrong_state` where it has ended."""
    return move(tx, get_or_404(tx, ticket_id), "leave", actor, reason=reason)


def holder_act(tx: Transaction, token: str, act: HolderAct) -> TicketRecord:
    """Does what its holder wants with a number: they come, have it kept, are back, or give it up.

    404 `unknown_code`; 409 `wrong_state`.
    """
    ticket = tx.tickets.by_token(token)
    if ticket is None:
        raise ProblemError("unknown_code")
    if ticket.state not in HOLDER_MAY[act]:
        raise ProblemError("wrong_state", f"the ticket is {ticket.state.value}")
    return move(tx, ticket, act, Actor("holder", "holder"))


def undo(queue: CentreQueue, tx: Transaction, counter: str, officer: str) -> TicketRecord:
    """Takes back the last thing that this officer did at the counter; both stay on record.

    409 `nothing_to_undo`: nothing was done there, it is too long ago, somebody else has gone on with the
    number, or the counter has another one now.
    """
    queue.counter(counter)
    last = last_undoable(queue, tx, counter, officer)
    if last is None:
        raise ProblemError("nothing_to_undo", f"within {queue.rule.undo.seconds} seconds only")
    now = get_or_404(tx, last.ticket)
    before = replace(last.before, token=now.token)
    services.take_back(tx, last, now)
    keep(tx, now, before, Done("undo", Actor("staff", officer, counter), last.act))
    return before


def last_undoable(queue: CentreQueue, reading: Reading, counter: str, officer: str) -> MoveRecord | None:
    """Finds the move that the officer can still take back; None where there is none."""
    last = reading.moves.last_at(counter)
    if last is None or last.actor != officer or last.act == "undo":
        return None
    if not timedelta(0) <= reading.now - last.at <= timedelta(seconds=queue.rule.undo.seconds):
        return None
    newest = reading.moves.last_of(last.ticket)
    taken = last.before.counter is not None and reading.tickets.at_counter(counter, last.before.day)
    if newest is None or newest.id != last.id or (taken and taken.id != last.ticket):
        return None
    return last


def current(queue: CentreQueue, reading: Reading, counter: str) -> TicketRecord | None:
    """Finds the number at the counter; None where nobody is there. 404 `unknown_counter`."""
    queue.counter(counter)
    return reading.tickets.at_counter(counter, today(reading))


def _at(queue: CentreQueue, reading: Reading, counter: str) -> TicketRecord:
    ticket = current(queue, reading, counter)
    if ticket is None:
        raise ProblemError("nothing_called", "no number is at this counter")
    return ticket


def _missed(queue: CentreQueue, tx: Transaction, ticket: TicketRecord, actor: Actor) -> TicketRecord:
    """Puts who is not there to the back; the last time ends the number."""
    rule = queue.rule.missed
    misses = ticket.misses + 1
    if misses >= rule.most:
        return move(tx, ticket, "leave", actor, reason="missed", misses=misses)
    now = hub_time(tx)
    again = now + timedelta(minutes=rule.again_after_minutes)
    return move(tx, ticket, "no_show", actor, misses=misses, queued_at=now, not_before=again)
