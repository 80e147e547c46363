"""Stores tickets and the periods that each spent in a state."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select, update

from kiosk.contract.ticket import ShownHow, TicketState
from kiosk.hub.store.database import Database, adding
from kiosk.hub.store.moments import local
from kiosk.hub.store.records import PeriodRecord, TicketRecord
from kiosk.hub.store.tables import period, ticket
from kiosk.queue.moves import AT_COUNTER, ENDED
from kiosk.store.moments import stamp

_BY_ID = select(ticket).where(ticket.c.id == bindparam("this"))
_BY_TOKEN = select(ticket).where(ticket.c.token == bindparam("token"))
_AT_COUNTER = select(ticket).where(
    ticket.c.day == bindparam("day"),
    ticket.c.counter == bindparam("counter"),
    or_(*(ticket.c.state == state for state in sorted(one.value for one in AT_COUNTER))),
)
_OF_VISIT = (
    select(ticket)
    .where(ticket.c.day == bindparam("day"), ticket.c.visit == bindparam("visit"))
    .order_by(ticket.c.arrival)
)
_TAKEN = select(ticket.c.id).where(
    or_(
        (ticket.c.day == bindparam("day")) & (ticket.c.number == bindparam("number")),
        ticket.c.token == bindparam("token"),
    )
)
_WAITING = (
    select(func.count().label("waiting"))
    .select_from(ticket)
    .where(
        ticket.c.day == bindparam("day"),
        ticket.c.state == TicketState.WAITING.value,
        ticket.c.field == bindparam("field"),
    )
)
_OPEN_BEFORE = (
    select(ticket)
    .where(
        ticket.c.day < bindparam("day"),
        or_(*(ticket.c.state == state.value for state in TicketState if state not in ENDED)),
    )
    .order_by(ticket.c.arrival)
)
_SERVED = (
    select(period.c.started_at, period.c.ended_at)
    .where(
        period.c.field == bindparam("field"),
        period.c.state == TicketState.SERVING.value,
        period.c.ended_at.is_not(None),
    )
    .order_by(period.c.id.desc())
    .limit(bindparam("most"))
)
_PERIODS = (
    select(period)
    .join(ticket, period.c.ticket == ticket.c.id)
    .where(ticket.c.day == bindparam("day"))
    .order_by(period.c.id)
)
_ADD = adding(
    ticket,
    *("id", "number", "day", "field", "procedure", "lang", "kiosk", "token", "origin", "issued_at", "state"),
    *("priority", "queued_at", "misses", "not_before", "handed_to", "back_to", "appointment", "visit"),
).returning(ticket.c.arrival)
_SHOWN = update(ticket).where(ticket.c.id == bindparam("this")).values(shown_how=bindparam("how"))
_MOVE = (
    update(ticket)
    .where(ticket.c.id == bindparam("this"))
    .values(
        state=bindparam("to"),
        counter=bindparam("at_counter"),
        called_at=bindparam("called"),
        calls=bindparam("so_often"),
        field=bindparam("of_field"),
        procedure=bindparam("about"),
        queued_at=bindparam("since"),
        misses=bindparam("missed"),
        not_before=bindparam("no_sooner"),
        handed_to=bindparam("only"),
        back_to=bindparam("back"),
    )
)
_BEGIN_PERIOD = adding(period, "ticket", "field", "state", "started_at", "ended_at", "counter", "officer")
_END_PERIOD = (
    update(period)
    .where(period.c.ticket == bindparam("this"), period.c.ended_at.is_(None))
    .values(ended_at=bindparam("at"))
)


@cache
def _of_day(states: int) -> Select[Any]:
    """Selects the tickets of a day that are in one of so many states, `state0`, `state1` …"""
    wanted = or_(*(ticket.c.state == bindparam(f"state{place}") for place in range(states)))
    return select(ticket).where(ticket.c.day == bindparam("day"), wanted).order_by(ticket.c.arrival)


class TicketRepository:
    """Stores the tickets of the centre."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def by_id(self, ticket_id: str) -> TicketRecord | None:
        """Finds the ticket of that id, or None."""
        return _one(self._database.one(_BY_ID, this=ticket_id))

    def by_token(self, token: str) -> TicketRecord | None:
        """Finds the ticket whose slip carries that token, or None."""
        return _one(self._database.one(_BY_TOKEN, token=token))

    def of_day(self, day: date, *states: TicketState) -> list[TicketRecord]:
        """Lists the tickets of one local day that are in one of the states, in the hub's order."""
        wanted = {f"state{place}": state.value for place, state in enumerate(states)}
        rows = self._database.all(_of_day(len(states)), day=day.isoformat(), **wanted)
        return [_record(row) for row in rows]

    def at_counter(self, counter: str, day: date) -> TicketRecord | None:
        """Finds the ticket that was called to the counter and is not finished."""
        return _one(self._database.one(_AT_COUNTER, counter=counter, day=day.isoformat()))

    def of_visit(self, visit: str, day: date) -> list[TicketRecord]:
        """Lists the tickets that were taken in a visit on that day, in the hub's order."""
        return [_record(row) for row in self._database.all(_OF_VISIT, visit=visit, day=day.isoformat())]

    def is_taken(self, day: date, number: str, token: str) -> bool:
        """Says if a ticket has this number on this day, or this token."""
        found = self._database.one(_TAKEN, day=day.isoformat(), number=number, token=token)
        return found is not None

    def count_waiting(self, field: str, day: date) -> int:
        """Counts those who wait for the field."""
        return int(self._database.one(_WAITING, field=field, day=day.isoformat())["waiting"])

    def open_before(self, day: date) -> list[TicketRecord]:
        """Lists the tickets of earlier days that have not ended."""
        return [_record(row) for row in self._database.all(_OPEN_BEFORE, day=day.isoformat())]

    def periods_of(self, day: date) -> list[PeriodRecord]:
        """Lists the intervals of the day's tickets, in the order in which they began."""
        return [
            PeriodRecord(
                row["ticket"],
                TicketState(row["state"]),
                local(row["started_at"]),
                local(row["ended_at"]) if row["ended_at"] else None,
                row["counter"],
                row["field"],
                row["officer"],
            )
            for row in self._database.all(_PERIODS, day=day.isoformat())
        ]

    def served_for(self, field: str, most: int) -> list[timedelta]:
        """Gives how long the last services of the field took, the newest first."""
        rows = self._database.all(_SERVED, field=field, most=most)
        return [local(row["ended_at"]) - local(row["started_at"]) for row in rows]

    def add(self, new: TicketRecord, kiosk: str) -> TicketRecord:
        """Adds a ticket that `kiosk` gave out; gives the record with its place in the hub's order."""
        (added,) = self._database.all(
            _ADD,
            id=new.id,
            number=new.number,
            day=new.day.isoformat(),
            field=new.field,
            procedure=new.procedure,
            lang=new.lang,
            kiosk=kiosk,
            token=new.token,
            origin=new.origin,
            issued_at=stamp(new.issued_at),
            state=new.state.value,
            priority=new.priority,
            queued_at=stamp(new.queued_at or new.issued_at),
            misses=new.misses,
            not_before=_stamped(new.not_before),
            handed_to=new.handed_to,
            back_to=new.back_to,
            appointment=_stamped(new.appointment),
            visit=new.visit,
        )
        return replace(new, arrival=added["arrival"])

    def note_shown(self, ticket_id: str, how: ShownHow) -> None:
        """Notes how the citizen holds the number."""
        self._database.run(_SHOWN, this=ticket_id, how=how)

    def change(self, changed: TicketRecord) -> None:
        """Keeps all that may change of a ticket as it is in this record."""
        self._database.run(
            _MOVE,
            this=changed.id,
            to=changed.state.value,
            at_counter=changed.counter,
            called=_stamped(changed.called_at),
            so_often=changed.calls,
            of_field=changed.field,
            about=changed.procedure,
            since=stamp(changed.queued_at or changed.issued_at),
            missed=changed.misses,
            no_sooner=_stamped(changed.not_before),
            only=changed.handed_to,
            back=changed.back_to,
        )

    def begin_period(self, of: TicketRecord, at: datetime, counter: str | None, officer: str | None) -> None:
        """Begins the period of the ticket's state; one that is finished ends with it."""
        self._database.run(
            _BEGIN_PERIOD,
            ticket=of.id,
            field=of.field,
            state=of.state.value,
            started_at=stamp(at),
            ended_at=stamp(at) if of.state in ENDED else None,
            counter=counter,
            officer=officer,
        )

    def end_period(self, of: TicketRecord, at: datetime) -> None:
        """Ends the period that the ticket is in."""
        self._database.run(_END_PERIOD, this=of.id, at=stamp(at))


def _one(row: Any) -> TicketRecord | None:
    return None if row is None else _record(row)


def _stamped(moment: datetime | None) -> str | None:
    return None if moment is None else stamp(moment)


def _record(row: Any) -> TicketRecord:
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
        issued_at=local(row["issued_at"]),
        state=TicketState(row["state"]),
        counter=row["counter"],
        called_at=local(row["called_at"]) if row["called_at"] else None,
        calls=row["calls"],
        priority=row["priority"],
        queued_at=local(row["queued_at"]),
        misses=row["misses"],
        not_before=local(row["not_before"]) if row["not_before"] else None,
        handed_to=row["handed_to"],
        back_to=row["back_to"],
        appointment=local(row["appointment"]) if row["appointment"] else None,
        visit=row["visit"],
    )
