"""The administrator's page, signing in, whose account a console shows: in a real browser, if there is one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kiosk.contract.officer import FIRST_DAY, Permission
from kiosk.hub.store.records import AssignmentRecord, OfficerRecord
from tests.clients import client
from tests.officers import CODE, hire, sign_in
from tests.web.browsing import log_in
from tests.web.office import Office, open_office
from tests.web.test_web_browser import CLIPPED, OFF_SCREEN, SMALL
from ui.demo.pages import Browser, Page, installed

pytestmark = pytest.mark.skipif(installed() is None, reason="chromium is not installed")
DAY = date(2026, 11, 23)
UNNAMED = """[...document.querySelectorAll("input, select, button, a, dialog")]
  .filter((e) => e.checkVisibility())
  .filter((e) => !(e.labels?.length || e.ariaLabel || e.ariaLabelledByElements || e.innerText?.trim()))
  .map((e) => `${e.tagName}#${e.id}`)"""
FACTS = """(() => {
  const set = (id, value) => { document.querySelector(id).value = value; };
  set("#name", "Nguyễn Thị Lan MẪU");
  set("#login", "lan");
  set("#skills", "en, sign_language en");
  for (const one of ["serve", "receive"]) document.querySelector(`[value=${one}]`).click();
  set("#assignments [name=first]", "2026-11-23");
  set("#assignments [name=last]", "2026-12-31");
  set("#assignments [name=counter]", "3");
})()"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as opened:
        hire(opened.hub, "QT", {Permission.ADMINISTER}, name="Quản trị")
        yield opened


def cookies(office: Office, login: str) -> dict[str, str]:
    with client(office.address) as browser:
        assert sign_in(browser, login).status_code == 201
        return dict(browser.cookies)


def administering(browser: Browser, office: Office, lang: str = "vi", width: int = 1366) -> Page:
    """The administrator opens the page of the officers."""
    address = f"{office.address}/counter/officers?lang={lang}"
    page = browser.page(address, width=width, height=844, cookies=cookies(office, "QT"))
    page.wait_for("document.querySelectorAll('#officers > li').length > 0")
    return page


def fits(page: Page) -> None:
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate(OFF_SCREEN) == []
    assert page.evaluate(SMALL % (24, 24)) == []
    assert page.evaluate(UNNAMED) == []


def officer(office: Office, login: str) -> OfficerRecord:
    found = office.hub.store.read(lambda reading: reading.officers.by_login(login))
    assert found is not None
    return found


def test_the_administrator_makes_an_account_and_its_code_and_the_officer_serves(
    browser: Browser, office: Office
) -> None:
    page = administering(browser, office)
    page.click("#add")
    page.wait_for("document.querySelector('#edit').open")
    page.evaluate(FACTS)
    page.click("#edit-form [type=submit]")
    page.wait_for("document.querySelector('#told').innerText.includes('Đã lưu Nguyễn Thị Lan MẪU.')")
    assert officer(office, "lan") == OfficerRecord(
        "lan",
        "Nguyễn Thị Lan MẪU",
        frozenset({Permission.SERVE, Permission.RECEIVE}),
        frozenset({"en", "sign_language"}),
        (AssignmentRecord(office.hub.centre.code, DAY, date(2026, 12, 31), "3"),),
    )
    row = "document.querySelector('[data-key=edit-lan]').closest('li').innerText"
    shown = str(page.evaluate(row)).split("\n")
    assert shown[0] == "Nguyễn Thị Lan MẪU lan"
    assert {"Phục vụ", "Tiếp nhận hồ sơ", "en", "sign_language", "chưa có mã"} <= set(shown)
    assert "Quầy 3 · 23/11/2026 – 31/12/2026" in shown
    page.click("[data-key=code-lan]")
    page.click("#code-make")
    page.wait_for("!document.querySelector('#made-code').hidden")
    code = page.text("#made-code")
    page.click("#code-close")
    page.wait_for(f"!{row}.includes('chưa có mã')")
    assert page.text("#made-code") == ""
    assert page.complaints() == []
    with client(office.address) as lan:
        assert sign_in(lan, "lan", code).json()["counters"] == ["3"]


def test_an_account_is_changed_and_closed_and_a_clash_is_told(browser: Browser, office: Office) -> None:
    hire(office.hub, "lan", {Permission.SERVE}, name="Lan MẪU")
    page = administering(browser, office, "en")
    page.click("[data-key=edit-lan]")
    page.wait_for("document.querySelector('#edit').open")
    assert page.text("#edit-title") == "Change Lan MẪU"
    page.evaluate("document.querySelector('#closed').click()")
    page.evaluate("document.querySelector('#assignments button').click()")
    page.click("#edit-form [type=submit]")
    page.wait_for("document.querySelector('#told').innerText === 'Lan MẪU is saved.'")
    changed = officer(office, "lan")
    assert (changed.closed, changed.assignments, changed.version) == (True, (), 2)
    assert page.evaluate("document.querySelector('[data-key=code-lan]')") is None
    page.click("[data-key=edit-lan]")
    hire(office.hub, "lan", {Permission.SERVE}, name="Lan khác MẪU")  # as version 1, from elsewhere
    page.click("#edit-form [type=submit]")
    page.wait_for("!document.querySelector('#edit-problem').hidden")
    assert page.text("#edit-problem").startswith("Somebody else has just changed this account.")


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("width", [1366, 390])
def test_the_page_and_its_windows_fit_a_pc_and_a_phone(
    browser: Browser, office: Office, lang: str, width: int
) -> None:
    centre = office.hub.centre.code
    days = [AssignmentRecord(centre, DAY, date(2026, 12, 31), "3"), AssignmentRecord(centre, FIRST_DAY)]
    hire(
        office.hub,
        "lan",
        Permission,
        name="Nguyễn Hoàng Thục Đoan Trang Thạch Sa Rương MẪU",
        assignments=days,
    )
    page = administering(browser, office, lang, width)
    fits(page)
    for opens, window in (("[data-key=edit-lan]", "edit"), ("[data-key=code-lan]", "code")):
        page.click(opens)
        page.wait_for(f"document.querySelector('#{window}').open")
        fits(page)
        page.evaluate(f"document.querySelector('#{window}').close()")
    assert page.complaints() == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_who_may_not_is_led_to_the_sign_in_and_on_to_the_page(
    browser: Browser, office: Office, lang: str
) -> None:
    address = f"{office.address}/counter/officers?lang={lang}"
    page = browser.page(address, width=390, height=844, cookies=cookies(office, "CB1"))
    page.wait_for("!document.querySelector('#who').hidden")
    assert "CB1" in page.text("#who")
    fits(page)
    page.type("QT")
    page.press("Tab")
    page.type("wrong-code")
    page.press("Enter")
    page.wait_for("!document.querySelector('#login-problem').hidden")
    page.type(CODE)
    assert page.evaluate("new URL(document.URL).searchParams.get('next')") == "/counter/officers"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_console_shows_whose_account_it_is_and_that_it_is_open_elsewhere(
    browser: Browser, office: Office, lang: str
) -> None:
    hire(office.hub, "CB3", name="Trần Thị MẪU")
    page = log_in(browser, office, lang=lang)
    assert page.text("#officer-name") == "Trần Thị MẪU"
    assert page.evaluate("document.querySelector('#elsewhere').hidden")
    with client(office.address, headers={"X-Motcua": "1"}) as elsewhere:
        assert sign_in(elsewhere, "CB3").status_code == 201
        page.wait_for("!document.querySelector('#elsewhere').hidden")
        assert "09:00" in page.text("#elsewhere-word")
        assert page.evaluate(CLIPPED) == []
        page.click("#leave-elsewhere")
        page.wait_for("document.querySelector('#elsewhere').hidden")
        assert elsewhere.get("/v1/session").status_code == 401


def test_an_officer_changes_the_own_code(browser: Browser, office: Office) -> None:
    hire(office.hub, "lan", {Permission.SERVE}, name="Nguyễn Thị Lan MẪU")
    address = f"{office.address}/counter/account?lang=vi"
    page = browser.page(address, width=390, height=844, cookies=cookies(office, "lan"))
    page.wait_for("document.querySelector('#permits').innerText !== ''")
    assert page.text("#name") == "Nguyễn Thị Lan MẪU"
    assert page.text("#permits") == "Bạn được: Phục vụ. Hôm nay: Mọi quầy."
    fits(page)

    def change(old: str, new: str, again: str) -> str:
        page.evaluate("document.querySelector('#code-told').hidden = true")
        for id, text in (("old", old), ("new", new), ("again", again)):
            page.evaluate(f"document.querySelector('#{id}').value = {text!r}")
        page.click("#own-code [type=submit]")
        page.wait_for("!document.querySelector('#code-told').hidden")
        return page.text("#code-told")

    assert change(CODE, "bốn mùa xuân", "bốn mùa hạ") == "Hai mã mới không giống nhau."
    assert change(CODE, "aaaabbbb", "aaaabbbb") == "Mã này quá dễ đoán."
    assert change("x" * 8, "bốn mùa xuân", "bốn mùa xuân") == "Sai tên cán bộ hoặc mã."
    assert change(CODE, "bốn mùa xuân", "bốn mùa xuân") == "Đã đổi mã. Các nơi khác bị đăng xuất."
    assert page.evaluate("document.querySelector('#old').value") == ""
    with client(office.address) as lan:
        assert sign_in(lan, "lan").status_code == 401
        assert sign_in(lan, "lan", "bốn mùa xuân").status_code == 201


def test_a_counter_that_is_not_ones_own_does_not_open(browser: Browser, office: Office) -> None:
    at_fifth = AssignmentRecord(office.hub.centre.code, DAY, None, "5")
    hire(office.hub, "lan", {Permission.SERVE}, assignments=[at_fifth])
    page = browser.page(f"{office.address}/counter/3?lang=vi", cookies=cookies(office, "lan"))
    page.wait_for("!document.querySelector('#login-problem').hidden")
    assert page.text("#login-problem") == (
        "Hôm nay tài khoản của bạn không làm việc tại quầy này. Quầy của bạn: 5."
    )
    assert page.evaluate("document.querySelector('#work').hidden")


def test_a_console_shows_what_the_account_permits(browser: Browser, office: Office) -> None:
    office.hand_in(office.number()["id"])
    hire(office.hub, "CB3", {Permission.SERVE})
    page = log_in(browser, office)
    page.wait_for("!document.querySelector('#work').hidden")
    page.press("n")
    page.wait_for("document.querySelector('#current-number').innerText === 'H 001'")
    shown = page.evaluate("[...document.querySelectorAll('#dossier .others a')].map((one) => one.id)")
    assert {"account"} <= set(shown)
    assert not {"register", "ratings", "figures", "officers"} & set(shown)
    assert page.evaluate("document.querySelector('#dossier .decision-bar')") is None
    hire(office.hub, "CB3", {Permission.SERVE, Permission.RECEIVE})
    page = log_in(browser, office)
    page.wait_for("document.querySelector('#do-accept')")
    assert page.evaluate("document.querySelector('#do-refuse')") is None
    assert page.complaints() == []
