"""What every store of the hub keeps to, whatever database is below it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.clock import VirtualClock
from kiosk.contract.dossier import DossierState
from kiosk.contract.event import NoticeDone, QueueChanged
from kiosk.contract.ticket import TicketState
from kiosk.dossier.ids import new_token, uuid7
from kiosk.dossier.model import Decision
from kiosk.hub.store import (
    database,
    dossiers,
    logs,
    moves,
    officers,
    orders,
    ratings,
    staff,
    tickets,
    workdays,
)
from kiosk.hub.store.postgresql import PostgresStore
from kiosk.hub.store.records import AnswerRecord, DecisionRecord, Notice, Session, TicketRecord
from kiosk.hub.store.sqlite import SqliteStore
from kiosk.hub.store.store import Store
from kiosk.hub.store.transaction import Reading, Transaction
from kiosk.numbering import next_number
from tests.hub.scene import MORNING, birth_dossier
from tests.hub.steps import NEWEST
from tests.postgresql import empty_database

DAY = MORNING.date()
LATER = MORNING + timedelta(minutes=5)
TWICE = r"(?i)unique"


@dataclass
class Stand:
    """A store to try. `reopen` closes it and opens it again, as a restart does; `break_commit` makes the
    COMMIT fail of the transaction that it is called in."""

    open: Callable[[Callable[[], None]], Store]
    break_commit: Callable[[Transaction], None]
    commits: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.store = self.open(lambda: self.commits.append(1))

    def reopen(self) -> None:
        self.store.close()
        self.store = self.open(lambda: None)

    def write(self, work: Callable[[Transaction], Any]) -> Any:
        return self.store.submit(work).result(60)


@contextmanager
def encrypted_sqlite(folder: Path) -> Iterator[Stand]:
    clock = VirtualClock(MORNING)

    def orphan(tx: Transaction) -> None:
        tx.tickets._database.connection.execute("PRAGMA defer_foreign_keys = ON")
        tx.tickets.begin_period(ticket(), MORNING, None, None)

    yield Stand(lambda committed: SqliteStore(folder / "hub.db", bytes(32), clock, committed), orphan)


@contextmanager
def database_on_a_server(folder: Path) -> Iterator[Stand]:
    clock = VirtualClock(MORNING)

    def twice(tx: Transaction) -> None:
        tx.tickets._database.connection.execute(
            "CREATE TEMPORARY TABLE once (it int UNIQUE DEFERRABLE INITIALLY DEFERRED);"
            " INSERT INTO once VALUES (1), (1)"
        )

    with empty_database() as url:
        yield Stand(lambda committed: PostgresStore(url, clock, committed), twice)


@pytest.fixture(params=[encrypted_sqlite, database_on_a_server])
def stand(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stand]:
    with request.param(tmp_path) as made:
        yield made
        made.store.close()


def ticket(number: str = "H 001", **other: Any) -> TicketRecord:
    new = TicketRecord(
        arrival=0,
        id=uuid7(),
        number=number,
        day=DAY,
        field="ho_tich",
        procedure=None,
        lang="vi",
        token=new_token(),
        origin="hub",
        issued_at=MORNING,
        state=TicketState.ISSUED,
        counter=None,
        called_at=None,
        calls=0,
        queued_at=MORNING,
    )
    return replace(new, **other)


def called(one: TicketRecord) -> TicketRecord:
    return replace(one, state=TicketState.CALLED, counter="1", called_at=LATER, calls=1)


def added(stand: Stand, one: TicketRecord) -> TicketRecord:
    kept: TicketRecord = stand.write(lambda tx: tx.tickets.add(one, "K1"))
    return kept


def actors(reading: Reading) -> list[str]:
    return [line.actor for line in reading.audit.listed()]


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

    given = [stand.store.submit(partial(give, fail=turn % 3 == 1)) for turn in range(9)]
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


def test_tickets_come_back_as_they_went_in_and_in_the_hubs_order(stand: Stand) -> None:
    first, second = ticket("H 001", procedure="1.001193"), ticket("H 002", origin="kiosk", lang="en")
    kept = [added(stand, one) for one in (first, second)]
    assert kept[0].arrival < kept[1].arrival
    assert [replace(one, arrival=0) for one in kept] == [first, second]
    assert stand.store.read(lambda reading: reading.tickets.by_id(first.id)) == kept[0]
    assert stand.store.read(lambda reading: reading.tickets.by_token(second.token)) == kept[1]
    assert stand.store.read(lambda reading: reading.tickets.of_day(DAY, TicketState.ISSUED)) == kept
    assert stand.store.read(lambda reading: reading.tickets.of_day(DAY + timedelta(1), *TicketState)) == []


@pytest.mark.parametrize("same", ["id", "token", "number"])
def test_no_two_tickets_share_an_id_a_token_or_a_days_number(stand: Stand, same: str) -> None:
    first = ticket("H 001")
    other = replace(ticket("H 002"), **{same: getattr(first, same)})
    added(stand, first)
    taken = stand.store.read(lambda r: r.tickets.is_taken(other.day, other.number, other.token))
    assert taken == (same != "id")
    with pytest.raises(Exception, match=TWICE):
        added(stand, other)


def test_a_counter_has_one_ticket(stand: Stand) -> None:
    one, two = ticket("H 001"), ticket("H 002")
    for each in (one, two):
        added(stand, each)
    stand.write(lambda tx: tx.tickets.change(called(one)))
    found = stand.store.read(lambda reading: reading.tickets.at_counter("1", DAY))
    assert found is not None
    assert replace(found, arrival=0) == called(one)
    with pytest.raises(Exception, match=TWICE):
        stand.write(lambda tx: tx.tickets.change(called(two)))


def test_a_ticket_is_in_one_state_at_a_time_and_a_service_lasts_as_long_as_it_did(stand: Stand) -> None:
    one = added(stand, ticket())
    serving = replace(one, state=TicketState.SERVING)
    stand.write(lambda tx: tx.tickets.begin_period(serving, MORNING, "1", "CB1"))
    with pytest.raises(Exception, match=TWICE):
        stand.write(lambda tx: tx.tickets.begin_period(one, MORNING, None, None))
    assert stand.store.read(lambda reading: reading.tickets.served_for("ho_tich", 30)) == []
    stand.write(lambda tx: tx.tickets.end_period(serving, LATER))
    assert stand.store.read(lambda r: r.tickets.served_for("ho_tich", 30)) == [timedelta(minutes=5)]


def test_dossiers_keep_what_was_handed_in_and_what_was_decided(stand: Stand) -> None:
    new, digest = birth_dossier(ticket="t1"), "a" * 64
    asked = Decision("supplement", "CB1", "Thiếu giấy", ("birth_certificate",))

    def work(tx: Transaction) -> None:
        tx.dossiers.add(new, DossierState.WAITING_CHECK, [digest], tx.now, None)
        tx.dossiers.add_decision(new.id, asked, DossierState.SUPPLEMENT, LATER)
        tx.dossiers.note_acceptance(new.id, "000-1", DAY, LATER, None)

    stand.write(work)
    stand.reopen()
    found = stand.store.read(lambda reading: reading.dossiers.by_token(new.token))
    assert found is not None
    assert (found.dossier, found.state, found.received_at) == (new, DossierState.SUPPLEMENT, MORNING)
    assert (found.since, found.code, found.due, found.accepted_at) == (LATER, "000-1", DAY, LATER)

    def looks(reading: Reading) -> None:
        assert reading.dossiers.by_id(new.id) == found
        assert reading.dossiers.of_ticket("t1") == [found]
        assert reading.dossiers.listed("supplement", new.reference) == [found]
        assert reading.dossiers.listed("accepted", None) == []
        assert reading.dossiers.decisions_of(new.id) == [DecisionRecord(asked, LATER)]
        assert reading.dossiers.has_file(new.id, digest)
        assert not reading.dossiers.has_file(new.id, "b" * 64)

    stand.store.read(looks)


def test_a_session_ends_by_its_time_or_by_hand(stand: Stand) -> None:
    session = Session("CB1", LATER, MORNING)
    stand.write(lambda tx: tx.sessions.add("one", session))
    stand.write(lambda tx: tx.sessions.add("two", session))
    assert stand.store.read(lambda reading: reading.sessions.find("one", MORNING)) == session
    assert stand.store.read(lambda reading: reading.sessions.find("one", LATER)) is None
    stand.write(lambda tx: tx.sessions.end("one"))
    assert stand.store.read(lambda reading: reading.sessions.find("one", MORNING)) is None
    stand.write(lambda tx: tx.sessions.end_expired(LATER + timedelta(seconds=1)))
    assert stand.store.read(lambda reading: reading.sessions.find("two", MORNING)) is None


def test_a_session_knows_the_others_of_its_officer(stand: Stand) -> None:
    for token, officer, opened in (("one", "CB1", MORNING), ("two", "CB1", LATER), ("three", "CB2", MORNING)):
        new = Session(officer, LATER + timedelta(hours=1), opened)
        stand.write(partial(_add_session, token=token, new=new))

    def elsewhere(token: str, now: datetime = LATER) -> datetime | None:
        return stand.store.read(lambda reading: reading.sessions.elsewhere("CB1", token, now))

    assert [elsewhere("one"), elsewhere("two"), elsewhere("four")] == [LATER, MORNING, LATER]
    assert elsewhere("one", LATER + timedelta(hours=1)) is None
    stand.write(lambda tx: tx.sessions.end_others("CB1", "two"))
    assert [elsewhere("one"), elsewhere("two")] == [LATER, None]
    stand.write(lambda tx: tx.sessions.end_others("CB1"))
    assert elsewhere("one") is None
    assert stand.store.read(lambda reading: reading.sessions.find("three", LATER)) is not None


def _add_session(tx: Transaction, token: str, new: Session) -> None:
    tx.sessions.add(token, new)


def test_notices_are_open_until_somebody_has_seen_to_them(stand: Stand) -> None:
    old, new = (
        Notice(f"notice-{n}", "printer_paper_out", "", "K1", MORNING.replace(minute=n)) for n in (1, 2)
    )
    stand.write(lambda tx: tx.notices.add(old))
    stand.write(lambda tx: tx.notices.add(new))
    assert stand.store.read(lambda reading: reading.notices.listed(done=False)) == [new, old]
    stand.write(lambda tx: tx.notices.finish(old.id, "CB1", LATER))
    stand.write(lambda tx: tx.notices.finish(old.id, "CB2", LATER + timedelta(hours=1)))
    assert stand.store.read(lambda reading: reading.notices.listed(done=False)) == [new]
    done = replace(old, done_at=LATER)
    assert stand.store.read(lambda reading: reading.notices.listed(done=True)) == [new, done]


def test_a_sheet_is_ordered_once_and_stands_where_it_was_put(stand: Stand) -> None:
    new = birth_dossier()
    stand.write(lambda tx: tx.dossiers.add(new, DossierState.ACCEPTED, [], tx.now, None))
    assert stand.store.read(lambda reading: reading.sheets.state_of(new.id)) is None
    stand.write(lambda tx: tx.sheets.order(new.id, tx.now))
    assert stand.store.read(lambda reading: reading.sheets.in_state("waiting")) == [new.id]
    stand.write(lambda tx: tx.sheets.change(new.id, "printed", tx.now))
    assert stand.store.read(lambda reading: reading.sheets.state_of(new.id)) == "printed"
    with pytest.raises(Exception, match=TWICE):
        stand.write(lambda tx: tx.sheets.order(new.id, tx.now))


def statements() -> Iterator[tuple[str, database.Statement]]:
    for module in (dossiers, logs, moves, officers, orders, ratings, staff, tickets, workdays):
        for name, value in vars(module).items():
            for one in value.values() if isinstance(value, dict) else [value]:
                if isinstance(one, database.Statement):
                    yield f"{module.__name__.rpartition('.')[2]}.{name}", one


@pytest.mark.parametrize(("name", "statement"), list(statements()))
def test_every_statement_can_be_said_in_both_dialects(name: str, statement: database.Statement) -> None:
    for dialect in (sqlite.dialect(), postgresql.dialect()):  # type: ignore[no-untyped-call]
        assert str(statement.compile(dialect=dialect)), name


def test_a_store_that_works_says_its_step(stand: Stand) -> None:
    assert stand.store.check() == NEWEST
    stand.reopen()
    assert stand.store.check() == NEWEST


def _note_workday(tx: Transaction, at: datetime) -> None:
    tx.workdays.note(at)


def test_a_day_keeps_the_moment_of_its_last_ticket(stand: Stand) -> None:
    before, day = MORNING - timedelta(days=3), MORNING.date()
    for at in (before, MORNING, LATER):
        stand.write(partial(_note_workday, at=at))

    def last(until: date) -> datetime | None:
        return stand.store.read(lambda reading: reading.workdays.last_moment(until))

    assert [last(day + timedelta(days=days)) for days in (5, 0, -1, -3, -4)] == [
        LATER,
        LATER,
        before,
        before,
        None,
    ]
