"""Numbers: taken at the kiosk, called at the counter, seen on the board."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx

from kiosk.dossier.ids import new_token, uuid7
from tests.hub.conftest import Centre
from tests.hub.scene import take
from tests.stores import on_both_stores

pytestmark = on_both_stores


def call(officer: httpx.Client, counter: str = "1", ticket: str | None = None) -> httpx.Response:
    return officer.post(f"/v1/counters/{counter}/call", json={"ticket": ticket} if ticket else {})


def act(officer: httpx.Client, what: str, counter: str = "1") -> httpx.Response:
    return officer.post(f"/v1/counters/{counter}/{what}", json={})


def own_number(number: str = "H 801", **other: object) -> dict[str, object]:
    given = {
        "id": uuid7(),
        "number": number,
        "day": "2026-11-23",
        "field": "ho_tich",
        "token": new_token(),
        "issued_at": "2026-11-23T08:30:00+07:00",
    }
    return {"ticket": {**given, **other}, "kiosk": "K1", "how": "paper"}


def test_a_number_is_taken_called_served_and_finished(centre: Centre) -> None:
    ticket = take(centre.kiosk)
    assert ticket["number"] == "H 001"
    assert ticket["counters"] == ["1", "2"]
    assert call(centre.officer).json()["ticket"]["number"] == "H 001"
    board = centre.public.get("/v1/board").json()
    assert [(one["number"], one["counter"]) for one in board["calling"]] == [("H 001", "1")]
    assert board["counters"][0]["current"] == "H 001"
    assert act(centre.officer, "start").json()["ticket"]["state"] == "serving"
    assert act(centre.officer, "finish").json()["ticket"]["state"] == "finished"
    assert centre.public.get("/v1/board").json()["calling"] == []


def test_who_has_a_reason_is_called_first_and_officers_read_it(centre: Centre) -> None:
    take(centre.kiosk)
    body = {"field": "ho_tich", "kiosk": "K1", "priority": "child"}
    given = centre.kiosk.post("/v1/tickets", json=body, headers={"Idempotency-Key": uuid7()}).json()["ticket"]
    assert given["ahead"] == 0
    centre.kiosk.post(f"/v1/tickets/{given['id']}/shown", json={"how": "paper"})
    rows = centre.officer.get("/v1/queue", params={"lang": "en"}).json()["tickets"]
    assert [(row["number"], row["priority"]) for row in rows] == [
        (given["number"], "With a small child"),
        ("H 001", ""),
    ]
    assert call(centre.officer).json()["ticket"]["number"] == given["number"]
    board = centre.public.get("/v1/board").text
    assert "child" not in board
    assert "con nhỏ" not in board


def test_a_reason_that_the_centre_no_longer_names_goes_first_all_the_same(centre: Centre) -> None:
    take(centre.kiosk)
    body = {"field": "ho_tich", "kiosk": "K1", "priority": "veteran"}
    given = centre.kiosk.post("/v1/tickets", json=body, headers={"Idempotency-Key": uuid7()}).json()["ticket"]
    centre.kiosk.post(f"/v1/tickets/{given['id']}/shown", json={"how": "paper"})
    assert call(centre.officer).json()["ticket"]["priority"] == "veteran"


def test_numbers_of_each_field_start_at_one_and_anew_each_day(centre: Centre) -> None:
    assert [take(centre.kiosk)["number"], take(centre.kiosk)["number"]] == ["H 001", "H 002"]
    assert take(centre.kiosk, "dat_dai")["number"] == "D 001"
    centre.clock.advance(24 * 3600)
    assert take(centre.kiosk)["number"] == "H 001"


def test_a_number_that_nobody_holds_is_not_called(centre: Centre) -> None:
    ticket = take(centre.kiosk, shown=False)
    assert call(centre.officer).json() == {"ticket": None}
    assert call(centre.officer, ticket=str(ticket["id"])).json()["id"] == "not_callable"
    centre.kiosk.post(f"/v1/tickets/{ticket['id']}/shown", json={"how": "screen"})
    assert call(centre.officer).json()["ticket"]["id"] == ticket["id"]


def test_asking_twice_with_one_key_gives_one_number(centre: Centre) -> None:
    key = uuid7()
    assert take(centre.kiosk, key=key) == take(centre.kiosk, key=key)
    assert take(centre.kiosk)["number"] == "H 002"


def test_one_key_for_two_different_requests_is_refused(centre: Centre) -> None:
    key = uuid7()
    take(centre.kiosk, key=key)
    body = {"field": "dat_dai", "lang": "vi", "kiosk": "K1"}
    answer = centre.kiosk.post("/v1/tickets", json=body, headers={"Idempotency-Key": key})
    assert (answer.status_code, answer.json()["id"]) == (422, "key_reused")
    assert take(centre.kiosk, "dat_dai")["number"] == "D 001"


def test_five_at_once_with_each_key_give_one_number_a_key_and_no_gap(centre: Centre) -> None:
    keys = [uuid7() for _ in range(20)] * 5
    with ThreadPoolExecutor(10) as pool:
        numbers = list(pool.map(lambda key: str(take(centre.kiosk, key=key, shown=False)["number"]), keys))
    assert sorted(set(numbers)) == [f"H {n:03d}" for n in range(1, 21)]
    assert len({(key, number) for key, number in zip(keys, numbers, strict=True)}) == 20


def test_two_officers_who_press_at_once_never_call_the_same_person(centre: Centre) -> None:
    for _ in range(6):
        take(centre.kiosk)
        with ThreadPoolExecutor(2) as pool:
            jobs = [pool.submit(call, centre.officer, "1"), pool.submit(call, centre.second, "2")]
        called = [job.result().json()["ticket"] for job in jobs]
        assert [one is None for one in called].count(True) == 1
        for officer, counter in ((centre.officer, "1"), (centre.second, "2")):
            act(officer, "finish", counter)


def test_pressing_call_twice_does_not_call_two_people(centre: Centre) -> None:
    take(centre.kiosk)
    take(centre.kiosk)
    assert call(centre.officer).status_code == 200
    again = call(centre.officer)
    assert (again.status_code, again.json()["id"]) == (409, "counter_busy")
    assert centre.officer.get("/v1/counters/1").json()["next"]["number"] == "H 002"


def test_whoever_was_absent_is_listed_and_can_be_called_again(centre: Centre) -> None:
    ticket = take(centre.kiosk)
    call(centre.officer)
    assert act(centre.officer, "recall").json()["ticket"]["calls"] == 2
    act(centre.officer, "no-show")
    assert [one["number"] for one in centre.officer.get("/v1/counters/2").json()["missed"]] == ["H 001"]
    assert centre.public.get("/v1/board").json()["missed"] == ["H 001"]
    assert call(centre.officer).json() == {"ticket": None}, "not unasked"
    assert call(centre.second, "2", str(ticket["id"])).json()["ticket"]["counter"] == "2"


def test_acts_out_of_place_are_refused_and_change_nothing(centre: Centre) -> None:
    assert act(centre.officer, "start").json()["id"] == "nothing_called"
    take(centre.kiosk)
    call(centre.officer)
    act(centre.officer, "start")
    for what in ("recall", "start", "no-show"):
        assert act(centre.officer, what).json()["id"] == "wrong_state"
    assert centre.officer.get("/v1/counters/1").json()["current"]["state"] == "serving"
    assert act(centre.officer, "start", "9").json()["id"] == "unknown_counter"
    assert act(centre.officer, "dance").status_code == 422


def test_a_counter_calls_only_for_its_own_fields(centre: Centre) -> None:
    ticket = take(centre.kiosk, "dat_dai")
    assert call(centre.officer).json() == {"ticket": None}
    assert call(centre.officer, ticket=str(ticket["id"])).json()["id"] == "not_callable"
    assert call(centre.second, "2").json()["ticket"]["number"] == "D 001"


def test_a_kiosks_own_number_is_taken_over_once_and_called_in_its_place(centre: Centre) -> None:
    take(centre.kiosk)
    body = own_number()
    first, again = (centre.kiosk.post("/v1/tickets/adopt", json=body) for _ in range(2))
    assert first.status_code == again.status_code == 201
    assert first.json()["ticket"]["number"] == "H 801"
    called = call(centre.officer).json()["ticket"]
    assert (called["number"], called["origin"]) == ("H 801", "kiosk"), "taken at 8:30, before the other"


def test_a_kiosk_cannot_take_a_place_in_the_future_or_a_number_of_the_hub(centre: Centre) -> None:
    late = own_number(issued_at="2027-01-01T00:00:00+07:00")
    centre.kiosk.post("/v1/tickets/adopt", json=late)
    assert centre.officer.get("/v1/queue").json()["tickets"][0]["issued_at"] == "2026-11-23T09:00:00+07:00"
    for number in ("H 001", "D 801", "H 900"):
        answer = centre.kiosk.post("/v1/tickets/adopt", json=own_number(number))
        assert (answer.status_code, answer.json()["id"]) == (422, "not_reserved")


def test_two_kiosks_with_the_same_range_are_found_out(centre: Centre) -> None:
    assert centre.kiosk.post("/v1/tickets/adopt", json=own_number()).status_code == 201
    other = centre.kiosk.post("/v1/tickets/adopt", json=own_number())
    assert (other.status_code, other.json()["id"]) == (409, "number_taken")


def test_a_service_counts_for_the_told_wait_half_a_minute_later(centre: Centre) -> None:
    for _ in range(3):
        take(centre.kiosk)
    for _ in range(3):
        call(centre.officer)
        act(centre.officer, "start")
        centre.clock.advance(9)
        act(centre.officer, "finish")
    assert take(centre.kiosk)["wait_minutes"] is None, "known 27 seconds ago: nothing"
    centre.clock.advance(3)
    assert take(centre.kiosk)["wait_minutes"] is not None


def test_the_wait_is_unknown_at_first_and_then_an_interval(centre: Centre) -> None:
    for _ in range(3):
        assert take(centre.kiosk)["wait_minutes"] is None
        call(centre.officer)
        act(centre.officer, "start")
        centre.clock.advance(600)
        act(centre.officer, "finish")
    take(centre.kiosk)
    second = take(centre.kiosk)
    assert (second["ahead"], second["wait_minutes"]) == (1, [0, 22]), "one open counter, some 10 minutes each"
    seen = centre.public.get(f"/v1/tickets/by-token/{second['token']}").json()["ticket"]
    assert (seen["ahead"], seen["wait_minutes"], seen["state"]) == (1, [0, 22], "waiting")
    call(centre.officer)
    assert centre.public.get(f"/v1/tickets/by-token/{second['token']}").json()["ticket"]["ahead"] == 0


def test_an_unknown_field_or_token_is_a_clear_refusal(centre: Centre) -> None:
    body = {"field": "no_such", "kiosk": "K1"}
    answer = centre.kiosk.post("/v1/tickets", json=body, headers={"Idempotency-Key": uuid7()})
    assert (answer.status_code, answer.json()["id"]) == (422, "unknown_field")
    assert answer.headers["Content-Type"] == "application/problem+json"
    missing = centre.public.get(f"/v1/tickets/by-token/{new_token()}")
    assert (missing.status_code, missing.json()["id"]) == (404, "unknown_code")


def test_notices_reach_the_staff_once_and_are_ticked_off(centre: Centre) -> None:
    notice = {"id": uuid7(), "kind": "printer_paper_out", "detail": "", "kiosk": "K1"}
    for _ in range(2):
        assert centre.kiosk.post("/v1/notices", json=notice).status_code == 201
    (open_one,) = centre.officer.get("/v1/notices", params={"lang": "en"}).json()["notices"]
    assert open_one["text"] == "Put a new paper roll into the ticket printer."
    assert centre.officer.post(f"/v1/notices/{notice['id']}/done", json={}).json()["notice"]["done"]
    assert centre.officer.get("/v1/notices").json()["notices"] == []
    assert len(centre.officer.get("/v1/notices", params={"all": "1"}).json()["notices"]) == 1


def test_a_holder_does_nothing_with_a_number_that_is_served_or_parked(centre: Centre) -> None:
    own = f"/v1/tickets/by-token/{take(centre.kiosk)['token']}"
    call(centre.officer)
    act(centre.officer, "start")
    for deed in ("come", "hold", "resume", "leave"):
        answer = centre.public.post(f"{own}/{deed}", json={})
        assert (answer.status_code, answer.json()["id"]) == (409, "wrong_state"), deed
    act(centre.officer, "park")
    assert centre.public.post(f"{own}/resume", json={}).status_code == 409


def test_who_was_missed_goes_to_the_back_whatever_the_reason(centre: Centre) -> None:
    body = {"field": "ho_tich", "kiosk": "K1", "priority": "child"}
    given = centre.kiosk.post("/v1/tickets", json=body, headers={"Idempotency-Key": uuid7()}).json()["ticket"]
    centre.kiosk.post(f"/v1/tickets/{given['id']}/shown", json={"how": "paper"})
    other = take(centre.kiosk)["number"]
    centre.clock.advance(60)
    assert call(centre.officer).json()["ticket"]["number"] == given["number"]
    act(centre.officer, "no-show")
    centre.clock.advance(600)
    assert call(centre.officer).json()["ticket"]["number"] == other
