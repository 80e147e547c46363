"""Answers that come late, made late on purpose, in a real browser (skipped without Chromium)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.browsing import log_in
from tests.web.office import Office, open_office
from ui.demo.pages import Browser, installed

pytestmark = pytest.mark.skipif(installed() is None, reason="chromium is not installed")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as opened:
        yield opened


def test_a_look_begun_before_the_decision_does_not_undo_it(browser: Browser, office: Office) -> None:
    """Its answer comes late, with the dossier as it was."""
    office.hand_in(office.number()["id"])
    page = log_in(browser, office)
    page.press("n")
    page.wait_for("document.querySelector('#do-accept')")
    page.evaluate("""(() => {
      const ask = window.fetch;
      const held = new Promise((go) => { window.release = go; });
      window.fetch = async (path, ...more) => {
        const answer = await ask(path, ...more);
        const late = String(path).startsWith('/v1/dossiers/') && !String(path).includes('/decision');
        if (late && !window.waits) { window.waits = true; await held; window.came = true; }
        return answer;
      };
    })()""")
    page.press("r")  # the look that follows is on its way
    page.wait_for("window.waits && !document.body.classList.contains('busy')")
    page.press("a")
    page.wait_for("document.querySelector('#decide').open")
    page.press("Enter")
    page.wait_for("document.querySelector('#print')")
    page.evaluate("""(() => {
      const look = () => { window.undone ||= !document.querySelector('#print'); };
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
      release();
    })()""")
    page.wait_for("window.came")
    page.evaluate("new Promise((done) => setTimeout(done, 300))")
    assert not page.evaluate("Boolean(window.undone)"), "the receipt stays, at every moment"


def test_a_board_shows_the_newest_answer_whichever_comes_last(browser: Browser, office: Office) -> None:
    first, second = office.number(), office.number()
    board = browser.page(f"{office.address}/board", width=1920, height=1080)
    board.wait_for("document.querySelector('#state').dataset.state === 'live'")
    clerk = office.clerk("3")
    board.evaluate("""(() => {
      const ask = window.fetch;
      const held = new Promise((go) => { window.release = go; });
      window.fetch = async (path, ...more) => {
        const answer = await ask(path, ...more);
        const late = String(path).startsWith('/v1/board') && !window.waits;
        if (late) { window.waits = true; await held; window.came = true; }
        return answer;
      };
    })()""")
    clerk.post("/v1/counters/3/call", json={})
    board.wait_for("window.waits")
    clerk.post("/v1/counters/3/finish", json={})
    clerk.post("/v1/counters/3/call", json={})
    board.wait_for(f"document.querySelector('#hero-number').textContent === {second['number']!r}")
    board.wait_for("document.querySelector('#waiting').innerText.match(/\\b1\\b/) === null")
    board.evaluate(f"""(() => {{
      const hero = document.querySelector('#hero-number');
      const look = () => {{ window.old ||= hero.textContent === {first["number"]!r}; }};
      new MutationObserver(look).observe(hero, {{ childList: true, subtree: true, characterData: true }});
      release();
    }})()""")
    board.wait_for("window.came")
    board.evaluate("new Promise((done) => setTimeout(done, 300))")
    assert not board.evaluate("Boolean(window.old)")
