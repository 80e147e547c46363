"""Appointments: booked at the counter or by the portal, kept at the kiosk, counted in the figures."""

from __future__ import annotations

import csv
import io
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
    portal_client,
    public_client,
    serving,
    take,
)

EVERY_DAY = ("07:30-11:30", "13:00-17:00")
OPEN = OpeningHours(monday=EVERY_DAY, tuesday=EVERY_DAY)
BOOKED = replace(
    BUNDLE,
    timetable=Timetable(Calendar(days_off={}, workdays={}), OPEN),
    booking=BookingRule(
        slot_minutes=30,
        days_ahead=1,
        notice_minutes=60,
        check_in_minutes=45,
        capacity={"ho_tich": 2, "dat_dai": 1},
    ),
)
TEN = "2026-11-23T10:00:00+07:00"
TUESDAY = "2026-11-24T10:00:00+07:00"


@pytest.fixture
def centre(tmp_path: Path, clock: VirtualClock) -> Iterator[Centre]:
    """A hub whose hours are known, Monday at nine."""
    with (
        serving(tmp_path, clock, bundle=BOOKED) as address,
        kiosk_client(address, tmp_path) as kiosk,
        officer_client(address, "1") as officer,
        officer_client(address, "2") as second,
        public_client(address) as public,
    ):
        yield Centre(address, tmp_path, clock, kiosk, officer, second, public)


def ask(client: httpx.Client, at: str = TEN, field: str = "ho_tich", key: str = "") -> httpx.Response:
    path = "/v1/appointments" if "X-Motcua" in client.headers else "/v1/portal/appointments"
    body = {"field": field, "at": at, "lang": "vi"}
    return client.post(path, json=body, headers={"Idempotency-Key": key or uuid7()})


def booked(client: httpx.Client, at: str = TEN, field: str = "ho_tich") -> dict[str, Any]:
    answer = ask(client, at, field)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()["appointment"]
    return made


def token(appointment: dict[str, Any]) -> str:
    return str(appointment["url"]).rpartition("/a/")[2]


def come(centre: Centre, appointment: dict[str, Any], by: str = "token") -> dict[str, Any]:
    named = {"token": token(appointment)} if by == "token" else {"code": appointment["code"]}
    answer = centre.kiosk.post("/v1/appointments/check-in", json={**named, "kiosk": "K1"})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    if found["ticket"]:
        centre.kiosk.post(f"/v1/tickets/{found['ticket']['id']}/shown", json={"how": "paper"})
    return found


def call(centre: Centre) -> dict[str, Any] | None:
    found: dict[str, Any] | None = centre.officer.post("/v1/counters/1/call", json={}).json()["ticket"]
    return found


def refused(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["id"]


def free(centre: Centre, field: str = "ho_tich") -> dict[str, int]:
    found = centre.public.get("/v1/appointments/slots", params={"field": field}).json()["slots"]
    return {slot["at"]: slot["free"] for slot in found}


def test_a_slot_takes_as_many_as_the_centre_says_and_then_is_full(centre: Centre) -> None:
    assert free(centre)[TEN] == 2
    booked(centre.officer)
    assert free(centre)[TEN] == 1
    with portal_client(centre.address, centre.folder) as portal:
        booked(portal)
    assert free(centre)[TEN] == 0
    assert refused(ask(centre.officer)) == (409, "slot_full")
    assert free(centre, "dat_dai")[TEN] == 1
    assert booked(centre.officer, field="dat_dai")["field_name"] == "Đất đai"


def test_only_a_slot_that_is_offered_is_booked(centre: Centre) -> None:
    assert min(free(centre)) == TEN
    assert max(free(centre)) == "2026-11-24T16:30:00+07:00"
    for at in ("2026-11-23T09:30:00+07:00", "2026-11-23T10:10:00+07:00", "2026-11-25T10:00:00+07:00"):
        assert refused(ask(centre.officer, at)) == (422, "not_bookable")
    assert refused(ask(centre.officer, field="thue")) == (422, "unknown_field")
    unknown = centre.public.get("/v1/appointments/slots", params={"field": "thue"})
    assert refused(unknown) == (422, "unknown_field")


def test_the_same_booking_twice_is_one(centre: Centre) -> None:
    first, again = ask(centre.officer, key="12345678").json(), ask(centre.officer, key="12345678").json()
    assert first == again
    assert free(centre)[TEN] == 1
    assert refused(ask(centre.officer, TUESDAY, key="12345678")) == (422, "key_reused")


def test_who_comes_in_time_is_called_before_those_who_came_first(
    centre: Centre,
) -> None:
    mine = booked(centre.officer)
    centre.clock.advance(40 * 60)
    take(centre.kiosk)
    found = come(centre, mine)
    assert (found["arrival"], found["at"], found["opens"]) == ("in_time", TEN, "2026-11-23T09:15:00+07:00")
    assert (found["ticket"]["number"], found["ticket"]["appointment"]) == ("H 002", TEN)
    centre.clock.advance(9 * 60)
    first = call(centre)
    assert first is not None
    assert (first["number"], first["appointment"]) == ("H 001", None)
    centre.officer.post("/v1/counters/1/finish", json={})
    assert call(centre) is None, "ten minutes before its time, not sooner"
    centre.clock.advance(60)
    take(centre.kiosk)
    second = call(centre)
    assert second is not None
    assert (second["number"], second["appointment"]) == ("H 002", TEN)


def test_who_comes_again_by_code_or_picture_gets_the_number_that_was_given(centre: Centre) -> None:
    mine = booked(centre.officer)
    centre.clock.advance(30 * 60)
    first, again = come(centre, mine), come(centre, mine, "code")
    assert first["ticket"]["id"] == again["ticket"]["id"]
    assert again["arrival"] == "in_time"
    listed = centre.officer.get("/v1/appointments").json()["appointments"]
    assert [(one["state"], one["number"], one["missed"]) for one in listed] == [("in_time", "H 001", False)]


def test_who_comes_too_early_is_told_when_and_gets_no_number(centre: Centre) -> None:
    mine = booked(centre.officer)
    found = come(centre, mine)
    assert (found["arrival"], found["opens"], found["ticket"]) == ("early", "2026-11-23T09:15:00+07:00", None)
    tuesday = come(centre, booked(centre.officer, TUESDAY))
    assert (tuesday["arrival"], tuesday["at"], tuesday["ticket"]) == ("another_day", TUESDAY, None)
    assert centre.officer.get("/v1/queue").json()["tickets"] == []


def test_who_comes_too_late_waits_like_everybody_else(centre: Centre) -> None:
    mine = booked(centre.officer)
    centre.clock.advance(75 * 60)
    take(centre.kiosk)
    centre.clock.advance(60)
    found = come(centre, mine)
    assert (found["arrival"], found["ticket"]["ahead"]) == ("late", 1)
    first = call(centre)
    assert first is not None
    assert first["number"] == "H 001"


def test_the_last_minute_of_grace_keeps_the_place(centre: Centre) -> None:
    mine = booked(centre.officer)
    take(centre.kiosk)
    centre.clock.advance(75 * 60)
    assert come(centre, mine)["arrival"] == "in_time"


def test_an_appointment_of_yesterday_is_over(centre: Centre) -> None:
    mine, other = booked(centre.officer), booked(centre.officer)
    centre.clock.advance(45 * 60)
    come(centre, mine)
    centre.clock.advance(24 * 3600)
    assert [come(centre, one)["arrival"] for one in (mine, other)] == ["over", "over"]
    assert come(centre, mine)["ticket"] is None


def test_what_was_cancelled_is_free_again_and_gives_no_number(centre: Centre) -> None:
    mine, other = booked(centre.officer), booked(centre.officer)
    answer = centre.officer.post(f"/v1/appointments/{mine['id']}/cancel", json={"reason": "Không đến được"})
    assert answer.json()["appointment"]["state"] == "cancelled"
    own = centre.public.post(f"/v1/appointments/by-token/{token(other)}/cancel", json={})
    assert own.json()["appointment"]["state"] == "cancelled"
    assert free(centre)[TEN] == 2
    again = centre.officer.post(f"/v1/appointments/{mine['id']}/cancel", json={"reason": ""})
    assert again.status_code == 200
    gone = centre.kiosk.post("/v1/appointments/check-in", json={"code": mine["code"], "kiosk": "K1"})
    assert refused(gone) == (404, "unknown_appointment")
    booked(centre.officer)
    assert free(centre)[TEN] == 1


def test_who_has_come_can_no_longer_cancel(centre: Centre) -> None:
    mine = booked(centre.officer)
    centre.clock.advance(30 * 60)
    come(centre, mine)
    own = centre.public.post(f"/v1/appointments/by-token/{token(mine)}/cancel", json={})
    assert refused(own) == (409, "wrong_state")


def test_who_knows_no_code_finds_nothing(centre: Centre) -> None:
    assert centre.public.get("/v1/appointments/by-token/0000000000000000").status_code == 404
    unknown = centre.officer.post("/v1/appointments/12345678/cancel", json={"reason": ""})
    assert refused(unknown) == (404, "unknown_appointment")
    both = centre.kiosk.post(
        "/v1/appointments/check-in", json={"code": "0" * 8, "token": "0" * 16, "kiosk": "K1"}
    )
    none = centre.kiosk.post("/v1/appointments/check-in", json={"kiosk": "K1"})
    assert refused(both) == refused(none) == (422, "invalid")


def test_the_holder_sees_the_appointment_and_no_person(centre: Centre) -> None:
    mine = booked(centre.officer)
    shown = centre.public.get(f"/v1/appointments/by-token/{token(mine)}", params={"lang": "en"}).json()
    assert shown["appointment"] == {**mine, "field_name": "Civil status"}


def test_who_takes_a_number_is_told_the_wait_with_the_appointments_that_are_still_to_come(
    centre: Centre,
) -> None:
    for _ in range(2):
        booked(centre.officer, "2026-11-23T10:30:00+07:00")
    cancelled = booked(centre.officer, "2026-11-23T11:00:00+07:00")
    centre.public.post(f"/v1/appointments/by-token/{token(cancelled)}/cancel", json={})
    for _ in range(3):
        take(centre.kiosk)
        centre.officer.post("/v1/counters/1/call", json={})
        centre.officer.post("/v1/counters/1/start", json={})
        centre.clock.advance(20 * 60)
        centre.officer.post("/v1/counters/1/finish", json={})
    centre.clock.advance(31)  # what was measured is remembered for half a minute
    assert [take(centre.kiosk)["ahead"] for _ in range(4)] == [0, 1, 4, 5], "two are called at half past ten"


def test_the_figures_and_the_table_tell_of_appointments(centre: Centre) -> None:
    in_time, _missed = booked(centre.officer), booked(centre.officer)
    late, cancelled = (booked(centre.officer, "2026-11-23T10:30:00+07:00") for _ in range(2))
    booked(centre.officer, "2026-11-23T16:00:00+07:00")
    centre.clock.advance(30 * 60)
    come(centre, in_time)
    centre.officer.post(f"/v1/appointments/{cancelled['id']}/cancel", json={"reason": "Bận"})
    centre.clock.advance(80 * 60)
    come(centre, late)
    fields = centre.officer.get("/v1/figures").json()["fields"]
    counts = next(one["appointments"] for one in fields if one["id"] == "ho_tich")
    assert counts == {"expected": 1, "in_time": 1, "late": 1, "missed": 1, "cancelled": 1}
    answer = centre.officer.get("/v1/figures.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(answer)))
    assert [row["appointment"] for row in rows] == ["2026-11-23T10:00+07:00", "2026-11-23T10:30+07:00"]


def test_who_has_come_still_takes_a_place_of_the_slot(tmp_path: Path, clock: VirtualClock) -> None:
    soon = replace(BOOKED, booking=BOOKED.booking.model_copy(update={"notice_minutes": 0}))
    with (
        serving(tmp_path, clock, bundle=soon) as address,
        kiosk_client(address, tmp_path) as kiosk,
        officer_client(address) as officer,
    ):
        here = Centre(address, tmp_path, clock, kiosk, officer, officer, officer)
        mine = booked(officer)
        clock.advance(30 * 60)
        assert come(here, mine)["arrival"] == "in_time"
        assert free(here)[TEN] == 1


def test_an_appointment_that_was_missed_at_the_counter_goes_to_the_back(centre: Centre) -> None:
    mine = booked(centre.officer)
    centre.clock.advance(55 * 60)
    come(centre, mine)
    take(centre.kiosk)
    assert call(centre) is not None
    centre.clock.advance(60)
    centre.officer.post("/v1/counters/1/no-show", json={})
    centre.clock.advance(10 * 60)
    first = call(centre)
    assert first is not None
    assert first["number"] == "H 002"


def test_an_undone_call_keeps_the_appointment(centre: Centre) -> None:
    mine = booked(centre.officer)
    centre.clock.advance(55 * 60)
    come(centre, mine)
    call(centre)
    centre.officer.post("/v1/counters/1/undo", json={})
    (row,) = centre.officer.get("/v1/queue").json()["tickets"]
    assert (row["state"], row["appointment"]) == ("waiting", TEN)
    again = call(centre)
    assert again is not None
    assert again["appointment"] == TEN
