"""A citizen's call: officers see where it is and say that they come; the words go when it is done."""

from __future__ import annotations

from tests.hub.conftest import Centre

CALL = "0199c1f2-11aa-7b03-a1c4-9e6d5c4b3a22"
WORDS = "Lấy số: “tôi bị điếc”"


def called(centre: Centre, detail: str = WORDS) -> None:
    body = {"id": CALL, "kind": "call_staff", "detail": detail, "kiosk": "K1"}
    assert centre.kiosk.post("/v1/notices", json=body).status_code == 201


def state(centre: Centre) -> str:
    found: str = centre.kiosk.get(f"/v1/notices/{CALL}/state").json()["notice"]["state"]
    return found


def answered(centre: Centre, how: str) -> dict[str, object]:
    notice: dict[str, object] = centre.officer.post(f"/v1/notices/{CALL}/{how}", json={}).json()["notice"]
    return notice


def test_an_officer_reads_the_kiosk_and_the_words_and_says_that_somebody_comes(centre: Centre) -> None:
    called(centre)
    (notice,) = centre.officer.get("/v1/notices").json()["notices"]
    assert (notice["kiosk"], notice["detail"], notice["coming"]) == ("K1", WORDS, False)
    assert state(centre) == "open"
    assert answered(centre, "coming")["coming"] is True
    assert state(centre) == "coming"
    answered(centre, "done")
    assert state(centre) == "done"


def test_the_words_go_with_the_notice(centre: Centre) -> None:
    called(centre)
    assert answered(centre, "done")["detail"] == ""
    assert "điếc" not in centre.officer.get("/v1/notices", params={"all": True}).text


def test_the_words_of_a_fault_stay_for_the_technician(centre: Centre) -> None:
    body = {"id": CALL, "kind": "hub_refused", "detail": "K1-261123-0001", "kiosk": "K1"}
    centre.kiosk.post("/v1/notices", json=body)
    assert answered(centre, "done")["detail"] == "K1-261123-0001"


def test_the_kiosk_hears_nothing_of_the_words_or_the_officer(centre: Centre) -> None:
    called(centre)
    answered(centre, "coming")
    told = centre.kiosk.get(f"/v1/notices/{CALL}/state").json()
    assert told["notice"] == {"id": CALL, "state": "coming"}


def test_who_comes_second_changes_nothing(centre: Centre) -> None:
    called(centre)
    before = answered(centre, "coming")
    assert answered(centre, "coming") == before
    answered(centre, "done")
    answered(centre, "coming")
    assert state(centre) == "done"


def test_a_call_that_nobody_made_is_unknown(centre: Centre) -> None:
    assert centre.kiosk.get(f"/v1/notices/{CALL}/state").json()["id"] == "unknown_notice"
    assert centre.officer.post(f"/v1/notices/{CALL}/coming", json={}).json()["id"] == "unknown_notice"
