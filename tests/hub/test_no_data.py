"""No data is found in place of a paper that was not to be brought: the officer asks the citizen for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from kiosk.contract.dossier import PaperState
from kiosk.dossier.model import Dossier, PaperEntry
from kiosk.hub.app import create_app
from kiosk.hub.service import running
from tests.hub.conftest import Centre
from tests.hub.scene import birth_dossier, hand_over, kiosk_client, officer_client, open_scene

WHY = "Kết hôn năm 1990, dữ liệu chưa có"
# The small centre has no Vietnamese messages: the sentence around it is the English one.
TOLD = f"No data was found for “Giấy kết hôn”: {WHY}. Please bring this paper."


def replaced_in(plain: Dossier) -> Dossier:
    """The dossier with a marriage certificate that a database replaces."""
    return replace(plain, papers={**plain.papers, "marriage": PaperEntry(PaperState.REPLACED)})


@pytest.fixture
def dossier(centre: Centre) -> Dossier:
    filed = replaced_in(birth_dossier())
    assert hand_over(centre.kiosk, filed).status_code == 201
    return filed


def no_data(
    officer: httpx.Client, dossier: Dossier, paper: str = "marriage", reason: str = WHY
) -> httpx.Response:
    return officer.post(f"/v1/dossiers/{dossier.id}/papers/{paper}/no-data", json={"reason": reason})


def states(shown: dict[str, Any]) -> dict[str, str]:
    return {paper["id"]: paper["state"] for paper in shown["papers"]}


def test_officers_see_that_it_was_not_to_be_brought(centre: Centre, dossier: Dossier) -> None:
    shown = centre.officer.get(f"/v1/dossiers/{dossier.id}").json()["dossier"]
    assert states(shown)["marriage"] == "replaced"


def test_the_citizen_is_asked_to_bring_it_and_told_why(centre: Centre, dossier: Dossier) -> None:
    shown = no_data(centre.officer, dossier).json()["dossier"]
    assert (shown["state"], shown["may_decide"]) == ("supplement", True)
    assert states(shown) == {
        "birth_certificate": "captured",
        "authorisation": "at_counter",
        "marriage": "at_counter",
    }
    status = centre.public.get(f"/v1/status/{dossier.token}").json()["status"]
    assert (status["state"], status["paper_names"]) == ("supplement", ["Giấy kết hôn"])
    assert status["reason"] == TOLD


def test_what_was_asked_for_before_is_still_asked_for(centre: Centre, dossier: Dossier) -> None:
    asked = {"kind": "supplement", "reason": "Thiếu chữ ký.", "papers": ["authorisation"]}
    centre.officer.post(f"/v1/dossiers/{dossier.id}/decision", json=asked)
    no_data(centre.officer, dossier)
    status = centre.public.get(f"/v1/status/{dossier.token}").json()["status"]
    assert status["papers"] == ["authorisation", "marriage"]
    assert status["reason"] == f"Thiếu chữ ký.\n{TOLD}"


def test_said_twice_it_is_asked_for_once(centre: Centre, dossier: Dossier) -> None:
    first = no_data(centre.officer, dossier).json()["dossier"]
    again = no_data(centre.second, dossier, reason="Khác").json()["dossier"]
    assert again["decisions"] == first["decisions"]
    assert len(again["decisions"]) == 1


def test_a_paper_that_came_after_all_stands_on_the_receipt(centre: Centre, dossier: Dossier) -> None:
    no_data(centre.officer, dossier)
    answer = centre.officer.post(f"/v1/dossiers/{dossier.id}/decision", json={"kind": "accept"})
    shown = answer.json()["dossier"]
    assert (shown["state"], states(shown)["marriage"]) == ("accepted", "at_counter")
    receipt = centre.officer.get(shown["receipt_url"])
    assert receipt.status_code == 200


@pytest.mark.parametrize(
    ("paper", "reason", "refusal"),
    [
        ("authorisation", WHY, (409, "not_replaced")),
        ("passport", WHY, (422, "unknown_paper")),
        ("marriage", " ", (422, "reason_missing")),
    ],
)
def test_what_cannot_be_asked_is_refused_and_changes_nothing(
    centre: Centre, dossier: Dossier, paper: str, reason: str, refusal: tuple[int, str]
) -> None:
    answer = no_data(centre.officer, dossier, paper, reason)
    assert (answer.status_code, answer.json()["id"]) == refusal
    shown = centre.officer.get(f"/v1/dossiers/{dossier.id}").json()["dossier"]
    assert (shown["state"], shown["decisions"]) == ("waiting_check", [])


def test_of_a_dossier_that_is_decided_nothing_more_is_asked(centre: Centre, dossier: Dossier) -> None:
    centre.officer.post(f"/v1/dossiers/{dossier.id}/decision", json={"kind": "accept"})
    answer = no_data(centre.officer, dossier)
    assert (answer.status_code, answer.json()["id"]) == (409, "already_decided")


def test_it_is_on_record_who_said_so(tmp_path: Path) -> None:
    hub = open_scene(tmp_path)
    with running(create_app(hub)) as address:
        with kiosk_client(address, tmp_path) as kiosk, officer_client(address) as officer:
            filed = replaced_in(birth_dossier())
            hand_over(kiosk, filed)
            no_data(officer, filed)
            no_data(officer, filed)
        lines = hub.store.read(lambda reading: reading.audit.listed())
    hub.close()
    assert [(line.actor, line.subject, line.detail) for line in lines if line.action == "paper.no_data"] == [
        ("CB1", filed.id, "marriage")
    ]
