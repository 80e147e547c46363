"""Who supervises erases a dossier at the console, for a reason and after a second look (skipped without
Chromium).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from kiosk.contract.erasure import ErasureBasis
from kiosk.contract.officer import Permission
from tests.officers import hire
from tests.web.browsing import log_in
from tests.web.office import Office, open_office
from ui.demo.pages import Browser, installed

pytestmark = pytest.mark.skipif(installed() is None, reason="chromium is not installed")

BASES = "[...document.querySelectorAll('#erase-bases input')].map((e) => e.value)"
SHOWN = "document.querySelector('#dossier').innerText"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as opened:
        yield opened


def test_it_is_asked_why_and_once_more_before_anything_goes(browser: Browser, office: Office) -> None:
    hire(office.hub, "CB3", set(Permission))
    dossier = office.hand_in(office.number()["id"])
    page = log_in(browser, office)
    page.press("n")
    page.wait_for("document.querySelector('#erase')")
    page.click("#erase")
    page.wait_for("document.querySelector('#erase-ask').open")
    assert page.evaluate(BASES) == list(get_args(ErasureBasis))
    assert "MẪU" in page.evaluate(SHOWN)
    page.click("#erase-send")  # neither reason nor second look
    page.click("#erase-bases input[value=order]")
    page.click("#erase-send")
    assert page.evaluate("document.querySelector('#erase-ask').open")
    assert office.hub.store.read(lambda reading: reading.erasures.at(dossier.id)) is None
    page.click("#erase-sure")
    page.click("#erase-send")
    page.wait_for("document.querySelector('#told').innerText === 'Đã xóa vĩnh viễn.'")
    page.wait_for("document.querySelector('#erased')")
    assert page.text("#erased").startswith("Dữ liệu cá nhân đã xóa lúc 09:00")
    assert "MẪU" not in page.evaluate(SHOWN)
    assert page.evaluate("document.querySelector('#erase, #do-accept')") is None
    assert office.hub.store.read(lambda reading: reading.dossiers.waiting()) == []
    assert page.complaints() == []


def test_who_does_not_supervise_is_not_offered_it(browser: Browser, office: Office) -> None:
    hire(office.hub, "CB3", set(Permission) - {Permission.SUPERVISE})
    office.hand_in(office.number()["id"])
    page = log_in(browser, office)
    page.press("n")
    page.wait_for("document.querySelector('.part-history')")
    assert page.evaluate("document.querySelector('#erase')") is None
