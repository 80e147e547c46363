"""Two hubs on one PostgreSQL database work as one: each test lets both do something at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from kiosk.clock import VirtualClock
from kiosk.dossier.ids import uuid7
from kiosk.hub.hub import Hub
from kiosk.hub.service import running
from tests.apps import app_of
from tests.hub.documented import operations
from tests.hub.scene import MORNING, kiosk_client, officer_client, open_scene, take
from tests.hub.test_events import listening
from tests.postgresql import empty_database

BODY = {"field": "ho_tich", "procedure": None, "lang": "vi", "kiosk": "K1"}


@pytest.fixture
def hubs(tmp_path: Path) -> Iterator[tuple[Hub, Hub]]:
    with empty_database() as url:
        clock = VirtualClock(MORNING)
        first, second = (open_scene(tmp_path, clock, database_url=url) for _ in range(2))
        yield first, second
        first.close()
        second.close()


@pytest.fixture
def addresses(hubs: tuple[Hub, Hub]) -> Iterator[tuple[str, str]]:
    operations()  # read once, before several threads ask for it side by side
    with app_of(hubs[0]) as one, app_of(hubs[1]) as two, running(one) as first, running(two) as second:
        yield first, second


def in_turn(addresses: tuple[str, str], folder: Path, count: int) -> list[httpx.Client]:
    """Kiosks of which every other one speaks to the other hub."""
    return [kiosk_client(addresses[place % 2], folder) for place in range(count)]


def test_numbers_have_no_gap_and_nobody_is_called_twice(addresses: tuple[str, str], tmp_path: Path) -> None:
    kiosks = in_turn(addresses, tmp_path, 4)
    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(lambda place: take(kiosks[place % 4])["number"], range(24)))
    assert sorted(map(str, given)) == [f"H {n:03}" for n in range(1, 25)]
    officers = [officer_client(addresses[place], str(place + 1)) for place in range(2)]

    def serve(place: int) -> list[str]:
        called = []
        for _ in range(12):
            answer = officers[place].post(f"/v1/counters/{place + 1}/call", json={}).json()["ticket"]
            called.append(answer["number"])
            officers[place].post(f"/v1/counters/{place + 1}/leave", json={})
        return called

    with ThreadPoolExecutor(2) as pool:
        one, two = pool.map(serve, range(2))
    assert sorted(one + two) == sorted(map(str, given)), "each once, nobody left"
    shown = {ticket["number"]: place for place, ticket in enumerate(waited(addresses[0]))}
    assert [sorted(each, key=lambda number: shown.get(number, 0)) for each in (one, two)] == [one, two]
    for client in (*kiosks, *officers):
        client.close()


def waited(address: str) -> list[dict[str, Any]]:
    with officer_client(address) as officer:
        tickets: list[dict[str, Any]] = officer.get("/v1/queue").json()["tickets"]
    return tickets


def test_a_key_that_comes_to_both_at_once_has_one_answer(addresses: tuple[str, str], tmp_path: Path) -> None:
    kiosks = in_turn(addresses, tmp_path, 4)
    for _ in range(3):
        key = uuid7()

        def ask(kiosk: httpx.Client, key: str = key) -> Any:
            answer = kiosk.post("/v1/tickets", json=BODY, headers={"Idempotency-Key": key})
            assert answer.status_code == 201
            return answer.json()

        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(ask, kiosks))
        assert answers == [answers[0]] * 4
    assert take(kiosks[0])["number"] == "H 004"
    for kiosk in kiosks:
        kiosk.close()


def test_what_one_commits_the_other_tells_its_listeners(addresses: tuple[str, str], tmp_path: Path) -> None:
    with (
        kiosk_client(addresses[0], tmp_path) as kiosk,
        officer_client(addresses[1]) as officer,
        listening(officer, "/v1/staff/events") as heard,
    ):
        ticket = take(kiosk)
        told = [heard.get(timeout=60) for _ in range(3)]
    assert [name for name, _ in told] == ["ticket.issued", "ticket.waiting", "queue.changed"]
    assert told[0][1]["ticket"] == ticket["id"]
    assert [data["seq"] for _, data in told] == sorted(data["seq"] for _, data in told)


def test_who_has_logged_in_at_one_may_work_at_the_other(addresses: tuple[str, str], tmp_path: Path) -> None:
    with officer_client(addresses[0]) as officer:
        cookies = officer.cookies
    with httpx.Client(base_url=addresses[1], cookies=cookies, trust_env=False) as there:
        assert there.get("/v1/queue").status_code == 200


def test_one_that_writes_lets_the_other_read_and_wait(hubs: tuple[Hub, Hub]) -> None:
    writes, goes_on = threading.Event(), threading.Event()

    def slow(tx: Any) -> None:
        tx.audit.add("staff", "CB1", "slow", "x")
        writes.set()
        assert goes_on.wait(60)

    def is_there(reading: Any) -> bool:
        return any(line.action == "slow" for line in reading.audit.listed())

    first = hubs[0].store.submit(slow)
    assert writes.wait(60)
    second = hubs[1].store.submit(is_there)
    assert not hubs[1].store.read(is_there)
    assert not second.done()
    goes_on.set()
    first.result(60)
    assert second.result(60), "it sees what was committed before it"
