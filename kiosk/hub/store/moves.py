"""Stores what was done with tickets, the waits that were told, and when counters were open."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select, update

from kiosk.contract.ticket import TicketState
from kiosk.hub.store.database import Database, adding
from kiosk.hub.store.moments import local
from kiosk.hub.store.records import CounterPeriod, Done, MoveRecord, TicketRecord
from kiosk.hub.store.tables import counter_period, move, told_wait
from kiosk.queue.estimate import Expected
from kiosk.store.moments import stamp

_ADD_MOVE = adding(move, "ticket", "at", "act", "counter", "actor", "reason", "before")
_LAST_AT = select(move).where(move.c.counter == bindparam("counter")).order_by(move.c.id.desc()).limit(1)
_LAST_OF = select(move).where(move.c.ticket == bindparam("ticket")).order_by(move.c.id.desc()).limit(1)
_OF_TICKET = select(move).where(move.c.ticket == bindparam("ticket")).order_by(move.c.id)

_ADD_WAIT = adding(told_wait, "arrival", "minutes", "scale", "least", "most")
_TOLD = select(told_wait).where(told_wait.c.arrival == bindparam("this"))
_KNOWN = (
    update(told_wait).where(told_wait.c.arrival == bindparam("this")).values(waited=bindparam("minutes_"))
)
_OUTCOMES = (
    select(told_wait)
    .where(told_wait.c.waited.is_not(None))
    .order_by(told_wait.c.arrival.desc())
    .limit(bindparam("most_"))
)

_ADD_PERIOD = adding(counter_period, "day", "counter", "state", "officer", "reason", "started_at")
_END_PERIOD = (
    update(counter_period)
    .where(counter_period.c.counter == bindparam("of_counter"), counter_period.c.ended_at.is_(None))
    .values(ended_at=bindparam("at"))
)
_NOW = select(counter_period).where(
    counter_period.c.day == bindparam("day"), counter_period.c.ended_at.is_(None)
)


class MoveRepository:
    """Stores every move of every ticket, for ever."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, before: TicketRecord, at: datetime, done: Done) -> None:
        """Records a move; `before` is the ticket as it was."""
        self._database.run(
            _ADD_MOVE,
            ticket=before.id,
            at=stamp(at),
            act=done.act,
            counter=done.actor.counter,
            actor=done.actor.name,
            reason=done.reason,
            before=json.dumps(_plain(before), ensure_ascii=False),
        )

    def last_at(self, counter: str) -> MoveRecord | None:
        """Finds the last move at the counter, or None."""
        return _move(self._database.one(_LAST_AT, counter=counter))

    def last_of(self, ticket: str) -> MoveRecord | None:
        """Finds the last move of the ticket, or None."""
        return _move(self._database.one(_LAST_OF, ticket=ticket))

    def of_ticket(self, ticket: str) -> list[MoveRecord]:
        """Lists the moves of the ticket, in their order."""
        return [found for row in self._database.all(_OF_TICKET, ticket=ticket) if (found := _move(row))]


class WaitRepository:
    """Stores the waits that were told, and what came of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, arrival: int, expected: Expected, told: tuple[int, int]) -> None:
        """Keeps what was told with the ticket of that place in the hub's order."""
        self._database.run(
            _ADD_WAIT,
            arrival=arrival,
            minutes=expected.minutes,
            scale=expected.scale,
            least=told[0],
            most=told[1],
        )

    def told(self, arrival: int) -> tuple[int, int] | None:
        """Gives least and most minutes as they were told; None where nothing was."""
        row = self._database.one(_TOLD, this=arrival)
        return None if row is None else (row["least"], row["most"])

    def outcome(self, arrival: int) -> tuple[tuple[int, int], float] | None:
        """Gives what was told and the minutes that were waited; None where either is not known."""
        row = self._database.one(_TOLD, this=arrival)
        return None if row is None or row["waited"] is None else ((row["least"], row["most"]), row["waited"])

    def note(self, arrival: int, waited: timedelta) -> None:
        """Notes how long the ticket waited until it was first called."""
        self._database.run(_KNOWN, this=arrival, minutes_=waited / timedelta(minutes=1))

    def outcomes(self, most: int) -> list[tuple[Expected, tuple[int, int], float]]:
        """Lists the last known waits, the newest first: expected, told, minutes waited."""
        return [
            (Expected(row["minutes"], row["scale"], 0), (row["least"], row["most"]), row["waited"])
            for row in self._database.all(_OUTCOMES, most_=most)
        ]


class CounterRepository:
    """Stores when the counters were open, paused and closed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def now(self, day: date) -> Mapping[str, CounterPeriod]:
        """Gives the state of each counter that has one on that day."""
        rows = self._database.all(_NOW, day=day.isoformat())
        return {row["counter"]: _period(row) for row in rows}

    def change(self, day: date, period: CounterPeriod) -> None:
        """Ends the counter's state, of whatever day, and begins this one."""
        at = stamp(period.started_at)
        self._database.run(_END_PERIOD, of_counter=period.counter, at=at)
        self._database.run(
            _ADD_PERIOD,
            day=day.isoformat(),
            counter=period.counter,
            state=period.state,
            officer=period.officer,
            reason=period.reason,
            started_at=at,
        )


def _period(row: Any) -> CounterPeriod:
    return CounterPeriod(
        row["counter"], row["state"], row["officer"], row["reason"], local(row["started_at"])
    )


def _move(row: Any) -> MoveRecord | None:
    if row is None:
        return None
    return MoveRecord(
        row["id"],
        row["ticket"],
        local(row["at"]),
        row["act"],
        row["counter"],
        row["actor"],
        row["reason"],
        _restored(json.loads(row["before"])),
    )


_MOMENTS = ("issued_at", "called_at", "queued_at", "not_before", "appointment")


def _plain(ticket: TicketRecord) -> dict[str, Any]:
    """Writes a ticket for JSON. Its token stays out: it opens the holder's page."""
    plain = {**asdict(ticket), "day": ticket.day.isoformat(), "state": ticket.state.value, "token": ""}
    for name in _MOMENTS:
        moment = plain[name]
        plain[name] = None if moment is None else stamp(moment)
    return plain


def _restored(plain: dict[str, Any]) -> TicketRecord:
    for name in _MOMENTS:
        plain[name] = local(plain[name]) if plain.get(name) else None
    plain["day"] = date.fromisoformat(plain["day"])
    plain["state"] = TicketState(plain["state"])
    return TicketRecord(**plain)
