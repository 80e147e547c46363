"""What a clerk does with numbers besides calling them, by keyboard in a real browser; a holder's phone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.clients import client
from tests.web.browsing import log_in
from tests.web.office import Office, open_office
from tests.web.test_web_browser import CURRENT, fits
from ui.demo.pages import Browser, BrowserError, Page, installed

pytestmark = pytest.mark.skipif(installed() is None, reason="chromium is not installed")
ASIDE = "[...document.querySelectorAll('#aside li b')].map((e) => e.innerText).join()"
SHOWN = "!document.querySelector('#{}').hidden"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as opened:
        yield opened


def at_counter(page: Page, number: str) -> None:
    page.wait_for(f"{CURRENT} === {number!r}")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_clerk_holds_parks_and_takes_back(browser: Browser, office: Office, lang: str) -> None:
    first, second = office.number()["number"], office.number()["number"]
    page = log_in(browser, office, lang=lang)
    page.press("n")
    at_counter(page, first)
    page.press("g")
    page.wait_for(f"{ASIDE} === {first!r}")
    fits(page)
    page.press("n")
    at_counter(page, second)
    page.press("f")
    page.press("k")
    page.wait_for(f"{ASIDE} === {first + ',' + second!r}")
    page.press("u")
    at_counter(page, second)
    fits(page)
    page.click("#aside .button")
    page.wait_for(f"{ASIDE} === ''")
    page.press("m")
    at_counter(page, first)
    assert page.complaints() == []


def test_a_number_is_handed_on_to_another_field(browser: Browser, office: Office) -> None:
    number = office.number()["number"]
    page = log_in(browser, office)
    page.press("n")
    at_counter(page, number)
    page.press("t")
    page.wait_for("document.querySelector('#transfer-ask').open")
    fits(page)
    page.evaluate("document.querySelector('#transfer-fields input[value=chung_thuc]').click()")
    page.press("Enter")
    at_counter(page, "– –")
    clerk = office.clerk("1")
    assert clerk.post("/v1/counters/1/call", json={}).json()["ticket"]["number"] == number


def test_a_pause_says_why_and_the_next_call_ends_it(browser: Browser, office: Office) -> None:
    office.number()
    page = log_in(browser, office)
    page.press("o")
    page.wait_for("document.querySelector('#pause-ask').open")
    fits(page)
    page.click("#pause-reasons .button")
    page.wait_for(SHOWN.format("paused"))
    fits(page)
    with client(office.address) as visitor:
        board = visitor.get("/v1/board").json()
    assert {one["number"]: one["state"] for one in board["counters"]}["3"] == "paused"
    page.press("n")
    page.wait_for(f"!({SHOWN.format('paused')})")


def press(page: Page, act: str, state: str) -> None:
    """The holder presses a button: the page is sent, and comes again in the new state."""
    page.evaluate(f"setTimeout(() => document.querySelector(`form[action*='/{act}'] button`).click())")
    for _ in range(60):
        with suppress(BrowserError):
            page.wait_for(f"document.querySelector('[data-state={state}]')", seconds=1)
            break
    page.wait_for("document.readyState === 'complete'")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_holder_keeps_the_place_and_comes_back(browser: Browser, office: Office, lang: str) -> None:
    ticket = office.number()
    page = browser.page(f"{office.address}/t/{ticket['token']}?lang={lang}", width=390, height=800)
    press(page, "hold", "on_hold")
    fits(page)
    press(page, "resume", "waiting")
    fits(page)
    office.clerk("3").post("/v1/counters/3/call", json={})
    page.wait_for("document.querySelector('[data-state=called]')")
    press(page, "come", "on_the_way")
    assert page.evaluate("document.querySelector('[data-state]').dataset.state") == "on_the_way"
    assert page.complaints() == []
