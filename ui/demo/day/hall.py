"""Plays the hall: citizens and officers act when their time has come, one after the other.

What they do is told to the hub by HTTP; what comes of it (who is called, when) is the hub's alone. The hall
keeps its own record of it, to hold the hub to.
"""

from __future__ import annotations

import heapq
import urllib.error
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import count

from kiosk.contract.ticket import HolderAct, QueuedTicket, Ticket
from kiosk.dossier.ids import uuid7
from kiosk.gateway import Rating
from kiosk.handover.gateway import KioskGateway
from kiosk.ports.device import Fault
from kiosk.queue.model import NoTimeLeft, TicketRequest
from kiosk.queue.moves import ENDED
from ui.demo.day.centre import Centre
from ui.demo.day.desk import Desk
from ui.demo.day.pace import Pace
from ui.demo.day.plan import AWAY, Booked, Comer, Plan, moment

MINUTE = timedelta(minutes=1)
DELIVERS_EVERY = 0.5
"""Minutes from one look of the kiosk at what the hub has not got yet to the next."""


@dataclass(slots=True)
class Guest:
    """Holds who has a number. `wants` is the field it waits for now; `calls` are when and where they were
    called, `counter` where they are now; `over`: the number has ended.
    """

    comer: Comer
    ticket: Ticket
    wants: str
    there: bool = True
    fetched: bool = False
    handed_on: bool = False
    calls: list[tuple[datetime, str]] = field(default_factory=list)
    counter: str | None = None
    over: bool = False


@dataclass(slots=True)
class Record:
    """Holds what the hall saw. `refused`: who got no number, and why; `own`: numbers that the kiosk gave
    while the hub was away; `twice`: who was called while at another counter.
    """

    guests: dict[str, Guest] = field(default_factory=dict)
    refused: list[tuple[datetime, str, str]] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    early: int = 0
    gave_up: int = 0
    ratings: int = 0


class Hall:
    """Plays a plan on a centre."""

    def __init__(self, centre: Centre, kiosk: KioskGateway, pace: Pace, plan: Plan) -> None:
        self.centre, self.kiosk, self.record = centre, kiosk, Record()
        self._pace = pace
        self._due: list[tuple[datetime, int, Callable[[], None]]] = []
        self._turn = count()
        self.desks = {counter: Desk(self, officer, counter) for counter, officer in centre.officers().items()}
        for comer in plan.comers:
            self.at(moment(comer.at), partial(self._comes, comer))
        for rest in plan.rests:
            self.at(moment(rest.at), partial(self.desks[rest.counter].rests, rest.minutes))
        self.at(self.now, self._delivers)

    @property
    def now(self) -> datetime:
        """Gives the time of the centre."""
        return self.centre.clock.now()

    def at(self, when: datetime, what: Callable[[], None]) -> None:
        """Has something done at that time; at once where it has passed."""
        heapq.heappush(self._due, (when, next(self._turn), what))

    def soon(self, minutes: float, what: Callable[[], None]) -> None:
        """Has something done in so many minutes."""
        self.at(self.now + minutes * MINUTE, what)

    def play_until(self, minutes: float) -> None:
        """Lets the day go on until so many minutes after midnight."""
        end = moment(minutes)
        while self._due and self._due[0][0] <= end:
            when, _, what = heapq.heappop(self._due)
            self._pace.until(when)
            what()
        self._pace.until(end)

    def waiting(self) -> list[Guest]:
        """Lists who holds a number and has never been called."""
        return [one for one in self.record.guests.values() if one.there and not one.calls]

    def book(self, booked: Booked) -> None:
        """Has an officer book a slot, and its holder come when they will."""
        at = moment(booked.at)
        code = self.desks["5"].officer.book(booked.field, at).code
        if booked.comes is not None:
            self.at(moment(booked.comes), lambda: self._checks_in(code, booked))

    def _checks_in(self, code: str, booked: Booked) -> None:
        answer = self.kiosk.check_in(code=code)
        if isinstance(answer, Fault):
            self.record.refused.append((self.now, booked.field, answer.id))
        elif answer.ticket is None:
            self.record.early += 1
            self.at(answer.opens, lambda: self._checks_in(code, booked))
        else:
            self._holds(Comer(booked.at, booked.field, 7.0, 15.0), answer.ticket)

    def _comes(self, comer: Comer) -> None:
        lang = "en" if comer.english else "vi"
        given = self.kiosk.take_number(TicketRequest(uuid7(), comer.field, None, lang, comer.priority))
        if isinstance(given, Fault):
            self.record.refused.append((self.now, comer.field, given.id))
        elif isinstance(given, NoTimeLeft):
            self.record.refused.append((self.now, comer.field, "no_time_left"))
        else:
            self._holds(comer, given)

    def _holds(self, comer: Comer, ticket: Ticket) -> None:
        self.kiosk.number_shown(ticket.id, "paper")
        guest = Guest(comer, ticket, ticket.field, there=not comer.gone)
        self.record.guests[ticket.id] = guest
        if ticket.origin == "kiosk":
            self.record.own.append(ticket.number)
        if comer.patience < 1000:
            self.soon(comer.patience, lambda: self._gives_up(guest))
        self.wake(comer.field)

    def _gives_up(self, guest: Guest) -> None:
        if guest.calls or not guest.there:
            return
        if self.holder(guest, "leave"):
            guest.there, guest.over = False, True
            self.record.gave_up += 1

    def holder(self, guest: Guest, act: HolderAct) -> bool:
        """Has a citizen do something with the number on a phone; False where the hub does not take it."""
        officer = next(iter(self.desks.values())).officer
        try:
            officer.as_holder(guest.ticket.token, act)
        except urllib.error.URLError:
            return False
        return True

    def wake(self, *fields: str) -> None:
        """Has free officers look who waits."""
        for desk in self.desks.values():
            if not fields or set(fields) & set(desk.fields):
                self.at(self.now, desk.looks)

    def called(self, ticket: QueuedTicket, counter: str) -> Guest:
        """Notes that a counter has called a number; gives who holds it."""
        guest = self.record.guests[ticket.id]
        if guest.counter is not None:
            self.record.twice.append(ticket.number)
        guest.counter = counter
        guest.calls.append((self.now, counter))
        return guest

    def acted(self, ticket: QueuedTicket) -> None:
        """Notes what has become of a number."""
        self.record.guests[ticket.id].over = ticket.state in ENDED

    def anybody(self, fields: Sequence[str]) -> bool:
        """Says if a number of one of these fields has not ended."""
        return any(not one.over and one.wants in fields for one in self.record.guests.values())

    def served(self, guest: Guest) -> None:
        """Notes that a citizen goes: some rate at the kiosk."""
        if guest.comer.rates:
            self.kiosk.rate(Rating(uuid7(), guest.comer.stars))
            self.record.ratings += 1

    def _delivers(self) -> None:
        if not moment(AWAY[0]) <= self.now < moment(AWAY[1]):
            self.kiosk.deliver_due()
        self.soon(DELIVERS_EVERY, self._delivers)
