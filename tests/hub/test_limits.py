"""How many numbers a field can still serve today: told with the reason, lifted by staff, counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from config.booking import BookingRule
from config.calendar import Calendar
from config.hours import OpeningHours, Timetable
from kiosk.clock import VirtualClock
from kiosk.dossier.ids import uuid7
from tests.hub.conftest import Centre
from tests.hub.scene import (
    BUNDLE,
    kiosk_client,
    officer_client,
    public_client,
    serving,
    take,
)

SHORT = OpeningHours(monday=("07:30-11:00",))
TEN_MINUTES = 10 * 60


@pytest.fixture
def centre(tmp_path: Path, clock: VirtualClock) -> Iterator[Centre]:
    """Monday at nine; three services of ten minutes are over at half past nine; it closes at eleven."""
    timetable = Timetable(Calendar(days_off={}, workdays={}), SHORT)
    booking = BookingRule(notice_minutes=0, check_in_minutes=240, capacity={"ho_tich": 1})
    bundle = replace(BUNDLE, timetable=timetable, booking=booking)
    with (
        serving(tmp_path, clock, bundle=bundle) as address,
        kiosk_client(address, tmp_path) as kiosk,
        officer_client(address, "1") as officer,
        officer_client(address, "2") as second,
        public_client(address) as public,
    ):
        place = Centre(address, tmp_path, clock, kiosk, officer, second, public)
        for _ in range(3):
            take(kiosk)
            officer.post("/v1/counters/1/call", json={})
            officer.post("/v1/counters/1/start", json={})
            clock.advance(TEN_MINUTES)
            officer.post("/v1/counters/1/finish", json={})
        clock.advance(30)
        yield place


def ask(centre: Centre, key: str = "", field: str = "ho_tich") -> httpx.Response:
    body = {"field": field, "kiosk": "K1"}
    return centre.kiosk.post("/v1/tickets", json=body, headers={"Idempotency-Key": key or uuid7()})


def limit(centre: Centre, field: str = "ho_tich") -> dict[str, Any]:
    fields = centre.officer.get("/v1/queue/limits", params={"lang": "en"}).json()["fields"]
    found: dict[str, Any] = next(one for one in fields if one["field"] == field)
    return found


def change(centre: Centre, *, lifted: bool) -> None:
    answer = centre.officer.post("/v1/queue/limits", json={"field": "ho_tich", "lifted": lifted})
    assert answer.status_code == 200, answer.text


def test_so_many_numbers_are_given_as_will_be_served_and_the_next_is_told_why(centre: Centre) -> None:
    assert limit(centre) == {
        "field": "ho_tich",
        "name": "Civil status",
        "closes": "2026-11-23T11:00:00+07:00",
        "left": 8,
        "lifted": False,
        "turned_away": 0,
    }
    for left in range(7, -1, -1):
        take(centre.kiosk)
        assert limit(centre)["left"] == left
    refused = ask(centre).json()
    assert (refused["id"], refused["ahead"], refused["closes"]) == (
        "no_time_left",
        8,
        "2026-11-23T11:00:00+07:00",
    )
    assert limit(centre)["turned_away"] == 1
    fields = centre.officer.get("/v1/figures").json()["fields"]
    assert [(one["id"], one["given"], one["turned_away"]) for one in fields] == [
        ("ho_tich", 11, 1),
        ("dat_dai", 0, 0),
    ]


def test_a_second_counter_that_opens_doubles_it(centre: Centre) -> None:
    centre.second.post("/v1/counters/2/state", json={"state": "open"})
    assert limit(centre)["left"] == 16


def test_staff_lift_the_limit_of_a_field_for_today_and_let_it_hold_again(centre: Centre) -> None:
    for _ in range(8):
        take(centre.kiosk)
    assert ask(centre, "the-same-visit").status_code == 409
    change(centre, lifted=True)
    assert limit(centre)["lifted"] is True
    given = ask(centre, "the-same-visit")
    assert given.status_code == 201
    assert given.json()["ticket"]["number"] == "H 012", "who was refused has taken no number away"
    change(centre, lifted=False)
    assert (limit(centre)["lifted"], ask(centre).status_code) == (False, 409)
    unknown = centre.officer.post("/v1/queue/limits", json={"field": "thue", "lifted": True})
    assert (unknown.status_code, unknown.json()["id"]) == (422, "unknown_field")


def test_while_nothing_is_measured_or_the_field_has_closed_no_limit_holds(centre: Centre) -> None:
    assert (limit(centre, "dat_dai")["left"], ask(centre, field="dat_dai").status_code) == (None, 201)
    centre.clock.advance(90 * 60)
    closed = limit(centre)
    assert (closed["closes"], closed["left"], ask(centre).status_code) == (None, None, 201)


def test_the_last_number_ends_on_the_minute(centre: Centre) -> None:
    centre.clock.advance(79.5 * 60)
    assert limit(centre)["left"] == 1
    centre.clock.advance(1)
    assert limit(centre)["left"] == 0
    refused = ask(centre).json()
    assert (refused["id"], refused["ahead"]) == ("no_time_left", 0)


def test_who_has_an_appointment_is_never_turned_away(centre: Centre) -> None:
    body = {"field": "ho_tich", "at": "2026-11-23T10:00:00+07:00"}
    answer = centre.officer.post("/v1/appointments", json=body, headers={"Idempotency-Key": uuid7()})
    code = answer.json()["appointment"]["code"]
    assert limit(centre)["left"] == 7, "its place is kept"
    centre.clock.advance(85 * 60)
    assert ask(centre).status_code == 409
    come = centre.kiosk.post("/v1/appointments/check-in", json={"code": code, "kiosk": "K1"})
    assert come.json()["ticket"]["number"] == "H 004"


def test_a_kiosks_own_number_is_taken_over_whatever_the_limit(centre: Centre) -> None:
    centre.clock.advance(85 * 60)
    given = {
        "id": uuid7(),
        "number": "H 801",
        "day": "2026-11-23",
        "field": "ho_tich",
        "token": "0" * 16,
        "issued_at": "2026-11-23T10:55:00+07:00",
    }
    answer = centre.kiosk.post("/v1/tickets/adopt", json={"ticket": given, "kiosk": "K1", "how": "paper"})
    assert answer.status_code == 201
