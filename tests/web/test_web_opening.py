"""An officer opens a dossier for somebody who brings the papers to the counter (skipped without Chromium)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.web.browsing import log_in
from tests.web.office import GRANDMOTHER, HER_NUMBER, Office, open_office
from ui.demo.pages import Browser, BrowserError, Page, installed

pytestmark = pytest.mark.skipif(installed() is None, reason="chromium is not installed")

CARD = f"{HER_NUMBER}||{GRANDMOTHER}|08031957|Nữ|12/3 đường Lê Lợi MẪU, khu phố 4|02032022"
# A camera gives the page a picture as this does: a file, and word that there is one.
PHOTOGRAPHS = """((canvas, input) => {
  canvas.getContext('2d').fillRect(0, 0, 9, 9);
  const written = atob(canvas.toDataURL('image/jpeg').split(',')[1]);
  const bytes = Uint8Array.from(written, (one) => one.charCodeAt(0));
  const taken = new DataTransfer();
  taken.items.add(new File([bytes], 'page.jpg', { type: 'image/jpeg' }));
  input.files = taken.files;
  input.dispatchEvent(new Event('change'));
})(document.createElement('canvas'), document.querySelector('#papers input[type=file]'))"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as opened:
        yield opened


def comes_to(page: Page, condition: str) -> None:
    """Another page comes, and then this is so: who looks while the page changes looks once more."""
    with suppress(BrowserError):
        page.wait_for(condition, 2)
    page.wait_for(condition)


def choose(page: Page, selector: str, value: str) -> None:
    page.evaluate(
        f"((choice) => {{ choice.value = '{value}'; choice.dispatchEvent(new Event('change')); }})"
        f"(document.querySelector('{selector}'))"
    )


def test_a_card_is_scanned_a_paper_photographed_and_the_dossier_is_at_the_console(
    browser: Browser, office: Office
) -> None:
    page = log_in(browser, office)
    page.press("w")
    comes_to(page, "document.querySelectorAll('#procedure option').length > 1")
    choose(page, "#procedure", "1.001193")
    page.wait_for("document.querySelector('[data-key=card-requester]')")
    choose(page, "[data-key=answer-relation]", "grandparent")
    page.wait_for("document.querySelector('#person-mother')")
    page.click("[data-key=card-requester]")
    page.type(CARD[:20])
    for relation in ("mother", "grandparent"):
        page.evaluate("document.querySelector('[data-key=card-requester]').isOld = true")
        choose(page, "[data-key=answer-relation]", relation)
        page.wait_for("!document.querySelector('[data-key=card-requester]').isOld")
    page.type(CARD[20:])
    page.press("Enter")
    page.wait_for(f"document.querySelector('[data-key=requester-name]').value === '{GRANDMOTHER}'")
    assert page.evaluate("document.querySelector('[data-key=requester-birth_date]').value") == "08/03/1957"
    page.evaluate("document.querySelector('#papers input[type=checkbox]').isOld = true")
    page.click("#papers input[type=checkbox]")
    page.wait_for("(({ checked, isOld }) => checked && !isOld)(document.activeElement)")
    page.evaluate(PHOTOGRAPHS)
    page.wait_for("document.querySelector('#papers').innerText.includes('1 trang')")
    page.click("[data-key=requester-phone]")
    page.type("12")
    page.click("#consent")
    page.click("#send")
    page.wait_for("document.querySelector('#problem').innerText.includes('Số điện thoại: ')")
    page.evaluate(
        "const phone = document.querySelector('[data-key=requester-phone]');"
        "phone.value = ''; phone.dispatchEvent(new Event('input'))"
    )
    page.click("#send")
    comes_to(page, "document.querySelector('#dossier').innerText.includes('QUAY3-261123-0001')")
    shown = page.evaluate("document.querySelector('#dossier').innerText")
    assert GRANDMOTHER in shown
    assert "Đã chụp tại quầy" in shown
    assert page.evaluate("document.querySelector('#current-number').innerText") == "H 001"
    assert [one for one in page.complaints() if "422" not in one] == [], "but for the refusal"
