"""Where the hub has an A4 printer, an accepted dossier's receipt is ordered, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.hub.app import create_app
from kiosk.hub.service import running
from tests.hub.scene import birth_dossier, hand_over, kiosk_client, officer_client, open_scene

VERDICTS: tuple[dict[str, object], ...] = (
    {"kind": "accept"},
    {"kind": "refuse", "reason": "Sai nơi nộp."},
    {"kind": "supplement", "reason": "Ảnh mờ.", "papers": ["authorisation"]},
)


@pytest.mark.parametrize("has_printer", [True, False])
def test_the_receipt_of_an_accepted_dossier_is_ordered_where_there_is_a_printer(
    tmp_path: Path, has_printer: bool
) -> None:
    hub = replace(open_scene(tmp_path), prints_sheets=has_printer)
    ordered = []
    with (
        running(create_app(hub)) as address,
        kiosk_client(address, tmp_path) as kiosk,
        officer_client(address, tmp_path) as officer,
    ):
        for verdict in VERDICTS:
            dossier = birth_dossier()
            assert hand_over(kiosk, dossier).status_code == 201
            answer = officer.post(f"/v1/dossiers/{dossier.id}/decision", json=verdict)
            ordered.append(answer.json()["dossier"]["receipt_sheet"])
    hub.close()
    assert ordered == ["waiting" if has_printer else None, None, None]
