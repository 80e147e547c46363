"""What nobody should send: the hub says no in its own form, keeps its head, and shows none of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from kiosk.contract.problem import MEDIA_TYPE, Problem
from kiosk.dossier.codec import to_json
from kiosk.dossier.ids import new_token, uuid7
from kiosk.dossier.model import Person, Value
from tests.hub.conftest import Centre
from tests.hub.documented import document
from tests.hub.scene import BIRTH, birth_dossier, hand_over
from tests.hub.test_queue_over_http import own_number

HALF = "\\ud800"


def refused(answer: httpx.Response, status: int, name: str) -> None:
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, MEDIA_TYPE), answer.text
    problem = Problem.model_validate(answer.json())
    assert (problem.status, problem.id, problem.type) == (status, name, "about:blank")


def send(client: httpx.Client, body: bytes, key: str = "12345678") -> httpx.Response:
    return client.post("/v1/dossiers", content=body, headers={"Idempotency-Key": key})


def changed(**parts: Any) -> bytes:
    return json.dumps({**json.loads(to_json(birth_dossier())), **parts}).encode()


@pytest.mark.parametrize(
    "body",
    [
        changed(papers={"birth_certificate": {"state": "captured", "files": ["../../etc/passwd"]}}),
        changed(procedure_version=0).replace(b'"procedure_version": 0', b'"procedure_version": 1e400'),
        changed(reference="HALF").replace(b"HALF", HALF.encode()),
        changed(persons={"HALF": {}}).replace(b"HALF", HALF.encode()),
        changed(persons={"requester": {"name": {"text": "n" * 400_000, "source": "typed"}}}),
        changed(persons={"requester": {"name": {"text": "n" + "\u0323" * 290, "source": "typed"}}}),
        changed(created_at="0001-01-01T00:00:00+07:00"),
        changed(created_at="9999-12-31T23:59:59-12:00"),
        changed(answers="ANSWERS").replace(b'"ANSWERS"', b"[" * 600 + b"]" * 600),
        changed(answers="ANSWERS").replace(b'"ANSWERS"', b'{"a":' * 600 + b"1" + b"}" * 600),
        changed(answers="ANSWERS").replace(b'"ANSWERS"', b"[" * 100_000),
        changed(persons={f"role_{n}": {} for n in range(31)}),
        changed(reference="K1-261123-0001\u202e"),
        changed(procedure="1.00119３"),
        b"\xff\xfe{}",
        b"",
    ],
    ids=lambda body: f"{len(body)} bytes",
)
def test_a_dossier_that_is_none(centre: Centre, body: bytes) -> None:
    refused(send(centre.kiosk, body), 422, "invalid")


def test_a_token_that_another_dossier_has_is_a_final_refusal(centre: Centre) -> None:
    first = birth_dossier()
    assert hand_over(centre.kiosk, first).status_code == 201
    second = replace(birth_dossier(), token=first.token)
    refused(hand_over(centre.kiosk, second), 409, "token_taken")
    assert hand_over(centre.kiosk, first).status_code == 201, "the same dossier again is no other one"


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 600 + b"]" * 600,
        b"[" * 200_000,
        b'{"field": "ho_tich", "kiosk": "K1", "' + HALF.encode() + b'": 1}',
        b'{"field": "' + HALF.encode() + b'", "kiosk": "K1"}',
        b'{"field": "ho_tich", "kiosk": "K1"',
        b'{"field": "ho_tich", "kiosk": "K\xc3"}',
        b"nothing",
    ],
    ids=[
        "600 deep",
        "200,000 deep",
        "half a letter as a key",
        "half a letter",
        "cut off",
        "no UTF-8",
        "no JSON",
    ],
)
def test_a_request_that_is_no_json(centre: Centre, body: bytes) -> None:
    headers = {"Idempotency-Key": "12345678", "Content-Type": "application/json"}
    answer = centre.kiosk.post("/v1/tickets", content=body, headers=headers)
    assert answer.status_code in (400, 422)
    refused(answer, answer.status_code, {400: "bad_request", 422: "invalid"}[answer.status_code])


def test_unknown_addresses_and_methods_are_refused_in_the_same_form(centre: Centre) -> None:
    refused(centre.public.get("/v1/nothing"), 404, "not_found")
    refused(centre.public.get("/v1/board/"), 404, "not_found")
    wrong = centre.public.patch("/v1/dossiers")
    refused(wrong, 405, "method_not_allowed")
    assert wrong.headers["Allow"] == "GET, POST"
    refused(centre.public.request("TRACE", "/v1/board"), 405, "method_not_allowed")
    huge = centre.kiosk.post("/v1/notices", content=b" " * 300_000)
    refused(huge, 413, "too_large")


@pytest.mark.parametrize(
    "number", ["H 00850", "H ８５１", "H 85", "h 851", "H  851", "H 851 ", "H-851", "HHH 851", "H 851\n"]
)
def test_a_number_has_one_written_form(centre: Centre, number: str) -> None:
    refused(centre.kiosk.post("/v1/tickets/adopt", json=own_number(number)), 422, "invalid")


DAYS_TO_COME = [("2098-12-31", "wrong_day"), ("2099-01-01", "invalid"), ("2026-11-25", "wrong_day")]


@pytest.mark.parametrize(("day", "name"), DAYS_TO_COME)
def test_a_number_of_a_day_to_come_is_not_adopted(centre: Centre, day: str, name: str) -> None:
    refused(centre.kiosk.post("/v1/tickets/adopt", json=own_number(day=day)), 422, name)


def test_a_kiosk_whose_clock_is_past_midnight_already_keeps_its_number(centre: Centre) -> None:
    assert centre.kiosk.post("/v1/tickets/adopt", json=own_number(day="2026-11-24")).status_code == 201


def test_texts_arrive_in_one_form_and_turn_no_number_around(centre: Centre) -> None:
    dossier = birth_dossier()
    written = replace(
        dossier,
        persons={"requester": Person({"name": Value("  Nguye\u0302\u0303n \t Thi\u0323 \u202eMẪU\u0000 ")})},
    )
    assert hand_over(centre.kiosk, written).status_code == 201
    reason = "\u202eThiếu  giấy.\r\n\r\nXin  mang bản chính.\u2066"
    verdict = {"kind": "supplement", "reason": reason, "papers": [BIRTH.papers[0].id]}
    answer = centre.officer.post(f"/v1/dossiers/{dossier.id}/decision", json=verdict).json()["dossier"]
    assert answer["persons"][0]["values"][0]["value"] == "Nguyễn Thị MẪU"
    assert answer["decisions"][0]["reason"] == "Thiếu giấy.\n\nXin mang bản chính."


def test_what_is_too_long_is_refused_by_its_place(centre: Centre) -> None:
    notice = {"id": uuid7(), "kind": "call_staff", "detail": "d" * 201, "kiosk": "K1"}
    answer = centre.kiosk.post("/v1/notices", json=notice)
    refused(answer, 422, "invalid")
    assert answer.json()["detail"] == "not acceptable: body.detail"
    for path in (f"/v1/tickets/by-token/{'T' * 65}", f"/v1/dossiers?reference={'K' * 201}"):
        refused(centre.officer.get(path), 422, "invalid")
    assert centre.public.get(f"/v1/tickets/by-token/{new_token()}").status_code == 404


def test_a_sender_s_own_names_are_not_quoted(centre: Centre) -> None:
    body = {"field": "ho_tich", "kiosk": "K1", "Trần Thị MẪU": 1}
    answer = centre.kiosk.post("/v1/tickets", json=body, headers={"Idempotency-Key": "12345678"})
    refused(answer, 422, "invalid")
    assert answer.json()["detail"] == "not acceptable: body.?"


@pytest.mark.expects_log("a stored page is damaged")
def test_a_damaged_page_is_the_hubs_trouble_in_the_same_form(centre: Centre) -> None:
    dossier = birth_dossier()
    hand_over(centre.kiosk, dossier)
    (page,) = (centre.folder / "files").iterdir()
    address = f"/v1/dossiers/{dossier.id}/files/{page.name}"
    page.write_bytes(page.read_bytes()[:-1])
    refused(centre.officer.get(address), 500, "file_damaged")
    page.unlink()
    refused(centre.officer.get(address), 500, "file_damaged")


ODD_PATHS = ["12345678", "%00", "..%2F..%2Fetc", "%ED%A0%80", "٣", "a" * 5000, "%F0%9F%98%80", "-1"]
ODD_BODIES: list[bytes] = [b"", b"null", b"[]", b"{}", b'{"a": NaN}', b"\x00", b'"' + b"x" * 5000 + b'"']
STREAMS = ("/v1/events", "/v1/staff/events")


def everybody(centre: Centre) -> Iterator[tuple[httpx.Client, str, str]]:
    """Every operation, for every role; but nobody logs out."""
    for path, methods in document()["paths"].items():
        if path in STREAMS:
            continue
        for method in methods:
            for client in (centre.public, centre.kiosk, centre.second):
                if (method, path, client) != ("delete", "/v1/session", centre.second):
                    yield client, method, path


def never_a_fault(
    client: httpx.Client, method: str, path: str, odd: str, body: bytes = b"", **query: str
) -> None:
    """The clients fail on an answer that is not described."""
    address = re.sub(r"{\w+}", lambda _: odd, path)
    headers = {"Idempotency-Key": uuid7(), "Content-Type": "application/json"}
    answer = client.request(method, address, content=body, headers=headers, params=query)
    assert answer.status_code < 500, f"{method} {address}"


@pytest.mark.parametrize("odd", ODD_PATHS, ids=[odd[:12] for odd in ODD_PATHS])
def test_odd_addresses_get_described_answers_and_never_a_fault(centre: Centre, odd: str) -> None:
    body = ODD_BODIES[ODD_PATHS.index(odd) % len(ODD_BODIES)]
    for client, method, path in everybody(centre):
        if method == "get":
            never_a_fault(client, method, path, odd)
            never_a_fault(client, method, path, odd, lang=odd, state=odd, reference=odd, all=odd)
        else:
            never_a_fault(client, method, path, odd, body)


def test_odd_bodies_get_described_answers_and_never_a_fault(centre: Centre) -> None:
    """At an address that may be right, so that the body alone is odd."""
    for client, method, path in everybody(centre):
        if method != "get":
            for body in ODD_BODIES:
                never_a_fault(client, method, path, ODD_PATHS[0], body)
