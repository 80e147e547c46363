"""Who may do what: every route, every role, default deny."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
from fastapi import APIRouter

from kiosk.hub.access import Access, public
from tests.clients import client
from tests.hub.conftest import Centre
from tests.hub.scene import officer_client, open_scene, portal_client, serving, staff_codes

WHO_MAY = {
    "GET /health": "public",
    "GET /v1/board": "public",
    "GET /v1/events": "public",
    "GET /v1/status/{token}": "public",
    "GET /v1/tickets/by-token/{token}": "public",
    "POST /v1/session": "public",
    "POST /v1/tickets": "device",
    "POST /v1/tickets/adopt": "device",
    "POST /v1/tickets/{ticket_id}/shown": "device",
    "PUT /v1/files/{sha256}": "device",
    "POST /v1/dossiers": "device",
    "POST /v1/dossiers/find": "device",
    "POST /v1/ratings": "device",
    "GET /v1/ratings": "staff",
    "POST /v1/notices": "device",
    "GET /v1/notices/{notice_id}/state": "device",
    "GET /v1/appointments/slots": "public",
    "GET /v1/appointments/by-token/{token}": "public",
    "POST /v1/appointments/by-token/{token}/cancel": "public",
    "POST /v1/appointments/check-in": "device",
    "POST /v1/portal/appointments": "portal",
    "GET /v1/appointments": "staff",
    "POST /v1/appointments": "staff",
    "POST /v1/appointments/{appointment_id}/cancel": "staff",
    "GET /v1/centre": "device",
    "POST /v1/kiosks": "device",
    "GET /v1/session": "staff",
    "DELETE /v1/session": "staff",
    "GET /v1/staff/events": "staff",
    "GET /v1/counters": "staff",
    "GET /v1/queue": "staff",
    "GET /v1/counters/{number}": "staff",
    "POST /v1/counters/{number}/call": "staff",
    "POST /v1/counters/{number}/{act}": "staff",
    "POST /v1/counters/{number}/state": "staff",
    "POST /v1/counters/{number}/next": "staff",
    "POST /v1/counters/{number}/transfer": "staff",
    "POST /v1/counters/{number}/undo": "staff",
    "POST /v1/queue/end-day": "staff",
    "GET /v1/figures": "staff",
    "GET /v1/figures.csv": "staff",
    "POST /v1/tickets/{ticket_id}/resume": "staff",
    "POST /v1/tickets/{ticket_id}/take-over": "staff",
    "POST /v1/tickets/{ticket_id}/end": "staff",
    "POST /v1/tickets/by-token/{token}/{act}": "public",
    "GET /v1/tickets/{ticket_id}/dossiers": "staff",
    "GET /v1/dossiers": "staff",
    "GET /v1/dossiers/{dossier_id}": "staff",
    "GET /v1/dossiers/{dossier_id}/files/{sha256}": "staff",
    "POST /v1/dossiers/{dossier_id}/decision": "staff",
    "POST /v1/dossiers/{dossier_id}/papers/{paper}/no-data": "staff",
    "GET /v1/dossiers/{dossier_id}/receipt.png": "staff",
    "GET /v1/dossiers/{dossier_id}/declaration": "staff",
    "GET /v1/dossiers/{dossier_id}/forms/{number}": "staff",
    "POST /v1/dossiers/{dossier_id}/forms/{number}": "staff",
    "GET /v1/register": "staff",
    "GET /v1/dossiers/{dossier_id}/receipt-code.png": "staff",
    "GET /v1/notices": "staff",
    "POST /v1/notices/{notice_id}/coming": "staff",
    "POST /v1/notices/{notice_id}/done": "staff",
}
STREAMS = ("GET /v1/events", "GET /v1/staff/events")
FILLED = {"sha256": "a" * 64, "number": "1", "act": "leave", "token": "0" * 16}
BODIES: dict[str, object] = {
    "POST /v1/session": {"officer": "CB1", "code": "wrong"},
    "POST /v1/kiosks": {"kiosk": "K1", "centre": "26734", "numbers": [800, 849]},
    "POST /v1/tickets": {"field": "ho_tich", "kiosk": "K1"},
    "POST /v1/tickets/adopt": {
        "kiosk": "K1",
        "ticket": {
            "id": "12345678",
            "number": "H 801",
            "day": "2026-11-23",
            "field": "ho_tich",
            "token": "0" * 16,
            "issued_at": "2026-11-23T09:00:00+07:00",
        },
    },
    "POST /v1/tickets/{ticket_id}/shown": {"how": "paper"},
    "POST /v1/dossiers/find": {"code": "K1-261123-0001"},
    "POST /v1/ratings": {"id": "12345678", "stars": 5, "kiosk": "K1"},
    "POST /v1/notices": {"id": "12345678", "kind": "call_staff", "kiosk": "K1"},
    "POST /v1/appointments/check-in": {"code": "0" * 8, "kiosk": "K1"},
    "POST /v1/portal/appointments": {"field": "ho_tich", "at": "2026-11-24T09:00:00+07:00"},
    "POST /v1/appointments": {"field": "ho_tich", "at": "2026-11-24T09:00:00+07:00"},
    "POST /v1/appointments/{appointment_id}/cancel": {"reason": "Không đến được"},
    "POST /v1/counters/{number}/state": {"state": "open"},
    "POST /v1/counters/{number}/transfer": {"field": "ho_tich"},
    "POST /v1/tickets/{ticket_id}/take-over": {"reason": "Có phiếu"},
    "POST /v1/tickets/{ticket_id}/end": {"reason": "Đã về"},
    "POST /v1/dossiers/{dossier_id}/decision": {"kind": "accept"},
    "POST /v1/dossiers/{dossier_id}/papers/{paper}/no-data": {"reason": "Chưa có dữ liệu."},
}


def ask(client: httpx.Client, operation: str) -> tuple[int, str]:
    """Send a well-formed request; the status and the problem's id."""
    method, path = operation.split()
    path = re.sub(r"{(\w+)}", lambda part: FILLED.get(part[1], "12345678"), path)
    body = None if method in ("GET", "DELETE") else BODIES.get(operation, {})
    with client.stream(method, path, json=body, headers={"Idempotency-Key": "12345678"}) as answer:
        answer.read()
        refused = answer.headers.get("Content-Type") == "application/problem+json"
        return answer.status_code, str(answer.json()["id"]) if refused else ""


def test_the_table_above_covers_every_operation(centre: Centre) -> None:
    paths = centre.public.get("/v1/openapi.json").json()["paths"]
    operations = {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}
    assert operations == set(WHO_MAY)


REFUSED = {"device": "device_token_wrong", "portal": "portal_token_wrong", "staff": "login_needed"}


@pytest.mark.parametrize("role", ["nobody", *REFUSED])
def test_each_role_reaches_exactly_its_own_operations(centre: Centre, role: str) -> None:
    clients = {"nobody": centre.public, "device": centre.kiosk, "staff": centre.officer}
    with portal_client(centre.address, centre.folder) as portal:
        _reaches_its_own(role, {**clients, "portal": portal}[role])


def _reaches_its_own(role: str, client: httpx.Client) -> None:
    for operation, needed in sorted(WHO_MAY.items(), key=lambda item: item[0] == "DELETE /v1/session"):
        if needed in ("public", role) and operation in STREAMS:
            continue
        status, problem = ask(client, operation)
        if needed == role:
            assert status not in (401, 403), operation
        elif needed == "public":
            assert problem not in (*REFUSED.values(), "not_allowed"), operation
        else:
            assert (status, problem) == (401, REFUSED[needed]), operation


def test_a_route_that_nobody_marked_is_refused_even_to_staff(tmp_path: Path) -> None:
    forgotten = APIRouter()

    @forgotten.get("/forgotten")
    async def secret() -> str:
        return "secret"

    @forgotten.get("/page")
    @public
    async def page() -> str:
        return "page"

    with (
        serving(tmp_path, routers=(forgotten,)) as address,
        officer_client(address, tmp_path) as officer,
    ):
        assert officer.get("/v1/queue").status_code == 200
        answer = officer.get("/forgotten")
        assert (answer.status_code, answer.json()["id"]) == (403, "not_allowed")
        assert officer.get("/page").json() == "page"


def test_a_change_without_our_header_is_refused(centre: Centre) -> None:
    headers = {"Origin": "http://evil.example"}
    with client(centre.address, cookies=centre.officer.cookies) as foreign:
        answer = foreign.post("/v1/counters/1/call", json={}, headers=headers)
        assert (answer.status_code, answer.json()["id"]) == (403, "header_missing")
        assert foreign.get("/v1/queue").status_code == 200


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(centre: Centre) -> None:
    code = staff_codes(centre.folder)["CB1"]
    answer = centre.public.post(
        "/v1/session", json={"officer": "CB1", "code": code.lower()}, headers={"X-Motcua": "1"}
    )
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


def test_wrong_codes_are_slowed_down_and_the_right_one_works_a_minute_later(centre: Centre) -> None:
    def log_in(code: str) -> int:
        body = {"officer": "CB1", "code": code}
        return centre.public.post("/v1/session", json=body, headers={"X-Motcua": "1"}).status_code

    right = staff_codes(centre.folder)["CB1"]
    assert [log_in("AAAA-BBBB-CCCC") for _ in range(5)] == [401] * 5
    assert log_in(right) == 429
    centre.clock.advance(61)
    assert log_in(right) == 201


def test_an_unknown_officer_is_told_the_same(centre: Centre) -> None:
    body = {"officer": "CB9", "code": "x"}
    answer = centre.public.post("/v1/session", json=body, headers={"X-Motcua": "1"})
    assert (answer.status_code, answer.json()["id"]) == (401, "wrong_code")


def test_a_session_ends_by_logging_out_and_after_twelve_hours(centre: Centre) -> None:
    assert centre.officer.delete("/v1/session").status_code == 204
    assert centre.officer.get("/v1/queue").status_code == 401
    assert centre.second.get("/v1/session").json()["officer"] == "CB2"
    centre.clock.advance(12 * 3600 + 1)
    assert centre.second.get("/v1/queue").status_code == 401


def test_secrets_are_for_the_owner_only_and_stay_after_a_restart(tmp_path: Path) -> None:
    names = ("hub.key", "device_token", "portal_token", "staff_codes")
    open_scene(tmp_path).close()
    before = {name: (tmp_path / name).read_bytes() for name in names}
    for name in before:
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    open_scene(tmp_path).close()
    assert before == {name: (tmp_path / name).read_bytes() for name in before}


def test_a_technician_adds_and_removes_an_officer_without_a_restart(centre: Centre) -> None:
    (centre.folder / "staff_codes").write_text("# ward\nLAN 1111-2222-3333\n")
    answers = [
        centre.public.post("/v1/session", json={"officer": who, "code": code}, headers={"X-Motcua": "1"})
        for who, code in (("LAN", "1111-2222-3333"), ("CB1", "1111-2222-3333"))
    ]
    assert [answer.status_code for answer in answers] == [201, 401]


def test_the_receipt_names_the_officer_and_not_the_counter(centre: Centre) -> None:
    (centre.folder / "staff_codes").write_text("CB1 1111-2222-3333  Trần Thị MẪU \nCB2 1111-2222-3333\n")
    access = Access(centre.folder, (), centre.clock)
    assert [access.name_of(who) for who in ("CB1", "CB2", "CB9")] == ["Trần Thị MẪU", "CB2", "CB9"]


@pytest.mark.parametrize("name", ["officer", "code"])
def test_half_a_letter_in_a_log_in_is_refused_and_no_fault(centre: Centre, name: str) -> None:
    body = f'{{"officer": "CB1", "code": "x", "{name}": "a\\ud800b"}}'
    answer = centre.public.post(
        "/v1/session", content=body, headers={"X-Motcua": "1", "Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.json()["id"]) == (422, "invalid")


def test_answers_stay_in_no_cache(centre: Centre) -> None:
    headers = centre.officer.get("/v1/queue").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
