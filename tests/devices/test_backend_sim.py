"""The simulated portal as a person and a test operate it, and what it keeps when it is killed."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from devices.simulators.backend_http import BackendServer
from devices.simulators.backend_moods import MOODS, Mood, Temper
from devices.simulators.backend_sim import BackendSim
from kiosk.clock import VirtualClock
from kiosk.handover.backends._portal_items import whole_item
from kiosk.handover.backends.portal import TABLES, Options, PortalBackend, load_tables
from kiosk.http import HttpClient
from kiosk.ports.backend import Acknowledged, Unsure
from tests.handover.backend_wire import consignment
from tests.hub.scene import MORNING
from ui.technician.backend_page import WORDS, page
from ui.wiring.context import load_messages


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[BackendSim, str]]:
    sim = BackendSim(tmp_path / "journal", Temper())
    served = BackendServer(sim, 0, partial(page, load_messages(), "vi"))
    served.start()
    yield sim, served.url
    served.stop()
    sim.close()


def ask(url: str, method: str, path: str, body: str = "", kind: str = "application/json") -> tuple[int, str]:
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=30)
    connection.request(method, path, body, {"Content-Type": kind})
    answer = connection.getresponse()
    found = answer.status, answer.read().decode()
    connection.close()
    return found


def portal(url: str, folder: Path) -> PortalBackend:
    options = Options(url=url, user="mau", password_file=folder / "x", unit="H29.MAU")
    return PortalBackend(
        HttpClient(url, timeout_s=30), options, "x", load_tables(TABLES), VirtualClock(MORNING)
    )


def test_a_mood_is_set_by_json_by_the_page_and_what_is_none_is_refused(
    server: tuple[BackendSim, str],
) -> None:
    sim, url = server
    status, text = ask(url, "POST", "/sim/mood", json.dumps({"mood": "silent", "share": 0.5}))
    assert (status, json.loads(text)["mood"], sim.temper.mood.share) == (200, "silent", 0.5)
    form = "application/x-www-form-urlencoded"
    assert ask(url, "POST", "/sim/mood", "mood=slow&share=1&slow_s=2", form)[0] == 303
    assert sim.temper.mood == Mood("slow", 1.0, 2.0)
    for wrong in ('{"mood": "cross"}', '{"share": 2}', "[]", "nothing"):
        assert ask(url, "POST", "/sim/mood", wrong)[0] == 422
    assert sim.temper.mood.name == "slow"
    status, shown = ask(url, "GET", "/sim")
    assert status == 200
    assert 'value="slow" aria-pressed="true"' in shown
    assert "Cổng mô phỏng" in shown
    assert set(WORDS) == set(MOODS)


def test_the_backend_speaks_to_it_over_real_http(server: tuple[BackendSim, str], tmp_path: Path) -> None:
    sim, url = server
    backend = portal(url, tmp_path)
    assert isinstance(backend.send(consignment()), Acknowledged)
    for mood in ("outage", "captive", "silent"):
        sim.temper.set(Mood(mood))
        assert isinstance(backend.ask(consignment()), Unsure)
    sim.temper.set(Mood())
    assert isinstance(backend.ask(consignment()), Acknowledged)
    assert json.loads(ask(url, "GET", "/sim/state")[1])["dossiers"] == 1


def test_what_it_took_is_there_after_a_kill_and_what_was_torn_is_not(tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    sim = BackendSim(journal, Temper())
    item = whole_item(consignment(), "H29-1", load_tables(TABLES), "requester")
    sessions: dict[str, Any] = json.loads(
        sim.answer("POST", "/auth", b'{"username": "a", "password": "b"}').body  # type: ignore[union-attr]
    )
    wanted = {
        "session": sessions["session"],
        "service": "DongBoHoSoMC",
        "isUpdating": "False",
        "data": [item],
    }
    assert sim.answer("POST", "/integration", json.dumps(wanted).encode())
    sim.close()
    with journal.open("a") as torn:
        torn.write('{"number": "H29-2", "dos')
    for _ in range(2):
        again = BackendSim(journal, Temper())
        assert {number: one.times for number, one in again.filed.items()} == {"H29-1": 1}
        again._keep({"page": "a" * 64})
        again.close()
    assert again.pages == {"a" * 64}
