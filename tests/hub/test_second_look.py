"""What is left of a day's work: who did what, and, after a second decision, nothing of the first."""

from __future__ import annotations

from pathlib import Path

import httpx

from kiosk.clock import VirtualClock
from kiosk.dossier.files import digest_of
from kiosk.dossier.model import Dossier
from tests.hub.conftest import Centre
from tests.hub.scene import (
    GRANDMOTHER,
    HER_NUMBER,
    JPEG,
    MORNING,
    birth_dossier,
    hand_over,
    kiosk_client,
    officer_client,
    open_scene,
    serving,
    take,
)


def decide(officer: httpx.Client, dossier: Dossier, kind: str, **more: object) -> None:
    answer = officer.post(f"/v1/dossiers/{dossier.id}/decision", json={"kind": kind, **more})
    assert answer.status_code == 201, answer.text


def status(centre: Centre, dossier: Dossier) -> dict[str, object]:
    found: dict[str, object] = centre.public.get(f"/v1/status/{dossier.token}").json()["status"]
    return found


def test_after_acceptance_the_citizen_sees_nothing_of_the_supplement(centre: Centre) -> None:
    dossier = birth_dossier()
    hand_over(centre.kiosk, dossier)
    decide(centre.officer, dossier, "supplement", reason="Thiếu chữ ký", papers=["authorisation"])
    assert (status(centre, dossier)["reason"], status(centre, dossier)["papers"]) == (
        "Thiếu chữ ký",
        ["authorisation"],
    )
    decide(centre.officer, dossier, "accept")
    after = status(centre, dossier)
    assert (after["state"], after["reason"], after["papers"], after["paper_names"]) == (
        "accepted",
        "",
        [],
        [],
    )


def test_a_second_supplement_takes_the_place_of_the_first(centre: Centre) -> None:
    dossier = birth_dossier()
    hand_over(centre.kiosk, dossier)
    decide(centre.officer, dossier, "supplement", reason="Thiếu chữ ký", papers=["authorisation"])
    decide(centre.second, dossier, "supplement", reason="Thiếu bản chính", papers=["birth_certificate"])
    after = status(centre, dossier)
    assert (after["reason"], after["papers"]) == ("Thiếu bản chính", ["birth_certificate"])


def test_a_decision_on_one_dossier_is_none_on_another(centre: Centre) -> None:
    first, second = birth_dossier(), birth_dossier()
    for dossier in (first, second):
        hand_over(centre.kiosk, dossier)
    decide(centre.officer, first, "refuse", reason="Sai nơi nộp")
    assert status(centre, first)["state"] == "refused"
    assert (status(centre, second)["state"], status(centre, second)["reason"]) == ("waiting_check", "")


def test_who_did_what_is_on_record_and_names_no_citizen(tmp_path: Path) -> None:
    clock, dossier = VirtualClock(MORNING), birth_dossier()
    with (
        serving(tmp_path, clock) as address,
        kiosk_client(address, tmp_path) as kiosk,
        officer_client(address) as officer,
    ):
        ticket = take(kiosk)
        hand_over(kiosk, dossier)
        for act in ("call", "recall", "start", "finish"):
            assert officer.post(f"/v1/counters/1/{act}", json={}).is_success
        assert officer.get(f"/v1/dossiers/{dossier.id}").is_success
        assert officer.get(f"/v1/dossiers/{dossier.id}/files/{digest_of(JPEG)}").is_success
        decide(officer, dossier, "supplement", reason="Thiếu chữ ký", papers=["authorisation"])
        decide(officer, dossier, "accept")
        assert officer.delete("/v1/session").is_success
    hub = open_scene(tmp_path, clock)
    lines = hub.store.read(lambda reading: reading.audit.listed())
    hub.close()
    assert [(line.role, line.action, line.subject) for line in lines] == [
        ("hub", "officer.code_made", "QT"),
        ("staff", "session.opened", "CB1"),
        ("device", "ticket.issued", ticket["id"]),
        ("device", "ticket.shown", ticket["id"]),
        ("device", "dossier.received", dossier.id),
        ("staff", "ticket.call", ticket["id"]),
        ("staff", "counter.open", "1"),
        *(("staff", f"ticket.{act}", ticket["id"]) for act in ("recall", "start", "finish")),
        ("staff", "dossier.viewed", dossier.id),
        ("staff", "file.viewed", dossier.id),
        ("staff", "dossier.supplement", dossier.id),
        ("staff", "dossier.accept", dossier.id),
        ("staff", "session.closed", "CB1"),
    ]
    assert {line.actor for line in lines if line.role == "staff"} == {"CB1"}
    assert not any(secret in str(lines) for secret in (GRANDMOTHER, HER_NUMBER, "Hoà"))
