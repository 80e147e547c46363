"""Opens, pauses and closes counters."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.contract.event import CounterChanged
from kiosk.contract.queue import CounterState
from kiosk.hub.day import hub_time, today
from kiosk.hub.problems import ProblemError
from kiosk.hub.queue.centre_queue import CentreQueue
from kiosk.hub.store.records import Actor, CounterPeriod
from kiosk.hub.store.transaction import Reading, Transaction


def state_of(reading: Reading, counter: str) -> CounterPeriod | None:
    """Gives the counter's state today; None: nobody has opened it."""
    return reading.counters.now(today(reading)).get(counter)


def open_counters(queue: CentreQueue, reading: Reading) -> tuple[str, ...]:
    """Lists the counters that are open now; all of them before the first one is opened."""
    states: Mapping[str, CounterPeriod] = reading.counters.now(today(reading))
    if not states:
        return tuple(queue.counters)
    return tuple(number for number in queue.counters if number in states and states[number].state == "open")


def change(
    queue: CentreQueue, tx: Transaction, actor: Actor, state: CounterState, reason: str = ""
) -> CounterPeriod:
    """Opens, pauses or closes the actor's counter. The same state again changes nothing, but who opens a
    counter that another officer opened works there from then on.

    409 `counter_busy` where it is closed with somebody there; 422 `reason_missing` for a pause without one.
    """
    counter = queue.counter(actor.counter or "").number
    if state == "paused" and not reason:
        raise ProblemError("reason_missing")
    if state == "closed" and tx.tickets.at_counter(counter, today(tx)) is not None:
        raise ProblemError("counter_busy", "finish the number at this counter first")
    now = state_of(tx, counter)
    is_theirs = now is not None and (state != "open" or now.officer == actor.name)
    if now is not None and is_theirs and (now.state, now.reason) == (state, reason):
        return now
    return _begin(tx, CounterPeriod(counter, state, actor.name, reason, hub_time(tx)))


def open_if_not(tx: Transaction, counter: str, officer: str) -> None:
    """Opens the counter where it is paused, closed, was not opened today, or another officer opened it."""
    now = state_of(tx, counter)
    if now is None or (now.state, now.officer) != ("open", officer):
        _begin(tx, CounterPeriod(counter, "open", officer, "", hub_time(tx)))


def _begin(tx: Transaction, period: CounterPeriod) -> CounterPeriod:
    tx.counters.change(period.started_at.date(), period)
    event = CounterChanged(counter=period.counter, state=period.state)
    tx.events.add("counter.changed", event, event)
    tx.audit.add("staff", period.officer, f"counter.{period.state}", period.counter, period.reason)
    return period
