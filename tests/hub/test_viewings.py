"""Who looks at a dossier is on record once a viewing, however often the console draws it anew."""

from __future__ import annotations

from kiosk.clock import VirtualClock
from kiosk.dossier.files import digest_of
from kiosk.hub.viewings import Viewing, Viewings
from tests.hub.conftest import Office
from tests.hub.scene import JPEG, MORNING, birth_dossier, hand_over, kiosk_client
from tests.officers import sign_in


def test_a_viewing_is_on_record_once_and_by_each_officer(office: Office) -> None:
    dossier = birth_dossier()
    with kiosk_client(office.address, office.folder) as kiosk:
        assert hand_over(kiosk, dossier).status_code == 201
    path = f"/v1/dossiers/{dossier.id}"
    shown = (path, f"{path}/files/{digest_of(JPEG)}", f"{path}/receipt.png")
    with office.browser() as one, office.browser() as two:
        sign_in(one, "CB1")
        sign_in(two, "CB2")
        assert one.get(shown[2]).json()["id"] == "not_accepted"
        assert one.post(f"{path}/decision", json={"kind": "accept"}).status_code == 201
        for seconds in (0, 300, 599):
            office.clock.advance(seconds)
            assert [one.get(each).status_code for each in shown] == [200, 200, 200]
        assert two.get(path).status_code == 200
        assert one.get(f"/v1/dossiers/{'0' * 8}").status_code == 404
        office.clock.advance(600)
        assert one.get(path).status_code == 200
    by_one = ("CB1", dossier.id, "")
    assert office.audit("dossier.viewed") == [by_one, ("CB2", dossier.id, ""), by_one]
    assert office.audit("file.viewed") == [("CB1", dossier.id, digest_of(JPEG))]
    assert office.audit("receipt.viewed") == [by_one]


def test_a_viewing_goes_on_by_each_look_for_ten_minutes_and_is_forgotten_then() -> None:
    clock = VirtualClock(MORNING)
    viewings, one = Viewings(clock), Viewing("lan", "dossier.viewed", "a")
    assert not viewings.goes_on(one)
    assert not viewings.goes_on(one), "what is not on record yet does not go on"
    viewings.is_on_record(one)
    for seconds in (599, 599):
        clock.advance(seconds)
        assert viewings.goes_on(one)
    assert not viewings.goes_on(Viewing("ai", "dossier.viewed", "a"))
    clock.advance(600)
    assert not viewings.goes_on(one)
    viewings.is_on_record(Viewing("ai", "dossier.viewed", "b"))
    assert len(viewings._last) == 1
