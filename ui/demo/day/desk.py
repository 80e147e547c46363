"""Plays an officer at a counter: calls, waits for who was called, serves, hands on, rests."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ui.demo.day.plan import COUNTERS, PAUSE
from ui.demo.officer import Officer

if TYPE_CHECKING:
    from kiosk.contract.queue import CounterState
    from ui.demo.day.hall import Guest, Hall

LOOKS_AGAIN = 2.0
"""Minutes until an officer whom nobody waits for looks again."""
RECALL = 0.75
"""Minutes from a call to the next one, and to the note that nobody is there."""
BETWEEN = 0.3
"""Minutes from one citizen to the next."""


class Desk:
    """Holds a counter of the day and the officer at it."""

    def __init__(self, hall: Hall, officer: Officer, counter: str) -> None:
        self.officer, self.fields = officer, COUNTERS[counter][2]
        self.state: CounterState = "closed"
        self.serves: Guest | None = None
        self._hall, self._counter = hall, counter
        self._then: Callable[[], None] | None = None
        self._will_look = False

    def opens(self) -> None:
        """Opens the counter, and looks who waits."""
        self._change("open", "")
        self._hall.at(self._hall.now, self.looks)

    def rests(self, minutes: float, why: str = PAUSE) -> None:
        """Pauses for so long, after the citizen who is there."""
        if self.state != "open":
            return
        self._once_free(partial(self._pauses, minutes, why))

    def closes(self) -> None:
        """Closes the counter, after the citizen who is there."""
        self._once_free(partial(self._change, "closed", ""))

    def _pauses(self, minutes: float, why: str) -> None:
        self._change("paused", why)
        self._hall.soon(minutes, self._goes_on)

    def _goes_on(self) -> None:
        if self.state == "paused":
            self.opens()

    def looks(self) -> None:
        """Calls the next number, where the officer is free."""
        if self.state != "open" or self.serves is not None:
            return
        called = self.officer.call_next() if self._hall.centre.running else None
        if called is None:
            self._looks_later()
            return
        guest = self.serves = self._hall.called(called, self._counter)
        comer = guest.comer
        if not guest.there or (comer.absent and len(guest.calls) == 1):
            self._hall.soon(RECALL, self._recalls)
        else:
            self._hall.soon(comer.walks_s / 60, self._starts)

    def _looks_later(self) -> None:
        if not self._will_look and self._hall.anybody(self.fields):
            self._will_look = True
            self._hall.soon(LOOKS_AGAIN, self._looks_again)

    def _looks_again(self) -> None:
        self._will_look = False
        self.looks()

    def _recalls(self) -> None:
        if self._may(self._recalls):
            self.officer.act("recall")
            self._hall.soon(RECALL, self._misses)

    def _misses(self) -> None:
        if self._may(self._misses):
            self._hall.acted(self.officer.act("no-show"))
            self._free()

    def _starts(self) -> None:
        guest = self.serves
        if guest is None or not self._may(self._starts):
            return
        self.officer.act("start")
        comer = guest.comer
        if comer.fetches is not None and not guest.fetched:
            self._hall.soon(comer.lasts / 2, self._holds)
        else:
            self._hall.soon(comer.lasts, self._ends)

    def _holds(self) -> None:
        """Keeps the place of a citizen who goes for a paper."""
        guest = self.serves
        if guest is None or not self._may(self._holds):
            return
        self.officer.act("hold")
        guest.fetched = True
        self._hall.soon(guest.comer.fetches or 1, partial(self._comes_back, guest))
        self._free()

    def _comes_back(self, guest: Guest) -> None:
        if self._hall.holder(guest, "resume"):
            self._hall.wake(guest.ticket.field)
        else:
            self._hall.soon(LOOKS_AGAIN, partial(self._comes_back, guest))

    def _ends(self) -> None:
        guest = self.serves
        if guest is None or not self._may(self._ends):
            return
        to = guest.comer.handed_on
        if to is not None and not guest.handed_on:
            guest.handed_on = True
            self.officer.transfer(to)
            guest.wants = to
            self._hall.wake(to)
        else:
            self._hall.acted(self.officer.act("finish"))
            self._hall.served(guest)
        self._free()

    def _free(self) -> None:
        if self.serves is not None:
            self.serves.counter = None
        self.serves = None
        if self._then is not None:
            then, self._then = self._then, None
            then()
        self._hall.soon(BETWEEN, self.looks)

    def _once_free(self, then: Callable[[], None]) -> None:
        """Does something once the citizen who is there has gone; at once where nobody is."""
        if self.serves is None:
            then()
        else:
            self._then = then

    def _change(self, state: CounterState, why: str) -> None:
        if not self._hall.centre.running:
            self._hall.soon(LOOKS_AGAIN, partial(self._change, state, why))
            return
        self.officer.change(state, why)
        self.state = state

    def _may(self, again: Callable[[], None]) -> bool:
        """Says if the hub is there; else the same is tried again in a minute."""
        if self._hall.centre.running:
            return True
        self._hall.soon(LOOKS_AGAIN, again)
        return False
