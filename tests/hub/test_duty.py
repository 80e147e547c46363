"""Who supervises moves an officer for a day: what the officer may do changes at once, and back by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.clock import VirtualClock
from kiosk.contract.officer import Permission
from kiosk.hub.officers import rules
from kiosk.hub.store.records import AssignmentRecord, OfficerRecord
from tests.hub.conftest import Office
from tests.officers import hire, sign_in

TODAY = date(2026, 11, 23)
CENTRE = "26734"
ONE_DAY = timedelta(days=1)


@pytest.fixture
def supervisor(office: Office) -> Iterator[httpx.Client]:
    hire(office.hub, "TT", {Permission.SUPERVISE}, name="Trần Thị Mai MẪU")
    with office.browser() as browser:
        assert sign_in(browser, "TT").status_code == 201
        yield browser


def at(counter: str | None, first: date = TODAY, last: date | None = None) -> AssignmentRecord:
    return AssignmentRecord(CENTRE, first, last, counter)


def lan(office: Office, *assignments: AssignmentRecord) -> None:
    hire(office.hub, "lan", {Permission.SERVE}, name="Nguyễn Thị Lan MẪU", assignments=assignments)


def move(supervisor: httpx.Client, counter: str, login: str = "lan") -> tuple[int, object]:
    answer = supervisor.post(f"/v1/officers/{login}/move", json={"counter": counter})
    return answer.status_code, answer.json().get("id") or where(answer)["lan"]


def where(answer: httpx.Response) -> dict[str, object]:
    return {one["login"]: one["counters"] for one in answer.json()["officers"]}


def test_who_is_moved_serves_there_at_once_and_tomorrow_where_they_were(
    office: Office, supervisor: httpx.Client
) -> None:
    lan(office, at("1", TODAY - 9 * ONE_DAY))
    with office.browser() as own:
        sign_in(own, "lan")
        assert own.get("/v1/counters/1").status_code == 200
        assert move(supervisor, "2") == (200, ["2"])
        assert own.get("/v1/counters/2").status_code == 200
        assert own.get("/v1/counters/1").json()["id"] == "other_counter"
        assert own.get("/v1/session").json()["counters"] == ["2"]
    assert [(who, whom) for who, whom, _ in office.audit("officer.moved")] == [("TT", "lan")]
    assert isinstance(office.hub.clock, VirtualClock)
    office.hub.clock.advance(86_400)
    with office.browser() as browser:
        sign_in(browser, "TT")
        assert where(browser.get("/v1/duty"))["lan"] == ["1"]


def test_who_works_everywhere_or_not_today_is_not_moved(office: Office, supervisor: httpx.Client) -> None:
    lan(office, at(None))
    assert where(supervisor.get("/v1/duty"))["lan"] is None
    assert move(supervisor, "2") == (409, "not_moved")
    lan(office, at("1", TODAY + ONE_DAY))
    assert "lan" not in where(supervisor.get("/v1/duty"))
    assert move(supervisor, "2") == (409, "not_moved")
    assert move(supervisor, "9") == (404, "unknown_counter")
    assert move(supervisor, "2", "nobody") == (404, "unknown_officer")


def test_an_administrator_who_is_moved_still_counts_as_one(office: Office, supervisor: httpx.Client) -> None:
    hire(office.hub, "QT", {Permission.ADMINISTER}, assignments=[at("1")])
    supervisor.post("/v1/officers/QT/move", json={"counter": "2"})
    with office.browser() as administrator:
        sign_in(administrator, "QT")
        mine = administrator.get("/v1/officers/QT")
        facts = {name: mine.json()["officer"][name] for name in ("permissions", "skills", "assignments")}
        tag = {"If-Match": mine.headers["ETag"]}
        answer = administrator.put("/v1/officers/QT", json={"name": "Quản trị MẪU", **facts}, headers=tag)
        assert answer.status_code == 200


days = st.integers(-3, 3).map(lambda many: TODAY + many * ONE_DAY)
ends = st.one_of(st.none(), days)
centres = st.sampled_from([CENTRE, "00001"])
assignments = st.builds(AssignmentRecord, centres, days, ends, st.sampled_from("123"))


@given(st.lists(assignments, max_size=5), st.sampled_from("123"))
def test_a_move_changes_that_day_at_that_centre_and_no_other(
    held: list[AssignmentRecord], counter: str
) -> None:
    officer = OfficerRecord("lan", "lan", frozenset(), frozenset(), tuple(held))
    moved = rules.moved(officer, CENTRE, TODAY, counter)
    if not rules.is_on_duty(officer, CENTRE, TODAY):
        assert moved is None
        return
    assert moved is not None
    after = OfficerRecord("lan", "lan", frozenset(), frozenset(), moved)
    assert rules.counters(after, CENTRE, TODAY) == frozenset({counter})
    for centre in (CENTRE, "00001"):
        for many in range(-5, 6):
            day = TODAY + many * ONE_DAY
            if (centre, day) != (CENTRE, TODAY):
                assert rules.counters(after, centre, day) == rules.counters(officer, centre, day)
