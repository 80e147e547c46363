"""Signing in and out: codes, limits, what ends a session, who is told that they are signed in elsewhere."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.clock import VirtualClock
from kiosk.contract.officer import FIRST_DAY, Permission
from kiosk.hub.officers.codes import Codes, is_weak, new_code
from kiosk.hub.officers.tries import Tries
from kiosk.hub.problems import ProblemError
from kiosk.hub.store.records import AssignmentRecord
from tests.hub.conftest import Office
from tests.hub.scene import CENTRE, MORNING
from tests.hub.test_events import listening
from tests.officers import CHEAP, CODE, hire, sign_in

TODAY = MORNING.date()


def assigned(**days: object) -> list[AssignmentRecord]:
    return [AssignmentRecord(CENTRE.code, **days)]  # type: ignore[arg-type]


def test_who_signs_in_learns_what_the_account_permits(office: Office) -> None:
    hire(
        office.hub,
        "lan",
        {Permission.SERVE, Permission.RECEIVE},
        name="Nguyễn Thị Lan MẪU",
        assignments=assigned(first=TODAY, last=TODAY, counter="2"),
    )
    with office.browser() as browser:
        answer = sign_in(browser, "lan", CODE.lower())
        assert answer.status_code == 201
        said = answer.json()
        assert said == browser.get("/v1/session").json()
    assert said.pop("expires_at")
    assert said == {
        "officer": "lan",
        "name": "Nguyễn Thị Lan MẪU",
        "permissions": ["receive", "serve"],
        "counters": ["2"],
        "elsewhere": None,
    }
    assert office.audit("session.opened") == [("lan", "lan", "")]


@pytest.mark.parametrize(
    ("assignments", "signs_in"),
    [
        (assigned(first=TODAY), True),
        (assigned(first=TODAY, last=TODAY), True),
        (assigned(first=TODAY + timedelta(days=1)), False),
        (assigned(first=FIRST_DAY, last=TODAY - timedelta(days=1)), False),
        ([], False),
    ],
)
def test_an_account_opens_on_the_days_of_an_assignment(
    office: Office, assignments: list[AssignmentRecord], signs_in: bool
) -> None:
    hire(office.hub, "lan", assignments=assignments)
    with office.browser() as browser:
        answer = sign_in(browser, "lan")
    assert answer.status_code == (201 if signs_in else 403)
    assert signs_in or answer.json()["id"] == "not_assigned"
    assert office.audit("session.not_assigned") == ([] if signs_in else [("lan", "lan", "")])


def test_a_session_ends_with_the_last_day_of_the_assignment(office: Office) -> None:
    hire(office.hub, "lan", assignments=assigned(first=TODAY, last=TODAY))
    with office.browser() as browser:
        office.clock.advance(14 * 3600)
        assert sign_in(browser, "lan").status_code == 201
        assert browser.get("/v1/queue").status_code == 200
        office.clock.advance(3600)  # midnight
        assert browser.get("/v1/queue").status_code == 401


def test_a_session_ends_by_signing_out_and_after_twelve_hours(office: Office) -> None:
    with office.browser() as first, office.browser() as second:
        assert sign_in(first, "CB1").status_code == 201
        assert sign_in(second, "CB2").status_code == 201
        assert first.delete("/v1/session").status_code == 204
        assert first.get("/v1/queue").status_code == 401
        office.clock.advance(12 * 3600 - 1)
        assert second.get("/v1/session").json()["officer"] == "CB2"
        office.clock.advance(1)
        assert second.get("/v1/queue").status_code == 401


def test_who_signs_in_at_a_second_place_is_told_at_both_and_can_end_the_other(office: Office) -> None:
    with office.browser() as first, office.browser() as second:
        sign_in(first, "CB1")
        office.clock.advance(600)
        said = sign_in(second, "CB1").json()
        assert said["elsewhere"] == "2026-11-23T09:00:00+07:00"
        assert first.get("/v1/session").json()["elsewhere"] == "2026-11-23T09:10:00+07:00"
        assert second.delete("/v1/session/others").status_code == 204
        assert first.get("/v1/session").status_code == 401
        assert second.get("/v1/session").json()["elsewhere"] is None


def test_the_consoles_hear_that_somebody_has_signed_in(office: Office) -> None:
    with office.browser() as first, office.browser() as second:
        sign_in(first, "CB1")
        with listening(first, "/v1/staff/events") as events:
            sign_in(second, "CB1")
            kind, data = events.get(timeout=60)
        assert (kind, data["officer"]) == ("session.opened", "CB1")


@pytest.mark.parametrize("way", ["signed out", "closed"])
def test_what_is_heard_ends_with_the_session(office: Office, way: str) -> None:
    hire(office.hub, "QT", {Permission.ADMINISTER})
    always = [{"first": "2026-11-23"}]
    with office.browser() as first, office.browser() as other, office.browser() as administrator:
        sign_in(first, "CB1")
        sign_in(administrator, "QT")
        other.cookies = first.cookies
        with first.stream("GET", "/v1/staff/events", timeout=30) as answer:
            lines = answer.iter_lines()
            assert next(lines) == "retry: 1000"
            if way == "closed":
                closed = {"name": "CB1", "closed": True, "assignments": always}
                done = administrator.put("/v1/officers/CB1", json=closed, headers={"If-Match": '"1"'})
                assert done.status_code == 200
            else:
                other.delete("/v1/session")
            assert [line for line in lines if line] == []


def test_wrong_codes_are_slowed_down_and_on_record_and_right_a_minute_later(office: Office) -> None:
    with office.browser() as browser:
        answers = [sign_in(browser, "CB1", "AAAA-BBBB-CCCC") for _ in range(5)]
        assert {(one.status_code, one.json()["id"]) for one in answers} == {(401, "wrong_code")}
        assert sign_in(browser, "CB1").json()["id"] == "too_many_tries"
        assert sign_in(browser, "CB2").status_code == 201
        office.clock.advance(61)
        assert sign_in(browser, "CB1").status_code == 201
    assert office.audit("session.refused") == [("nobody", "CB1", "127.0.0.1")] * 5


def test_a_log_in_that_nobody_has_is_told_the_same_and_no_word_of_it_kept(office: Office) -> None:
    with office.browser() as browser:
        answer = sign_in(browser, "my-code-typed-here")
    assert (answer.status_code, answer.json()["id"]) == (401, "wrong_code")
    assert office.audit("session.refused") == [("nobody", "", "127.0.0.1")]


def test_an_officer_changes_the_code_and_what_is_open_elsewhere_ends(office: Office) -> None:
    with office.browser() as here, office.browser() as there:
        sign_in(here, "CB1")
        sign_in(there, "CB1")

        def change(old: str, new: str) -> str:
            answer = here.put("/v1/session/code", json={"old": old, "new": new})
            return "" if answer.status_code == 204 else str(answer.json()["id"])

        assert change("AAAA-BBBB-CCCC", "bốn mùa xuân hạ") == "wrong_code"
        assert change(CODE, "1234") == "code_weak"
        assert change(CODE, "bốn mùa xuân hạ") == ""
        assert there.get("/v1/session").status_code == 401
        assert here.get("/v1/session").status_code == 200
        assert sign_in(there, "CB1").status_code == 401
        assert sign_in(there, "CB1", "Bốn mùa xuân hạ").status_code == 201
    assert office.audit("officer.own_code") == [("CB1", "CB1", "")]


def test_twenty_wrong_codes_of_any_log_ins_close_an_address_for_a_minute() -> None:
    clock = VirtualClock(MORNING)
    tries = Tries(clock)
    for n in range(20):
        tries.admit(f"CB{n}", "10.0.0.7")
        tries.was_wrong(f"CB{n}", "10.0.0.7")
    with pytest.raises(ProblemError, match="too_many_tries"):
        tries.admit("CB99", "10.0.0.7")
    tries.admit("CB99", "10.0.0.8")
    clock.advance(60)
    tries.admit("CB99", "10.0.0.7")
    assert not tries._wrong


def test_a_right_code_forgets_the_wrong_ones_of_its_own_log_in() -> None:
    tries = Tries(VirtualClock(MORNING))
    for login in ("a", "b"):
        for _ in range(5):
            tries.was_wrong(login, "x")
    tries.was_right("a", "x")
    tries.admit("a", "x")
    with pytest.raises(ProblemError):
        tries.admit("b", "x")


def test_what_is_kept_of_a_code_opens_for_it_alone_and_says_its_cost() -> None:
    kept = CHEAP.hashed("bốn mùa xuân hạ")
    assert kept.startswith("scrypt$2$1$1$")
    assert "mùa" not in kept
    assert kept != CHEAP.hashed("bốn mùa xuân hạ")
    assert Codes().matches(" BỐN MÙA XUÂN HẠ ", kept)
    assert Codes().matches("bô\u0301n mùa xuân hạ".replace("bô\u0301n", "bo\u0302\u0301n"), kept)
    assert not CHEAP.matches("bốn mùa xuân ha", kept)
    assert not CHEAP.matches("", None)
    assert not CHEAP.matches("x", "plain")
    assert (Codes().n, Codes().r, Codes().p) == (16384, 8, 5)


@pytest.mark.parametrize(
    ("code", "weak"),
    [
        ("abcd123", True),
        ("abcd1234", False),
        ("aaaa1111", True),
        ("abab1212", False),
        ("abcabcab", True),
        ("my-LAN-code", True),
        ("   abc1   ", True),
    ],
)
def test_a_code_that_is_guessed_is_refused(code: str, weak: bool) -> None:
    assert is_weak(code, "lan") == weak


def test_a_made_code_has_sixty_bits_and_is_never_weak() -> None:
    made = {new_code() for _ in range(50)}
    assert len(made) == 50
    assert all(len(one) == 14 and one[4] == one[9] == "-" for one in made)
