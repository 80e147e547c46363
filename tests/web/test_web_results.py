"""Result, handing out and fee at the console by keyboard; what the citizen's page and the day's fees say
(skipped without Chromium)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.contract.officer import Permission
from kiosk.dossier.model import Dossier
from tests.officers import hire
from tests.web.browsing import log_in
from tests.web.office import Office, open_office
from ui.demo.pages import Browser, Page, installed

pytestmark = pytest.mark.skipif(installed() is None, reason="chromium is not installed")

NOTED = "[...document.querySelectorAll('.part-steps .history > li')].map((e) => e.innerText.split('\\n')[0])"
OFFERED = "[...document.querySelectorAll('.part-steps .others button')].map((e) => e.id)"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as opened:
        hire(opened.hub, "CB3", set(Permission), name="Trần Thị MẪU")
        yield opened


def accepted(office: Office) -> Dossier:
    dossier = office.hand_in(office.number()["id"])
    done = office.clerk("3").post(f"/v1/dossiers/{dossier.id}/decision", json={"kind": "accept"})
    assert done.status_code == 201
    return dossier


def at_the_dossier(browser: Browser, office: Office, lang: str = "vi", width: int = 1366) -> Page:
    page = log_in(browser, office, lang=lang, width=width)
    page.press("n")
    page.wait_for("document.querySelector('.part-steps')")
    return page


def told(page: Page, sentence: str) -> None:
    page.wait_for(f"document.querySelector('#told').innerText === {sentence!r}")


def test_fee_result_and_handing_out_take_a_key_each(browser: Browser, office: Office) -> None:
    dossier = accepted(office)
    page = at_the_dossier(browser, office)
    assert page.evaluate(OFFERED) == ["step-ready", "step-fee"]
    page.press("l")
    page.wait_for("document.querySelector('#fee-ask').open")
    page.wait_for("document.activeElement.id === 'fee-amount'")
    page.press("Enter")  # nothing is typed yet
    assert page.evaluate("document.querySelector('#fee-ask').open")
    page.type("8.000")
    page.press("Enter")
    told(page, "Đã ghi: đã thu phí, lệ phí.")
    page.wait_for(f"{NOTED}.length === 1")
    page.press("d")
    told(page, "Đã ghi: có kết quả. Trang tra cứu của người dân đã báo.")
    page.wait_for(f"{OFFERED}.join() === 'step-handed_out'")
    page.press("b")
    page.wait_for("document.querySelector('#hand-out-ask').open")
    page.press("2")
    told(page, "Đã ghi: đã trả kết quả.")
    page.wait_for(f"{NOTED}.length === 3")
    at = "09:00, 23/11/2026 · Trần Thị MẪU"
    assert page.evaluate(NOTED) == [
        f"{at} · Đã thu phí, lệ phí · 8.000 đồng, tiền mặt",
        f"{at} · Đã có kết quả",
        f"{at} · Đã trả kết quả · người được ủy quyền",
    ]
    assert page.text(".dossier-head .chip") == "đã trả kết quả"
    assert page.complaints() == []

    phone = browser.page(f"{office.address}/d/{dossier.token}", width=360, height=780)
    rows = phone.evaluate("[...document.querySelectorAll('.rows > div')].map((e) => e.innerText)")
    assert [row.split("\n")[0] for row in rows][-5:-1] == [
        *("Đã nộp phí, lệ phí", "Đã có kết quả", "Đã trả kết quả", "Mã trên phiếu"),
    ]
    assert "8.000 đồng, tiền mặt · 09:00, 23/11/2026" in rows[-5]
    assert "cho người được ủy quyền · 09:00, 23/11/2026" in rows[-3]
    assert "MẪU" not in phone.text("main")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_step_is_taken_back_and_reloading_keeps_what_stands(browser: Browser, office: Office) -> None:
    accepted(office)
    page = at_the_dossier(browser, office, lang="en")
    page.press("d")
    page.wait_for(f"{NOTED}.length === 1")
    page.click("[data-key=back-ready]")
    told(page, "Taken back; both stay on record.")
    page.wait_for("document.querySelector('.part-steps .ended s')")
    assert page.evaluate(OFFERED) == ["step-ready", "step-fee"]
    page.press("b")  # nothing can be handed out yet
    assert not page.evaluate("document.querySelector('#hand-out-ask').open")
    page.goto(f"{office.address}/counter/3?lang=en")
    page.wait_for("document.querySelector('.part-steps .ended')")
    assert page.text(".part-steps .ended") == (
        "09:00, 23/11/2026 · Trần Thị MẪU · Result ready\n\ntaken back 09:00, 23/11/2026 · Trần Thị MẪU"
    )


def test_the_fees_of_the_day_follow_what_is_noted(browser: Browser, office: Office) -> None:
    dossier = accepted(office)
    page = log_in(browser, office)
    page.wait_for("document.querySelector('#cash')")
    page.goto(f"{office.address}/counter/cash")
    page.wait_for("document.querySelector('#cash-told').innerText === 'Ngày này chưa thu khoản nào.'")
    clerk = office.clerk("3")
    paid = {"amount": 8000, "paid_by": "transfer"}
    assert clerk.post(f"/v1/dossiers/{dossier.id}/fee", json=paid).status_code == 201
    page.wait_for("document.querySelectorAll('#fees tr').length === 1")
    assert page.text("#cash-told") == "23/11/2026: 0 đồng tiền mặt, 8.000 đồng chuyển khoản."
    assert clerk.post(f"/v1/dossiers/{dossier.id}/steps/fee/back", json={}).status_code == 200
    page.wait_for("document.querySelectorAll('#fees tr').length === 2")
    assert "-8.000 đồng" in page.text("#fees tr:last-child")
    assert "đã hoàn lại" in page.text("#fees tr:last-child")
    assert page.text("#officers") == "Trần Thị MẪU\t0 đồng\t0 đồng"
    assert page.evaluate("document.querySelector('#table').href").endswith("day=2026-11-23")
    assert page.complaints() == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_list_says_in_words_how_long_is_left_to_answer(
    browser: Browser, office: Office, lang: str
) -> None:
    office.hand_in(None)
    office.clock.advance(9 * 3600)
    office.hand_in(None, "K1-261123-0002")
    page = log_in(browser, office, lang=lang)
    page.wait_for("document.querySelectorAll('.dossiers .chip').length === 2")
    chips = "[...document.querySelectorAll('.dossiers .chip')].map((e) => [e.className, e.innerText])"
    left = {"vi": "còn 8 giờ 0 phút làm việc", "en": "8 h 0 min of office hours left"}[lang]
    assert page.evaluate(chips) == [["chip ", left], ["chip ", left]]
    page.click(".dossiers .row")
    page.wait_for("document.querySelector('.dossier-head')")
    answer_by = {"vi": "trả lời trước 17:00, 25/11/2026", "en": "answer by 17:00, 25/11/2026"}[lang]
    assert answer_by in page.text(".dossier-head")
    assert page.complaints() == []
