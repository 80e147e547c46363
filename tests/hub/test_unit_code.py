"""The centre's unit code is not known: an accepted dossier has no code, and every face says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from kiosk.clock import VirtualClock
from kiosk.paper.data import receipt_data
from tests.hub.scene import (
    BIRTH,
    BUNDLE,
    CENTRE,
    MORNING,
    birth_dossier,
    hand_over,
    kiosk_client,
    officer_client,
    serving,
)
from ui.wiring.context import load_messages

WITHOUT = replace(BUNDLE, centre=CENTRE.model_copy(update={"dossier_unit": None}))


@pytest.fixture
def accepted(tmp_path: Path) -> Iterator[tuple[httpx.Client, dict[str, object]]]:
    """An officer, and a dossier just accepted."""
    with (
        serving(tmp_path, VirtualClock(MORNING), bundle=WITHOUT) as address,
        kiosk_client(address, tmp_path) as kiosk,
        officer_client(address) as officer,
    ):
        dossier = birth_dossier()
        assert hand_over(kiosk, dossier).status_code == 201
        answer = officer.post(f"/v1/dossiers/{dossier.id}/decision", json={"kind": "accept"})
        assert answer.status_code == 201, answer.text
        yield officer, answer.json()["dossier"]


def test_no_code_is_invented_and_the_dossier_is_accepted(
    accepted: tuple[httpx.Client, dict[str, object]],
) -> None:
    officer, dossier = accepted
    assert (dossier["state"], dossier["code"], dossier["due"]) == ("accepted", None, "2026-11-23")
    receipt = officer.get(str(dossier["receipt_url"]))
    assert (receipt.status_code, receipt.headers["Content-Type"]) == (200, "image/png")


@pytest.mark.parametrize(
    ("lang", "words"),
    [("vi", "Chưa có mã đơn vị"), ("en", "The centre's unit code is not known yet")],
)
def test_the_receipt_says_so_and_carries_the_reference(lang: str, words: str) -> None:
    data = receipt_data(
        centre=WITHOUT.centre,
        dossier=birth_dossier(),
        procedure=BIRTH,
        code=None,
        officer="CB1",
        received_at=MORNING,
        due=MORNING.date(),
        url="http://hub.example/d/x",
        lang=lang,
        messages=load_messages(),
    )
    assert data["code"] == words
    assert data["uncoded"]
    assert data["reference"] == "K1-261123-0001"
