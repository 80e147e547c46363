"""Whatever stands in a request, the hub answers with what it describes, and soon: no fault, no plain text."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from kiosk.contract.notice import NewNotice
from kiosk.contract.problem import MEDIA_TYPE, Problem
from kiosk.contract.text import MOST_MARKS
from kiosk.dossier.codec import to_json
from kiosk.dossier.ids import uuid7
from tests.hub.documented import document
from tests.hub.scene import birth_dossier, kiosk_client, officer_client, portal_client, serving, take

LONGEST_S = 2.0
"""Of computing, by hub and client: what a busy machine makes of it is no matter."""
"""Seconds for one answer, on a machine that has other work as well."""
HOSTILE: list[Any] = [
    "a" + "\u0323" * 5000,
    "n" * 400_000,
    "word " * 7000,
    "\u202eH 047",
    "../../etc/passwd",
    "\x00",
    "\U0010ffff\ufffe",
    "ＮＦＫＣ ８５１",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59-12:00",
    "2026-11-23T09:00:00",
    "' OR 1=1 --",
    "<script>",
    "",
    None,
    True,
    -1,
    2**63,
    10**400,
    1e308,
    [],
    {},
    [[]] * 1000,
    {str(n): n for n in range(1000)},
]
HALF = '"\\ud800"'
RAW = [
    HALF,
    "\ud800",
    "1e400",
    "NaN",
    "[" * 600 + "]" * 600,
    '{"a":' * 600 + "1" + "}" * 600,
    '{"a":1,"a":2}',
    "-0",
]
"""JSON as nobody's library would write it."""
MARK = "HERE"


@pytest.fixture(scope="module")
def roles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, httpx.Client]]:
    """The clients of a running hub, by what they may do; each fails on an answer that is not described."""
    folder: Path = tmp_path_factory.mktemp("hub")
    with (
        serving(folder) as address,
        kiosk_client(address, folder) as kiosk,
        portal_client(address, folder) as portal,
        officer_client(address) as officer,
    ):
        yield {"device": kiosk, "portal": portal, "staff": officer}


def with_bodies() -> list[tuple[str, str, str, Any]]:
    """Every operation that takes JSON: its method, address, role and a body that it accepts."""
    found = []
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if content is not None:
                (role,) = operation.get("security", [{"staff": []}])[0]
                body = json.loads(to_json(birth_dossier())) if path == "/v1/dossiers" else content["example"]
                found.append((method, path, role, body))
    return found


OPERATIONS = with_bodies()


def places(value: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value inside a JSON value, itself included."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [above, *(place for key, part in inside for place in places(part, (*above, key)))]


def put(value: Any, place: tuple[Any, ...], new: Any) -> Any:
    """A copy in which `new` stands at that place."""
    if not place:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[place[0]] = put(value[place[0]], place[1:], new)
    return copy


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, str, str, bytes]:
    """A body that would be accepted but for what stands at one or two of its places, or is one key more."""
    method, path, role, body = draw(st.sampled_from(OPERATIONS))
    for _ in range(draw(st.integers(1, 2))):
        place = draw(st.sampled_from(places(body)))
        new = draw(st.sampled_from(HOSTILE) | st.just(MARK) | st.text(max_size=20) | st.integers())
        body = put(body, place, new)
        if isinstance(body, dict) and draw(st.booleans()):
            body = {**body, draw(st.sampled_from(["constructor", "__proto__", "x" * 10_000, "\u202e"])): new}
    raw = draw(st.sampled_from(RAW))
    text = json.dumps(body).replace(f'"{MARK}"', raw)
    address = re.sub(r"{\w+}", lambda _: draw(st.sampled_from(["1", "call", uuid7(), "0" * 64])), path)
    return method, address, role, text.encode("utf-8", "surrogatepass")


def ask(client: httpx.Client, method: str, address: str, body: bytes) -> httpx.Response:
    """The answer, which must be one that a program can read, and come soon."""
    began = time.process_time()
    headers = {"Content-Type": "application/json", "Idempotency-Key": uuid7()}
    answer = client.request(method, address, content=body, headers=headers)
    assert time.process_time() - began < LONGEST_S, (method, address, body[:200])
    assert answer.status_code < 500, (method, address, body[:200], answer.text)
    if answer.status_code >= 400:
        assert answer.headers["Content-Type"] == MEDIA_TYPE
        problem = Problem.model_validate(answer.json())
        assert problem.status == answer.status_code
        assert len(answer.content) < 1000, "nothing of the request is quoted"
    return answer


def test_every_route_that_takes_a_body_is_tried() -> None:
    assert {path for _, path, _, _ in OPERATIONS} >= {"/v1/tickets", "/v1/dossiers", "/v1/session"}
    assert len(OPERATIONS) >= 10


@pytest.mark.parametrize("way", OPERATIONS, ids=[f"{method} {path}" for method, path, _, _ in OPERATIONS])
def test_each_hostile_value_at_each_place_of_a_route(
    roles: dict[str, httpx.Client], way: tuple[str, str, str, Any]
) -> None:
    method, path, role, body = way
    address = re.sub(r"{\w+}", "12345678", path)
    seen = 0
    for at, place in enumerate(places(body)):
        for value in HOSTILE[at % 3 :: 3]:
            ask(roles[role], method, address, json.dumps(put(body, place, value)).encode())
            seen += 1
        for raw in RAW[at % 3 :: 3]:
            text = json.dumps(put(body, place, MARK)).replace(f'"{MARK}"', raw)
            ask(roles[role], method, address, text.encode("utf-8", "surrogatepass"))
    assert seen


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(requests())
def test_no_mixture_of_them_is_a_fault(
    roles: dict[str, httpx.Client], wanted: tuple[str, str, str, bytes]
) -> None:
    method, address, role, body = wanted
    ask(roles[role], method, address, body)


def test_after_all_of_it_the_hub_gives_a_number(roles: dict[str, httpx.Client]) -> None:
    assert take(roles["device"])["number"]
    assert roles["staff"].get("/v1/queue").status_code == 200


def test_a_letter_has_eight_marks_at_most() -> None:
    """So many that no language needs more; a row of them hangs over the lines above and below."""
    most = "x" + "\u0331" * MOST_MARKS
    for text in (most, most * 2, f"{most} {most}"):
        assert NewNotice(id="notice-01", kind="call_staff", detail=text, kiosk="K1").detail == text
    for text in (f"{most}\u0331", f"{most}x{most}\u0331"):
        with pytest.raises(ValidationError, match="too long"):
            NewNotice(id="notice-01", kind="call_staff", detail=text, kiosk="K1")
