"""An administrator's day: accounts are made, changed and closed; each act is on record by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from kiosk.contract.officer import Permission
from kiosk.hub.store.records import AssignmentRecord
from tests.hub.conftest import Office
from tests.officers import hire, sign_in

LAN = {
    "login": "lan",
    "name": "Nguyễn Thị Lan MẪU",
    "permissions": ["receive", "serve"],
    "skills": ["en"],
    "assignments": [{"first": "2026-11-23", "last": None, "counter": "2"}],
}


@pytest.fixture
def administrator(office: Office) -> Iterator[httpx.Client]:
    hire(office.hub, "QT", {Permission.ADMINISTER}, name="Quản trị")
    with office.browser() as browser:
        assert sign_in(browser, "QT").status_code == 201
        yield browser


def add(administrator: httpx.Client, key: str = "12345678", **other: Any) -> httpx.Response:
    return administrator.post("/v1/officers", json={**LAN, **other}, headers={"Idempotency-Key": key})


def change(administrator: httpx.Client, tag: str, login: str = "lan", **other: Any) -> httpx.Response:
    body = {name: value for name, value in {**LAN, **other}.items() if name != "login"}
    return administrator.put(f"/v1/officers/{login}", json=body, headers={"If-Match": tag})


def refused(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, str(answer.json()["id"])


def test_an_account_is_made_and_opens_once_it_has_a_code(
    office: Office,
    administrator: httpx.Client,
) -> None:
    answer = add(administrator)
    made = answer.json()["officer"]
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"')
    assert made == {
        **LAN,
        "permissions": ["serve", "receive"],
        "closed": False,
        "has_code": False,
        "on_duty": True,
        "version": 1,
    }
    with office.browser() as lan:
        assert refused(sign_in(lan, "lan", "")) == (401, "wrong_code")
        code = administrator.post("/v1/officers/lan/code").json()
        assert code["login"] == "lan"
        assert sign_in(lan, "lan", code["code"]).json()["name"] == "Nguyễn Thị Lan MẪU"
        newer = administrator.post("/v1/officers/lan/code").json()
        assert lan.get("/v1/session").status_code == 401
        assert refused(sign_in(lan, "lan", code["code"])) == (401, "wrong_code")
        assert sign_in(lan, "lan", newer["code"]).status_code == 201
    assert administrator.get("/v1/officers/lan").json()["officer"] == {**made, "has_code": True}
    assert office.audit("officer.added") == [
        (
            "QT",
            "lan",
            '{"name": "Nguyễn Thị Lan MẪU", "closed": false, "permissions": ["receive", "serve"], '
            '"skills": ["en"], "assignments": [["26734", "2026-11-23", null, "2"]]}',
        )
    ]
    assert office.audit("officer.code_made")[-2:] == [("QT", "lan", "")] * 2


def test_an_account_that_is_sent_twice_is_made_once_and_a_log_in_is_never_given_again(
    administrator: httpx.Client,
) -> None:
    assert add(administrator).json() == add(administrator).json()
    assert refused(add(administrator, name="Khác MẪU")) == (422, "key_reused")
    assert refused(add(administrator, key="87654321")) == (409, "login_taken")
    change(administrator, '"1"', closed=True)
    assert refused(add(administrator, key="87654322")) == (409, "login_taken")


def test_a_change_is_taken_from_who_has_seen_the_last_one(administrator: httpx.Client) -> None:
    tag = add(administrator).headers["ETag"]
    changed = change(administrator, tag, name="Trần Thị MẪU", skills=[], permissions=["figures"])
    assert changed.status_code == 200
    assert changed.headers["ETag"] == administrator.get("/v1/officers/lan").headers["ETag"] == '"2"'
    now = changed.json()["officer"]
    assert (now["name"], now["skills"], now["permissions"]) == ("Trần Thị MẪU", [], ["figures"])
    for old in (tag, '"3"', "*", '"x"', ""):
        assert refused(change(administrator, old, name="Khác MẪU")) == (412, "changed_meanwhile")
    body = {name: value for name, value in LAN.items() if name != "login"}
    assert refused(administrator.put("/v1/officers/lan", json=body)) == (428, "if_match_missing")
    assert administrator.get("/v1/officers/lan").json()["officer"] == now


def test_who_is_closed_is_signed_out_and_stays_on_the_list(
    office: Office,
    administrator: httpx.Client,
) -> None:
    hire(office.hub, "lan")
    with office.browser() as lan:
        sign_in(lan, "lan")
        assert change(administrator, '"1"', closed=True).json()["officer"]["on_duty"] is False
        assert lan.get("/v1/session").status_code == 401
        assert refused(sign_in(lan, "lan")) == (401, "wrong_code")
        listed = administrator.get("/v1/officers").json()["officers"]
        assert [(one["login"], one["closed"]) for one in listed] == [
            ("CB1", False),
            ("CB2", False),
            ("QT", False),
            ("lan", True),
        ]
        assert change(administrator, '"2"', closed=False).status_code == 200
        assert lan.get("/v1/session").status_code == 401, "what was signed out stays so"
        assert sign_in(lan, "lan").status_code == 201


def test_a_permission_that_is_taken_away_is_gone_at_once(
    office: Office,
    administrator: httpx.Client,
) -> None:
    hire(office.hub, "lan", {Permission.SERVE, Permission.FIGURES})
    with office.browser() as lan:
        sign_in(lan, "lan")
        assert lan.get("/v1/figures").status_code == 200
        change(administrator, '"1"', permissions=["serve"])
        assert refused(lan.get("/v1/figures")) == (403, "not_allowed")
        change(administrator, '"2"', permissions=["serve"], assignments=[])
        assert refused(lan.get("/v1/queue")) == (401, "login_needed")


@pytest.mark.parametrize(
    "without",
    [
        {"closed": True},
        {"permissions": ["serve"]},
        {"assignments": []},
        {"assignments": [{"first": "2026-11-23", "last": "2026-11-24", "counter": None}]},
        {"assignments": [{"first": "2026-11-24", "last": None, "counter": None}]},
    ],
)
def test_the_last_administrator_stays_one(administrator: httpx.Client, without: dict[str, Any]) -> None:
    always = [{"first": "2026-11-23", "last": None, "counter": None}]
    change_to = {"name": "QT", "permissions": ["administer"], "assignments": always, "skills": [], **without}
    assert refused(change(administrator, '"1"', "QT", **change_to)) == (409, "last_administrator")
    assert administrator.get("/v1/officers/QT").json()["officer"]["version"] == 1
    add(administrator, permissions=["administer"])
    assert change(administrator, '"1"', "QT", **change_to).status_code == 200


def test_assignments_to_other_centres_stay(
    office: Office,
    administrator: httpx.Client,
) -> None:
    elsewhere = AssignmentRecord("99999", office.clock.now().date())
    hire(office.hub, "lan", assignments=[elsewhere])
    assert administrator.get("/v1/officers/lan").json()["officer"]["assignments"] == []
    change(administrator, '"1"', assignments=[*LAN["assignments"], *LAN["assignments"]])
    kept = office.hub.store.read(lambda reading: reading.officers.by_login("lan"))
    assert kept is not None
    assert kept.assignments == (
        elsewhere,
        AssignmentRecord(office.hub.centre.code, office.clock.now().date(), None, "2"),
    )


@pytest.mark.parametrize(
    ("other", "problem"),
    [
        ({"assignments": [{"first": "2026-11-23", "counter": "9"}]}, (404, "unknown_counter")),
        ({"assignments": [{"first": "2026-11-23", "last": "2026-11-22"}]}, (422, "invalid")),
        ({"assignments": [{"first": "2019-12-31"}]}, (422, "invalid")),
        ({"permissions": ["everything"]}, (422, "invalid")),
        ({"name": ""}, (422, "invalid")),
        ({"login": "a b"}, (422, "invalid")),
        ({"login": "a/b"}, (422, "invalid")),
        ({"skills": ["EN"]}, (422, "invalid")),
        ({"centre": "1"}, (422, "invalid")),
    ],
)
def test_an_account_that_makes_no_sense_is_refused(
    administrator: httpx.Client, other: dict[str, Any], problem: tuple[int, str]
) -> None:
    assert refused(add(administrator, **other)) == problem
    assert len(administrator.get("/v1/officers").json()["officers"]) == 3


@pytest.mark.parametrize("ask", ["get", "put", "post"])
def test_an_officer_that_nobody_knows(administrator: httpx.Client, ask: str) -> None:
    answer = {
        "get": lambda: administrator.get("/v1/officers/ai"),
        "put": lambda: change(administrator, '"1"', "ai"),
        "post": lambda: administrator.post("/v1/officers/ai/code"),
    }[ask]()
    assert refused(answer) == (404, "unknown_officer")


def test_every_act_names_the_person_and_the_receipt_the_full_name(
    office: Office,
    administrator: httpx.Client,
) -> None:
    hire(office.hub, "lan", name="Nguyễn Thị Lan MẪU")
    with office.browser() as lan:
        sign_in(lan, "lan")
        assert lan.post("/v1/counters/1/call", json={}).status_code == 200
    assert office.audit("counter.open") == [("lan", "1", "")]
