"""Two hubs on one PostgreSQL database work as one: both do something at once, below HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kiosk.clock import VirtualClock
from kiosk.contract.dossier import DossierState
from kiosk.contract.ticket import Ticket, WantedTicket
from kiosk.dossier.ids import uuid7
from kiosk.hub import sheets
from kiosk.hub.hub import Answer, Hub, once
from kiosk.hub.queue import issuing, serving
from kiosk.hub.store.records import Session
from kiosk.hub.store.transaction import Transaction
from tests.hub.scene import MORNING, birth_dossier, open_scene
from tests.postgresql import empty_database

WANTED = WantedTicket(field="ho_tich", kiosk="K1")
Hubs = tuple[Hub, Hub]


@pytest.fixture
def hubs(tmp_path: Path) -> Iterator[Hubs]:
    with empty_database() as url:
        clock = VirtualClock(MORNING)
        first, second = (open_scene(tmp_path, clock, database_url=url) for _ in range(2))
        yield first, second
        first.close()
        second.close()


def take(hub: Hub, tx: Transaction) -> Ticket:
    ticket = issuing.issue(hub.queue, tx, WANTED)
    issuing.shown(tx, ticket.id, "paper")
    return ticket


def take_at(hub: Hub) -> str:
    return hub.store.submit(lambda tx: take(hub, tx)).result(60).number


def test_numbers_have_no_gap_and_nobody_is_called_twice_or_out_of_turn(hubs: Hubs) -> None:
    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(take_at, hubs * 12))
    everybody = [f"H {n:03}" for n in range(1, 25)]
    assert sorted(given) == everybody

    def serve(place: int) -> list[str]:
        hub, counter = hubs[place], str(place + 1)
        called = []

        def next_one(tx: Transaction) -> str:
            ticket = serving.call(hub.queue, tx, counter, "CB", None)
            assert ticket is not None
            return ticket.number

        for _ in range(12):
            called.append(hub.store.submit(next_one).result(60))
            hub.store.submit(lambda tx: serving.act(hub.queue, tx, counter, "CB", "leave")).result(60)
        return called

    with ThreadPoolExecutor(2) as pool:
        one, two = pool.map(serve, range(2))
    assert sorted(one + two) == everybody, "each once, nobody left"
    events = hubs[0].store.read(lambda reading: reading.events.since(0, public=False))
    called = [event.data["number"] for event in events if event.type == "ticket.called"]
    shown = [event.data["number"] for event in events if event.type == "ticket.waiting"]
    assert called == sorted(shown), "all took their number at the same moment: in the order of the numbers"


def test_a_key_that_comes_to_both_at_once_has_one_answer(hubs: Hubs) -> None:
    def ask(hub: Hub, key: str) -> Answer:
        def work(tx: Transaction) -> Answer:
            return 201, {"number": take(hub, tx).number}

        return hub.store.submit(partial(once, scope="ticket", key=key, body=b"{}", work=work)).result(60)

    for turn in range(1, 6):
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(partial(ask, key=uuid7()), hubs * 2))
        assert answers == [(201, {"number": f"H {turn:03}"})] * 4
    assert take_at(hubs[1]) == "H 006"


def test_what_one_commits_the_other_wakes_its_listeners_for(hubs: Hubs) -> None:
    woken = threading.Event()
    with hubs[1].feed.listening(woken.set):
        before = hubs[1].store.read(lambda reading: reading.events.newest())
        take_at(hubs[0])
        assert woken.wait(60)
        happened = hubs[1].store.read(lambda reading: reading.events.since(before, public=False))
    assert [event.type for event in happened] == ["ticket.issued", "ticket.waiting", "queue.changed"]
    assert [event.seq for event in happened] == sorted(event.seq for event in happened)


def test_who_has_logged_in_at_one_may_work_at_the_other(hubs: Hubs) -> None:
    session = Session("CB1", MORNING.replace(hour=17), MORNING)
    hubs[0].store.submit(lambda tx: tx.sessions.add("digest", session)).result(60)
    assert hubs[1].store.read(lambda reading: reading.sessions.find("digest", MORNING)) == session


def test_a_receipt_is_taken_to_one_printer(hubs: Hubs) -> None:
    new = birth_dossier()

    def accepted(tx: Transaction) -> None:
        tx.dossiers.add(new, DossierState.ACCEPTED, [], tx.now, None)
        sheets.order(tx, new.id)

    hubs[0].store.submit(accepted).result(60)
    claims = [hub.store.submit(partial(sheets._claim, dossier=new.id)) for hub in hubs]
    assert sorted(claim.result(60) for claim in claims) == [False, True]


def test_one_that_writes_lets_the_other_read_and_wait(hubs: Hubs) -> None:
    writes, goes_on = threading.Event(), threading.Event()

    def slow(tx: Any) -> None:
        tx.audit.add("staff", "CB1", "slow", "x")
        writes.set()
        assert goes_on.wait(60)

    before = len(hubs[1].store.read(lambda reading: reading.audit.listed()))
    first = hubs[0].store.submit(slow)
    assert writes.wait(60)
    second = hubs[1].store.submit(lambda tx: [line.action for line in tx.audit.listed()])
    assert len(hubs[1].store.read(lambda reading: reading.audit.listed())) == before
    assert not second.done()
    goes_on.set()
    first.result(60)
    assert second.result(60)[-1] == "slow", "it sees what was committed before it"
