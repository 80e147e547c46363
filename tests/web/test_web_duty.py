"""Who supervises leads the day from one page: emergencies, counters, who works where (skipped without
Chromium).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.contract.officer import FIRST_DAY, Permission
from kiosk.contract.report import DeviceReport, KioskReport
from kiosk.hub.store.records import AssignmentRecord
from tests.officers import hire
from tests.web.browsing import log_in
from tests.web.office import Office, open_office
from ui.demo.pages import Browser, Page, installed

pytestmark = pytest.mark.skipif(installed() is None, reason="chromium is not installed")

FIRST_COUNTER = "document.querySelector('#counters tr').innerText"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as opened:
        hire(opened.hub, "CB3", set(Permission), name="Trần Thị Mai MẪU")
        at_1 = AssignmentRecord(opened.hub.centre.code, FIRST_DAY, None, "1")
        hire(opened.hub, "lan", {Permission.SERVE}, name="Nguyễn Thị Lan MẪU", assignments=[at_1])
        yield opened


def the_centre(browser: Browser, office: Office) -> Page:
    page = log_in(browser, office)
    page.goto(f"{office.address}/counter/figures?lang=vi")
    page.wait_for("document.querySelector('#counters tr')")
    return page


def a_kiosk_reports(office: Office, kiosk: str, numbers: tuple[int, int], device: DeviceReport) -> None:
    clock, centre = office.clock.now(), office.hub.centre.code
    report = KioskReport(
        version="0.1.0", waiting=0, oldest_s=None, disk_free_mb=9000, clock=clock, devices=(device,)
    )
    body = {"kiosk": kiosk, "centre": centre, "numbers": numbers, "report": report.model_dump(mode="json")}
    assert office.kiosk.post("/v1/kiosks", json=body).status_code == 201


def columns(page: Page, cells: str) -> int:
    count: int = page.evaluate(f"[...document.querySelectorAll('{cells}')].filter((e) => !e.hidden).length")
    return count


def test_a_counter_is_opened_and_closed_from_afar(browser: Browser, office: Office) -> None:
    page = the_centre(browser, office)
    page.wait_for(f"{FIRST_COUNTER}.includes('Lan MẪU')")
    page.click("[data-key=do_open-1]")
    page.wait_for("document.querySelector('[data-key=do_close-1]')")
    page.click("[data-key=do_close-1]")
    page.wait_for(f"{FIRST_COUNTER}.includes('đã đóng')")
    now = office.hub.store.read(lambda reading: reading.counters.now(office.hub.clock.now().date()))["1"]
    assert (now.state, now.officer) == ("closed", "CB3")
    assert page.complaints() == []


def test_an_officer_is_moved_and_an_emergency_stands_above_all(browser: Browser, office: Office) -> None:
    for kiosk, numbers, fault in (("K1", (800, 849), None), ("K2", (850, 899), "printer_paper_out")):
        a_kiosk_reports(
            office, kiosk, numbers, DeviceReport(slot="slip_printer", condition="ready", fault=fault)
        )
    page = the_centre(browser, office)
    page.wait_for("document.querySelector('[data-key=move-lan]')")
    kiosks = page.evaluate("document.querySelector('#kiosks').innerText")
    assert kiosks.startswith("K2"), "troubles first"
    assert "Máy in phiếu: hết giấy. " in kiosks
    page.evaluate(
        "const choice = document.querySelector('[data-key=at-lan]');"
        "choice.value = '2'; choice.dispatchEvent(new Event('change'))"
    )
    assert office.clerk("3").post("/v1/counters/3/emergency", json={}).status_code == 201
    page.wait_for("document.querySelector('#notices .emergency')")
    assert page.evaluate("document.querySelector('[data-key=at-lan]').value") == "2", "what was chosen stays"
    page.click("[data-key=move-lan]")
    page.wait_for("document.querySelectorAll('#counters tr')[1].innerText.includes('Lan MẪU')")
    page.wait_for("document.querySelector('#duty').innerText.includes('ở quầy 2')")
    assert page.complaints() == []


def test_who_only_sees_figures_is_offered_nothing_else(browser: Browser, office: Office) -> None:
    hire(office.hub, "CB3", {Permission.SERVE, Permission.FIGURES})
    page = the_centre(browser, office)
    assert page.evaluate("document.querySelectorAll('[data-key^=do_], [data-key^=move-]').length") == 0
    assert page.evaluate("document.querySelector('#duty-part').hidden")
    assert columns(page, "#counters-title + table th") == columns(page, "#counters tr:first-child td")
