"""Server-sent events: nothing is missed, nothing personal is told, and the hub still stops."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from typing import Any

import httpx

from kiosk.clock import VirtualClock
from kiosk.hub.app import create_app
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
    assert connected.wait(10)
    yield heard


def test_the_board_hears_a_call_with_number_and_counter_only(centre: Centre) -> None:
    with listening(centre.public, "/v1/events") as heard:
        ticket = take(centre.kiosk)
        hand_over(centre.kiosk, birth_dossier(str(ticket["id"])))
        centre.officer.post("/v1/counters/1/call", json={})
        told = [heard.get(timeout=10) for _ in range(3)]
    names = [name for name, _ in told]
    assert names == ["queue.changed", "ticket.called", "queue.changed"]
    assert set(told[1][1]) == {"seq", "at", "number", "counter", "again"}
    assert (told[1][1]["number"], told[1][1]["counter"], told[1][1]["again"]) == ("H 001", "1", False)


def test_whoever_was_away_hears_everything_after_the_last_event(centre: Centre) -> None:
    take(centre.kiosk)
    for what in ("call", "recall", "start", "finish"):
        centre.officer.post(f"/v1/counters/1/{what}", json={})
    with listening(centre.public, "/v1/events?after=0") as heard:
        told = [heard.get(timeout=10) for _ in range(6)]
    names = [name for name, _ in told]
    assert names == [
        "queue.changed",
        "ticket.called",
        "queue.changed",
        "ticket.called",
        "ticket.serving",
        "ticket.finished",
    ]
    middle = str(told[2][1]["seq"])
    with listening(centre.public, "/v1/events?after=0", **{"Last-Event-ID": middle}) as heard:
        assert [heard.get(timeout=10) for _ in range(3)] == told[3:]


def test_board_first_then_the_stream_after_it_misses_nothing(centre: Centre) -> None:
    take(centre.kiosk)
    seq = centre.public.get("/v1/board").json()["seq"]
    centre.officer.post("/v1/counters/1/call", json={})
    with listening(centre.public, f"/v1/events?after={seq}") as heard:
        assert heard.get(timeout=10)[0] == "ticket.called"


def test_officers_hear_of_dossiers_and_notices_too_but_of_no_person(centre: Centre) -> None:
    with listening(centre.officer, "/v1/staff/events") as heard:
        dossier = birth_dossier()
        hand_over(centre.kiosk, dossier)
        centre.kiosk.post("/v1/notices", json={"id": "12345678", "kind": "call_staff", "kiosk": "K1"})
        centre.second.post(f"/v1/dossiers/{dossier.id}/decision", json={"kind": "accept"})
        told = [heard.get(timeout=10) for _ in range(3)]
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
        assert heard.get(timeout=10) == (":", {})
    hub.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("hub-")]


def test_events_survive_a_restart(tmp_path: Path) -> None:
    clock = VirtualClock(MORNING)
    for restart in range(2):
        hub = open_scene(tmp_path, clock)
        with running(create_app(hub)) as address, kiosk_client(address, tmp_path) as kiosk:
            if not restart:
                take(kiosk)
                with officer_client(address, tmp_path) as officer:
                    officer.post("/v1/counters/1/call", json={})
                continue_after = 0
            with listening(kiosk, f"/v1/events?after={continue_after}") as heard:
                assert [heard.get(timeout=10)[0] for _ in range(3)][1] == "ticket.called"
        hub.close()
