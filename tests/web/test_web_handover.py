"""What is sent on to the portal, as the citizen, the counter and who supervises see it (skipped without
Chromium)."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from devices.simulators.backend_moods import Mood, MoodName
from kiosk.contract.officer import Permission
from kiosk.dossier.model import Dossier
from kiosk.hub.upstream.courier import Courier
from tests.handover.backend_wire import Place, at_portal, consignment
from tests.officers import hire
from tests.web.browsing import log_in
from tests.web.office import Office, open_office
from ui.demo.pages import Browser, Page, installed

pytestmark = pytest.mark.skipif(installed() is None, reason="chromium is not installed")


@dataclass
class Behind:
    """An office, the portal behind it, and dossiers that stand differently."""

    office: Office
    place: Place
    courier: Courier
    dossiers: dict[str, Dossier]

    def mood(self, name: MoodName) -> None:
        assert self.place.sim is not None
        self.place.sim.temper.set(Mood(name))


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Behind]:
    folder = tmp_path_factory.mktemp("handover")
    with open_office(folder, backends={"cong": b"a key"}) as office:
        hire(office.hub, "CB3", set(Permission), name="Trần Thị MẪU")
        place = at_portal(folder)
        place.backend.ask(consignment())
        courier = Courier(office.hub, "cong", place.backend, settle_s=60, chance=random.Random(1))
        found = Behind(office, place, courier, {})
        moods: tuple[MoodName, ...] = ("well", "list_changed", "silent", "outage")
        for number, mood in enumerate(moods, 1):
            ticket = office.number()["id"]
            found.dossiers[mood] = office.hand_in(ticket, f"K1-261123-{number + number // 4:04d}")
            found.mood(mood)
            courier.look()
        yield found


def kept(page: Page, name: str) -> None:
    """Keeps a picture where somebody wants to look at it."""
    folder = os.environ.get("MOTCUA_PICTURES")
    if folder:
        (Path(folder) / f"{name}.png").write_bytes(page.picture(whole=True))


def test_who_supervises_sees_what_is_open_decides_and_has_the_account_of_the_day(
    browser: Browser, behind: Behind
) -> None:
    page = log_in(browser, behind.office)
    page.goto(f"{behind.office.address}/counter/handover?lang=vi")
    page.wait_for("document.querySelectorAll('#open li').length === 3")
    assert page.text("#handover-told") == "3 chưa gửi xong, 1 cần cán bộ xử lý."
    first = page.text("#open li")
    assert "-2 giá trị không có trong danh mục" in first
    assert "cổng từ chối" in first
    assert "Không có trả lời kịp thời." in page.text("#open")
    kept(page, "handover-vi")
    page.evaluate("document.querySelector('[data-key^=confirm-]').click()")
    page.wait_for("document.querySelector('#confirm-ask').open")
    page.type("H29.MAU-7")
    page.press("Enter")
    page.wait_for("document.querySelectorAll('#open li').length === 2")
    assert page.text("#handover-told") == "2 chưa gửi xong, 0 cần cán bộ xử lý."
    page.goto(f"{behind.office.address}/counter/reconciliation?lang=vi")
    page.wait_for("document.querySelectorAll('#sums td').length === 6")
    assert "số liệu khớp" in page.text("#account-told")
    sums = page.evaluate("[...document.querySelectorAll('#sums td')].map((e) => Number(e.innerText))")
    assert sums[:3] == [5, 1, 4]
    assert sums[2] == sums[4] + sums[5]
    reasons = page.text("#open")
    assert "K1-261123-0004" in reasons
    assert "hồ sơ chưa tới máy chủ" in reasons
    kept(page, "reconciliation-vi")
    assert page.complaints() == []


def test_the_citizen_and_the_counter_read_the_same(browser: Browser, behind: Behind) -> None:
    for mood, words in (("well", "Đã gửi lên cổng"), ("silent", "đang chờ gửi lên cổng")):
        phone = browser.page(
            f"{behind.office.address}/d/{behind.dossiers[mood].token}", width=360, height=780
        )
        assert words in phone.text("#upstream")
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360
        kept(phone, f"phone-{mood}")
    page = log_in(browser, behind.office)
    page.press("n")
    page.wait_for("document.querySelector('.chip.upstream')")
    assert "cong: " in page.text(".chip.upstream")
    kept(page, "console")
