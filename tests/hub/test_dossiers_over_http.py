"""A dossier: handed over, looked at, decided, followed by its slip."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO

import httpx
import pytest
from PIL import Image

from kiosk.clock import ICT
from kiosk.dossier.codec import to_json
from kiosk.dossier.files import digest_of
from kiosk.dossier.model import Dossier
from tests.hub.conftest import Centre
from tests.hub.scene import GRANDMOTHER, HER_NUMBER, JPEG, birth_dossier, hand_over, officer_client, take


def decide(officer: httpx.Client, dossier: Dossier, kind: str, **more: object) -> httpx.Response:
    return officer.post(f"/v1/dossiers/{dossier.id}/decision", json={"kind": kind, **more})


def test_the_officer_sees_the_papers_beside_the_ticket_and_accepts(centre: Centre) -> None:
    ticket = take(centre.kiosk)
    dossier = birth_dossier(str(ticket["id"]))
    assert hand_over(centre.kiosk, dossier).json()["dossier"]["state"] == "waiting_check"
    centre.officer.post("/v1/counters/1/call", json={})
    (brief,) = centre.officer.get("/v1/counters/1").json()["dossiers"]
    assert brief["reference"] == dossier.reference
    seen = centre.officer.get(f"/v1/dossiers/{brief['id']}").json()["dossier"]
    assert seen["ticket_number"] == "H 001"
    assert [person["name"] for person in seen["persons"]] == ["Người yêu cầu", "Trẻ"]
    assert seen["persons"][0]["values"][0]["value"] == GRANDMOTHER
    assert seen["persons"][1]["values"][1]["shown"] == "20/11/2026"
    assert seen["answers"] == [
        {"id": "relation", "question": "Ông bà là gì của cháu?", "value": "grandparent", "answer": "Ông, bà"}
    ]
    page = centre.officer.get(seen["papers"][0]["files"][0]["url"])
    assert (page.content, page.headers["Content-Type"]) == (JPEG, "image/jpeg")
    accepted = decide(centre.officer, dossier, "accept").json()["dossier"]
    assert accepted["code"] == "000.00.01.H29-261123-0001"
    assert accepted["due"] == "2026-11-23"
    receipt = centre.officer.get(accepted["receipt_url"])
    assert Image.open(BytesIO(receipt.content)).size[0] == 576


def test_the_officer_sees_what_the_citizen_left_open_by_its_name(centre: Centre) -> None:
    left = ("child.birth_date", "relation", "mother.id")
    dossier = replace(birth_dossier(), open_items=left)
    hand_over(centre.kiosk, dossier)
    seen = centre.officer.get(f"/v1/dossiers/{dossier.id}").json()["dossier"]
    assert seen["open_items"] == [
        {"id": "child.birth_date", "about": "Trẻ", "name": "Date of birth"},
        {"id": "relation", "about": "", "name": "Ông bà là gì của cháu?"},
        {"id": "mother.id", "about": "mother", "name": "Personal number"},
    ]
    assert decide(centre.officer, dossier, "accept").json()["dossier"]["open_items"] == seen["open_items"]


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (datetime(2026, 11, 23, 14, 59, tzinfo=ICT), "2026-11-23"),
        (datetime(2026, 11, 23, 15, 1, tzinfo=ICT), "2026-11-24"),
        (datetime(2026, 11, 27, 15, 1, tzinfo=ICT), "2026-11-30"),
        (datetime(2026, 11, 28, 9, 0, tzinfo=ICT), "2026-11-30"),
    ],
    ids=["before 15:00", "after 15:00", "after 15:00 on a Friday", "on a Saturday"],
)
def test_the_due_date_counts_from_acceptance_by_the_15_o_clock_rule(
    centre: Centre, at: datetime, due: str
) -> None:
    dossier = birth_dossier()
    hand_over(centre.kiosk, dossier)
    assert centre.public.get(f"/v1/status/{dossier.token}").json()["status"]["due"] is None, (
        "nobody has looked"
    )
    centre.clock.advance((at - centre.clock.now()).total_seconds())
    with officer_client(centre.address) as officer:
        assert decide(officer, dossier, "accept").json()["dossier"]["due"] == due


def test_a_decision_is_made_once(centre: Centre) -> None:
    dossier = birth_dossier()
    hand_over(centre.kiosk, dossier)
    assert decide(centre.officer, dossier, "refuse", reason="Sai nơi nộp").status_code == 201
    again = decide(centre.second, dossier, "accept")
    assert (again.status_code, again.json()["id"]) == (409, "already_decided")
    status = centre.public.get(f"/v1/status/{dossier.token}").json()["status"]
    assert (status["state"], status["reason"], status["code"]) == ("refused", "Sai nơi nộp", None)


@pytest.mark.parametrize("kind", ["accept", "supplement", "refuse"])
def test_what_officers_write_for_one_another_stands_on_no_public_page(centre: Centre, kind: str) -> None:
    dossier = birth_dossier()
    hand_over(centre.kiosk, dossier)
    told = {} if kind == "accept" else {"reason": "Ảnh mờ."}
    papers = ["authorisation"] if kind == "supplement" else []
    secret = "Hàng xóm nói bà ấy MẪU"
    shown = decide(centre.officer, dossier, kind, remark=secret, papers=papers, **told).json()["dossier"]
    assert (shown["decisions"][0]["remark"], shown["decisions"][0]["reason"]) == (
        secret,
        told.get("reason", ""),
    )
    answer = centre.public.get(f"/v1/status/{dossier.token}")
    assert answer.json()["status"]["reason"] == told.get("reason", "")
    assert secret not in answer.text


def test_an_acceptance_tells_its_reason_to_officers_only(centre: Centre) -> None:
    dossier = birth_dossier()
    hand_over(centre.kiosk, dossier)
    decide(centre.officer, dossier, "accept", reason="Bản chính đã xem.")
    assert centre.public.get(f"/v1/status/{dossier.token}").json()["status"]["reason"] == ""


def test_after_a_supplement_it_is_looked_at_again(centre: Centre) -> None:
    dossier = birth_dossier()
    hand_over(centre.kiosk, dossier)
    asked = decide(centre.officer, dossier, "supplement", reason="Thiếu chữ ký", papers=["authorisation"])
    assert asked.json()["dossier"]["may_decide"]
    status = centre.public.get(f"/v1/status/{dossier.token}").json()["status"]
    assert (status["state"], status["paper_names"]) == ("supplement", ["Văn bản ủy quyền"])
    assert decide(centre.officer, dossier, "accept").json()["dossier"]["state"] == "accepted"
    kinds = [
        one["kind"] for one in centre.officer.get(f"/v1/dossiers/{dossier.id}").json()["dossier"]["decisions"]
    ]
    assert kinds == ["supplement", "accept"]


@pytest.mark.parametrize(
    ("verdict", "problem"),
    [
        ({"kind": "refuse"}, "reason_missing"),
        ({"kind": "refuse", "reason": "  "}, "reason_missing"),
        ({"kind": "supplement", "reason": "x"}, "papers_missing"),
        ({"kind": "supplement", "reason": "x", "papers": ["passport"]}, "unknown_paper"),
        ({"kind": "burn"}, "invalid"),
    ],
)
def test_an_incomplete_decision_is_refused(centre: Centre, verdict: dict[str, object], problem: str) -> None:
    dossier = birth_dossier()
    hand_over(centre.kiosk, dossier)
    answer = centre.officer.post(f"/v1/dossiers/{dossier.id}/decision", json=verdict)
    assert (answer.status_code, answer.json()["id"]) == (422, problem)
    assert centre.officer.get(f"/v1/dossiers/{dossier.id}").json()["dossier"]["state"] == "waiting_check"


def test_codes_of_a_day_have_no_gap_even_after_a_refused_request(centre: Centre) -> None:
    codes = []
    for _ in range(3):
        dossier = birth_dossier()
        hand_over(centre.kiosk, dossier)
        codes.append(decide(centre.officer, dossier, "accept").json()["dossier"]["code"][-4:])
        assert decide(centre.officer, dossier, "accept").status_code == 409
    assert codes == ["0001", "0002", "0003"]


def test_the_same_dossier_sent_again_gets_the_same_answer(centre: Centre) -> None:
    dossier = birth_dossier()
    first = hand_over(centre.kiosk, dossier)
    centre.clock.advance(60)
    again = hand_over(centre.kiosk, dossier)
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert len(centre.officer.get("/v1/dossiers").json()["dossiers"]) == 1
    other = replace(dossier, answers={"relation": "someone"})
    assert hand_over(centre.kiosk, other).json()["id"] == "key_reused"


def test_a_dossier_without_its_pages_is_not_taken(centre: Centre) -> None:
    dossier = birth_dossier()
    headers = {"Idempotency-Key": dossier.id}
    answer = centre.kiosk.post("/v1/dossiers", content=to_json(dossier), headers=headers)
    assert (answer.status_code, answer.json()["id"]) == (409, "files_missing")
    assert hand_over(centre.kiosk, dossier).status_code == 201


def test_wrong_dossiers_are_refused(centre: Centre) -> None:
    assert hand_over(centre.kiosk, replace(birth_dossier(), centre="99999")).json()["id"] == "wrong_centre"
    assert hand_over(centre.kiosk, replace(birth_dossier(), token="short")).json()["id"] == "invalid"
    dossier = birth_dossier()
    keyed = centre.kiosk.post("/v1/dossiers", content=to_json(dossier), headers={"Idempotency-Key": "a" * 12})
    assert keyed.json()["id"] == "key_differs"
    garbled = centre.kiosk.post("/v1/dossiers", content=b"{}", headers={"Idempotency-Key": dossier.id})
    assert (garbled.status_code, garbled.json()["id"]) == (422, "invalid")


def test_only_pictures_that_are_what_their_digest_says_are_stored(centre: Centre) -> None:
    script = b"<script>alert(1)</script>"
    assert centre.kiosk.put(f"/v1/files/{digest_of(script)}", content=script).json()["id"] == "not_a_picture"
    assert centre.kiosk.put(f"/v1/files/{digest_of(script)}", content=JPEG).json()["id"] == "digest_differs"
    huge = JPEG + bytes(20 * 1024 * 1024)
    answer = centre.kiosk.put(f"/v1/files/{digest_of(huge)}", content=huge)
    assert (answer.status_code, answer.json()["id"]) == (413, "too_large")
    assert list((centre.folder / "files").iterdir()) == []


def test_a_page_is_shown_only_with_its_own_dossier(centre: Centre) -> None:
    first, second = birth_dossier(), birth_dossier(pages=())
    hand_over(centre.kiosk, first)
    hand_over(centre.kiosk, second, ())
    assert (
        centre.officer.get(f"/v1/dossiers/{second.id}/files/{digest_of(JPEG)}").json()["id"] == "unknown_file"
    )


def test_what_a_slip_reveals_holds_no_person(centre: Centre) -> None:
    dossier = birth_dossier()
    hand_over(centre.kiosk, dossier)
    decide(centre.officer, dossier, "accept")
    for path in (f"/v1/status/{dossier.token}", "/v1/board", f"/v1/status/{dossier.id}"):
        text = centre.public.get(path).text
        assert GRANDMOTHER not in text
        assert HER_NUMBER not in text
    assert centre.public.get(f"/v1/status/{dossier.id}").status_code == 404


def test_there_is_no_receipt_before_acceptance(centre: Centre) -> None:
    dossier = birth_dossier()
    hand_over(centre.kiosk, dossier)
    assert centre.officer.get(f"/v1/dossiers/{dossier.id}/receipt.png").json()["id"] == "not_accepted"


def test_refusals_never_quote_what_was_sent(centre: Centre) -> None:
    answer = centre.kiosk.post(
        "/v1/tickets",
        json={"field": GRANDMOTHER, "kiosk": HER_NUMBER},
        headers={"Idempotency-Key": "12345678"},
    )
    assert (answer.status_code, answer.json()["detail"]) == (422, "not acceptable: body.field, body.kiosk")
    assert GRANDMOTHER not in answer.text
    assert HER_NUMBER not in answer.text
