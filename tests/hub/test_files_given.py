"""Every file that the hub gives is what it is called: a browser shows by that name, and by nothing else."""

from __future__ import annotations

from kiosk.dossier.files import digest_of
from tests.hub.conftest import Centre
from tests.hub.documented import document
from tests.hub.scene import JPEG, birth_dossier, hand_over
from tests.hub.test_dossiers_over_http import decide

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
BEGINNINGS = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff", "application/pdf": b"%PDF-"}
FILES = {
    path
    for path, methods in document()["paths"].items()
    for kind in methods.get("get", {"responses": {}})["responses"].get("200", {}).get("content", {})
    if kind in BEGINNINGS
}


def test_a_file_is_called_what_it_is(centre: Centre) -> None:
    assert len(FILES) >= 6
    dossier = birth_dossier(pages=(JPEG, PNG))
    assert hand_over(centre.kiosk, dossier, (JPEG, PNG)).status_code == 201
    assert decide(centre.officer, dossier, "accept").status_code == 201
    for path in FILES:
        for page in (JPEG, PNG) if "{sha256}" in path else (JPEG,):
            filled = {"dossier_id": dossier.id, "number": "06", "sha256": digest_of(page)}
            address = path.format(**filled)
            answer = centre.officer.get(address, timeout=60)
            assert answer.status_code == 200, answer.text
            kind = answer.headers.get("Content-Type", "")
            assert kind in BEGINNINGS, f"{address}: {kind!r}"
            assert answer.content.startswith(BEGINNINGS[kind]), f"{address}: no {kind}"
