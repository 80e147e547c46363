"""Who supervises moves an officer for a day: what the officer may do changes at once, and back by itself. How
the kiosks and their devices are is read at the same place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.clock import VirtualClock
from kiosk.contract.officer import Permission
from kiosk.contract.report import DeviceReport, KioskReport
from kiosk.faults import FAULTS
from kiosk.hub.officers import rules
from kiosk.hub.store.records import AssignmentRecord, OfficerRecord
from tests.hub.conftest import Office
from tests.hub.scene import kiosk_client
from tests.officers import hire, sign_in

TODAY = date(2026, 11, 23)
CENTRE = "26734"
DRIVERS = tuple((Path(__file__).resolve().parents[2] / "devices").rglob("*.py"))
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


def reports(office: Office, kiosk: str, numbers: tuple[int, int], *devices: DeviceReport) -> None:
    clock = office.clock.now()
    report = KioskReport(
        version="0.1.0", waiting=0, oldest_s=None, disk_free_mb=9000, clock=clock, devices=devices
    )
    body = {"kiosk": kiosk, "centre": CENTRE, "numbers": numbers, "report": report.model_dump(mode="json")}
    with kiosk_client(office.address, office.folder) as wire:
        assert wire.post("/v1/kiosks", json=body).status_code == 201


def kiosks(supervisor: httpx.Client) -> dict[str, tuple[bool, list[str]]]:
    found = supervisor.get("/v1/duty", params={"lang": "en"}).json()["kiosks"]
    return {
        one["kiosk"]: (
            one["silent"],
            [f"{each['name']}: {each['what']}. {each['text']}" for each in one["said"]["devices"]],
        )
        for one in found
    }


def test_who_supervises_reads_how_each_device_is_and_what_to_do(
    office: Office, supervisor: httpx.Client
) -> None:
    reports(office, "K1", (800, 849), DeviceReport(slot="code_reader", condition="ready"))
    low = DeviceReport(slot="slip_printer", condition="ready", fault="printer_near_end")
    reports(office, "K2", (850, 899), low)
    todo = "Slip printer: paper low. Have a new paper roll ready for the ticket printer."
    assert kiosks(supervisor) == {"K1": (False, ["Code reader: . "]), "K2": (False, [todo])}
    office.clock.advance(60)
    reports(office, "K2", (850, 899), DeviceReport(slot="slip_printer", condition="ready"))
    office.clock.advance(61)
    assert [(name, silent) for name, (silent, _) in kiosks(supervisor).items()] == [
        ("K1", True),
        ("K2", False),
    ]


def test_every_fault_that_a_kiosk_reports_of_a_device_has_plain_words() -> None:
    of_devices = re.findall(r'Fault\(\s*"(\w+)"', "".join(path.read_text() for path in DRIVERS))
    read = {
        one
        for one in of_devices
        if one.startswith("printer_") or one.endswith(("_missing", "_failed", "_forbidden"))
    }
    assert {"printer_cover_open", "camera_missing", "scanner_missing"} <= read
    assert [one for one in sorted(read) if not FAULTS[one].what] == []


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
