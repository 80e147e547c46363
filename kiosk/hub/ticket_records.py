"""Tickets as the hub's database holds them: the record, and the questions asked of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from sqlite3 import Connection, Row
from typing import Literal

from kiosk.clock import ICT
from kiosk.hub.problems import ProblemError
from kiosk.queue.model import TicketState
from kiosk.queue.rules import Place, in_order

Origin = Literal["hub", "kiosk"]


@dataclass(frozen=True, slots=True)
class TicketRecord:
    """A ticket as the hub keeps it. `calls`: how often it was called."""

    arrival: int
    id: str
    number: str
    day: date
    field: str
    procedure: str | None
    lang: str
    token: str
    origin: Origin
    issued_at: datetime
    state: TicketState
    counter: str | None
    called_at: datetime | None
    calls: int

    def place(self) -> Place:
        """What the calling rule needs."""
        return Place(self.id, self.field, self.issued_at, self.arrival)


def by_id(connection: Connection, ticket_id: str) -> TicketRecord | None:
    """The ticket of that id, or None."""
    return _one(connection.execute("SELECT * FROM ticket WHERE id = ?", (ticket_id,)).fetchone())


def by_token(connection: Connection, token: str) -> TicketRecord | None:
    """The ticket whose slip carries that token, or None."""
    return _one(connection.execute("SELECT * FROM ticket WHERE token = ?", (token,)).fetchone())


def of_day(connection: Connection, day: date, *states: TicketState) -> list[TicketRecord]:
    """The tickets of one local day that are in one of the states, in the hub's order."""
    marks = ", ".join("?" * len(states))
    rows = connection.execute(
        f"SELECT * FROM ticket WHERE day = ? AND state IN ({marks}) ORDER BY arrival",  # noqa: S608 - marks only
        (day.isoformat(), *(state.value for state in states)),
    )
    return [_held(row) for row in rows]


def calling_order(tickets: Sequence[TicketRecord]) -> list[TicketRecord]:
    """The same tickets in the order in which they are called."""
    known = {ticket.id: ticket for ticket in tickets}
    return [known[place.ticket] for place in in_order(ticket.place() for ticket in tickets)]


def get_or_404(connection: Connection, ticket_id: str) -> TicketRecord:
    """The ticket of that id; 404 `unknown_ticket`."""
    ticket = by_id(connection, ticket_id)
    if ticket is None:
        raise ProblemError(404, "unknown_ticket")
    return ticket


def at_counter(connection: Connection, counter: str, day: date) -> TicketRecord | None:
    """The number that was called to the counter and is not finished."""
    return _one(
        connection.execute(
            "SELECT * FROM ticket WHERE day = ? AND counter = ? AND state IN ('called', 'serving')",
            (day.isoformat(), counter),
        ).fetchone()
    )


def waiting_on(connection: Connection, day: date) -> list[TicketRecord]:
    """Everybody who waits, in calling order."""
    return calling_order(of_day(connection, day, TicketState.WAITING))


def _one(row: Row | None) -> TicketRecord | None:
    return None if row is None else _held(row)


def _held(row: Row) -> TicketRecord:
    called = row["called_at"]
    return TicketRecord(
        arrival=row["arrival"],
        id=row["id"],
        number=row["number"],
        day=date.fromisoformat(row["day"]),
        field=row["field"],
        procedure=row["procedure"],
        lang=row["lang"],
        token=row["token"],
        origin=row["origin"],
        issued_at=datetime.fromisoformat(row["issued_at"]).astimezone(ICT),
        state=TicketState(row["state"]),
        counter=row["counter"],
        called_at=datetime.fromisoformat(called).astimezone(ICT) if called else None,
        calls=row["calls"],
    )
