"""Whatever people do in whatever order: nobody is called twice, nobody is forgotten, numbers have no gap."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kiosk.clock import VirtualClock
from kiosk.contract.ticket import Adoption, GivenTicket, TicketState, WantedTicket
from kiosk.dossier.ids import new_token, uuid7
from kiosk.hub.problems import ProblemError
from kiosk.hub.queue import issuing, serving
from kiosk.hub.queue.centre_queue import CentreQueue, get_or_404
from kiosk.hub.store.postgresql import PostgresStore
from kiosk.hub.store.records import Actor
from kiosk.hub.store.sqlite import SqliteStore
from kiosk.hub.store.store import Store
from tests.hub.scene import BUNDLE, COUNTERS, MORNING
from tests.postgresql import empty_database

COUNTER = st.sampled_from([counter.number for counter in COUNTERS])
SERVES = {counter.number: counter.fields for counter in COUNTERS}
DAY = MORNING.date()
AGAIN = timedelta(minutes=BUNDLE.calling.missed.again_after_minutes)
AT_COUNTER = {"called", "serving", "on_the_way"}
ENDED = {"finished", "left"}
ACTS = {
    "recall": ({"called", "on_the_way"}, "called"),
    "start": ({"called", "on_the_way"}, "serving"),
    "finish": (AT_COUNTER, "finished"),
    "no_show": ({"called", "on_the_way"}, "no_show"),
    "hold": (AT_COUNTER, "on_hold"),
    "park": ({"serving"}, "parked"),
    "leave": (AT_COUNTER, "left"),
}


@dataclass
class Known:
    """What the list in memory knows of a ticket."""

    id: str
    field: str
    state: str
    place: tuple[datetime, int]
    counter: str | None = None
    misses: int = 0
    not_before: datetime | None = None
    only: str | None = None
    back: str | None = None


class Queue(RuleBasedStateMachine):
    """The real queue on a real database, against a list in memory."""

    restart_every = 1
    """One of so many restarts that are drawn is done: they take longer than all else."""

    def __init__(self) -> None:
        super().__init__()
        self.ending = ExitStack()
        self.open: Callable[[], Store] = self.place()
        self.clock = VirtualClock(MORNING)
        self.store = self.open()
        self.queue = CentreQueue.of(BUNDLE)
        self.known: dict[str, Known] = {}
        self.undo: dict[str, tuple[str, Known, datetime]] = {}
        self.hub_numbers: dict[str, int] = {}
        self.own_numbers = self.ends = 0

    def place(self) -> Callable[[], Store]:
        """Makes an empty database; gives what opens it."""
        folder = self.ending.enter_context(tempfile.TemporaryDirectory())
        return lambda: SqliteStore(Path(folder) / "hub.db", bytes(32), self.clock, lambda: None)

    def teardown(self) -> None:
        self.store.close()
        self.ending.close()

    def do(self, work: Any) -> Any:
        try:
            return self.store.submit(work).result(60)
        except ProblemError as refusal:
            return refusal.id

    def there(self, counter: str) -> Known | None:
        return next(
            (one for one in self.known.values() if one.state in AT_COUNTER and one.counter == counter), None
        )

    def change(self, one: Known, at: str | None, **changes: Any) -> None:
        """Changes what is known, and what may be undone: the last thing at each counter, while it is also the
        last thing of its ticket.
        """
        before = replace(one)
        for name, value in changes.items():
            setattr(one, name, value)
        self.undo = {place: known for place, known in self.undo.items() if known[0] != one.id}
        if at is not None:
            until = self.clock.now() + timedelta(seconds=BUNDLE.calling.undo.seconds)
            self.undo[at] = (one.id, before, until)

    @rule(field=st.sampled_from(["ho_tich", "dat_dai"]))
    def take(self, field: str) -> None:
        ticket = self.do(lambda tx: issuing.issue(self.queue, tx, WantedTicket(field=field, kiosk="K1")))
        self.hub_numbers[field] = self.hub_numbers.get(field, 0) + 1
        assert int(ticket.number[2:]) == self.hub_numbers[field], "gap-free"
        self.remember(ticket.id, field)

    @rule(minutes=st.integers(0, 30))
    def adopt(self, minutes: int) -> None:
        self.own_numbers += 1
        given = GivenTicket(
            id=uuid7(),
            number=f"H {799 + self.own_numbers}",
            day=DAY,
            field="ho_tich",
            procedure=None,
            token=new_token(),
            issued_at=self.clock.now() - timedelta(minutes=minutes),
        )
        adoption = Adoption(ticket=given, kiosk="K2")
        if self.own_numbers > BUNDLE.reserved[1] - BUNDLE.reserved[0] + 1:
            assert self.do(lambda tx: issuing.adopt(self.queue, tx, adoption)) == "not_reserved"
            return
        for _ in range(2):
            assert self.do(lambda tx: issuing.adopt(self.queue, tx, adoption)).id == given.id
        self.remember(given.id, "ho_tich")

    def remember(self, ticket: str, field: str) -> None:
        record = self.store.read(lambda reading: get_or_404(reading, ticket))
        self.known[ticket] = Known(ticket, field, "issued", (record.issued_at, record.arrival))

    @rule(data=st.data())
    def show(self, data: st.DataObject) -> None:
        issued = [one for one in self.known.values() if one.state == "issued"]
        if issued:
            one = data.draw(st.sampled_from(issued))
            for _ in range(2):
                self.do(lambda tx: issuing.shown(tx, one.id, "paper"))
            self.change(one, None, state="waiting")

    @rule(counter=COUNTER)
    def call(self, counter: str) -> None:
        now = self.clock.now()
        mine = [
            one
            for one in self.known.values()
            if one.state in {"waiting", "transferred", "no_show"}
            and one.field in SERVES[counter]
            and one.only in {None, counter}
            and (one.not_before is None or one.not_before <= now)
        ]
        called = self.do(lambda tx: serving.call(self.queue, tx, counter, "CB", None))
        if self.there(counter):
            assert called == "counter_busy"
        elif not mine:
            assert called is None
        else:
            first = min(mine, key=lambda one: one.place)
            assert called.id == first.id, "whoever came first"
            self.change(first, counter, state="called", counter=counter)

    @rule(counter=COUNTER, act=st.sampled_from(sorted(ACTS)))
    def act(self, counter: str, act: Any) -> None:
        outcome = self.do(lambda tx: serving.act(self.queue, tx, counter, "CB", act))
        one = self.there(counter)
        states, after = ACTS[act]
        if one is None:
            assert outcome == "nothing_called"
        elif one.state not in states:
            assert outcome == "wrong_state"
        elif act == "no_show":
            self.miss(one, counter)
        elif act == "finish" and one.back is not None:
            self.change(one, counter, state="transferred", field=one.back, back=None, only=None)
        else:
            self.change(one, counter, state=after)

    def miss(self, one: Known, counter: str) -> None:
        misses, now = one.misses + 1, self.clock.now()
        if misses == BUNDLE.calling.missed.most:
            self.change(one, counter, state="left", misses=misses)
        else:
            place = (now, one.place[1])
            self.change(one, counter, state="no_show", misses=misses, place=place, not_before=now + AGAIN)

    @rule(
        counter=COUNTER, field=st.sampled_from(["ho_tich", "dat_dai"]), only=st.booleans(), back=st.booleans()
    )
    def transfer(self, counter: str, field: str, only: bool, back: bool) -> None:
        to = next(number for number, fields in SERVES.items() if field in fields) if only else None
        outcome = self.do(
            lambda tx: serving.transfer(self.queue, tx, counter, "CB", field=field, to=to, back=back)
        )
        one = self.there(counter)
        if one is None:
            assert outcome == "nothing_called"
        else:
            returns = one.field if back else None
            self.change(one, counter, state="transferred", field=field, only=to, back=returns)

    @rule(counter=COUNTER, data=st.data())
    def call_one(self, counter: str, data: st.DataObject) -> None:
        if not self.known:
            return
        one = data.draw(st.sampled_from(list(self.known.values())))
        may = one.state in {"waiting", "transferred", "no_show", "on_hold", "parked"}
        may = may and one.field in SERVES[counter] and one.only in {None, counter}
        called = self.do(lambda tx: serving.call(self.queue, tx, counter, "CB", one.id))
        if self.there(counter):
            assert called == "counter_busy"
        elif not may:
            assert called == "not_callable"
        else:
            self.change(one, counter, state="called", counter=counter)

    @rule(data=st.data())
    def resume(self, data: st.DataObject) -> None:
        aside = [one for one in self.known.values() if one.state in {"on_hold", "parked"}]
        if aside:
            one = data.draw(st.sampled_from(aside))
            self.do(lambda tx: serving.resume(tx, one.id, Actor("staff", "CB")))
            self.change(one, None, state="waiting", counter=None)

    @rule(counter=COUNTER)
    def take_back(self, counter: str) -> None:
        outcome = self.do(lambda tx: serving.undo(self.queue, tx, counter, "CB"))
        ticket, before, until = self.undo.pop(counter, ("", None, MORNING))
        there = self.there(counter)
        taken = before is not None and before.counter is not None and there and there.id != ticket
        if before is None or self.clock.now() > until or taken:
            assert outcome == "nothing_to_undo"
        else:
            assert not isinstance(outcome, str), outcome
            self.known[ticket] = before

    @rule(seconds=st.integers(0, 600))
    def time_goes_by(self, seconds: int) -> None:
        self.clock.advance(seconds)

    @rule()
    def restart(self) -> None:
        self.ends += 1
        if self.ends % self.restart_every == 0:
            self.store.close()
            self.store = self.open()

    @invariant()
    def nobody_is_forgotten(self) -> None:
        kept, order, periods = self.store.read(
            lambda reading: (
                {one.id: one for one in reading.tickets.of_day(DAY, *TicketState)},
                [ticket.id for ticket in self.queue.waiting_on(reading, DAY)],
                reading.tickets.periods_of(DAY),
            )
        )
        waiting = [one for one in self.known.values() if one.state in {"waiting", "transferred", "no_show"}]
        assert order == [one.id for one in sorted(waiting, key=lambda one: one.place)]
        assert kept.keys() == self.known.keys()
        for one in self.known.values():
            there = kept[one.id]
            assert (there.state.value, there.field) == (one.state, one.field)
            assert one.state not in AT_COUNTER or there.counter == one.counter
        still_open = sorted((one.ticket, one.state.value) for one in periods if one.ended_at is None)
        live = sorted((one.id, one.state) for one in self.known.values() if one.state not in ENDED)
        assert still_open == live, "every live ticket has exactly one open period, of its state"


class QueueOnServer(Queue):
    """The same on a PostgreSQL database."""

    def place(self) -> Callable[[], Store]:
        url = self.ending.enter_context(empty_database())
        return lambda: PostgresStore(url, self.clock, lambda: None)


TestQueue = Queue.TestCase
TestQueue.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
TestQueueOnServer = QueueOnServer.TestCase
TestQueueOnServer.settings = settings(TestQueue.settings, max_examples=5)
