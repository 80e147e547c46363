"""Papers that were asked for come back to the same dossier, once, and an officer looks at it again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from kiosk.clock import VirtualClock
from kiosk.dossier.files import digest_of
from kiosk.dossier.ids import uuid7
from kiosk.dossier.model import Dossier
from tests.hub.scene import JPEG, MORNING, birth_dossier, hand_over, kiosk_client, officer_client, serving


@dataclass(frozen=True)
class Place:
    """A hub, a kiosk and an officer."""

    kiosk: httpx.Client
    officer: httpx.Client

    def asked_for(self, *papers: str) -> Dossier:
        """A dossier of which these papers are asked for."""
        dossier = birth_dossier()
        assert hand_over(self.kiosk, dossier).status_code == 201
        self.decide(dossier, kind="supplement", reason="Ảnh mờ.", papers=list(papers))
        return dossier

    def decide(self, dossier: Dossier, **verdict: Any) -> None:
        """The officer's decision."""
        answer = self.officer.post(f"/v1/dossiers/{dossier.id}/decision", json=verdict)
        assert answer.status_code == 201, answer.text

    def send(self, dossier: Dossier, pages: dict[str, list[str]], key: str) -> httpx.Response:
        """What the kiosk sends after the code of form 02 was shown."""
        body = {"id": key, "token": dossier.token, "kiosk": "K1", "papers": pages}
        return self.kiosk.post("/v1/supplements", json=body, headers={"Idempotency-Key": key})

    def shown(self, dossier: Dossier) -> dict[str, Any]:
        """What the officer sees."""
        return dict(self.officer.get(f"/v1/dossiers/{dossier.id}").json()["dossier"])

    def page(self) -> str:
        """A new page at the hub; its digest."""
        content = JPEG + os.urandom(500)
        assert self.kiosk.put(f"/v1/files/{digest_of(content)}", content=content).status_code == 201
        return digest_of(content)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder: Path = tmp_path_factory.mktemp("hub")
    with (
        serving(folder, VirtualClock(MORNING)) as address,
        kiosk_client(address, folder) as kiosk,
        officer_client(address) as officer,
    ):
        yield Place(kiosk, officer)


def test_new_pages_come_behind_the_old_ones_and_the_dossier_waits_again(place: Place) -> None:
    dossier, key = place.asked_for("birth_certificate"), uuid7()
    new = place.page()
    answer = place.send(dossier, {"birth_certificate": [new]}, key)
    assert (answer.status_code, answer.json()["supplement"]["state"]) == (201, "waiting_check")
    shown = place.shown(dossier)
    (paper,) = [one for one in shown["papers"] if one["id"] == "birth_certificate"]
    assert [one["sha256"] for one in paper["files"]] == [digest_of(JPEG), new]
    assert place.officer.get(paper["files"][1]["url"]).status_code == 200
    assert shown["state"] == "waiting_check"
    again = place.send(dossier, {"birth_certificate": [new]}, key)
    assert (again.status_code, again.json()) == (201, answer.json()), "the answer was lost, not the pages"
    place.decide(dossier, kind="accept")
    kinds = [one["kind"] for one in place.shown(dossier)["decisions"]]
    assert kinds == ["supplement", "accept"], "both are kept"


def test_what_is_refused_changes_nothing(place: Place) -> None:
    dossier, new = place.asked_for("birth_certificate"), place.page()
    before = place.shown(dossier)["papers"]
    refusals = [
        (place.send(dossier, {"authorisation": [new]}, uuid7()), 422, "unknown_paper"),
        (place.send(dossier, {"birth_certificate": ["0" * 64]}, uuid7()), 409, "files_missing"),
        (place.send(birth_dossier(), {"birth_certificate": [new]}, uuid7()), 404, "unknown_code"),
        (place.send(dossier, {}, uuid7()), 422, "invalid"),
    ]
    for answer, status, problem in refusals:
        assert (answer.status_code, answer.json()["id"]) == (status, problem)
    assert place.shown(dossier)["papers"] == before
    place.decide(dossier, kind="accept")
    late = place.send(dossier, {"birth_certificate": [new]}, uuid7())
    assert (late.status_code, late.json()["id"]) == (409, "not_awaited")


def test_a_key_stands_for_one_supplement(place: Place) -> None:
    dossier, key, new = place.asked_for("birth_certificate"), uuid7(), place.page()
    assert place.send(dossier, {"birth_certificate": [new]}, key).status_code == 201
    other = place.send(dossier, {"birth_certificate": [place.page()]}, key)
    assert (other.status_code, other.json()["id"]) == (422, "key_reused")
