"""The interface describes itself: every answer, every refusal, with examples that its own classes accept."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from fastapi import APIRouter
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel, ValidationError

from kiosk.contract.event import PUBLIC_EVENTS, STAFF_EVENTS
from kiosk.contract.examples import EXAMPLES
from kiosk.contract.problem import MEDIA_TYPE, PROBLEMS, Problem
from kiosk.hub.access import COOKIE, role_of
from kiosk.hub.app import create_app
from kiosk.hub.hub import Hub
from tests.hub.conftest import Centre
from tests.hub.documented import check, document
from tests.hub.scene import birth_dossier, hand_over, public_client, take
from tests.hub.test_events import listening
from tests.officers import sign_in

ROOT = Path(__file__).resolve().parents[2]
OPERATIONS = [
    (f"{method.upper()} {path}", operation)
    for path, methods in document()["paths"].items()
    for method, operation in methods.items()
]
every_operation = pytest.mark.parametrize(
    "operation", [operation for _, operation in OPERATIONS], ids=[name for name, _ in OPERATIONS]
)


def undeclared(routers: tuple[APIRouter, ...] = ()) -> set[str]:
    """The paths of routes whose answer is neither a class of the contract nor declared as something else."""
    found = set()
    for route in iter_route_contexts(create_app(cast(Hub, None), routers).routes):
        if role_of(route.endpoint) is None if route.endpoint else True:
            continue
        model, code = route.response_model, route.status_code
        contract = isinstance(model, type) and model.__module__.startswith("kiosk.contract.")
        other = 200 in route.responses or code == 204
        if not contract and not other and route.include_in_schema:
            found.add(str(route.path))
    return found


def test_every_route_declares_its_answer() -> None:
    assert undeclared() == set()


def test_a_route_that_forgets_to_is_found() -> None:
    from kiosk.hub.access import public

    routes = APIRouter()

    @routes.get("/v1/forgotten")
    @public
    async def forgotten() -> dict[str, Any]:
        return {}

    assert undeclared((routes,)) == {"/v1/forgotten"}


def test_the_description_is_openapi_3_1_and_refers_to_nothing_that_is_missing() -> None:
    assert re.fullmatch(r"3\.1\.\d", document()["openapi"])
    known = {f"#/components/schemas/{name}" for name in document()["components"]["schemas"]}
    wanted = set(re.findall(r"'(#/components/[^']+)'", str(document())))
    assert wanted
    assert wanted == known, "what nothing refers to is not part of the interface"
    ids = [operation["operationId"] for _, operation in OPERATIONS]
    assert len(ids) == len(set(ids))


@every_operation
def test_an_operation_describes_answers_refusals_and_who_may(operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    (good,) = [status for status in responses if status.startswith("2")]
    for media_type, content in responses[good].get("content", {}).items():
        assert "example" in content or media_type.startswith(("image/", "application/pdf", "text/csv"))
    assert good == "204" or responses[good]["content"]
    for status, response in responses.items():
        if status != good:
            (content,) = (response["content"][MEDIA_TYPE],)
            for name, example in content["examples"].items():
                assert Problem.model_validate(example["value"]).id == name
                assert PROBLEMS[name] == int(status) == example["value"]["status"]
    refuses = any(name in str(responses.get("401")) for name in ("wrong_code", "signature_wrong"))
    assert ("401" in responses) == ("security" in operation or refuses)
    for content in operation.get("requestBody", {}).get("content", {}).values():
        assert "example" in content or content["schema"].get("format") == "binary"


def test_an_operation_names_the_refusals_that_its_login_method_and_input_can_bring() -> None:
    schemes = document()["components"]["securitySchemes"]
    assert (schemes["device"]["type"], schemes["device"]["scheme"]) == ("http", "bearer")
    staff = schemes["staff"]
    assert (staff["type"], staff["in"], staff["name"]) == ("apiKey", "cookie", COOKIE)
    for name, operation in OPERATIONS:
        told = {
            problem
            for response in operation["responses"].values()
            for problem in response.get("content", {}).get(MEDIA_TYPE, {}).get("examples", {})
        }
        by_staff = operation.get("security") == [{"staff": []}]
        by_device = operation.get("security") == [{"device": []}]
        has_body = "requestBody" in operation
        assert {"failed", "store_failed"} <= told, name
        assert ("login_needed" in told) == by_staff, name
        assert ("device_token_wrong" in told) == by_device, name
        changes = by_staff and not name.startswith("GET ")
        assert ("header_missing" in told) == (changes or name == "POST /v1/session"), name
        assert not has_body or {"bad_request", "too_large", "invalid"} <= told, name
        assert not operation.get("parameters") or "invalid" in told, name


def test_who_names_no_language_is_answered_in_vietnamese() -> None:
    asked = [
        parameter
        for _, operation in OPERATIONS
        for parameter in operation.get("parameters", ())
        if parameter["name"] == "lang"
    ]
    assert asked
    assert {parameter["schema"].get("default") for parameter in asked} == {"vi"}


@pytest.mark.parametrize("example", EXAMPLES, ids=[type(one).__name__ for one in EXAMPLES])
def test_an_example_goes_over_the_wire_and_comes_back(example: BaseModel) -> None:
    assert type(example).model_validate_json(example.model_dump_json()) == example


def test_nothing_of_the_contract_is_without_an_example() -> None:
    bodies = {type(one).__name__ for one in EXAMPLES}
    used = set()
    for _, operation in OPERATIONS:
        for holder in (*operation["responses"].values(), operation.get("requestBody", {})):
            for content in holder.get("content", {}).values():
                schema = content.get("schema", {})
                used.add(schema.get("$ref", "").rpartition("/")[2] or schema.get("title", ""))
    assert used - {"", "Problem"} == bodies


def test_every_refusal_of_the_code_stands_in_the_contract_and_is_described_somewhere() -> None:
    sources = [*(ROOT / "kiosk" / "hub").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    raised = set(re.findall(r'ProblemError\(\s*"(\w+)"', text))
    assert raised
    assert raised <= set(PROBLEMS)
    described = set(re.findall(r"'id': '(\w+)'", str(document()["paths"])))
    of_openrosa = {"collector_unknown", "consent_missing", "instance_differs"}  # no part of this description
    assert set(PROBLEMS) - described <= {"not_found", "method_not_allowed", "not_allowed", *of_openrosa}


def test_an_answer_that_is_not_described_is_noticed() -> None:
    request = httpx.Request("GET", "http://hub/v1/board")
    check(httpx.Response(200, headers={"Content-Type": "application/json"}, request=request))
    with pytest.raises(AssertionError, match="418 is not described"):
        check(httpx.Response(418, request=request))
    with pytest.raises(AssertionError, match="text/plain is not described"):
        check(httpx.Response(500, headers={"Content-Type": "text/plain"}, request=request))


def test_every_event_of_a_day_is_one_of_the_contract(centre: Centre) -> None:
    """What the hall hears holds nothing that its class does not name."""
    ticket = take(centre.kiosk)
    dossier = birth_dossier(str(ticket["id"]))
    hand_over(centre.kiosk, dossier)
    first = (
        "call",
        "recall",
        "no-show",
        "call",
        "start",
        "park",
        "call",
        "hold",
        "call",
        "undo",
        "resume",
        "call",
    )
    for what in (*first, "start", "finish", "undo", "leave"):
        body = {"ticket": ticket["id"]} if what == "call" else {}
        place = f"tickets/{ticket['id']}" if what == "resume" else "counters/1"
        assert centre.officer.post(f"/v1/{place}/{what}", json=body).status_code == 200, what
    other = take(centre.kiosk)
    centre.officer.post("/v1/counters/1/call", json={})
    centre.public.post(f"/v1/tickets/by-token/{other['token']}/come", json={})
    handed_on = {"field": "ho_tich", "back": True}
    assert centre.officer.post("/v1/counters/1/transfer", json=handed_on).status_code == 200
    centre.officer.post(f"/v1/dossiers/{dossier.id}/decision", json={"kind": "accept"})
    assert centre.officer.post(f"/v1/dossiers/{dossier.id}/ready", json={}).status_code == 201
    notice = {"id": "0199c1f2-11aa", "kind": "call_staff", "kiosk": "K1"}
    centre.kiosk.post("/v1/notices", json=notice)
    centre.officer.post("/v1/notices/0199c1f2-11aa/coming", json={})
    centre.officer.post("/v1/notices/0199c1f2-11aa/done", json={})
    with public_client(centre.address) as administrator:
        login, code = (centre.folder / "administrator_code").read_text().split()
        administrator.headers["X-Motcua"] = "1"
        assert sign_in(administrator, login, code).status_code == 201
        assert administrator.post("/v1/officers/CB2/code").status_code == 201
    for client, path, classes in (
        (centre.public, "/v1/events", PUBLIC_EVENTS),
        (centre.officer, "/v1/staff/events", STAFF_EVENTS),
    ):
        awaited = set(classes) - {"receipt.sheet", "handover.moved", "handover.told", "reset"}
        with listening(client, f"{path}?after=0") as heard:
            while awaited:
                kind, data = heard.get(timeout=60)
                event = classes[kind].model_validate(data)
                assert set(data) == {"seq", "at"} | set(type(event).model_fields)
                awaited.discard(kind)


def test_a_hub_that_is_newer_says_more_and_an_older_kiosk_understands() -> None:
    answer = next(one for one in EXAMPLES if type(one).__name__ == "TicketAnswer")
    said = answer.model_dump(mode="json")
    said["ticket"]["horoscope"] = "a good day"
    assert type(answer).model_validate(said) == answer


def test_what_is_sent_to_the_hub_may_hold_nothing_that_would_be_lost() -> None:
    wanted = next(one for one in EXAMPLES if type(one).__name__ == "WantedTicket")
    with pytest.raises(ValidationError):
        type(wanted).model_validate({**wanted.model_dump(mode="json"), "horoscope": "a good day"})
