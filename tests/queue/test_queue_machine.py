"""Whatever people do in whatever order: nobody is called twice, nobody is forgotten, numbers have no gap."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kiosk.clock import VirtualClock
from kiosk.contract.ticket import Adoption, GivenTicket, WantedTicket
from kiosk.dossier.ids import new_token, uuid7
from kiosk.hub.problems import ProblemError
from kiosk.hub.store.sqlite import SqliteStore
from kiosk.hub.tickets import Tickets, get_or_404, waiting_on
from kiosk.queue.rules import AT_COUNTER
from kiosk.store.sqlite import open_database
from tests.hub.scene import COUNTERS, FIELDS, MORNING

COUNTER = st.sampled_from([counter.number for counter in COUNTERS])
SERVES = {counter.number: counter.fields for counter in COUNTERS}
DAY = MORNING.date()


class Queue(RuleBasedStateMachine):
    """The real queue on a real database, against a list in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "hub.db"
        self.clock = VirtualClock(MORNING)
        self.store = self.opened()
        self.tickets = Tickets(FIELDS, COUNTERS, (800, 899))
        self.issued: list[tuple[str, str]] = []
        self.waiting: list[tuple[Any, str, str]] = []
        self.called: dict[str, str] = {}
        self.missed: set[str] = set()
        self.ever_called: list[str] = []
        self.hub_numbers: dict[str, int] = {}
        self.own_numbers = 0

    def opened(self) -> SqliteStore:
        return SqliteStore(self.path, bytes(32), self.clock, lambda: None)

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    def do(self, work: Any) -> Any:
        try:
            return self.store.submit(work).result(60)
        except ProblemError as refusal:
            return refusal.id

    @rule(field=st.sampled_from(["ho_tich", "dat_dai"]))
    def take(self, field: str) -> None:
        ticket = self.do(lambda tx: self.tickets.issue(tx, WantedTicket(field=field, kiosk="K1")))
        self.hub_numbers[field] = self.hub_numbers.get(field, 0) + 1
        assert int(ticket.number[2:]) == self.hub_numbers[field], "gap-free"
        self.issued.append((ticket.id, field))

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
        for _ in range(2):
            assert (
                self.do(lambda tx: self.tickets.adopt(tx, Adoption(ticket=given, kiosk="K2"))).id == given.id
            )
        self.issued.append((given.id, "ho_tich"))

    @precondition(lambda self: self.issued)
    @rule(data=st.data())
    def show(self, data: st.DataObject) -> None:
        ticket, field = data.draw(st.sampled_from(self.issued))
        for _ in range(2):
            self.do(lambda tx: self.tickets.shown(tx, ticket, "paper"))
        self.issued.remove((ticket, field))
        record = self.store.read(lambda reading: get_or_404(reading, ticket))
        self.waiting.append(((record.issued_at, record.arrival), ticket, field))

    @rule(counter=COUNTER)
    def call(self, counter: str) -> None:
        mine = sorted(entry for entry in self.waiting if entry[2] in SERVES[counter])
        called = self.do(lambda tx: self.tickets.call(tx, counter, "CB", None))
        if counter in self.called:
            assert called == "counter_busy"
        elif not mine:
            assert called is None
        else:
            assert called.id == mine[0][1], "whoever came first"
            assert called.id not in self.ever_called, "nobody is called twice"
            self.ever_called.append(called.id)
            self.waiting.remove(mine[0])
            self.called[counter] = called.id

    @rule(counter=COUNTER, act=st.sampled_from(["recall", "start", "finish", "no_show"]))
    def act(self, counter: str, act: Any) -> None:
        outcome = self.do(lambda tx: self.tickets.act(tx, counter, "CB", act))
        if counter not in self.called:
            assert outcome == "nothing_called"
        elif outcome != "wrong_state" and act in ("finish", "no_show"):
            ticket = self.called.pop(counter)
            if act == "no_show":
                self.missed.add(ticket)

    @precondition(lambda self: self.missed)
    @rule(counter=COUNTER, data=st.data())
    def call_again(self, counter: str, data: st.DataObject) -> None:
        ticket = data.draw(st.sampled_from(sorted(self.missed)))
        called = self.do(lambda tx: self.tickets.call(tx, counter, "CB", ticket))
        if not isinstance(called, str):
            self.missed.discard(ticket)
            self.called[counter] = ticket

    @rule(seconds=st.integers(0, 600))
    def time_goes_by(self, seconds: int) -> None:
        self.clock.advance(seconds)

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.store = self.opened()

    @invariant()
    def nobody_is_forgotten(self) -> None:
        order = [ticket.id for ticket in self.store.read(lambda reading: waiting_on(reading, DAY))]
        assert order == [entry[1] for entry in sorted(self.waiting)]
        at_counters = self.store.read(lambda reading: reading.tickets.of_day(DAY, *AT_COUNTER))
        assert {(one.counter, one.id) for one in at_counters} == set(self.called.items())

    @invariant()
    def every_live_ticket_has_exactly_one_open_period_of_its_state(self) -> None:
        reader = open_database(self.path, bytes(32), writes=False)
        rows = reader.execute(
            "SELECT ticket.state AS now, count(period.id) AS open, min(period.state) AS told FROM ticket"
            " LEFT JOIN period ON period.ticket = ticket.id AND period.ended_at IS NULL GROUP BY ticket.id"
        ).fetchall()
        reader.close()
        for row in rows:
            assert row["open"] == (row["now"] != "finished")
            assert row["told"] in (row["now"], None)


TestQueue = Queue.TestCase
TestQueue.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
