"""Every page of the hub before axe-core: as it opens, at a desk and on a phone, and the console at work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web import axe
from tests.web.browsing import log_in
from tests.web.office import Office, open_office
from tests.web.test_web_appointments import WITH_HOURS
from tests.web.test_web_rating import served
from tests.web.test_web_routes import NO_PAGES, WHO_MAY, real_addresses
from ui.demo.pages import Browser, Page, installed

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(installed() is None, reason="chromium is not installed"),
    pytest.mark.skipif(axe.script() is None, reason="axe-core is not installed"),
]
UNKNOWN = "/t/0000000000000000"
SERVED = "the page of a number that was served"
PAGES = [*(page for page in WHO_MAY if page not in NO_PAGES), UNKNOWN, SERVED]
DESK, PHONE = (1366, 768), (360, 740)
# Where a page's script has something to show first; what comes with the page itself needs no waiting.
FILLED = {
    "/board": "document.querySelectorAll('#waiting li').length > 3",
    "/counter/appointments": "document.querySelectorAll('#slots button').length > 3",
    "/counter/figures": "document.querySelectorAll('#counters tr').length > 3",
    "/counter/account": "document.querySelector('#permits').innerText !== ''",
    "/counter/officers": "document.querySelectorAll('#officers > li').length > 0",
    "/counter/{number}/opening": "document.querySelectorAll('#procedure option').length > 1",
    "/counter/{number}": "document.querySelectorAll('#queue li').length > 0",
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("office"), bundle=WITH_HOURS) as opened:
        yield opened


@pytest.fixture(scope="module")
def addresses(office: Office) -> dict[str, str]:
    """The addresses of an office at work: somebody is called, somebody was missed, a rating is there."""
    made = {SERVED: served(office), UNKNOWN: UNKNOWN, **real_addresses(office)}
    for _ in range(3):
        office.number()
    clerk = office.clerk("5")
    for deed in ("next", "no-show", "next"):
        assert clerk.post(f"/v1/counters/5/{deed}", json={}).status_code == 200, deed
    rating = {"id": "a" * 64, "stars": 2, "reason": "waited", "kiosk": "K1"}
    assert office.kiosk.post("/v1/ratings", json=rating).status_code == 201
    return made


@pytest.fixture(scope="module")
def tab(office: Office) -> Iterator[Page]:
    """A tab of somebody for whom every page opens, in a browser that nobody else closes it in."""
    with Browser() as browser:
        yield browser.page(f"{office.address}{UNKNOWN}", cookies=dict(office.all_seeing()))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_axe_has_nothing_against_a_page_at_a_desk_or_on_a_phone(
    page: str,
    lang: str,
    tab: Page,
    office: Office,
    addresses: dict[str, str],
) -> None:
    tab.size(*DESK)
    tab.goto(f"{office.address}{addresses[page]}?lang={lang}")
    tab.wait_for(FILLED.get(page, "true"))
    assert axe.findings(tab) == []
    tab.size(*PHONE, phone=True)
    assert axe.findings(tab) == []


def test_axe_finds_what_is_wrong_with_a_page(
    browser: Browser, office: Office, addresses: dict[str, str]
) -> None:
    """Else a script that runs no rule would find every page good."""
    shown = browser.page(office.address + addresses["/t/{token}"])
    shown.evaluate("document.querySelector('.big.note').style.color = '#ccd'")
    shown.evaluate("document.querySelector('.button').replaceChildren()")
    assert {found.split(":")[0] for found in axe.findings(shown)} == {
        "serious color-contrast",
        "critical button-name",
    }


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_axe_has_nothing_against_the_console_at_work_and_its_dialogs(
    lang: str, browser: Browser, tmp_path: Path
) -> None:
    with open_office(tmp_path) as office:
        office.hand_in(office.number()["id"])
        office.notice("printer_paper_out")
        page = log_in(browser, office, lang=lang)
        judge_the_console(page)


def judge_the_console(page: Page) -> None:
    for key, shown in (
        ("n", "document.querySelector('#do-accept')"),
        ("f", "document.querySelector('#do-accept').classList.contains('strong')"),
        ("s", "document.querySelector('#decide').open"),
        ("Escape", "!document.querySelector('#decide').open"),
        ("t", "document.querySelector('#transfer-ask').open"),
        ("Escape", "!document.querySelector('#transfer-ask').open"),
        ("o", "document.querySelector('#pause-ask').open"),
        ("Escape", "!document.querySelector('#pause-ask').open"),
        ("?", "document.querySelector('#help').open"),
    ):
        page.wait_for("!document.activeElement.closest('dialog:not([open])')")
        page.press(key)
        page.wait_for(shown)
        if key != "Escape":
            assert axe.findings(page) == [], key
    page.press("Escape")
    page.size(*PHONE, phone=True)
    assert axe.findings(page) == []
