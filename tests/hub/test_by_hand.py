"""What officers do for who can't use the kiosk: a number by hand; an emergency at the counter; the result
desk."""

from __future__ import annotations

from kiosk.contract.officer import FIRST_DAY, Permission
from kiosk.dossier.ids import uuid7
from kiosk.hub.store.records import AssignmentRecord
from tests.hub.conftest import Centre, Office
from tests.hub.scene import CENTRE, birth_dossier, hand_over, kiosk_client, take
from tests.officers import hire, sign_in


def test_a_number_by_hand_waits_in_its_turn_and_comes_once_for_a_key(centre: Centre) -> None:
    take(centre.kiosk)
    wanted, key = {"field": "ho_tich", "lang": "en", "priority": "child"}, {"Idempotency-Key": uuid7()}
    given = [centre.officer.post("/v1/tickets/by-hand", json=wanted, headers=key) for _ in range(2)]
    assert [one.status_code for one in given] == [201, 201]
    first, again = (one.json()["ticket"] for one in given)
    assert first == again
    assert first["number"] == "H 002"
    queue = centre.officer.get("/v1/queue").json()["tickets"]
    row = next(one for one in queue if one["id"] == first["id"])
    assert (row["state"], row["lang"], row["priority"]) == ("waiting", "en", "Có con nhỏ MẪU")
    code = centre.officer.get(f"/v1/tickets/{first['id']}/code.png")
    assert (code.headers["content-type"], code.content[:4]) == ("image/png", b"\x89PNG")
    assert centre.officer.get(f"/v1/tickets/{uuid7()}/code.png").json()["id"] == "unknown_ticket"


def test_an_emergency_is_told_to_the_staff_alone_and_once(centre: Centre) -> None:
    before = centre.public.get("/v1/board").json()
    called = [centre.officer.post("/v1/counters/1/emergency", json={}).json()["notice"] for _ in range(2)]
    assert called[0]["id"] == called[1]["id"]
    (told,) = centre.second.get("/v1/notices").json()["notices"]
    assert (told["kind"], told["kiosk"], told["coming"]) == ("emergency", "QUAY1", False)
    coming = centre.second.post(f"/v1/notices/{told['id']}/coming", json={}).json()["notice"]
    assert coming["coming"]
    after = centre.public.get("/v1/board").json()
    same = {"at": "", "seq": 0}
    assert {**after, **same} == {**before, **same}, "the hall sees and hears nothing"
    centre.second.post(f"/v1/notices/{told['id']}/done", json={})
    again = centre.officer.post("/v1/counters/1/emergency", json={}).json()["notice"]
    assert again["id"] != told["id"]
    assert centre.officer.post("/v1/counters/99/emergency", json={}).json()["id"] == "unknown_counter"


def test_the_result_desk_hands_out_what_is_there_whatever_its_field(office: Office) -> None:
    land = {Permission.SERVE, Permission.RECEIVE}
    bundle_land = tuple(one for one in office.hub.counters if "ho_tich" not in one.fields)
    assert bundle_land == (), "each counter of the scene serves births: the desk works at none of them"
    elsewhere = (AssignmentRecord(CENTRE.code, FIRST_DAY, None, "9"),)
    hire(office.hub, "DESK", land | {Permission.RESULTS}, assignments=elsewhere)
    hire(office.hub, "OTHER", land, assignments=elsewhere)
    with kiosk_client(office.address, office.folder) as kiosk:
        dossier = birth_dossier()
        assert hand_over(kiosk, dossier).status_code == 201
    path = f"/v1/dossiers/{dossier.id}"
    with office.browser() as clerk, office.browser() as desk, office.browser() as other:
        for browser, login in ((clerk, "CB1"), (desk, "DESK"), (other, "OTHER")):
            assert sign_in(browser, login).status_code == 201
        assert clerk.post(f"{path}/decision", json={"kind": "accept"}).status_code == 201
        assert desk.get(path).json()["id"] == "other_field", "it is not ready yet"
        assert clerk.post(f"{path}/ready", json={}).status_code == 201
        assert [one["id"] for one in desk.get("/v1/dossiers?state=done").json()["dossiers"]] == [dossier.id]
        assert other.get("/v1/dossiers?state=done").json()["dossiers"] == []
        assert other.post(f"{path}/handed-out", json={"to": "holder"}).json()["id"] == "other_field"
        assert desk.post(f"{path}/handed-out", json={"to": "holder"}).status_code == 201
