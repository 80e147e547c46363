"""Forms over HTTP: a dossier's declaration, the office's forms with their decision, the day's register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.dossier.model import Dossier, Person, Value
from kiosk.forms.data import Filled
from kiosk.forms.layout import Form
from kiosk.forms.pages import Page, pages_of
from kiosk.hub import forms
from kiosk.hub.app import create_app
from kiosk.hub.service import running
from kiosk.language.messages import Messages
from tests.hub.conftest import Centre
from tests.hub.scene import (
    GRANDMOTHER,
    HER_NUMBER,
    birth_dossier,
    hand_over,
    kiosk_client,
    officer_client,
    open_scene,
)
from tests.hub.test_dossiers_over_http import decide

APOLOGY = {"reason": "Chờ nơi khác xác minh.", "new_day": "2026-11-30"}
Seen = list[tuple[Form, Filled]]


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """What is drawn, as data."""
    drawn: Seen = []

    def watched(form: Form, filled: Filled, messages: Messages) -> tuple[Page, ...]:
        drawn.append((form, filled))
        return pages_of(form, filled, messages)

    monkeypatch.setattr(forms, "pages_of", watched)
    return drawn


@pytest.fixture
def filed(centre: Centre) -> Dossier:
    dossier = birth_dossier()
    assert hand_over(centre.kiosk, dossier).status_code == 201
    return dossier


def offered(centre: Centre, dossier: Dossier) -> dict[str, dict[str, object]]:
    shown = centre.officer.get(f"/v1/dossiers/{dossier.id}").json()["dossier"]
    return {form["number"]: form for form in shown["forms"]}


def test_the_declaration_is_a_pdf_that_knows_what_the_visit_knows(
    centre: Centre, filed: Dossier, seen: Seen
) -> None:
    shown = centre.officer.get(f"/v1/dossiers/{filed.id}").json()["dossier"]
    answer = centre.officer.get(shown["declaration_url"])
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content.startswith(b"%PDF")
    ((_, filled),) = seen
    assert filled.values["requester.name"] == GRANDMOTHER
    assert filled.values["requester.id"] == HER_NUMBER
    assert filled.values["child.birth_date"] == "20/11/2026"
    assert filled.reference == filed.reference
    assert filled.url == f"http://127.0.0.1:8480/d/{filed.token}"


def test_nobody_but_an_officer_gets_a_form(centre: Centre, filed: Dossier) -> None:
    for client in (centre.public, centre.kiosk):
        assert client.get(f"/v1/dossiers/{filed.id}/declaration").status_code == 401
        assert client.get(f"/v1/dossiers/{filed.id}/forms/06").status_code == 401
        assert client.post(f"/v1/dossiers/{filed.id}/forms/05", json=APOLOGY).status_code == 401
        assert client.get("/v1/register").status_code == 401


def test_a_form_is_offered_when_the_dossier_has_come_so_far(centre: Centre, filed: Dossier) -> None:
    assert list(offered(centre, filed)) == ["06"]
    decide(centre.officer, filed, "supplement", reason="Ảnh mờ.", papers=["authorisation"])
    assert list(offered(centre, filed)) == ["02", "06"]
    decide(centre.officer, filed, "accept")
    after = offered(centre, filed)
    assert list(after) == ["02", "04", "05", "06"]
    assert after["04"]["asks"] == ["reason", "new_day"]


def test_a_supplement_is_printed_as_it_was_decided_however_often(
    centre: Centre, filed: Dossier, seen: Seen
) -> None:
    decide(centre.officer, filed, "supplement", reason="Ảnh mờ.", papers=["authorisation"], remark="!")
    body = {"reason": "Điều khác."}
    assert centre.officer.get(f"/v1/dossiers/{filed.id}/forms/02").status_code == 200
    centre.clock.advance(24 * 3600)
    with officer_client(centre.address) as tomorrow:
        assert tomorrow.post(f"/v1/dossiers/{filed.id}/forms/02", json=body).status_code == 200
    assert len(seen) == 2
    for _, filled in seen:
        assert filled.values["reason"] == "Ảnh mờ."
        assert filled.tables["papers"] == ({"name": "Văn bản ủy quyền"},)
        assert str(filled.day) == "2026-11-23"
        assert "!" not in filled.values.values(), "a remark is for officers only"


def test_a_refusal_names_its_reason(centre: Centre, filed: Dossier, seen: Seen) -> None:
    decide(centre.officer, filed, "refuse", reason="Không thuộc thẩm quyền.")
    assert centre.officer.get(f"/v1/dossiers/{filed.id}/forms/03").status_code == 200
    assert seen[0][1].values["reason"] == "Không thuộc thẩm quyền."


def test_an_apology_takes_the_typed_reason_and_changes_nothing(
    centre: Centre, filed: Dossier, seen: Seen
) -> None:
    decide(centre.officer, filed, "accept")
    before = centre.officer.get(f"/v1/dossiers/{filed.id}").json()["dossier"]
    assert centre.officer.post(f"/v1/dossiers/{filed.id}/forms/04", json=APOLOGY).status_code == 200
    filled = seen[0][1]
    assert (filled.values["reason"], filled.values["new_day"]) == (APOLOGY["reason"], "30/11/2026")
    assert filled.values["due"] == "23/11/2026"
    after = centre.officer.get(f"/v1/dossiers/{filed.id}").json()["dossier"]
    assert {**after, "seq": 0} == {**before, "seq": 0}


def accept(centre: Centre, dossier: Dossier) -> None:
    assert decide(centre.officer, dossier, "accept").status_code == 201


@pytest.mark.parametrize(
    ("number", "body", "before", "problem"),
    [
        ("02", {}, None, "not_decided"),
        ("03", {}, accept, "not_decided"),
        ("04", APOLOGY, None, "not_accepted"),
        ("05", {"reason": "x"}, None, "not_accepted"),
        ("04", {}, accept, "reason_missing"),
        ("05", {"reason": "  "}, accept, "reason_missing"),
        ("04", {"reason": "x", "new_day": "2026-11-23"}, accept, "wrong_day"),
        ("07", {}, accept, "invalid"),
        ("04", {"reason": "x", "new_day": "30/11"}, accept, "invalid"),
    ],
)
def test_a_form_that_does_not_fit_is_refused(
    centre: Centre,
    filed: Dossier,
    number: str,
    body: dict[str, str],
    before: Callable[[Centre, Dossier], None] | None,
    problem: str,
) -> None:
    if before is not None:
        before(centre, filed)
    answer = centre.officer.post(f"/v1/dossiers/{filed.id}/forms/{number}", json=body)
    assert answer.json()["id"] == problem


def test_a_dossier_that_is_not_there_has_no_form(centre: Centre) -> None:
    for answer in (
        centre.officer.get("/v1/dossiers/0199c1f2-77aa/declaration"),
        centre.officer.get("/v1/dossiers/0199c1f2-77aa/forms/06"),
        centre.officer.post("/v1/dossiers/0199c1f2-77aa/forms/05", json={"reason": "x"}),
    ):
        assert answer.json()["id"] == "unknown_dossier"


def test_a_procedure_without_a_declaration_says_so(
    centre: Centre, filed: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "form_names", lambda: ("02",))
    shown = centre.officer.get(f"/v1/dossiers/{filed.id}").json()["dossier"]
    assert shown["declaration_url"] is None
    assert centre.officer.get(f"/v1/dossiers/{filed.id}/declaration").json()["id"] == "no_form"


def test_the_register_holds_what_was_accepted_on_that_day(centre: Centre, filed: Dossier, seen: Seen) -> None:
    waiting = birth_dossier()
    hand_over(centre.kiosk, waiting)
    accept(centre, filed)
    assert centre.officer.get("/v1/register").headers["Content-Type"] == "application/pdf"
    assert centre.officer.get("/v1/register", params={"day": "2026-11-22"}).status_code == 200
    (_, today), (_, before) = seen
    (line,) = today.tables["dossiers"]
    assert line["code"] == "000.00.01.H29-261123-0001"
    assert line["submitter"] == GRANDMOTHER
    assert before.tables["dossiers"] == ()


def test_the_register_says_where_who_applied_lives_and_is_called(centre: Centre, seen: Seen) -> None:
    dossier = birth_dossier()
    reached = {"address": "12 Đường MẪU, phường Sài Gòn", "phone": "0900000002"}
    persons = dict(dossier.persons)
    persons["requester"] = Person(
        dict(persons["requester"].values) | {name: Value(text) for name, text in reached.items()}
    )
    dossier = replace(dossier, persons=persons)
    assert hand_over(centre.kiosk, dossier).status_code == 201
    accept(centre, dossier)
    assert centre.officer.get("/v1/register").status_code == 200
    ((_, filled),) = seen
    (line,) = filled.tables["dossiers"]
    assert line["submitter"] == f"{GRANDMOTHER}, 12 Đường MẪU, phường Sài Gòn, 0900000002"


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "yesterday", "2026-02-30"])
def test_a_day_that_no_register_has_is_refused(centre: Centre, day: str) -> None:
    assert centre.officer.get("/v1/register", params={"day": day}).json()["id"] == "invalid"


def test_who_makes_a_form_is_on_record(tmp_path: Path) -> None:
    hub = open_scene(tmp_path)
    with running(create_app(hub)) as address:
        with kiosk_client(address, tmp_path) as kiosk, officer_client(address) as officer:
            dossier = birth_dossier()
            hand_over(kiosk, dossier)
            officer.get(f"/v1/dossiers/{dossier.id}/declaration")
            officer.get(f"/v1/dossiers/{dossier.id}/forms/06")
            officer.get("/v1/register")
        lines = hub.store.read(lambda reading: reading.audit.listed())
    hub.close()
    made = [(line.actor, line.action, line.subject, line.detail) for line in lines]
    assert ("CB1", "dossier.declaration", dossier.id, "") in made
    assert ("CB1", "dossier.form", dossier.id, "06") in made
    assert ("CB1", "register.made", "2026-11-23", "") in made
