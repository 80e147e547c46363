"""The figures of a day: how many, how long, where, and how right the told waits were; no person in them."""

from __future__ import annotations

import csv
import io

import pytest

from tests.hub.conftest import Centre
from tests.hub.scene import birth_dossier, hand_over, take


def serve(centre: Centre, minutes: float) -> None:
    centre.officer.post("/v1/counters/1/call", json={})
    centre.officer.post("/v1/counters/1/start", json={})
    centre.clock.advance(60 * minutes)
    centre.officer.post("/v1/counters/1/finish", json={})


@pytest.fixture
def morning(centre: Centre) -> Centre:
    """Three are served, 4, 6 and 8 minutes; a fourth is missed; a fifth waits."""
    for _ in range(3):
        take(centre.kiosk)
    for minutes in (4, 6, 8):
        serve(centre, minutes)
    take(centre.kiosk)
    centre.officer.post("/v1/counters/1/call", json={})
    centre.officer.post("/v1/counters/1/no-show", json={})
    take(centre.kiosk)
    centre.clock.advance(120)
    centre.officer.post("/v1/counters/1/state", json={"state": "paused", "reason": "Nghỉ giải lao"})
    return centre


def test_a_field_tells_how_many_and_how_long(morning: Centre) -> None:
    told = morning.officer.get("/v1/figures", params={"lang": "en"}).json()
    field = next(one for one in told["fields"] if one["id"] == "ho_tich")
    assert (field["given"], field["served"], field["waiting"], field["no_shows"]) == (5, 3, 2, 1)
    assert (field["wait_median"], field["wait_p90"], field["service_median"]) == (2.0, 4.0, 6.0)
    assert field["by_hour"][9] == 5
    assert sum(field["by_hour"]) == 5


def test_a_counter_tells_what_it_does_and_did(morning: Centre) -> None:
    first, second = morning.officer.get("/v1/figures").json()["counters"][:2]
    assert (first["state"], first["reason"], first["served"], first["no_shows"]) == (
        "paused",
        "Nghỉ giải lao",
        3,
        1,
    )
    assert first["service_median"] == 6.0
    assert (second["state"], second["served"], second["service_median"]) == (None, 0, None)


def test_the_longest_waits_come_first(morning: Centre) -> None:
    longest = morning.officer.get("/v1/figures").json()["longest"]
    assert [(one["number"], one["waited_minutes"]) for one in longest] == [("H 004", 2), ("H 005", 2)]


def test_told_waits_are_compared_with_those_that_came(morning: Centre) -> None:
    assert morning.officer.get("/v1/figures").json()["told"] == {"known": 1, "inside": 1}
    serve(morning, 1)
    assert morning.officer.get("/v1/figures").json()["told"]["known"] == 2


def test_the_table_has_a_row_for_each_number_and_opens_in_a_spreadsheet(morning: Centre) -> None:
    answer = morning.officer.get("/v1/figures.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["number"] for row in rows] == [f"H 00{one}" for one in range(1, 6)]
    assert [row["state"] for row in rows] == ["finished"] * 3 + ["no_show", "waiting"]
    assert rows[0]["first_called_at"] == "2026-11-23T09:00:00+07:00"
    assert rows[3]["misses"] == "1"
    assert "token" not in rows[0]


def test_another_day_is_its_own(morning: Centre) -> None:
    told = morning.officer.get("/v1/figures", params={"day": "2026-11-20"}).json()
    assert sum(one["given"] for one in told["fields"]) == 0
    assert morning.officer.get("/v1/figures", params={"day": "x"}).status_code == 422


def test_a_report_counts_days_officers_and_first_filings(morning: Centre) -> None:
    dossiers = [birth_dossier() for _ in range(2)]
    for dossier, kind in zip(dossiers, ("accept", "supplement"), strict=True):
        assert hand_over(morning.kiosk, dossier).status_code == 201
        verdict = {"kind": kind, "reason": "Thiếu trang", "papers": ["birth_certificate"]}
        verdict = {"kind": kind} if kind == "accept" else verdict
        path = f"/v1/dossiers/{dossier.id}/decision"
        assert morning.officer.post(path, json=verdict).status_code == 201
    span = {"first": "2026-11-22", "last": "2026-11-23"}
    told = morning.officer.get("/v1/report", params=span).json()
    assert [(one["day"], one["given"], one["served"]) for one in told["days"]] == [
        ("2026-11-22", 0, 0),
        ("2026-11-23", 5, 3),
    ]
    assert told["whole"]["served"] == 3
    assert told["by_hour"][9] == 5
    assert told["officers"] == [
        {
            "login": "CB1",
            "name": "CB1",
            "served": 3,
            "minutes": 18.0,
            "service_median": 6.0,
            "no_shows": 1,
        }
    ]
    assert told["first_decisions"] == {"decided": 2, "accepted": 1}
    answer = morning.officer.get("/v1/report.csv", params=span)
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["id"] for row in rows if row["of"] == "day"] == ["2026-11-22", "2026-11-23"]
    assert next(row for row in rows if row["of"] == "officer")["minutes"] == "18.0"


@pytest.mark.parametrize(("first", "last"), [("2026-11-23", "2026-11-22"), ("2026-10-23", "2026-11-23")])
def test_a_report_takes_from_one_day_to_thirty_one(centre: Centre, first: str, last: str) -> None:
    answer = centre.officer.get("/v1/report", params={"first": first, "last": last})
    assert (answer.status_code, answer.json()["id"]) == (422, "invalid")
