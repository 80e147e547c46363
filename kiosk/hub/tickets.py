"""Tickets in the hub's database: issuing, adopting, and every move of `kiosk.queue.rules`, as periods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from sqlite3 import Connection
from typing import Literal

from config.schema import Counter, QueueField
from kiosk.clock import ICT
from kiosk.dossier.ids import new_token, uuid7
from kiosk.hub.problems import ProblemError
from kiosk.hub.ticket_records import TicketRecord, at_counter, by_id, get_or_404, of_day, waiting_on
from kiosk.hub.writer import Tx
from kiosk.numbering import last_number, remember_number
from kiosk.queue.estimate import average_minutes, wait_minutes
from kiosk.queue.model import Ticket, TicketState
from kiosk.queue.numbers import following, parsed, written
from kiosk.queue.rules import Act, in_order, moved, next_place
from kiosk.store import stamp

OPEN_DESK = timedelta(minutes=30)
"""A counter that called nobody for this long does not count as open."""
AVERAGE_OVER = 30
"""Finished services of a field that make its average."""
_EVENTS: Mapping[Act, str] = {
    "shown": "ticket.waiting",
    "call": "ticket.called",
    "recall": "ticket.called",
    "start": "ticket.serving",
    "finish": "ticket.finished",
    "no_show": "ticket.no_show",
}


@dataclass(frozen=True, slots=True)
class Adopted:
    """A number that a kiosk gave from its own range while the hub was away."""

    id: str
    number: str
    day: date
    field: str
    procedure: str | None
    token: str
    issued_at: datetime


class Tickets:
    """The queue of one centre. `reserved`: sequences that only kiosks give (both ends included)."""

    def __init__(
        self, fields: Sequence[QueueField], counters: Sequence[Counter], reserved: tuple[int, int]
    ) -> None:
        self._letters = {field.id: field.letter for field in fields}
        self._counters = {counter.number: counter for counter in counters}
        self._reserved = reserved

    def issue(self, tx: Tx, field: str, procedure: str | None, lang: str, kiosk: str) -> Ticket:
        """The next number of the field, today. It is not callable before somebody holds it."""
        letter = self._letter(field)
        day = tx.now.astimezone(ICT).date()
        ticket = TicketRecord(
            arrival=0,
            id=uuid7(),
            number=written(letter, self._next_sequence(tx.connection, field, day)),
            day=day,
            field=field,
            procedure=procedure,
            lang=lang,
            token=new_token(),
            origin="hub",
            issued_at=_not_before_others(tx, day),
            state=TicketState.ISSUED,
            counter=None,
            called_at=None,
            calls=0,
        )
        return self._add(tx, ticket, kiosk)

    def adopt(self, tx: Tx, given: Adopted, lang: str, kiosk: str) -> Ticket:
        """Take over a kiosk's number. The same ticket again changes nothing.

        422 `not_reserved`: a number that no kiosk may give; 409 `number_taken`: another ticket has it.
        """
        known = by_id(tx.connection, given.id)
        if known is not None:
            return self.told(tx.connection, known)
        number = parsed(given.number)
        first, final = self._reserved
        if number is None or number[0] != self._letter(given.field) or not first <= number[1] <= final:
            raise ProblemError(422, "not_reserved", "kiosks may give only numbers of their own range")
        taken = tx.connection.execute(
            "SELECT 1 FROM ticket WHERE (day = ? AND number = ?) OR token = ?",
            (given.day.isoformat(), given.number, given.token),
        ).fetchone()
        if taken:
            raise ProblemError(409, "number_taken", "another ticket has this number today")
        ticket = TicketRecord(
            arrival=0,
            id=given.id,
            number=given.number,
            day=given.day,
            field=given.field,
            procedure=given.procedure,
            lang=lang,
            token=given.token,
            origin="kiosk",
            issued_at=min(given.issued_at, tx.now),
            state=TicketState.ISSUED,
            counter=None,
            called_at=None,
            calls=0,
        )
        return self._add(tx, ticket, kiosk)

    def shown(self, tx: Tx, ticket_id: str, how: Literal["paper", "screen"]) -> None:
        """The citizen holds the number. Saying so twice changes nothing; 404 for an unknown ticket."""
        ticket = get_or_404(tx.connection, ticket_id)
        if ticket.state is TicketState.ISSUED:
            tx.connection.execute("UPDATE ticket SET shown_how = ? WHERE id = ?", (how, ticket_id))
            self._move(tx, ticket, "shown", None, how)

    def call(self, tx: Tx, counter: str, officer: str, ticket_id: str | None) -> TicketRecord | None:
        """Call the next one for the counter, or a particular one that waits or was missed.

        None: nobody waits. 409 `counter_busy` while the counter has somebody, `not_callable` for a ticket in
        another state or of a field that the counter does not serve.
        """
        served = self.counter(counter).fields
        day = tx.now.astimezone(ICT).date()
        if at_counter(tx.connection, counter, day) is not None:
            raise ProblemError(409, "counter_busy", "finish the number at this counter first")
        if ticket_id is None:
            waiting = waiting_on(tx.connection, day)
            place = next_place((other.place() for other in waiting), served)
            if place is None:
                return None
            ticket = get_or_404(tx.connection, place.ticket)
        else:
            ticket = get_or_404(tx.connection, ticket_id)
            if moved(ticket.state, "call") is None or ticket.field not in served or ticket.day != day:
                raise ProblemError(409, "not_callable", f"the ticket is {ticket.state.value}")
        return self._move(tx, ticket, "call", counter, officer)

    def act(
        self, tx: Tx, counter: str, officer: str, act: Literal["recall", "start", "finish", "no_show"]
    ) -> TicketRecord:
        """Do something with the number at the counter. 409 `nothing_called`, `wrong_state`."""
        self.counter(counter)
        ticket = at_counter(tx.connection, counter, tx.now.astimezone(ICT).date())
        if ticket is None:
            raise ProblemError(409, "nothing_called", "no number is at this counter")
        if moved(ticket.state, act) is None:
            raise ProblemError(409, "wrong_state", f"the ticket is {ticket.state.value}")
        return self._move(tx, ticket, act, counter, officer)

    def counter(self, number: str) -> Counter:
        """The counter's settings; 404 `unknown_counter`."""
        found = self._counters.get(number)
        if found is None:
            raise ProblemError(404, "unknown_counter")
        return found

    def told(self, connection: Connection, ticket: TicketRecord) -> Ticket:
        """The ticket as its holder sees it, with the wait that is expected now."""
        counters = tuple(number for number, one in self._counters.items() if ticket.field in one.fields)
        ahead = self._ahead(connection, ticket)
        return Ticket(
            id=ticket.id,
            number=ticket.number,
            day=ticket.day,
            field=ticket.field,
            procedure=ticket.procedure,
            counters=counters,
            ahead=ahead,
            wait_minutes=None if ahead is None else self._wait(connection, ticket, counters, ahead),
            token=ticket.token,
            issued_at=ticket.issued_at,
            origin=ticket.origin,
        )

    def _letter(self, field: str) -> str:
        letter = self._letters.get(field)
        if letter is None:
            raise ProblemError(422, "unknown_field")
        return letter

    def _next_sequence(self, connection: Connection, field: str, day: date) -> int:
        kind = f"field:{field}"
        sequence = following(last_number(connection, kind, day), self._reserved)
        remember_number(connection, kind, day, sequence)
        return sequence

    def _add(self, tx: Tx, ticket: TicketRecord, kiosk: str) -> Ticket:
        tx.connection.execute(
            "INSERT INTO ticket"
            " (id, number, day, field, procedure, lang, kiosk, token, origin, issued_at, state)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                ticket.id,
                ticket.number,
                ticket.day.isoformat(),
                ticket.field,
                ticket.procedure,
                ticket.lang,
                kiosk,
                ticket.token,
                ticket.origin,
                stamp(ticket.issued_at),
                ticket.state.value,
            ),
        )
        _open_period(tx, ticket, ticket.state, None, None)
        tx.emit("ticket.issued", {"ticket": ticket.id, "number": ticket.number, "field": ticket.field})
        tx.audit("device", kiosk, "ticket.issued", ticket.id, ticket.origin)
        return self.told(tx.connection, get_or_404(tx.connection, ticket.id))

    def _move(self, tx: Tx, ticket: TicketRecord, act: Act, counter: str | None, actor: str) -> TicketRecord:
        state = moved(ticket.state, act)
        if state is None:
            raise ProblemError(409, "wrong_state", f"the ticket is {ticket.state.value}")
        calling = act in ("call", "recall")
        tx.connection.execute(
            "UPDATE ticket SET state = ?, counter = coalesce(?, counter), calls = calls + ?,"
            " called_at = CASE WHEN ? THEN ? ELSE called_at END WHERE id = ?",
            (state.value, counter, int(calling), calling, stamp(tx.now), ticket.id),
        )
        if state is not ticket.state:
            tx.connection.execute(
                "UPDATE period SET ended_at = ? WHERE ticket = ? AND ended_at IS NULL",
                (stamp(tx.now), ticket.id),
            )
            _open_period(tx, ticket, state, counter, actor)
        now = get_or_404(tx.connection, ticket.id)
        self._tell(tx, now, act)
        tx.audit("device" if act == "shown" else "staff", actor, f"ticket.{act}", ticket.id, counter or "")
        return now

    def _tell(self, tx: Tx, ticket: TicketRecord, act: Act) -> None:
        seen: dict[str, object] = {"number": ticket.number, "counter": ticket.counter}
        if act in ("call", "recall"):
            seen["again"] = ticket.calls > 1
        public = None if act == "shown" else seen
        tx.emit(
            _EVENTS[act], {**seen, "ticket": ticket.id, "field": ticket.field, "lang": ticket.lang}, public
        )
        if act in ("shown", "call"):
            count = self._count_waiting(tx.connection, ticket.field, ticket.day)
            tx.emit("queue.changed", *[{"field": ticket.field, "waiting": count}] * 2)

    def _count_waiting(self, connection: Connection, field: str, day: date) -> int:
        row = connection.execute(
            "SELECT count(*) FROM ticket WHERE day = ? AND state = 'waiting' AND field = ?",
            (day.isoformat(), field),
        ).fetchone()
        return int(row[0])

    def _ahead(self, connection: Connection, ticket: TicketRecord) -> int | None:
        if ticket.state not in (TicketState.ISSUED, TicketState.WAITING):
            return None
        waiting = [*of_day(connection, ticket.day, TicketState.WAITING)]
        others = (other.place() for other in waiting if other.field == ticket.field and other.id != ticket.id)
        order = in_order([*others, ticket.place()])
        return next(index for index, place in enumerate(order) if place.ticket == ticket.id)

    def _wait(
        self, connection: Connection, ticket: TicketRecord, counters: tuple[str, ...], ahead: int
    ) -> tuple[int, int] | None:
        served = connection.execute(
            "SELECT started_at, ended_at FROM period"
            " WHERE field = ? AND state = 'serving' AND ended_at IS NOT NULL ORDER BY id DESC LIMIT ?",
            (ticket.field, AVERAGE_OVER),
        )
        average = average_minutes([_minutes(row["started_at"], row["ended_at"]) for row in served])
        rows = connection.execute(
            "SELECT DISTINCT counter FROM ticket WHERE day = ? AND called_at > ?",
            (ticket.day.isoformat(), stamp(ticket.issued_at - OPEN_DESK)),
        )
        active = {row["counter"] for row in rows} & set(counters)
        return wait_minutes(ahead, len(active) or len(counters), average)


def _not_before_others(tx: Tx, day: date) -> datetime:
    """Now, but never before a number already given: a clock set back must not change the order."""
    row = tx.connection.execute(
        "SELECT max(issued_at) FROM ticket WHERE day = ? AND origin = 'hub'", (day.isoformat(),)
    ).fetchone()
    return max(tx.now, datetime.fromisoformat(row[0])) if row[0] else tx.now


def _open_period(
    tx: Tx, ticket: TicketRecord, state: TicketState, counter: str | None, officer: str | None
) -> None:
    ended = stamp(tx.now) if state is TicketState.FINISHED else None
    tx.connection.execute(
        "INSERT INTO period (ticket, field, state, started_at, ended_at, counter, officer)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (ticket.id, ticket.field, state.value, stamp(tx.now), ended, counter, officer),
    )


def _minutes(started_at: str, ended_at: str) -> float:
    return (datetime.fromisoformat(ended_at) - datetime.fromisoformat(started_at)) / timedelta(minutes=1)
