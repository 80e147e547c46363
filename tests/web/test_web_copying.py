"""Nothing is typed twice: the grandmother's dossier goes into the portal's form by copying, and the portal's
code comes back, in a real browser whose strokes are counted (skipped without Chromium)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.web.browsing import log_in
from tests.web.office import Office, open_office
from ui.demo.pages import Browser, Page, installed

pytestmark = pytest.mark.skipif(installed() is None, reason="chromium is not installed")

CODE = "H29.26740-261123-0007"
TAKEN = "H29.26740-261123-0008"
CONTROL = 2
TAB, TO_AND_FRO = 1, 2
STROKES = (70, 296)
"""By copying, and by typing it all again."""
TYPED = [
    *("Trần Thị MẪU", "08/03/1957", "079157000123", "0900000001"),
    *("12/3 đường Lê Lợi MẪU, khu phố 4, Thành phố Hồ Chí Minh",),
    *("Nguyễn Hoàng Thục Đoan Trang Thạch Sa Rương MẪU", "02/11/2026", "H'Yen Niê MẪU", "11/1992"),
    *("066192000003", "Thạch Sa Rương MẪU", "1990"),
]
"""What the portal's form takes of the grandmother's dossier, in its order."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as opened:
        yield opened


def strokes_to_type(text: str) -> int:
    """Telex: a stroke for each letter, one more for each mark, two for đ. What is pressed at once, as Shift
    with a letter, is one stroke here and everywhere below."""
    return len(unicodedata.normalize("NFD", text)) + sum(letter in "đĐ" for letter in text)


@dataclass
class Hands:
    """Presses keys at the console and in the portal's form, and counts the strokes."""

    console: Page
    portal: Page
    strokes: int = 0

    def at_console(self, key: str) -> None:
        self.strokes += 1
        self.console.press(key)

    def switch_to(self, page: Page) -> None:
        """Alt+Tab."""
        self.strokes += 1
        page._ask("Page.bringToFront")

    def paste(self) -> None:
        """Ctrl+V."""
        self.strokes += 1
        self.portal._ask(
            "Input.dispatchKeyEvent",
            type="rawKeyDown",
            code="KeyV",
            key="v",
            windowsVirtualKeyCode=86,
            modifiers=CONTROL,
            commands=["paste"],
        )

    def tab(self) -> None:
        self.strokes += 1
        self.portal.press("Tab")


def the_portal(browser: Browser, office: Office, fields: int) -> Page:
    """A form of as many fields, at another page."""
    page = browser.page(f"{office.address}/board")
    page.evaluate(
        f"""(() => {{
          const inputs = Array.from({{length: {fields}}}, () => document.createElement("input"));
          document.body.replaceChildren(...inputs);
          inputs[0].focus();
        }})()"""
    )
    return page


def at_the_dossier(browser: Browser, office: Office, lang: str = "vi", width: int = 1366) -> Page:
    page = log_in(browser, office, lang=lang, width=width)
    page.press("n")
    page.wait_for("document.querySelector('.part-copying')")
    return page


def test_copying_takes_at_most_a_quarter_of_the_strokes_of_typing_it_again(
    browser: Browser, office: Office
) -> None:
    dossier = office.hand_in(office.number()["id"])
    console = at_the_dossier(browser, office)
    fields = office.clerk("3").get(f"/v1/dossiers/{dossier.id}").json()["dossier"]["portal_fields"]
    typed = [one["value"] for one in fields if one["typed"]]
    assert typed == TYPED
    hands = Hands(console, the_portal(browser, office, len(typed)))
    hands.console._ask("Page.bringToFront")
    for at, one in enumerate(fields):
        if one["typed"]:
            hands.at_console("c")
            said = f"Đã chép {at + 1}/{len(fields)}:"
            console.wait_for(f"document.querySelector('#told').innerText.startsWith({said!r})")
            hands.switch_to(hands.portal)
            hands.paste()
            hands.tab()
            hands.switch_to(console)
    assert hands.portal.evaluate("[...document.querySelectorAll('input')].map((one) => one.value)") == typed
    # What is picked from a list takes a letter and Tab either way.
    picked = 2 * (len(fields) - len(typed))
    # Who types reads a field at the console and goes back to the portal, at the same screen as who copies.
    again = picked + sum(strokes_to_type(value) + TAB + TO_AND_FRO for value in typed)
    assert (hands.strokes + picked, again) == STROKES
    assert hands.strokes + picked <= 0.25 * again
    assert console.complaints() == []


def test_any_field_is_copied_by_itself_all_at_once_and_a_reload_keeps_the_place(
    browser: Browser, office: Office
) -> None:
    office.hand_in(office.number()["id"])
    page = at_the_dossier(browser, office, lang="en")
    page.press("c")
    page.wait_for("document.querySelector('.field.next').dataset.key === 'field-requester.birth_date'")
    page.goto(f"{office.address}/counter/3?lang=en")
    page.wait_for("document.querySelector('.field.next')?.dataset.key === 'field-requester.birth_date'")
    page.click("[data-key='field-child.name']")
    page.wait_for("document.querySelector('.field.next').dataset.key === 'field-child.birth_date'")
    page.press("y")
    page.wait_for("document.querySelector('#told').innerText === 'Copied all 17 fields as lines.'")
    page.evaluate(
        "(() => { const one = document.createElement('textarea'); one.id = 'paper'; "
        "document.querySelector('#dossier').append(one); one.focus(); })()"
    )
    Hands(page, page).paste()
    lines = page.evaluate("document.querySelector('#paper').value").split("\n")
    assert len(lines) == 17
    assert lines[0] == "Person applying · Full name: Trần Thị MẪU"
    assert lines[2] == "Person applying · Sex: Nữ"
    assert "079157000123" not in page.text(".part-copying .fields")
    assert page.complaints() == []


def test_the_portals_code_is_pasted_back_once(browser: Browser, office: Office) -> None:
    other = office.hand_in(None, "K1-261123-0002")
    office.hand_in(office.number()["id"])
    taken = office.clerk("3").post(f"/v1/dossiers/{other.id}/portal-code", json={"code": TAKEN})
    assert taken.status_code == 201
    page = at_the_dossier(browser, office)
    page.press("i")
    page.wait_for("document.activeElement.id === 'code-pasted'")
    for wrong, said in (
        ("H29.26740", "Đây không phải mã của Cổng: đơn vị-ngày-số, ví dụ H29.26740-261123-0001."),
        (TAKEN, "Hồ sơ khác đã có mã này. Hãy xem lại hồ sơ nào đúng."),
    ):
        page.evaluate("document.querySelector('#code-pasted').value = ''")
        page.type(wrong)
        page.press("Enter")
        page.wait_for(f"document.querySelector('#code-problem').innerText === {said!r}")
    page.type(CODE)
    page.press("Enter")
    page.wait_for("!document.querySelector('#code-ask').open")
    page.wait_for("document.querySelector('.part-steps .step')")
    assert CODE in page.text(".part-steps .step")
    assert page.evaluate("document.querySelector('#paste-code')") is None
    page.press("i")
    assert not page.evaluate("document.querySelector('#code-ask').open")
