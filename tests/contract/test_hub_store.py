"""What every store of the hub keeps to, whatever database is below it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.contract.event import NoticeDone, QueueChanged
from kiosk.contract.ticket import TicketState
from kiosk.dossier.ids import uuid7
from kiosk.hub.store import (
    appointments,
    database,
    dossiers,
    holders,
    limits,
    logs,
    moves,
    officers,
    orders,
    ratings,
    services,
    staff,
    tickets,
    workdays,
)
from kiosk.hub.store.postgresql import PostgresStore
from kiosk.hub.store.records import AnswerRecord
from kiosk.hub.store.sqlite import SqliteStore
from kiosk.hub.store.transaction import Transaction
from kiosk.numbering import next_number
from tests.contract.hub_stores import DAY, TWICE, Stand, actors, ticket
from tests.hub.scene import MORNING
from tests.hub.steps import NEWEST


def noting(name: str) -> Callable[[Transaction], str]:
    def work(tx: Transaction) -> str:
        tx.audit.add("staff", name, "test", "x")
        if name == "fails":
            raise LookupError(name)
        return name

    return work


def test_nobody_is_answered_before_the_commit(stand: Stand) -> None:
    going, go = threading.Event(), threading.Event()

    def slow(tx: Transaction) -> None:
        tx.audit.add("staff", "slow", "test", "x")
        going.set()
        assert go.wait(60)

    first = stand.store.submit(slow)
    assert going.wait(60)
    second = stand.store.submit(noting("second"))
    assert stand.store.read(actors) == []
    assert not first.done()
    assert not second.done()
    go.set()
    assert second.result(60) == "second"
    assert stand.store.read(actors) == ["slow", "second"]


def test_requests_that_wait_share_a_commit_and_one_that_fails_is_undone_alone(stand: Stand) -> None:
    hold = threading.Event()
    stand.store.submit(lambda tx: hold.wait(60))
    futures: list[Future[str]] = [stand.store.submit(noting(name)) for name in ("a", "b", "fails", "c", "d")]
    before = len(stand.commits)
    hold.set()
    assert [future.exception(60) is None for future in futures] == [True, True, False, True, True]
    assert stand.store.read(actors) == ["a", "b", "c", "d"]
    assert len(stand.commits) - before <= 3


def test_what_breaks_a_rule_is_undone_alone_though_it_is_the_last_thing_done(stand: Stand) -> None:
    given = AnswerRecord("f" * 64, 201, {})
    hold = threading.Event()

    def answers(tx: Transaction, key: str) -> None:
        tx.audit.add("staff", key, "test", "x")
        tx.answers.add("ticket", key, given, tx.now)

    for _ in range(2):  # what was begun in vain can be said again
        stand.store.submit(lambda tx: hold.wait(60))
        keys = [uuid7(), uuid7()]
        futures = [stand.store.submit(partial(answers, key=key)) for key in (keys[0], keys[0], keys[1])]
        hold.set()
        assert [future.exception(60) is None for future in futures] == [True, False, True]
        assert stand.store.read(actors)[-2:] == keys


def test_a_commit_that_fails_promises_nobody_anything(stand: Stand) -> None:
    hold = threading.Event()
    stand.store.submit(lambda tx: hold.wait(60))
    futures: list[Future[Any]] = [
        stand.store.submit(noting("innocent")),
        stand.store.submit(stand.break_commit),
    ]
    hold.set()
    assert all(future.exception(60) is not None for future in futures)
    assert stand.store.read(actors) == []
    assert stand.write(noting("next")) == "next"


def test_a_closed_store_has_done_what_was_queued_and_takes_no_more(stand: Stand) -> None:
    futures = [stand.store.submit(noting(str(place))) for place in range(20)]
    stand.store.close()
    assert [future.result(0) for future in futures] == [str(place) for place in range(20)]
    with pytest.raises(RuntimeError):
        stand.store.submit(noting("late"))
    stand.reopen()
    assert len(stand.store.read(actors)) == 20


def test_a_reading_changes_nothing(stand: Stand) -> None:
    with pytest.raises(Exception, match=r"read-?only"):
        stand.store.read(lambda reading: reading.tickets.add(ticket(), "K1"))
    assert stand.store.read(lambda reading: reading.tickets.of_day(DAY, TicketState.ISSUED)) == []


def test_numbers_have_no_gaps_whoever_fails_and_begin_anew_each_day(stand: Stand) -> None:
    def give(tx: Transaction, fail: bool = False) -> int:
        number = next_number(tx.numbering, "field:x", DAY)
        if fail:
            raise LookupError
        return number

    hold = threading.Event()
    stand.store.submit(lambda tx: hold.wait(60))
    given = [stand.store.submit(partial(give, fail=turn % 3 == 1)) for turn in range(9)]
    hold.set()
    assert [future.result(60) for future in given if future.exception(60) is None] == [1, 2, 3, 4, 5, 6]
    stand.reopen()
    assert stand.write(give) == 7
    tomorrow = DAY + timedelta(days=1)
    assert stand.write(lambda tx: next_number(tx.numbering, "field:x", tomorrow)) == 1
    assert stand.write(lambda tx: next_number(tx.numbering, "field:y", DAY)) == 1


def test_a_key_has_one_answer(stand: Stand) -> None:
    given = AnswerRecord("f" * 64, 201, {"ticket": {"number": "H 001", "name": "Hộ tịch"}})
    stand.write(lambda tx: tx.answers.add("ticket", "key-1", given, tx.now))
    with pytest.raises(Exception, match=TWICE):
        stand.write(lambda tx: tx.answers.add("ticket", "key-1", given, tx.now))
    stand.reopen()
    assert stand.store.read(lambda reading: reading.answers.find("ticket", "key-1")) == given
    assert stand.store.read(lambda reading: reading.answers.find("dossier", "key-1")) is None


def test_an_answer_goes_with_the_change_it_tells_of(stand: Stand) -> None:
    def work(tx: Transaction) -> None:
        tx.tickets.add(ticket(), "K1")
        tx.answers.add("ticket", "key-1", AnswerRecord("f", 201, {}), tx.now)
        raise LookupError

    with pytest.raises(LookupError):
        stand.write(work)
    assert stand.store.read(lambda reading: reading.answers.find("ticket", "key-1")) is None
    assert stand.store.read(lambda reading: reading.tickets.of_day(DAY, TicketState.ISSUED)) == []


def test_events_come_in_the_order_of_their_commits_each_audience_its_own(stand: Stand) -> None:
    def happens(tx: Transaction, number: int) -> None:
        hall = None if number == 1 else QueueChanged(field="ho_tich", waiting=number)
        tx.events.add("t", NoticeDone(notice=f"n{number}"), hall)
        if number == 3:
            raise LookupError

    for number in range(3):
        stand.write(partial(happens, number=number))
    with pytest.raises(LookupError):
        stand.write(partial(happens, number=3))
    told = stand.store.read(lambda reading: reading.events.since(0, public=False))
    assert [event.data for event in told] == [{"notice": "n0"}, {"notice": "n1"}, {"notice": "n2"}]
    assert [event.seq for event in told] == sorted({event.seq for event in told})
    seen = stand.store.read(lambda reading: reading.events.since(told[0].seq, public=True))
    assert [event.data for event in seen] == [{"field": "ho_tich", "waiting": 2}]
    stand.reopen()
    assert stand.store.read(lambda reading: reading.events.newest()) == told[-1].seq


def test_the_audit_keeps_who_did_what_and_when(stand: Stand) -> None:
    stand.write(lambda tx: tx.audit.add("staff", "CB1", "dossier.viewed", "d1", "page 2"))
    (line,) = stand.store.read(lambda reading: reading.audit.listed())
    assert (line.role, line.actor, line.action, line.subject, line.detail) == (
        ("staff", "CB1", "dossier.viewed", "d1", "page 2")
    )
    assert line.at == MORNING


def statements() -> Iterator[tuple[str, database.Statement]]:
    for module in (
        *(appointments, dossiers, holders, limits, logs, moves, officers, orders, ratings, services, staff),
        *(tickets, workdays),
    ):
        for name, value in vars(module).items():
            for one in value.values() if isinstance(value, dict) else [value]:
                if isinstance(one, database.Statement):
                    yield f"{module.__name__.rpartition('.')[2]}.{name}", one


@pytest.mark.parametrize(("name", "statement"), list(statements()))
def test_every_statement_can_be_said_in_both_dialects(name: str, statement: database.Statement) -> None:
    for dialect in (sqlite.dialect(), postgresql.dialect()):  # type: ignore[no-untyped-call]
        assert str(statement.compile(dialect=dialect)), name


def test_a_store_says_what_it_is(stand: Stand) -> None:
    about = stand.store.about()
    assert about.kind == {SqliteStore: "sqlite", PostgresStore: "postgresql"}[type(stand.store)]
    assert about.version[:2].strip(".").isdigit()
    assert about.lag_s is None


def test_a_store_that_works_says_its_step(stand: Stand) -> None:
    assert stand.store.check() == NEWEST
    stand.reopen()
    assert stand.store.check() == NEWEST
