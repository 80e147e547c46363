"""Staff book a time in a real browser and print its slip; its holder's phone gives it up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from config.calendar import Calendar
from config.hours import OpeningHours, Timetable
from tests.centres import WITH_UNIT
from tests.web.browsing import log_in
from tests.web.office import Office, open_office
from tests.web.test_web_browser import fits
from ui.demo.pages import Browser, BrowserError, Page, installed

pytestmark = pytest.mark.skipif(installed() is None, reason="chromium is not installed")
HOURS = OpeningHours(monday=("07:30-11:30", "13:00-17:00"))
WITH_HOURS = replace(WITH_UNIT, timetable=Timetable(Calendar(days_off={}, workdays={}), HOURS))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path, bundle=WITH_HOURS) as opened:
        yield opened


def settled(page: Page, condition: str) -> None:
    """Waits for a page that is only just being loaded."""
    for _ in range(60):
        with suppress(BrowserError):
            page.wait_for(condition, seconds=1)
            break
    page.wait_for("document.readyState === 'complete'")


def booking(browser: Browser, office: Office, lang: str = "vi") -> Page:
    """The page of the appointments, for the clerk of counter 3."""
    page = log_in(browser, office, lang=lang)
    page.goto(f"{office.address}/counter/appointments?lang={lang}")
    settled(page, "document.querySelectorAll('#slots button').length > 3")
    return page


def shown(page: Page, what: str) -> str:
    return str(page.evaluate(f"document.querySelector({what!r}).innerText"))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_an_officer_books_a_time_and_its_holder_gives_it_up(
    browser: Browser, office: Office, lang: str
) -> None:
    page = booking(browser, office, lang)
    fits(page)
    page.click("#slots button")
    page.wait_for("!document.querySelector('#booked').hidden")
    page.wait_for("document.querySelectorAll('#appointments .chip').length === 1")
    fits(page)
    assert shown(page, "#appointments .at") == "10:00"
    (booked,) = office.clerk("3").get("/v1/appointments").json()["appointments"]
    assert shown(page, "#booked-code") == f"{booked['code'][:4]}-{booked['code'][4:]}"
    slip = browser.page(str(page.evaluate("document.querySelector('#booked-slip').href")))
    slip.wait_for("document.querySelector('.code-picture svg') !== null")
    fits(slip)
    assert shown(slip, ".number") == "10:00"
    slip.evaluate("setTimeout(() => document.querySelector('.buttons button').click())")
    settled(slip, "document.querySelector('.number-card').dataset.state === 'cancelled'")
    assert page.complaints() == slip.complaints() == []


def test_the_last_place_of_a_slot_is_taken_once(browser: Browser, office: Office) -> None:
    page = booking(browser, office)
    for left in ("còn 2 chỗ", "còn 1 chỗ"):
        page.wait_for(f"document.querySelector('#slots small').innerText === {left!r}")
        page.click("#slots button")
    page.wait_for("document.querySelector('#slots button').disabled")
    assert shown(page, "#slots button small") == "hết chỗ"
    page.click("#appointments button")
    page.wait_for("!document.querySelector('#slots button').disabled")
