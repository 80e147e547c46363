"""After the acceptance: the result is there, is handed out, the fee is paid, the portal's code is noted. What
was noted by mistake is taken back, and all of it stays on record."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest

from kiosk.dossier.model import Dossier
from tests.hub.conftest import Centre
from tests.hub.scene import birth_dossier, hand_over, officer_client
from tests.hub.test_dossiers_over_http import decide

PORTAL = "H29.26734-261123-0007"


@pytest.fixture
def accepted(centre: Centre) -> Dossier:
    dossier = birth_dossier()
    hand_over(centre.kiosk, dossier)
    decide(centre.officer, dossier, "accept")
    return dossier


def note(officer: httpx.Client, dossier: Dossier, step: str, status: int = 201, **body: object) -> Any:
    answer = officer.post(f"/v1/dossiers/{dossier.id}/{step}", json=body)
    assert answer.status_code == status, answer.text
    return answer.json()["dossier"] if status < 300 else answer.json()["id"]


def back(officer: httpx.Client, dossier: Dossier, kind: str) -> Any:
    answer = officer.post(f"/v1/dossiers/{dossier.id}/steps/{kind}/back", json={})
    return answer.json()["dossier"] if answer.status_code == 200 else answer.json()["id"]


def status(centre: Centre, dossier: Dossier) -> dict[str, Any]:
    found: dict[str, Any] = centre.public.get(f"/v1/status/{dossier.token}").json()["status"]
    return found


def told(centre: Centre, dossier: Dossier) -> list[tuple[object, ...]]:
    names = ("kind", "to", "amount", "paid_by", "code")
    return [tuple(one[name] for name in names) for one in status(centre, dossier)["steps"]]


def test_a_result_is_ready_then_handed_out_and_the_citizen_is_told(centre: Centre, accepted: Dossier) -> None:
    ready = note(centre.officer, accepted, "ready")
    assert (ready["state"], ready["next_steps"]) == ("done", ["handed_out", "fee", "portal_code"])
    assert (status(centre, accepted)["state"], told(centre, accepted)) == (
        "done",
        [("ready", None, None, None, None)],
    )
    centre.clock.advance(60)
    out = note(centre.second, accepted, "handed-out", to="authorised")
    assert (out["state"], out["next_steps"]) == ("handed_out", ["fee", "portal_code"])
    assert [(one["kind"], one["officer"], one["to"], one["ended_at"]) for one in out["steps"]] == [
        ("ready", "CB1", None, None),
        ("handed_out", "CB2", "authorised", None),
    ]
    assert out["steps"][0]["at"] < out["steps"][1]["at"]
    assert told(centre, accepted)[1] == ("handed_out", "authorised", None, None, None)


def test_what_does_not_fit_is_refused_and_changes_nothing(centre: Centre, accepted: Dossier) -> None:
    assert note(centre.officer, accepted, "handed-out", 409, to="holder") == "wrong_dossier_state"
    note(centre.officer, accepted, "ready")
    assert note(centre.officer, accepted, "ready", 409) == "already_noted"
    waiting = birth_dossier()
    hand_over(centre.kiosk, waiting)
    assert note(centre.officer, waiting, "ready", 409) == "wrong_dossier_state"
    assert note(centre.officer, waiting, "fee", 409, amount=8000, paid_by="cash") == "wrong_dossier_state"
    assert told(centre, waiting) == []
    assert back(centre.officer, accepted, "fee") == "nothing_to_undo"


def test_a_fee_is_paid_once_in_dong_and_how(centre: Centre, accepted: Dossier) -> None:
    for wrong in (0, -1, 1_000_000_001, "much", 1.5):
        answer = centre.officer.post(
            f"/v1/dossiers/{accepted.id}/fee", json={"amount": wrong, "paid_by": "cash"}
        )
        assert answer.status_code == 422
    paid = note(centre.officer, accepted, "fee", amount=8000, paid_by="transfer")
    assert (paid["state"], paid["next_steps"]) == ("accepted", ["ready", "portal_code"])
    assert note(centre.second, accepted, "fee", 409, amount=1, paid_by="cash") == "already_noted"
    assert told(centre, accepted) == [("fee", None, 8000, "transfer", None)]
    assert paid["fee"] == {"amount": None, "text": "not published: the officer says how much"}


def test_a_mistake_is_taken_back_and_both_stay_on_record(centre: Centre, accepted: Dossier) -> None:
    note(centre.officer, accepted, "ready")
    note(centre.officer, accepted, "handed-out", to="holder")
    assert back(centre.second, accepted, "ready") == "wrong_dossier_state"
    assert back(centre.second, accepted, "handed_out")["state"] == "done"
    after = back(centre.second, accepted, "ready")
    assert (after["state"], after["next_steps"]) == ("accepted", ["ready", "fee", "portal_code"])
    assert [(one["kind"], one["officer"], one["ended_by"]) for one in after["steps"]] == [
        ("ready", "CB1", "CB2"),
        ("handed_out", "CB1", "CB2"),
    ]
    assert (status(centre, accepted)["state"], told(centre, accepted)) == ("accepted", [])
    assert len(note(centre.officer, accepted, "ready")["steps"]) == 3


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        (PORTAL, PORTAL),
        (f"  {PORTAL.lower()} ", PORTAL),
        ("000.00.01.H29-261122-0001", "000.00.01.H29-261122-0001"),
        ("G09-20261123-0000123", "G09-20261123-0000123"),
    ],
)
def test_the_portals_code_is_kept_as_the_portal_writes_it(
    centre: Centre, accepted: Dossier, pasted: str, kept: str
) -> None:
    noted = note(centre.officer, accepted, "portal-code", code=pasted)
    assert noted["steps"][-1]["code"] == kept
    assert told(centre, accepted) == [("portal_code", None, None, None, kept)]


@pytest.mark.parametrize(
    "pasted",
    [
        "H29.26734-261124-0007",  # of tomorrow
        "H29.26734-261332-0007",  # no such day
        "H29.26734-2611231-0007",
        "H29.26734-261123-007",
        "H29.26734-261123-00000007",
        "H29..26734-261123-0007",
        "-261123-0007-0007",
        "K1 261123 0007 0007",
        "H29.26734-261123-0007x",
        "https://dichvucong.gov.vn/H29",
    ],
)
def test_what_is_no_code_of_the_portal_is_refused(centre: Centre, accepted: Dossier, pasted: str) -> None:
    assert note(centre.officer, accepted, "portal-code", 422, code=pasted) == "code_malformed"


def test_a_code_of_the_portal_is_that_of_one_dossier(centre: Centre, accepted: Dossier) -> None:
    other = birth_dossier()
    hand_over(centre.kiosk, other)
    note(centre.officer, other, "portal-code", code=PORTAL)
    assert note(centre.officer, accepted, "portal-code", 409, code=PORTAL) == "code_taken"
    assert note(centre.officer, other, "portal-code", 409, code=PORTAL) == "already_noted"
    back(centre.officer, other, "portal_code")
    assert note(centre.officer, accepted, "portal-code", code=PORTAL)["steps"][-1]["code"] == PORTAL


def test_a_search_without_the_slip_tells_no_step(centre: Centre, accepted: Dossier) -> None:
    note(centre.officer, accepted, "fee", amount=8000, paid_by="cash")
    (found,) = centre.kiosk.post("/v1/dossiers/find", json={"code": accepted.reference}).json()["found"]
    assert (found["state"], found["steps"]) == ("accepted", [])


@dataclass(frozen=True)
class Money:
    """What was paid, and an officer of the second day."""

    dossier: Dossier
    officer: httpx.Client


@pytest.fixture
def money(centre: Centre, accepted: Dossier) -> Iterator[Money]:
    """Eight thousand in cash, taken by one and given back by the other on the next day; five by transfer."""
    note(centre.officer, accepted, "fee", amount=8000, paid_by="cash")
    other = birth_dossier()
    hand_over(centre.kiosk, other)
    decide(centre.officer, other, "accept")
    note(centre.second, other, "fee", amount=5000, paid_by="transfer")
    centre.clock.advance(timedelta(days=1).total_seconds())
    with officer_client(centre.address, "2") as next_day:
        back(next_day, accepted, "fee")
        note(next_day, accepted, "fee", amount=7000, paid_by="cash")
        yield Money(accepted, next_day)


def test_the_fees_of_a_day_say_what_came_in_and_what_was_given_back(centre: Centre, money: Money) -> None:
    first = money.officer.get("/v1/cash", params={"day": "2026-11-23"}).json()
    assert [(row["amount"], row["paid_by"], row["officer"]) for row in first["rows"]] == [
        (8000, "cash", "CB1"),
        (5000, "transfer", "CB2"),
    ]
    assert (first["cash"], first["transfer"]) == (8000, 5000)
    second = money.officer.get("/v1/cash").json()
    assert [(row["amount"], row["officer"]) for row in second["rows"]] == [(-8000, "CB2"), (7000, "CB2")]
    assert second["day"] == "2026-11-24"
    assert second["officers"] == [{"officer": "CB2", "officer_name": "CB2", "cash": -1000, "transfer": 0}]
    assert (second["cash"], second["transfer"]) == (-1000, 0)
    assert money.officer.get("/v1/cash", params={"day": "2026-11-22"}).json()["rows"] == []


def test_the_fees_of_a_day_are_a_table_for_a_spreadsheet(centre: Centre, money: Money) -> None:
    answer = money.officer.get("/v1/cash.csv", params={"day": "2026-11-23"})
    assert answer.headers["content-disposition"] == 'attachment; filename="fees-2026-11-23.csv"'
    assert answer.text[0] == "\N{BYTE ORDER MARK}"
    rows = list(csv.reader(io.StringIO(answer.text[1:])))
    assert rows[0] == ["at", "reference", "code", "procedure", "amount_vnd", "paid_by", "officer"]
    assert rows[1] == [
        *("2026-11-23T09:00:00+07:00", money.dossier.reference, "000.00.01.H29-261123-0001"),
        *("Đăng ký khai sinh", "8000", "cash", "CB1"),
    ]
    assert len(rows) == 3
