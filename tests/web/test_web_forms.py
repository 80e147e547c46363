"""Forms at the console, in a real browser (skipped without Chromium)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.browsing import log_in
from tests.web.office import Office, open_office
from ui.demo.pages import Browser, Page, installed

pytestmark = pytest.mark.skipif(installed() is None, reason="chromium is not installed")

WATCHED = """(() => {
  window.made = [];
  const real = URL.createObjectURL;
  URL.createObjectURL = (blob) => { window.made.push([blob.type, blob.size]); return real(blob); };
})()"""
FORMS = "[...document.querySelectorAll('.part-forms a, .part-forms button')].map((e) => e.id)"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as opened:
        yield opened


def at_the_dossier(browser: Browser, office: Office, *, accepted: bool, lang: str = "vi") -> Page:
    """The clerk has called the number; its dossier is beside it."""
    dossier = office.hand_in(office.number()["id"])
    if accepted:
        done = office.clerk("3").post(f"/v1/dossiers/{dossier.id}/decision", json={"kind": "accept"})
        assert done.status_code == 201
    page = log_in(browser, office, lang=lang)
    page.press("n")
    page.wait_for("document.querySelector('.part-forms')")
    return page


def test_the_declaration_opens_beside_the_console(browser: Browser, office: Office) -> None:
    page = at_the_dossier(browser, office, accepted=False)
    assert page.evaluate(FORMS) == ["form-declaration", "form-06"]
    address = page.evaluate("document.querySelector('#form-declaration').href")
    assert page.evaluate("document.querySelector('#form-declaration').target") == "_blank"
    answer = office.clerk("3").get(address.removeprefix(office.address))
    assert answer.headers["content-type"] == "application/pdf"
    assert page.text("#form-declaration") == "Tờ khai"


def test_an_apology_asks_for_the_reason_names_what_is_wrong_and_hands_a_pdf(
    browser: Browser, office: Office
) -> None:
    page = at_the_dossier(browser, office, accepted=True)
    page.evaluate(WATCHED)
    page.click("#form-04")
    page.wait_for("document.querySelector('#form-ask').open")
    page.wait_for("document.activeElement.id === 'form-reason'")
    page.type("Chờ nơi khác xác minh.")
    page.evaluate("document.querySelector('#form-day').value = '2026-11-23'")
    page.click("#form-send")
    page.wait_for("!document.querySelector('#form-problem').hidden")
    assert page.text("#form-problem") == "Ngày hẹn mới phải sau ngày đã hẹn và sau hôm nay."
    assert page.evaluate("window.made") == []
    page.evaluate("document.querySelector('#form-day').value = '2026-11-30'")
    page.click("#form-send")
    page.wait_for("window.made.length === 1")
    ((kind, size),) = page.evaluate("window.made")
    assert kind == "application/pdf"
    assert size > 10_000
    page.wait_for("!document.querySelector('#form-ask').open")
    assert [one for one in page.complaints() if "422" not in one] == []


def test_a_stop_asks_for_no_day_and_nothing_of_the_last_one_stays(browser: Browser, office: Office) -> None:
    page = at_the_dossier(browser, office, accepted=True, lang="en")
    page.click("#form-04")
    page.wait_for("document.querySelector('#form-ask').open")
    page.type("a secret")
    page.click("#form-cancel")
    page.wait_for("!document.querySelector('#form-ask').open")
    page.wait_for("document.querySelector('#form-reason').value === ''")
    assert page.evaluate("document.querySelector('#form-what').textContent") == ""
    page.click("#form-05")
    page.wait_for("document.querySelector('#form-ask').open")
    assert page.evaluate("document.querySelector('#form-reason').value") == ""
    assert page.evaluate("document.querySelector('#form-day-part').hidden")


def test_the_days_register_is_offered_where_no_dossier_is_open(browser: Browser, office: Office) -> None:
    page = log_in(browser, office)
    page.wait_for("document.querySelector('#register')")
    assert page.evaluate("document.querySelector('#register').href").endswith("/v1/register")
    assert office.clerk("3").get("/v1/register").headers["content-type"] == "application/pdf"
