"""Every file that the hub gives is what it is called: a browser shows by that name, and by nothing else."""

from __future__ import annotations

from datetime import timedelta

from kiosk.dossier.files import digest_of
from kiosk.hub.upstream.consignments import link
from tests.hub.conftest import Centre, Office
from tests.hub.documented import document
from tests.hub.scene import JPEG, MORNING, birth_dossier, hand_over, kiosk_client, take
from tests.hub.test_dossiers_over_http import decide

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
BEGINNINGS = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff", "application/pdf": b"%PDF-"}
FILES = {
    path
    for path, methods in document()["paths"].items()
    for kind in methods.get("get", {"responses": {}})["responses"].get("200", {}).get("content", {})
    if kind in BEGINNINGS and not path.startswith("/v1/handed-over/")
}
"""Those of the links that are signed have a test of their own."""


def test_a_file_is_called_what_it_is(centre: Centre) -> None:
    assert len(FILES) >= 6
    dossier = birth_dossier(pages=(JPEG, PNG))
    assert hand_over(centre.kiosk, dossier, (JPEG, PNG)).status_code == 201
    assert decide(centre.officer, dossier, "accept").status_code == 201
    ticket = take(centre.kiosk, "ho_tich")
    for path in FILES:
        for page in (JPEG, PNG) if "{sha256}" in path else (JPEG,):
            filled = {
                "dossier_id": dossier.id,
                "number": "06",
                "sha256": digest_of(page),
                "ticket_id": ticket["id"],
            }
            address = path.format(**filled)
            answer = centre.officer.get(address, timeout=60)
            assert answer.status_code == 200, answer.text
            kind = answer.headers.get("Content-Type", "")
            assert kind in BEGINNINGS, f"{address}: {kind!r}"
            assert answer.content.startswith(BEGINNINGS[kind]), f"{address}: no {kind}"


def test_a_page_that_was_handed_over_opens_by_its_link_alone_until_its_time_is_over(office: Office) -> None:
    dossier = birth_dossier(pages=(PNG,))
    with kiosk_client(office.address, office.folder) as kiosk:
        assert hand_over(kiosk, dossier, (PNG,)).status_code == 201
    until = MORNING + timedelta(days=30)
    address = link(office.hub, dossier.id, digest_of(PNG), until).removeprefix(office.hub.public_url)
    with office.browser() as stranger:
        answer = stranger.get(address)
        assert (answer.content, answer.headers["Content-Type"]) == (PNG, "image/png")
        assert stranger.get(address[:-1] + ("0" if address[-1] != "0" else "1")).status_code == 404
        assert (
            stranger.get(address.replace(f"until={int(until.timestamp())}", "until=9999999999")).status_code
            == 404
        )
        office.clock.advance(timedelta(days=31).total_seconds())
        assert stranger.get(address).status_code == 404
