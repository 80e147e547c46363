"""The public board in a real browser: counters that rest are told, calls that come together chime in turn."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.web.office import Office, open_office
from tests.web.test_web_browser import fits
from ui.demo.pages import Browser, Page, installed

pytestmark = pytest.mark.skipif(installed() is None, reason="chromium is not installed")
# A clock that stands still, and what would sound when: [pitch, from, until].
LISTEN = """(() => {
  window.heard = [];
  const gain = { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} };
  window.AudioContext = class {
    currentTime = 0; state = "suspended"; destination = {};
    async resume() { this.state = "running"; }
    createGain() { return { gain, connect: (next) => next }; }
    createOscillator() {
      const sound = [0, 0, 0];
      heard.push(sound);
      return { frequency: { set value(pitch) { sound[0] = pitch; } }, connect: (next) => next,
               start(at) { sound[1] = at; }, stop(at) { sound[2] = at; } };
    }
  };
})()"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as opened:
        yield opened


def opened(browser: Browser, office: Office, lang: str = "vi") -> Page:
    page = browser.page(f"{office.address}/board?lang={lang}", width=1920, height=1080)
    page.wait_for("document.querySelector('#state').dataset.state === 'live'")
    return page


def rest(office: Office, counter: str, state: str) -> None:
    body = {"state": state, "reason": "" if state == "open" else "break"}
    answer = office.clerk(counter).post(f"/v1/counters/{counter}/state", json=body)
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    ("lang", "paused"),
    [
        ("vi", "Tạm nghỉ: quầy Pausing: counter 1, 4"),
        ("en", "Pausing: counter Tạm nghỉ: quầy 1, 4"),
    ],
)
def test_counters_that_rest_are_told_and_forgotten_when_they_open(
    browser: Browser, office: Office, lang: str, paused: str
) -> None:
    page = opened(browser, office, lang)
    assert page.evaluate("document.querySelector('#resting').hidden")
    for counter, state in (("1", "paused"), ("2", "closed"), ("3", "open"), ("4", "paused")):
        rest(office, counter, state)
    page.wait_for("document.querySelector('#paused-numbers').innerText === '1, 4'")
    page.wait_for("!document.querySelector('#closed').hidden")
    fits(page)
    assert page.text("#paused") == paused
    closed = {"Đã đóng: quầy", "Closed: counter", "2"}
    assert all(part in page.text("#closed") for part in closed)
    for counter in ("1", "4"):
        rest(office, counter, "open")
    page.wait_for("document.querySelector('#paused').hidden")
    assert not page.evaluate("document.querySelector('#resting').hidden")
    rest(office, "2", "open")
    page.wait_for("document.querySelector('#resting').hidden")
    assert page.complaints() == []


def test_calls_that_come_together_chime_one_after_another(browser: Browser, office: Office) -> None:
    page = opened(browser, office)
    page.evaluate(LISTEN)
    for _ in range(6):
        office.number("chung_thuc", "2.000815")
    clerks = [(office.clerk(counter), counter) for counter in ("1", "5")]

    def call(clerk_at: int) -> None:
        clerk, counter = clerks[clerk_at]
        assert clerk.post(f"/v1/counters/{counter}/next", json={}).status_code == 200
        page.wait_for(f"document.querySelector('#hero-counter').innerText === {counter!r}")

    call(0)
    assert page.evaluate("heard") == [], "no browser lets a page sound unasked"
    page.click("#sound")
    page.wait_for("document.querySelector('#sound').hidden")
    page.wait_for("heard.length === 2")
    first, second = page.evaluate("heard")
    assert first[0] > second[0] > 200
    assert first[1] == 0 < second[1]
    call(1)
    page.wait_for("heard.length === 4")
    call(0)
    page.wait_for("heard.length === 6")
    chimes = page.evaluate("[0, 2, 4].map((one) => [heard[one][1], heard[one + 1][2]])")
    assert all(end <= start for (_, end), (start, _) in pairwise(chimes))
    call(1)
    assert page.evaluate("heard.length") == 6, "a crowd of calls does not ring on for long"
    assert page.complaints() == []
