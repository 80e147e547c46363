"""Holds the settings of a centre's queue, and looks up what the calling rule needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from config.booking import NO_BOOKING, BookingRule
from config.calling import CallingRule
from config.centre import CentreBundle
from config.hours import Timetable
from config.schema import Counter
from kiosk.contract.ticket import TicketState
from kiosk.hub.problems import ProblemError
from kiosk.hub.queue.recent import RecentPast
from kiosk.hub.store.records import TicketRecord
from kiosk.hub.store.transaction import Reading
from kiosk.queue.calling import Caller, QueuePlace, in_order
from kiosk.queue.moves import WAITS


@dataclass(frozen=True)
class CentreQueue:
    """Holds what the queue follows. `letters` are by field; `reserved`: sequences that only kiosks give (both
    ends included). `sharing`: fields whose services share a number in one visit.
    """

    letters: Mapping[str, str]
    counters: Mapping[str, Counter]
    reserved: tuple[int, int]
    rule: CallingRule
    timetable: Timetable
    booking: BookingRule = NO_BOOKING
    sharing: frozenset[str] = frozenset()
    recent: RecentPast = field(default_factory=RecentPast)

    @classmethod
    def of(cls, bundle: CentreBundle) -> CentreQueue:
        """Takes the settings from the centre's bundle."""
        return cls(
            letters={field.id: field.letter for field in bundle.fields},
            counters={counter.number: counter for counter in bundle.counters},
            reserved=bundle.reserved,
            rule=bundle.calling,
            timetable=bundle.timetable,
            booking=bundle.booking,
            sharing=frozenset(field.id for field in bundle.fields if field.shares_number),
        )

    def letter(self, field: str) -> str:
        """Gives the letter of a field's numbers; 422 `unknown_field`."""
        letter = self.letters.get(field)
        if letter is None:
            raise ProblemError("unknown_field")
        return letter

    def counter(self, number: str) -> Counter:
        """Gives a counter's settings; 404 `unknown_counter`."""
        found = self.counters.get(number)
        if found is None:
            raise ProblemError("unknown_counter")
        return found

    def caller(self, number: str, skills: Iterable[str] = ()) -> Caller:
        """Gives what the calling rule needs of a counter; 404 `unknown_counter`. `skills` are those of the
        officer who works there, besides the counter's own.
        """
        counter = self.counter(number)
        return Caller(counter.number, counter.fields, frozenset(counter.skills).union(skills))

    def serving(self, field: str) -> tuple[str, ...]:
        """Lists the numbers of the counters that serve a field."""
        return self._serving.get(field, ())

    @cached_property
    def _serving(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for number, one in self.counters.items():
            for each in one.fields:
                found.setdefault(each, []).append(number)
        return {each: tuple(numbers) for each, numbers in found.items()}

    def skills(self, reading: Reading) -> Mapping[str, frozenset[str]]:
        """Gives what the counters of each field can do now, by field: by their settings, and by the officers
        who work there.
        """
        of_officers = self.officers_skills(reading)
        at_counters = {
            number: frozenset(one.skills).union(of_officers.get(number, ()))
            for number, one in self.counters.items()
        }
        return {
            field: frozenset().union(*(at_counters[number] for number in self.serving(field)))
            for field in self.letters
        }

    def officers_skills(self, reading: Reading) -> Mapping[str, frozenset[str]]:
        """Gives what the officers can do who work at the counters, by counter."""
        return self.recent.look(reading, self.letters).skills

    def in_order(self, tickets: Iterable[TicketRecord]) -> list[TicketRecord]:
        """Sorts tickets into calling order."""
        known = {ticket.id: ticket for ticket in tickets}
        places = in_order(self.rule, (ticket.place() for ticket in known.values()))
        return [known[place.ticket] for place in places]

    def waiting_on(self, reading: Reading, day: date) -> list[TicketRecord]:
        """Lists everybody who waits on that day, in calling order."""
        return self.in_order(reading.tickets.of_day(day, *WAITS))

    def breaks(self, moment: datetime) -> list[tuple[datetime, datetime]]:
        """Lists the breaks of that moment's day, between its sessions."""
        sessions = self.timetable.sessions(moment.date()) or ()
        ends = [datetime.combine(moment.date(), one.until, moment.tzinfo) for one in sessions]
        starts = [datetime.combine(moment.date(), one.start, moment.tzinfo) for one in sessions]
        return list(zip(ends, starts[1:], strict=False))


def place(ticket: TicketRecord, skills: Mapping[str, frozenset[str]]) -> QueuePlace:
    """Gives the ticket's place. It wants a counter that speaks its language, where one of its field does;
    `skills` are what those of each field can do.
    """
    return ticket.place(skills.get(ticket.field, frozenset()) & {ticket.lang})


def get_or_404(reading: Reading, ticket_id: str) -> TicketRecord:
    """Finds the ticket of that id; 404 `unknown_ticket`."""
    ticket = reading.tickets.by_id(ticket_id)
    if ticket is None:
        raise ProblemError("unknown_ticket")
    return ticket


def counted(tickets: Iterable[TicketRecord]) -> int:
    """Counts those who wait and have not been missed: all that a screen tells of a queue's length."""
    return sum(ticket.state in WAITS and ticket.state is not TicketState.NO_SHOW for ticket in tickets)
