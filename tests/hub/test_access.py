"""Who may do what: every operation, every role and permission, own and other centre. Default deny.

What is tried comes from the routes themselves: one that is added is tried as well, and refused to everybody
as long as it says nothing about who may use it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import httpx
import pytest
from fastapi import APIRouter
from fastapi.routing import iter_route_contexts

from config.schema import Counter
from config.text import Text
from kiosk.contract.officer import FIRST_DAY, Permission
from kiosk.hub.access import Mark, mark_of, public
from kiosk.hub.hub import Hub
from kiosk.hub.service import running
from kiosk.hub.store.records import AssignmentRecord
from tests.apps import app_of
from tests.clients import client
from tests.hub.conftest import Centre
from tests.hub.scene import (
    BUNDLE,
    CENTRE,
    birth_dossier,
    collector_client,
    hand_over,
    kiosk_client,
    monitor_client,
    officer_client,
    open_scene,
    portal_client,
    public_client,
    serving,
    take,
)
from tests.officers import hire, sign_in


@dataclass(frozen=True)
class Operation:
    """A method and path of the interface, and who its route says may use it."""

    method: str
    path: str
    mark: Mark | None

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def operations(routers: tuple[APIRouter, ...] = ()) -> list[Operation]:
    """Every operation that the hub has; what signs out comes last."""
    with app_of(cast(Hub, None), routers) as app:
        found = [
            Operation(method, str(route.path), mark_of(route.endpoint))
            for route in iter_route_contexts(app.routes)
            for method in route.methods or ()
            if route.endpoint is not None and method != "HEAD" and route.path != "/v1/openapi.json"
        ]
    return sorted(found, key=lambda one: (str(one) == "DELETE /v1/session", str(one)))


STREAMS = ("GET /v1/events", "GET /v1/staff/events")
FILLED = {"sha256": "a" * 64, "number": "1", "act": "leave", "token": "0" * 16, "paper": "form"}


def ask(client: httpx.Client, operation: Operation, **filled: str) -> tuple[int, str]:
    """Send a request with a body that says nothing; the status and the problem's id."""
    path = re.sub(r"{(\w+)}", lambda part: {**FILLED, **filled}.get(part[1], "12345678"), operation.path)
    body: dict[str, str] | None = None if operation.method in ("GET", "DELETE") else {}
    with client.stream(operation.method, path, json=body, headers={"Idempotency-Key": "12345678"}) as answer:
        if str(operation) in STREAMS and answer.status_code == 200:
            return 200, ""
        answer.read()
        refused = answer.headers.get("Content-Type") == "application/problem+json"
        return answer.status_code, str(answer.json()["id"]) if refused else ""


DENIED = (
    "login_needed",
    "device_token_wrong",
    "portal_token_wrong",
    "metrics_token_wrong",
    "collector_unknown",
    "not_allowed",
    "other_counter",
    "not_assigned",
    "header_missing",
)


@dataclass(frozen=True)
class House:
    """A hub that runs, and officers of any kind."""

    hub: Hub
    address: str
    folder: Path

    @contextmanager
    def officer(self, login: str, permissions: set[Permission], **other: object) -> Iterator[httpx.Client]:
        """Somebody who is signed in, by an account like that."""
        hire(self.hub, login, permissions, **other)  # type: ignore[arg-type]
        with client(self.address, headers={"X-Motcua": "1"}) as signed_in:
            assert sign_in(signed_in, login).status_code == 201
            yield signed_in


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    land = Counter(number="3", name=Text(vi="Đất đai", en="Land"), fields=("dat_dai",))
    hub = open_scene(folder, bundle=replace(BUNDLE, counters=(*BUNDLE.counters, land)))
    try:
        with app_of(hub) as app, running(app) as address:
            yield House(hub, address, folder)
    finally:
        hub.close()


def undeclared(routers: tuple[APIRouter, ...] = ()) -> list[str]:
    return [str(one) for one in operations(routers) if one.mark is None]


def test_every_operation_says_who_may_use_it() -> None:
    assert undeclared() == []
    assert len(operations()) > 50


def test_an_operation_that_says_nothing_is_found() -> None:
    forgotten = APIRouter()

    @forgotten.post("/v1/forgotten")
    async def secret() -> str:
        return "secret"

    assert undeclared((forgotten,)) == ["POST /v1/forgotten"]


def test_every_permission_is_needed_by_some_operation() -> None:
    needed = {one.mark.permission for one in operations() if one.mark is not None}
    beside = {Permission.REFUSE, Permission.RESULTS}  # what one who receives may do besides
    assert needed | beside == {None, *Permission}


REFUSED = {
    "device": "device_token_wrong",
    "portal": "portal_token_wrong",
    "monitor": "metrics_token_wrong",
    "collector": "collector_unknown",
    "staff": "login_needed",
}


@pytest.mark.parametrize("role", ["public", "device", "portal", "monitor", "collector"])
def test_who_has_no_account_reaches_what_is_for_them_alone(house: House, role: str) -> None:
    clients = {
        "device": kiosk_client,
        "portal": portal_client,
        "monitor": monitor_client,
        "collector": collector_client,
    }
    made = clients[role](house.address, house.folder) if role in clients else public_client(house.address)
    with made as caller:
        for operation in operations():
            status, problem = ask(caller, operation)
            needed = operation.mark.role if operation.mark else None
            if needed in ("public", role):
                assert problem not in DENIED or str(operation) == "POST /v1/session", operation
            elif needed == "signed":
                assert status in (401, 404, 422), operation
            else:
                assert needed is not None
                assert (status, problem) == (401, REFUSED[needed]), operation


@pytest.mark.parametrize("permission", [None, *Permission])
def test_an_officer_reaches_what_the_account_permits_and_nothing_else(
    house: House, permission: Permission | None
) -> None:
    has = {permission} if permission else set()
    with house.officer("only", has) as officer:
        for operation in operations():
            mark = operation.mark
            if mark is None or mark.role != "staff":
                continue
            status, problem = ask(officer, operation)
            if mark.permission in (None, permission):
                assert problem not in DENIED, operation
                assert status not in (401, 403), operation
            else:
                assert (status, problem) == (403, "not_allowed"), operation


def test_what_is_done_at_a_counter_is_for_who_is_assigned_to_it(house: House) -> None:
    at_second = [AssignmentRecord(CENTRE.code, FIRST_DAY, counter="2")]
    at_counter = [one for one in operations() if one.mark and one.mark.at]
    assert {one.path.partition("{number}")[0] for one in at_counter} == {"/v1/counters/"}
    everything = set(Permission) - {Permission.SUPERVISE}
    with house.officer("second", everything, assignments=at_second) as officer:
        for operation in at_counter:
            assert ask(officer, operation, number="1") == (403, "other_counter"), operation
            assert ask(officer, operation, number="2")[0] not in (401, 403), operation
    with house.officer("second", set(Permission), assignments=at_second) as supervisor:
        for operation in at_counter:
            assert ask(supervisor, operation, number="1")[0] not in (401, 403), operation


def test_no_counter_is_left_out_of_the_paths_that_name_one() -> None:
    named = {str(one) for one in operations() if "/counters/{" in one.path}
    assert named == {str(one) for one in operations() if one.mark and one.mark.at}


def test_a_dossier_is_for_who_serves_its_field_or_the_one_it_was_handed_on_to(house: House) -> None:
    with kiosk_client(house.address, house.folder) as kiosk:
        ticket = take(kiosk)
        dossier = birth_dossier(str(ticket["id"]))
        assert hand_over(kiosk, dossier).status_code == 201
    about = [one for one in operations() if one.mark and one.mark.of]
    assert about == [one for one in operations() if "{dossier_id}" in one.path]
    about = [one for one in about if one.mark and one.mark.permission is not Permission.SUPERVISE]
    can = set(Permission) - {Permission.SUPERVISE}  # who supervises handles them all
    at = {number: [AssignmentRecord(CENTRE.code, FIRST_DAY, counter=number)] for number in "13"}

    def listed(officer: httpx.Client) -> list[str]:
        paths = ("/v1/dossiers", "/v1/dossiers?state=waiting_check", f"/v1/tickets/{ticket['id']}/dossiers")
        found = [officer.get(path).json()["dossiers"] for path in paths]
        return [one["id"] for each in found for one in each]

    with house.officer("land", can, assignments=at["3"]) as land:
        for operation in about:
            assert ask(land, operation, dossier_id=dossier.id) == (403, "other_field"), operation
            assert ask(land, operation)[1] != "other_field", "nobody's dossier is unknown"
        assert listed(land) == []
        with house.officer("births", can, assignments=at["1"]) as births:
            for operation in about:
                assert ask(births, operation, dossier_id=dossier.id)[0] not in (401, 403), operation
            assert listed(births) == [dossier.id] * 3
            births.post("/v1/counters/1/call", json={"ticket": ticket["id"]})
            handed_on = births.post("/v1/counters/1/transfer", json={"field": "dat_dai"})
            assert handed_on.status_code == 200
            assert listed(births) == [dossier.id] * 3, "its own field still has it"
        assert listed(land) == [dossier.id] * 3


def test_an_officer_of_another_centre_reaches_nothing(house: House) -> None:
    elsewhere = [AssignmentRecord("99999", FIRST_DAY)]
    with house.officer("guest", set(Permission)) as guest:
        hire(house.hub, "guest", Permission, assignments=elsewhere)
        for operation in operations():
            if operation.mark and operation.mark.role == "staff":
                assert ask(guest, operation) == (401, "login_needed"), operation
        answer = sign_in(guest, "guest")
        assert (answer.status_code, answer.json()["id"]) == (403, "not_assigned")


def test_refusing_a_dossier_needs_a_permission_of_its_own(house: House) -> None:
    refuses = Operation("POST", "/v1/dossiers/{dossier_id}/decision", None)
    with house.officer("receives", {Permission.RECEIVE}) as officer:
        path = refuses.path.format(dossier_id="12345678")
        answers = [officer.post(path, json={"kind": kind, "reason": "MẪU"}) for kind in ("refuse", "accept")]
        assert [one.json()["id"] for one in answers] == ["not_allowed", "unknown_dossier"]
    with house.officer("refuses", {Permission.RECEIVE, Permission.REFUSE}) as officer:
        answer = officer.post(path, json={"kind": "refuse", "reason": "MẪU"})
        assert answer.json()["id"] == "unknown_dossier"


def test_a_route_that_nobody_marked_is_refused_even_to_staff(tmp_path: Path) -> None:
    forgotten = APIRouter()

    @forgotten.get("/forgotten")
    async def secret() -> str:
        return "secret"

    @forgotten.get("/page")
    @public
    async def page() -> str:
        return "page"

    with serving(tmp_path, routers=(forgotten,)) as address, officer_client(address) as officer:
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
    cookie = sign_in(centre.public, "CB1").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


def test_secrets_are_for_the_owner_only_and_stay_after_a_restart(tmp_path: Path) -> None:
    open_scene(tmp_path).close()
    names = (
        "hub.key",
        "device_token",
        "portal_token",
        "metrics_token",
        "collector_token",
        "administrator_code",
    )
    before = {name: (tmp_path / name).read_bytes() for name in names}
    for name in before:
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    open_scene(tmp_path).close()
    assert before == {name: (tmp_path / name).read_bytes() for name in before}


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
