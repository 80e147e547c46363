"""What the repositories of every store of the hub keep to: tickets, dossiers, notices, sheets, days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

import pytest

from kiosk.contract.dossier import DossierState
from kiosk.contract.ticket import TicketState
from kiosk.dossier.model import Decision, Dossier
from kiosk.hub.store.deliveries import ToldState
from kiosk.hub.store.records import DecisionRecord, Notice, Session, StepRecord
from kiosk.hub.store.transaction import Reading, Transaction
from kiosk.hub.upstream import orders
from tests.contract.hub_stores import DAY, LATER, TWICE, Stand, added, called, ticket
from tests.hub.scene import MORNING, birth_dossier


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


def test_a_day_is_remembered_for_one_request_alone(stand: Stand) -> None:
    day, before = MORNING.date(), MORNING - timedelta(days=3)

    def work(tx: Transaction) -> None:
        tx.workdays.note(before)
        tx.workdays.note(MORNING)
        assert tx.workdays.last_moment(day + timedelta(days=7)) == MORNING
        assert tx.workdays.last_moment(day) == MORNING
        assert tx.workdays.last_moment(day - timedelta(days=1)) == before
        assert tx.workdays.last_moment(day + timedelta(days=7)) == MORNING
        tx.workdays.note(LATER)
        assert tx.workdays.last_moment(day) == LATER
        tx.workdays.note(LATER + timedelta(days=9))
        assert tx.workdays.last_moment(day + timedelta(days=7)) == LATER
        assert tx.workdays.last_moment(day + timedelta(days=9)) == LATER + timedelta(days=9)

    stand.write(work)


def test_steps_hold_until_they_are_taken_back_and_none_is_forgotten(stand: Stand) -> None:
    one, other = birth_dossier(), birth_dossier()
    for each in (one, other):
        stand.write(partial(_adds, each))
    fee = StepRecord(one.id, "fee", "CB1", MORNING, "cash", 8000)
    code = StepRecord(one.id, "portal_code", "CB1", MORNING, "H29.1-261123-0001")
    for new in (fee, code):
        stand.write(partial(_notes, new))
    look = stand.store.read
    assert look(lambda r: r.steps.of_dossier(one.id)) == [fee, code]
    assert look(lambda r: r.steps.of_dossier(other.id)) == []
    assert look(lambda r: r.steps.in_force(one.id, "fee")) == fee
    assert look(lambda r: r.steps.in_force(one.id, "ready")) is None
    assert look(lambda r: r.steps.of_code(code.detail)) == code
    assert look(lambda r: r.steps.of_code("cash")) is None
    with pytest.raises(Exception, match=TWICE):
        stand.write(partial(_notes, replace(fee, amount=1)))
    with pytest.raises(Exception, match=TWICE):
        stand.write(partial(_notes, replace(code, dossier=other.id)))
    stand.write(lambda tx: tx.steps.end(one.id, "portal_code", "CB2", LATER))
    ended = replace(code, ended_at=LATER, ended_by="CB2")
    assert look(lambda r: r.steps.of_dossier(one.id)) == [fee, ended]
    assert look(lambda r: r.steps.in_force(one.id, "portal_code")) is None
    stand.write(partial(_notes, replace(code, dossier=other.id)))
    assert look(lambda r: r.steps.of_code(code.detail)) == replace(code, dossier=other.id)


def test_the_fees_of_a_time_are_those_taken_or_given_back_in_it(stand: Stand) -> None:
    one = birth_dossier()
    stand.write(partial(_adds, one))
    fee = StepRecord(one.id, "fee", "CB1", MORNING, "cash", 8000)
    for new in (fee, StepRecord(one.id, "ready", "CB1", MORNING)):
        stand.write(partial(_notes, new))
    moment = timedelta(seconds=1)

    def between(since: datetime, until: datetime) -> list[StepRecord]:
        return stand.store.read(lambda r: r.steps.fees_between(since, until))

    assert between(MORNING, MORNING + moment) == [fee]
    assert between(MORNING - moment, MORNING) == []
    assert between(MORNING + moment, LATER + moment) == []
    stand.write(lambda tx: tx.steps.end(one.id, "fee", "CB2", LATER))
    ended = replace(fee, ended_at=LATER, ended_by="CB2")
    assert between(LATER, LATER + moment) == [ended]
    assert between(MORNING + moment, LATER) == []
    assert between(MORNING, LATER + moment) == [ended]


def _adds(new: Dossier, tx: Transaction) -> None:
    tx.dossiers.add(new, DossierState.ACCEPTED, [], tx.now, None)


def _notes(new: StepRecord, tx: Transaction) -> None:
    tx.steps.add(new)


def test_deliveries_are_numbered_by_device_and_keep_what_became_of_them(stand: Stand) -> None:
    one, two = (birth_dossier(pages=()) for _ in range(2))
    for each in (one, two):
        stand.write(partial(filed, dossier=each))
        stand.write(
            partial(orders.order, backends=("portal", "drop"), dossier=each, state=DossierState.WAITING_CHECK)
        )
    stand.write(partial(orders.order_state, dossier_id=one.id, state=DossierState.ACCEPTED))
    opened = stand.store.read(lambda reading: reading.deliveries.open("portal"))
    assert [(row.dossier, row.kind, row.sequence) for row in opened] == [
        (one.id, "dossier", 1),
        (two.id, "dossier", 2),
        (one.id, "state", 3),
    ]
    with pytest.raises(Exception, match=TWICE):
        stand.write(
            partial(orders.order, backends=("portal",), dossier=one, state=DossierState.WAITING_CHECK)
        )
    now = replace(
        opened[0], state="acknowledged", since=LATER, attempts=2, reason="x", upstream="H29-1", person=True
    )
    stand.write(lambda tx: tx.deliveries.change(now))
    stand.reopen()
    assert stand.store.read(lambda reading: reading.deliveries.by_id(now.id)) == now
    assert stand.store.read(lambda reading: reading.deliveries.open("portal")) == opened[1:]
    counts = stand.store.read(lambda reading: reading.deliveries.counts())
    assert counts == {("portal", "acknowledged"): 1, ("portal", "pending"): 2, ("drop", "pending"): 3}
    day = (MORNING - timedelta(hours=1), MORNING + timedelta(hours=1))
    assert len(stand.store.read(lambda reading: reading.deliveries.of_dossiers_between(*day))) == 6


def test_one_outage_goes_on_and_an_event_is_kept_once(stand: Stand) -> None:
    for reason in ("first", "second"):
        stand.write(partial(lambda tx, why: tx.outages.begin("portal", MORNING, why), why=reason))
    stand.write(lambda tx: tx.outages.end("portal", LATER))
    stand.write(lambda tx: tx.outages.begin("portal", LATER, "third"))
    found = stand.store.read(lambda reading: reading.outages.listed())
    assert [(one.reason, one.ended_at) for one in found] == [("third", None), ("first", LATER)]
    dossier = birth_dossier(pages=())
    stand.write(partial(filed, dossier=dossier))
    told = ToldState("portal", "processing", MORNING)

    def keep(tx: Transaction) -> bool:
        return tx.upstream_events.add("cong", "1", dossier.id, told, LATER)

    assert [stand.write(keep), stand.write(keep)] == [True, False]
    assert stand.store.read(lambda reading: reading.upstream_events.last_of(dossier.id)) == {"portal": told}


def filed(tx: Transaction, dossier: Dossier) -> None:
    tx.dossiers.add(dossier, DossierState.WAITING_CHECK, (), MORNING, None)


def ordered(tx: Transaction, dossier: Dossier) -> None:
    orders.order(tx, ("portal", "drop"), dossier, DossierState.WAITING_CHECK)
