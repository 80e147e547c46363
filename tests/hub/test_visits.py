"""One visit, several services: fields that share a number, and numbers that are not called at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from config.schema import Counter, QueueField
from config.text import Text
from kiosk.clock import VirtualClock
from kiosk.dossier.ids import new_token, uuid7
from tests.hub.conftest import Centre
from tests.hub.scene import (
    BUNDLE,
    COUNTERS,
    FIELDS,
    kiosk_client,
    officer_client,
    public_client,
    serving,
)

COPIES = QueueField(
    id="chung_thuc",
    letter="C",
    name=Text(vi="Chứng thực", en="Certification"),
    examples=Text(vi="", en=""),
    icon="stamp",
)
HERS, HIS = "visit-1", "visit-2"
"""Civil status and certification share a number; land has its own."""


@pytest.fixture
def centre(tmp_path: Path, clock: VirtualClock) -> Iterator[Centre]:
    civil, land = FIELDS
    sharing = {"shares_number": True}
    bundle = replace(
        BUNDLE,
        fields=(civil.model_copy(update=sharing), land, COPIES.model_copy(update=sharing)),
        counters=(*COUNTERS, Counter(number="3", name=COPIES.name, fields=("chung_thuc",))),
    )
    with (
        serving(tmp_path, clock, bundle=bundle) as address,
        kiosk_client(address, tmp_path) as kiosk,
        officer_client(address, "1") as officer,
        officer_client(address, "2") as second,
        public_client(address) as public,
    ):
        yield Centre(address, tmp_path, clock, kiosk, officer, second, public)


def ask(centre: Centre, field: str, visit: str | None = HERS, procedure: str | None = None) -> dict[str, Any]:
    body = {"field": field, "kiosk": "K1", "visit": visit, "procedure": procedure}
    key = f"{visit or uuid7()}-{field.replace('_', '-')}"
    answer = centre.kiosk.post("/v1/tickets", json=body, headers={"Idempotency-Key": key})
    assert answer.status_code == 201, answer.text
    ticket: dict[str, Any] = answer.json()["ticket"]
    centre.kiosk.post(f"/v1/tickets/{ticket['id']}/shown", json={"how": "paper"})
    return ticket


def at(centre: Centre, counter: str, what: str, **body: object) -> dict[str, Any] | None:
    officer = centre.officer if counter == "1" else centre.second
    answer = officer.post(f"/v1/counters/{counter}/{what}", json=body, params={"lang": "en"})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] | None = answer.json()["ticket"]
    return found


def number(ticket: dict[str, Any] | None) -> str | None:
    return None if ticket is None else str(ticket["number"])


def test_services_of_fields_that_share_have_one_number(centre: Centre) -> None:
    first = ask(centre, "ho_tich")
    assert (first["number"], first["services"]) == ("H 001", ["ho_tich"])
    both = ask(centre, "chung_thuc", procedure="2.000815")
    assert (both["id"], both["number"], both["again"]) == (first["id"], "H 001", False)
    assert both["services"] == ["ho_tich", "chung_thuc"]
    assert ask(centre, "chung_thuc", HIS)["number"] == "C 001", "another visit has its own"
    assert ask(centre, "chung_thuc", None)["number"] == "C 002"


def test_a_field_that_does_not_share_has_its_own_number(centre: Centre) -> None:
    assert [ask(centre, field)["number"] for field in ("ho_tich", "dat_dai")] == ["H 001", "D 001"]


def test_the_number_goes_on_to_its_next_service_and_keeps_its_place(centre: Centre) -> None:
    ask(centre, "ho_tich")
    ask(centre, "chung_thuc", procedure="2.000815")
    centre.clock.advance(60)
    ask(centre, "chung_thuc", HIS)
    called = at(centre, "1", "call")
    assert called is not None
    assert (called["number"], called["then"]) == ("H 001", ["Certification"])
    on = at(centre, "1", "finish")
    assert on is not None
    assert (on["state"], on["field"], on["procedure"], on["then"]) == (
        "transferred",
        "chung_thuc",
        "2.000815",
        [],
    )
    assert number(at(centre, "1", "call")) is None
    with officer_client(centre.address, "2") as third:
        answer = third.post("/v1/counters/3/call", json={})
        assert answer.json()["ticket"]["number"] == "H 001", "before who came a minute later"
        ended = third.post("/v1/counters/3/finish", json={}).json()["ticket"]
        assert ended["state"] == "finished"
    held = centre.public.get(f"/v1/tickets/by-token/{ask(centre, 'dat_dai')['token']}").json()["ticket"]
    assert held["field_name"] == "Đất đai"


def test_what_is_taken_back_waits_again(centre: Centre) -> None:
    ask(centre, "ho_tich")
    ask(centre, "chung_thuc")
    at(centre, "1", "call")
    at(centre, "1", "finish")
    back = at(centre, "1", "undo")
    assert back is not None
    assert (back["state"], back["field"], back["then"]) == ("called", "ho_tich", ["Certification"])
    again = at(centre, "1", "finish")
    assert again is not None
    assert (again["state"], again["field"]) == ("transferred", "chung_thuc")


def test_who_is_handed_on_to_a_service_that_shares_the_number_anyway_is_served_there_once(
    centre: Centre,
) -> None:
    ask(centre, "ho_tich")
    ask(centre, "chung_thuc")
    at(centre, "1", "call")
    moved = at(centre, "1", "transfer", field="chung_thuc")
    assert moved is not None
    assert moved["then"] == []
    with officer_client(centre.address, "2") as third:
        third.post("/v1/counters/3/call", json={})
        assert third.post("/v1/counters/3/finish", json={}).json()["ticket"]["state"] == "finished"


def test_the_holder_reads_all_that_the_number_is_for(centre: Centre) -> None:
    ask(centre, "ho_tich")
    token = ask(centre, "chung_thuc")["token"]
    held = centre.public.get(f"/v1/tickets/by-token/{token}", params={"lang": "en"}).json()["ticket"]
    assert held["field_name"] == "Civil status, Certification"


def test_a_number_that_has_ended_is_shared_no_more(centre: Centre) -> None:
    ask(centre, "ho_tich")
    at(centre, "1", "call")
    at(centre, "1", "finish")
    assert ask(centre, "chung_thuc")["number"] == "C 001"


def test_nobody_is_called_to_two_counters_at_once_and_the_place_is_kept(centre: Centre) -> None:
    ask(centre, "ho_tich")
    ask(centre, "dat_dai")
    centre.clock.advance(60)
    ask(centre, "dat_dai", HIS)
    first = at(centre, "1", "call")
    assert first is not None
    assert (first["number"], first["beside"]) == ("H 001", ["D 001"])
    assert number(at(centre, "2", "call")) == "D 002", "whose holder is here"
    at(centre, "2", "finish")
    at(centre, "1", "finish")
    assert number(at(centre, "2", "call")) == "D 001"


def test_numbers_given_while_the_hub_was_away_belong_to_their_visit(centre: Centre) -> None:
    for written, field in (("H 801", "ho_tich"), ("D 801", "dat_dai")):
        given = {
            "id": uuid7(),
            "number": written,
            "day": "2026-11-23",
            "field": field,
            "token": new_token(),
            "issued_at": "2026-11-23T08:30:00+07:00",
        }
        body = {"ticket": given, "kiosk": "K1", "how": "paper", "visit": HERS}
        assert centre.kiosk.post("/v1/tickets/adopt", json=body).status_code == 201
    first = at(centre, "1", "call")
    assert first is not None
    assert (first["number"], first["beside"]) == ("H 801", ["D 801"])
    assert number(at(centre, "2", "call")) is None


def test_the_table_tells_all_services_of_a_number(centre: Centre) -> None:
    ask(centre, "ho_tich")
    ask(centre, "chung_thuc")
    ask(centre, "dat_dai")
    at(centre, "1", "call")
    at(centre, "1", "finish")
    text = centre.officer.get("/v1/figures.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["services"] for row in rows] == ["ho_tich chung_thuc", "dat_dai"]
