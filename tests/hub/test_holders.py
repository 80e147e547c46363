"""One card has one number of a field and day: whoever asks again gets the number that she has."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kiosk.dossier.ids import new_token, uuid7
from kiosk.hub.day_keys import DayKeys
from tests.hub.conftest import Centre
from tests.hub.scene import open_scene

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
HERS, HIS = "a" * 64, "b" * 64


def ask(centre: Centre, holder: str | None = HERS, field: str = "ho_tich", key: str = "") -> dict[str, Any]:
    body = {"field": field, "kiosk": "K1", "holder": holder}
    answer = centre.kiosk.post("/v1/tickets", json=body, headers={"Idempotency-Key": key or uuid7()})
    assert answer.status_code == 201, answer.text
    ticket: dict[str, Any] = answer.json()["ticket"]
    centre.kiosk.post(f"/v1/tickets/{ticket['id']}/shown", json={"how": "paper"})
    return ticket


def told(ticket: dict[str, Any]) -> tuple[str, bool]:
    return ticket["number"], ticket["again"]


def test_who_asks_again_gets_the_number_that_she_has(centre: Centre) -> None:
    assert told(ask(centre)) == ("H 001", False)
    assert told(ask(centre)) == ("H 001", True)
    assert told(ask(centre, HIS)) == ("H 002", False)
    assert told(ask(centre, None)) == ("H 003", False)
    assert told(ask(centre, None)) == ("H 004", False), "who showed no card is known by nothing"
    assert told(ask(centre, field="dat_dai")) == ("D 001", False)


def test_a_number_that_has_ended_is_no_longer_hers(centre: Centre) -> None:
    ask(centre)
    centre.officer.post("/v1/counters/1/call", json={})
    assert told(ask(centre)) == ("H 001", True), "called, and still hers"
    centre.officer.post("/v1/counters/1/finish", json={})
    assert told(ask(centre)) == ("H 002", False)
    assert told(ask(centre)) == ("H 002", True)


def test_the_same_request_with_another_mark_is_still_the_same_request(centre: Centre) -> None:
    """The key of the day may have changed between two tries."""
    assert told(ask(centre, HERS, key="the-same-key")) == told(ask(centre, HIS, key="the-same-key"))


def adopt(centre: Centre, number: str, holder: str) -> dict[str, Any]:
    given = {
        "id": uuid7(),
        "number": number,
        "day": "2026-11-23",
        "field": "ho_tich",
        "token": new_token(),
        "issued_at": "2026-11-23T08:30:00+07:00",
    }
    body = {"ticket": given, "kiosk": "K1", "how": "paper", "holder": holder}
    answer = centre.kiosk.post("/v1/tickets/adopt", json=body)
    assert answer.status_code == 201, answer.text
    ticket: dict[str, Any] = answer.json()["ticket"]
    return ticket


def test_a_number_given_while_the_hub_was_away_is_hers_afterwards(centre: Centre) -> None:
    adopt(centre, "H 801", HERS)
    assert told(ask(centre)) == ("H 801", True)
    assert told(adopt(centre, "H 802", HERS)) == ("H 802", False), "she holds it on paper: it is good"
    assert told(ask(centre)) == ("H 801", True)


def test_another_day_begins_without_any_mark(centre: Centre) -> None:
    ask(centre)
    centre.clock.advance(24 * 3600)
    assert told(ask(centre)) == ("H 001", False)
    hub = open_scene_marks(centre)
    assert hub == [("2026-11-24", HERS)]


def open_scene_marks(centre: Centre) -> list[tuple[str, str]]:
    """What lies in the database: the hub's own way to read it, beside the running one."""
    from kiosk.store.keys import derive, load_or_make_key
    from kiosk.store.sqlite import open_database

    key = derive(load_or_make_key(centre.folder / "hub.key"), "database")
    connection = open_database(centre.folder / "hub.db", key, writes=False)
    try:
        return [
            tuple(row) for row in connection.execute("SELECT day, mark FROM holder ORDER BY day").fetchall()
        ]
    finally:
        connection.close()


def test_the_key_of_the_day_is_the_kiosks_alone_and_another_one_tomorrow(centre: Centre) -> None:
    first = centre.kiosk.get("/v1/kiosks/day-key").json()
    assert first == centre.kiosk.get("/v1/kiosks/day-key").json()
    assert (first["day"], len(bytes.fromhex(first["key"]))) == ("2026-11-23", 32)
    centre.clock.advance(24 * 3600)
    second = centre.kiosk.get("/v1/kiosks/day-key").json()
    assert second["day"] == "2026-11-24"
    assert second["key"] != first["key"]
    assert centre.public.get("/v1/kiosks/day-key").status_code == 401


def test_hubs_of_one_machine_share_the_key_and_a_restart_keeps_it(tmp_path: Path) -> None:
    first, second = DayKeys(tmp_path), DayKeys(tmp_path)
    assert first.of(MONDAY) == second.of(MONDAY) == DayKeys(tmp_path).of(MONDAY)
    (kept,) = tmp_path.iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert first.of(TUESDAY) != second.of(MONDAY)
    assert [path.name for path in tmp_path.iterdir()] == ["mot-cua-day-2026-11-24"], "yesterday's is gone"


def test_without_such_a_folder_the_key_is_in_memory_alone(tmp_path: Path) -> None:
    for keys in (DayKeys(), DayKeys(tmp_path / "not there")):
        assert keys.of(MONDAY) == keys.of(MONDAY)
        assert keys.of(TUESDAY) != keys.of(MONDAY)
    assert list(tmp_path.iterdir()) == []


def test_the_key_never_lies_in_the_data_folder(tmp_path: Path) -> None:
    hub = open_scene(tmp_path)
    key = hub.day_keys.of(MONDAY)
    hub.close()
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or key not in path.read_bytes()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_hinders_nothing(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    keys = DayKeys(tmp_path)
    assert keys.of(MONDAY) == keys.of(MONDAY)
