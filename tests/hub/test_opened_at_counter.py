"""Somebody brings papers straight to the counter: the officer opens the dossier, as a kiosk hands it in."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from PIL import Image

from kiosk.contract.officer import FIRST_DAY, Permission
from kiosk.dossier.files import digest_of
from kiosk.dossier.ids import uuid7
from kiosk.dossier.model import Dossier
from kiosk.hub.opening import procedure_at
from kiosk.hub.problems import ProblemError
from kiosk.hub.store.records import AssignmentRecord
from tests.hub.conftest import Office
from tests.hub.scene import CENTRE, kiosk_client, take
from tests.officers import hire, sign_in

BIRTH = "1.001193"
CARD = "079157000123||Trần Thị MẪU|08031957|Nữ|12/3 đường Lê Lợi MẪU|02032022"
HERS = {"name": "Trần Thị MẪU", "id": "079157000123"}


@pytest.fixture
def officer(office: Office) -> Iterator[httpx.Client]:
    """Who receives dossiers and gives numbers, at counter 1."""
    at_1 = (AssignmentRecord(CENTRE.code, FIRST_DAY, None, "1"),)
    hire(office.hub, "lan", {Permission.SERVE, Permission.RECEIVE}, assignments=at_1)
    with office.browser() as browser:
        assert sign_in(browser, "lan").status_code == 201
        yield browser


def brought(**changes: object) -> dict[str, object]:
    """What the officer sends: the card was scanned, the child's details are only partly known."""
    return {
        "procedure": BIRTH,
        "consent": True,
        "cards": {"requester": CARD},
        "persons": {"requester": HERS, "child": {"name": "Lò Văn MẪU"}},
        "answers": {"relation": "grandparent"},
        "papers": {"birth_certificate": []},
        **changes,
    }


def send(officer: httpx.Client, wanted: dict[str, object], key: str = "", counter: str = "1") -> Any:
    headers = {"Idempotency-Key": key or uuid7()}
    answer = officer.post(f"/v1/counters/{counter}/dossiers", json=wanted, headers=headers)
    return answer.json()["dossier"] if answer.status_code == 201 else answer.json()


def filed(office: Office, opened: dict[str, str]) -> Dossier:
    found = office.hub.store.read(lambda reading: reading.dossiers.by_id(opened["id"]))
    assert found is not None
    return found.dossier


def photograph() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "JPEG")
    return out.getvalue()


def test_the_counter_asks_what_the_procedures_file_asks(officer: httpx.Client) -> None:
    at = "/v1/counters/1"
    assert [one["code"] for one in officer.get(f"{at}/procedures").json()["procedures"]] == [BIRTH]
    asked = officer.post(f"{at}/opening?lang=en", json={"procedure": BIRTH}).json()
    assert [one["label"] for one in asked["questions"]] == ["Who are you?"]
    assert [(one["role"], one["card"]) for one in asked["persons"]] == [("requester", True), ("child", False)]
    assert {one["id"]: one["replaced"] for one in asked["papers"]} == {
        "birth_certificate": False,
        "authorisation": False,
        "marriage": True,
    }


def test_a_scanned_card_is_read_at_the_hub_and_any_other_code_is_refused(officer: httpx.Client) -> None:
    read = officer.post("/v1/counters/1/card", json={"code": CARD}).json()["values"]
    assert (read["name"], read["birth_date"]) == ("Trần Thị MẪU", "08/03/1957")
    lost = "079157000123||Trn Th MU|08031957|N|12/3 Lê Li|02032022"
    read = officer.post("/v1/counters/1/card", json={"code": lost}).json()["values"]
    assert (set(read), read["sex"]) == ({"id", "birth_date", "sex", "id_issued_on"}, "Nữ"), (
        "a keyboard without ễ"
    )
    for other in ("https://example.invalid/", CARD[:40]):
        assert officer.post("/v1/counters/1/card", json={"code": other}).json()["id"] == "not_a_card"


def test_the_dossier_is_one_as_a_kiosks_and_comes_once_for_a_key(
    office: Office, officer: httpx.Client
) -> None:
    page = photograph()
    kept = officer.post("/v1/counters/1/pages", content=page).json()["file"]["sha256"]
    assert kept == digest_of(page)
    wanted, key = brought(papers={"birth_certificate": [kept], "authorisation": []}), uuid7()
    opened = send(officer, wanted, key)
    assert send(officer, wanted, key) == opened
    assert opened["reference"] == "QUAY1-261123-0001"
    dossier = filed(office, opened)
    assert {name: (one.text, one.source) for name, one in dossier.persons["requester"].values.items()} == {
        "name": (HERS["name"], "card"),
        "id": (HERS["id"], "card"),
    }
    assert {name: (one.state.value, one.files) for name, one in dossier.papers.items()} == {
        "birth_certificate": ("captured", (kept,)),
        "authorisation": ("at_counter", ()),
        "marriage": ("replaced", ()),
    }
    assert dossier.open_items == ("child.birth_date",)
    assert dossier.consent.text_version
    assert office.audit("dossier.opened") == [("lan", dossier.id, "")]
    assert [one["id"] for one in officer.get("/v1/dossiers?state=waiting_check").json()["dossiers"]] == [
        dossier.id
    ]
    assert officer.get(f"/v1/dossiers/{dossier.id}/files/{kept}").content == page
    with kiosk_client(office.address, office.folder) as kiosk:
        found = kiosk.post("/v1/dossiers/find", json={"card": HERS["id"]}).json()["found"]
    assert len(found) == 1, "the card that the hub has read finds it"


def test_only_what_the_hub_read_on_a_card_is_a_cards(office: Office, officer: httpx.Client) -> None:
    other = {"name": "Trần Thị Mai MẪU", "id": HERS["id"]}
    opened = send(officer, brought(persons={"requester": other}))
    name = filed(office, opened).persons["requester"].values["name"]
    assert (name.text, name.source) == (other["name"], "card_typed_over")
    typed = filed(office, send(officer, brought(cards={})))
    assert {one.source for one in typed.persons["requester"].values.values()} == {"typed"}


def test_it_goes_with_the_number_that_is_held_or_with_a_new_one_called_here(
    office: Office, officer: httpx.Client
) -> None:
    with kiosk_client(office.address, office.folder) as kiosk:
        held = take(kiosk)
    assert send(officer, brought(ticket=held["id"]))["number"] == held["number"]
    new = send(officer, brought(number=True))
    here = officer.get("/v1/counters/1").json()["current"]
    assert (here["number"], here["state"]) == (new["number"], "called")
    assert filed(office, new).ticket == here["id"]
    waits = send(officer, brought(number=True))
    assert waits["number"] != officer.get("/v1/counters/1").json()["current"]["number"], "somebody is here"
    assert send(officer, brought())["number"] is None


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"consent": False}, "consent_missing"),
        ({"cards": {"requester": "|".join(HERS)}}, "not_a_card"),
        ({"papers": {"passport": []}}, "unknown_paper"),
        ({"papers": {"birth_certificate": ["0" * 64]}}, "files_missing"),
        ({"ticket": "12345678"}, "unknown_ticket"),
        ({"procedure": "9.999999"}, "unknown_procedure"),
        ({"persons": {"requester": {"name": HERS["name"]}}}, "value_wrong"),
        ({"persons": {"requester": {**HERS, "name": "4 MẪU"}}}, "value_wrong"),
        ({"answers": {"relation": "neighbour"}}, "value_wrong"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_filed_or_given(
    changes: dict[str, object], refused: str, office: Office, officer: httpx.Client
) -> None:
    assert send(officer, brought(number=True, **changes))["id"] == refused
    assert officer.get("/v1/dossiers").json()["dossiers"] == []
    assert officer.get("/v1/queue").json()["tickets"] == []


def test_the_refusal_says_in_one_line_which_value_and_why(officer: httpx.Client) -> None:
    refused = send(officer, brought(persons={"requester": {"name": HERS["name"]}}))
    assert (refused["item"], refused["text"]) == (
        "requester.id",
        "Người yêu cầu, Personal number: Please fill this in.",
    )


def test_a_number_of_another_day_and_a_procedure_of_another_counter_are_refused(office: Office) -> None:
    with kiosk_client(office.address, office.folder) as kiosk:
        held = take(kiosk)
    office.clock.advance(86_400)
    hire(office.hub, "lan")
    with office.browser() as officer:
        sign_in(officer, "lan")
        assert send(officer, brought(ticket=held["id"]))["id"] == "wrong_day"
    of_land = office.hub.catalogue.procedures[BIRTH].model_copy(update={"field": "dat_dai"})
    elsewhere = replace(office.hub, catalogue=office.hub.catalogue.with_changed({BIRTH: of_land}))
    assert procedure_at(elsewhere, "2", BIRTH) == of_land
    with pytest.raises(ProblemError, match="other_field"):
        procedure_at(elsewhere, "1", BIRTH)


def test_who_may_not_give_numbers_opens_without_one_and_other_counters_are_closed(office: Office) -> None:
    at_1 = (AssignmentRecord(CENTRE.code, FIRST_DAY, None, "1"),)
    hire(office.hub, "desk", {Permission.RECEIVE}, assignments=at_1)
    with office.browser() as desk:
        sign_in(desk, "desk")
        assert send(desk, brought(number=True))["id"] == "not_allowed"
        assert send(desk, brought())["reference"] == "QUAY1-261123-0001"
        assert send(desk, brought(), counter="2")["id"] == "other_counter"
        assert desk.post("/v1/counters/1/pages", content=b"no picture").json()["id"] == "not_a_picture"
