"""Server-sent events: nothing is missed, nothing personal is told, and the hub still stops."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import Queue
from typing import Any

import httpx
import pytest

from kiosk.clock import VirtualClock
from kiosk.hub.app import create_app
from kiosk.hub.places import Places
from kiosk.hub.service import running
from tests.hub.conftest import Centre
from tests.hub.scene import (
    GRANDMOTHER,
    MORNING,
    birth_dossier,
    hand_over,
    kiosk_client,
    officer_client,
    open_scene,
    take,
)

Event = tuple[str, dict[str, Any]]


@contextmanager
def listening(client: httpx.Client, path: str, **headers: str) -> Iterator[Queue[Event]]:
    """Read a stream on a thread while the block runs; comments come as events named ":"."""
    heard: Queue[Event] = Queue()
    connected = threading.Event()

    def listen() -> None:
        try:
            with client.stream("GET", path, headers=headers, timeout=30) as answer:
                name = ""
                for line in answer.iter_lines():
                    connected.set()
                    if line.startswith("event: "):
                        name = line[7:]
                    elif line.startswith("data: "):
                        heard.put((name, json.loads(line[6:])))
                    elif line.startswith(":"):
                        heard.put((":", {}))
        except (httpx.HTTPError, httpx.StreamError):
            return

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    assert connected.wait(60)
    yield heard


def test_the_board_hears_a_call_with_number_and_counter_only(centre: Centre) -> None:
    with listening(centre.public, "/v1/events") as heard:
        ticket = take(centre.kiosk)
        hand_over(centre.kiosk, birth_dossier(str(ticket["id"])))
        centre.officer.post("/v1/counters/1/call", json={})
        told = [heard.get(timeout=60) for _ in range(3)]
    names = [name for name, _ in told]
    assert names == ["queue.changed", "ticket.called", "queue.changed"]
    assert set(told[1][1]) == {"seq", "at", "number", "counter", "again"}
    assert (told[1][1]["number"], told[1][1]["counter"], told[1][1]["again"]) == ("H 001", "1", False)


def test_whoever_was_away_hears_everything_after_the_last_event(centre: Centre) -> None:
    take(centre.kiosk)
    for what in ("call", "recall", "start", "finish"):
        centre.officer.post(f"/v1/counters/1/{what}", json={})
    with listening(centre.public, "/v1/events?after=0") as heard:
        told = [heard.get(timeout=60) for _ in range(7)]
    names = [name for name, _ in told]
    assert names == [
        "queue.changed",
        "ticket.called",
        "queue.changed",
        "counter.changed",
        "ticket.called",
        "ticket.serving",
        "ticket.finished",
    ]
    middle = str(told[2][1]["seq"])
    with listening(centre.public, "/v1/events?after=0", **{"Last-Event-ID": middle}) as heard:
        assert [heard.get(timeout=60) for _ in range(4)] == told[3:]


def test_board_first_then_the_stream_after_it_misses_nothing(centre: Centre) -> None:
    take(centre.kiosk)
    seq = centre.public.get("/v1/board").json()["seq"]
    centre.officer.post("/v1/counters/1/call", json={})
    with listening(centre.public, f"/v1/events?after={seq}") as heard:
        assert heard.get(timeout=60)[0] == "ticket.called"


@pytest.mark.parametrize("asked", ["/v1/events?after=5000", "/v1/events"])
def test_whoever_asks_for_what_has_not_happened_yet_is_told_to_begin_anew(centre: Centre, asked: str) -> None:
    """As after a copy was restored: silence until event 5,001 would leave the board standing for a day."""
    take(centre.kiosk)
    newest = centre.public.get("/v1/board").json()["seq"]
    headers = {} if "after" in asked else {"Last-Event-ID": "5000"}
    with listening(centre.public, asked, **headers) as heard:
        assert heard.get(timeout=60) == ("reset", {"seq": newest, "at": MORNING.isoformat()})
        centre.officer.post("/v1/counters/1/call", json={})
        assert heard.get(timeout=60)[0] == "ticket.called"


@pytest.mark.parametrize("number", ["9223372036854775808", "99999999999999999999", "-1", "1e400", "x", "١٢"])
def test_a_number_that_no_event_can_have_is_refused(centre: Centre, number: str) -> None:
    asked: list[tuple[str, dict[str, str], dict[str, str]]] = [("/v1/events", {"after": number}, {})]
    if number.isascii():
        asked.append(("/v1/events", {}, {"Last-Event-ID": number}))
    for path, query, headers in asked:
        answer = centre.public.get(path, params=query, headers=headers)
        assert (answer.status_code, answer.json()["id"]) == (422, "invalid")


def test_people_without_a_log_in_hold_fifty_streams_an_address_and_staff_as_many_as_they_like(
    centre: Centre,
) -> None:
    with ExitStack() as stack:
        for _ in range(50):
            stack.enter_context(listening(centre.public, "/v1/events"))
        refused = centre.public.get("/v1/events")
        assert (refused.status_code, refused.json()["id"]) == (429, "too_many_streams")
        stack.enter_context(listening(centre.officer, "/v1/staff/events"))


def test_a_stream_that_has_ended_gives_its_place_back() -> None:
    limit = Places(per_address=1, in_all=2)
    assert [limit.admit(address) for address in "aabc"] == [
        True,
        False,
        True,
        False,
    ]
    limit.release("a")
    assert limit.admit("c")


def test_officers_hear_of_dossiers_and_notices_too_but_of_no_person(centre: Centre) -> None:
    with listening(centre.officer, "/v1/staff/events") as heard:
        dossier = birth_dossier()
        hand_over(centre.kiosk, dossier)
        centre.kiosk.post("/v1/notices", json={"id": "12345678", "kind": "call_staff", "kiosk": "K1"})
        centre.second.post(f"/v1/dossiers/{dossier.id}/decision", json={"kind": "accept"})
        told = [heard.get(timeout=60) for _ in range(3)]
    assert [name for name, _ in told] == ["dossier.received", "notice.new", "dossier.decided"]
    assert told[2][1]["officer"] == "CB2"
    assert GRANDMOTHER not in json.dumps(told, ensure_ascii=False)


def test_silence_is_broken_by_a_heartbeat_and_an_open_stream_does_not_hold_up_the_end(tmp_path: Path) -> None:
    hub = open_scene(tmp_path, VirtualClock(MORNING))
    hub.feed.heartbeat_s = 0.05
    with (
        running(create_app(hub)) as address,
        kiosk_client(address, tmp_path) as client,
        listening(client, "/v1/events") as heard,
    ):
        assert heard.get(timeout=60) == (":", {})
    hub.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("hub-")]


def test_events_survive_a_restart(tmp_path: Path) -> None:
    clock = VirtualClock(MORNING)
    for restart in range(2):
        hub = open_scene(tmp_path, clock)
        with running(create_app(hub)) as address, kiosk_client(address, tmp_path) as kiosk:
            if not restart:
                take(kiosk)
                with officer_client(address) as officer:
                    officer.post("/v1/counters/1/call", json={})
                continue_after = 0
            with listening(kiosk, f"/v1/events?after={continue_after}") as heard:
                assert [heard.get(timeout=60)[0] for _ in range(3)][1] == "ticket.called"
        hub.close()
