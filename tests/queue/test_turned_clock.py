"""Whatever the clock does: no number twice in a day, nobody who waits is hidden, no minutes below nothing."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kiosk.contract.ticket import WantedTicket
from kiosk.hub.day import FURTHEST, clock_error, today
from kiosk.hub.hub import Hub
from kiosk.hub.problems import ProblemError
from kiosk.hub.queue import issuing, serving, views
from tests.hub.scene import MORNING, open_scene
from tests.hub.test_clock_errors import TurnedClock

HOURS = st.one_of(st.integers(-8 * 24, 2 * 24), st.integers(-30, 30), st.sampled_from([-8766, 8766, -24, 24]))
COUNTER = st.sampled_from(["1", "2"])


class TurnedHub(RuleBasedStateMachine):
    """The real hub on a real database, against those who wait on each day; the day is the rule's own."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = TurnedClock(MORNING)
        self.hub: Hub = open_scene(Path(self.folder.name), self.clock)
        self.days: set[date] = set()
        self.given: set[tuple[date, str]] = set()
        self.waiting: dict[str, date] = {}
        self.called: set[str] = set()

    def teardown(self) -> None:
        self.hub.close()
        self.folder.cleanup()

    def do(self, work: Any) -> Any:
        return self.hub.store.submit(work).result(60)

    def day(self) -> date:
        """The latest day known that is no more than a week ahead of the clock's."""
        clock = self.clock.now().date()
        return max([clock, *(day for day in self.days if day <= clock + FURTHEST)])

    @rule(hours=HOURS)
    def somebody_sets_the_clock(self, hours: int) -> None:
        self.clock.wrong_by += timedelta(hours=hours)

    @rule(minutes=st.integers(1, 300))
    def time_goes_by(self, minutes: int) -> None:
        self.clock.advance(60 * minutes)

    @rule(field=st.sampled_from(["ho_tich", "dat_dai"]))
    def take(self, field: str) -> None:
        day = self.day()
        ticket = self.do(lambda tx: issuing.issue(self.hub.queue, tx, WantedTicket(field=field, kiosk="K1")))
        assert ticket.day == day == ticket.issued_at.date()
        assert (day, ticket.number) not in self.given, "no number twice"
        assert ticket.wait_minutes is None or 0 <= ticket.wait_minutes[0] <= ticket.wait_minutes[1]
        last = max((known for known in self.days if known <= day), default=day)
        if last < day:  # the first number of a day ends those of the days before the last one
            self.waiting = {ticket: of for ticket, of in self.waiting.items() if of >= last}
        self.days.add(day)
        self.given.add((day, ticket.number))
        self.do(lambda tx: issuing.shown(tx, ticket.id, "paper"))
        self.waiting[ticket.id] = day

    @rule(counter=COUNTER)
    def call(self, counter: str) -> None:
        try:
            ticket = self.do(lambda tx: serving.call(self.hub.queue, tx, counter, "CB", None))
        except ProblemError:
            return
        if ticket is not None:
            assert ticket.id not in self.called, "nobody is called twice"
            assert self.waiting.pop(ticket.id) == self.day()
            self.called.add(ticket.id)
            self.do(lambda tx: serving.act(self.hub.queue, tx, counter, "CB", "start"))

    @precondition(lambda self: self.called)
    @rule(counter=COUNTER)
    def finish(self, counter: str) -> None:
        try:
            self.do(lambda tx: serving.act(self.hub.queue, tx, counter, "CB", "finish"))
        except ProblemError:
            return

    @invariant()
    def nobody_is_hidden(self) -> None:
        day, read = self.day(), self.hub.store.read
        assert read(today) == day
        mine = {ticket for ticket, of in self.waiting.items() if of == day}
        assert {ticket.id for ticket in read(lambda reading: self.hub.queue.waiting_on(reading, day))} == mine
        queue = read(lambda reading: views.queue(self.hub, reading, "vi"))
        assert mine <= {ticket.id for ticket in queue.tickets}
        assert all(ticket.waited_minutes >= 0 for ticket in queue.tickets)

    @invariant()
    def a_later_day_is_never_kept_silent(self) -> None:
        error = self.hub.store.read(clock_error)
        if any(day > self.clock.now().date() for day in self.days):
            assert error is not None
            assert error.known > error.clock


TestTurnedHub = TurnedHub.TestCase
TestTurnedHub.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
