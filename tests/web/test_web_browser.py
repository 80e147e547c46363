"""The web faces in a real browser (skipped without Chromium): a clerk by keyboard, the board, a phone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.web.browsing import log_in
from tests.web.office import GRANDMOTHER, HER_NUMBER, Office, open_office
from ui.demo import pages
from ui.demo.pages import Browser, Page, installed, picture

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(installed() is None, reason="chromium is not installed"),
]


@pytest.mark.expects_log("a stored page is damaged")
def test_a_page_that_is_damaged_on_the_server_is_told_in_words(browser: Browser, office: Office) -> None:
    office.hand_in(office.number()["id"])
    for page_file in (office.folder / "files").iterdir():
        page_file.write_bytes(page_file.read_bytes()[:-1])
    page = log_in(browser, office)
    page.press("n")
    page.wait_for("document.querySelector('.thumb .muted')")
    assert page.text(".thumb .muted") == "Trang này bị hỏng trên máy chủ. Xin xem bản giấy."


# Everything visible whose content is cut off sideways or does not fit its own box.
CLIPPED = """[...document.querySelectorAll("body *")]
  .filter((e) => e.checkVisibility() && e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1
    && getComputedStyle(e).display !== "inline" && !e.matches("input, textarea, .page-frame"))
  .map((e) => `${e.tagName}#${e.id}.${e.className} ${e.scrollWidth}>${e.clientWidth}`)"""
OFF_SCREEN = """[...document.querySelectorAll("button, a, b, p, h1, h2, li")]
  .filter((e) => e.checkVisibility()).map((e) => [e, e.getBoundingClientRect()])
  .filter(([e, box]) => box.width && (box.right > innerWidth + 1 || box.left < -1))
  .map(([e]) => `${e.tagName}#${e.id} ${e.textContent.slice(0, 30)}`)"""
SMALL = """[...document.querySelectorAll("button, a, input")]
  .filter((e) => e.checkVisibility()).map((e) => [e, e.getBoundingClientRect()])
  .filter(([e, box]) => (box.height < %d || box.width < %d) && e.type !== "checkbox")
  .map(([e, box]) => `${e.id || e.textContent} ${box.width}x${box.height}`)"""
TINY_TEXT = """[...document.querySelectorAll("body *")]
  .filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
  .filter((e) => parseFloat(getComputedStyle(e).fontSize) < %d)
  .map((e) => `${e.tagName}.${e.className} ${getComputedStyle(e).fontSize}`)"""
LOWEST = """Math.max(...[...document.querySelectorAll("main b, main p")]
  .map((e) => e.getBoundingClientRect().bottom))"""
CRAMPED = """[".calls", "aside", ".waiting", ".missed"].filter((selector) => {
  const part = document.querySelector(selector);
  return part.scrollHeight > part.clientHeight + 1;
})"""
TWO_MORE = """(() => {
  const recent = document.querySelector("#recent");
  recent.append(...[...recent.children].slice(0, 2).map((call) => call.cloneNode(true)));
})()"""
PULSES = """(() => {
  const hero = document.querySelector("#hero");
  hero.hidden = false;
  hero.classList.add("new");
  return hero.getAnimations().map((animation) => animation.effect.getTiming().duration);
})()"""
LEFT_OPEN = """[...document.querySelectorAll(".open-items > div")].map((e) => [
  e.querySelector("dt").textContent,
  [...e.querySelectorAll("li")].map((one) => one.textContent).join(", "),
].join(": "))"""
CURRENT = "document.querySelector('#current-number').innerText"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as opened:
        yield opened


def fits(page: Page) -> None:
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate(OFF_SCREEN) == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_clerk_serves_the_grandmother_by_keyboard_alone(
    browser: Browser, office: Office, lang: str
) -> None:
    ticket = office.number()
    dossier = office.hand_in(ticket["id"])
    office.number("chung_thuc", "2.000815")
    office.number("ho_tich", "2.000986")
    office.notice("printer_paper_out")
    page = log_in(browser, office, lang=lang)
    page.wait_for("document.querySelectorAll('#notices li').length === 1")
    fits(page)

    page.press("n")
    page.wait_for(f"{CURRENT} === {ticket['number']!r}")
    page.wait_for("document.querySelector('#do-accept')")
    page.press("r")
    page.wait_for("document.querySelector('#current-times').innerText.includes('2')")
    page.press("f")
    page.wait_for("document.querySelector('#do-accept').classList.contains('strong')")
    assert page.evaluate("document.querySelectorAll('.button.strong').length") >= 1
    assert page.evaluate("[...document.querySelectorAll('#work .strong')].map((e) => e.id)") == ["do-accept"]
    assert page.evaluate("document.querySelectorAll('.thumb img').length") == 2
    assert (
        page.evaluate(LEFT_OPEN)
        == {
            "vi": ["Cháu bé: Giới tính, Nơi sinh", "Mẹ: Địa chỉ", "Hồ sơ: Cần mấy bản sao giấy khai sinh?"],
            "en": [
                "Child: Sex, Place of birth",
                "Mother: Address",
                "The dossier: How many copies do you need?",
            ],
        }[lang]
    )
    fits(page)

    page.press("a")
    page.wait_for("document.querySelector('#decide').open")
    fits(page)
    page.press("Enter")
    page.wait_for("document.querySelector('.receipt-picture img')?.naturalWidth > 300")
    page.wait_for("document.querySelector('.receipt-code img')?.naturalWidth > 100")
    fits(page)
    page.press("f")
    page.wait_for(f"{CURRENT} !== {ticket['number']!r}")
    clerk = office.clerk("3")
    decided = clerk.get(f"/v1/dossiers/{dossier.id}").json()["dossier"]
    assert decided["state"] == "accepted"
    assert decided["decisions"][0]["officer"] == "CB3"
    assert page.complaints() == []
    assert page.evaluate(SMALL % (38, 38)) == []
    assert page.evaluate(TINY_TEXT % 13) == []


def test_space_presses_the_button_that_has_the_focus_and_calls_nobody(
    browser: Browser, office: Office
) -> None:
    office.number()
    office.notice("call_staff")
    page = log_in(browser, office)
    page.wait_for("document.querySelector('#notices button')")
    page.evaluate("document.querySelector('#notices button').focus()")
    page.press("Space")
    page.wait_for("document.querySelector('#notices').textContent.includes('đang tới')")
    page.wait_for("document.querySelectorAll('#notices button').length === 1")
    page.evaluate("document.querySelector('#notices button').focus()")
    page.press("Space")
    page.wait_for("document.querySelector('#notices').hidden")
    page.press("Space")
    page.press("n")
    page.wait_for(f"{CURRENT} === 'H 001'")


def test_typing_a_reference_does_not_call_anybody(browser: Browser, office: Office) -> None:
    office.number()
    dossier = office.hand_in(None, "K1-261123-0042")
    page = log_in(browser, office)
    page.click("#find-reference")
    for key in "nrvf":
        page.press(key)
    assert page.evaluate(CURRENT) == "– –"
    page.evaluate("document.querySelector('#find-reference').value = ''")
    page.type("k1-261123-0042")
    page.press("Enter")
    page.wait_for("document.querySelector('.dossier-head')")
    assert dossier.reference in page.text(".dossier-head")


def test_two_presses_of_next_call_one_number(browser: Browser, office: Office) -> None:
    first, second = office.number(), office.number()
    page = log_in(browser, office)
    page.evaluate(
        """window.calls = 0; const send = window.fetch;
        window.fetch = (...asked) => { calls += asked[0].includes("/call"); return send(...asked); };
        document.querySelector("#next").click(); document.querySelector("#next").click();"""
    )
    page.wait_for(f"{CURRENT} === {first['number']!r}")
    other = office.clerk("5")
    states = {t["number"]: t["state"] for t in other.get("/v1/queue").json()["tickets"]}
    assert states == {first["number"]: "called", second["number"]: "waiting"}
    assert page.evaluate("window.calls") == 1


def test_numbers_of_persons_are_covered_until_they_are_asked_for(browser: Browser, office: Office) -> None:
    office.hand_in(office.number()["id"])
    page = log_in(browser, office)
    page.press("n")
    page.wait_for("document.querySelector('.persons')")
    text = page.text("#dossier")
    assert GRANDMOTHER in text
    assert "079•••••0123" in text
    assert HER_NUMBER not in text
    page.click('[data-key="show-requester"]')
    assert HER_NUMBER in page.text('[data-role="requester"]')
    assert "066192000003" not in page.text("#dossier")
    page.press("h")
    assert HER_NUMBER not in page.text("#dossier")
    assert GRANDMOTHER not in page.evaluate("document.title + location.href")


def test_a_supplement_needs_a_paper_and_a_reason(browser: Browser, office: Office) -> None:
    dossier = office.hand_in(office.number()["id"])
    page = log_in(browser, office)
    page.press("n")
    page.wait_for("document.querySelector('#do-supplement')")
    page.press("s")
    page.wait_for("document.querySelector('#decide').open")
    page.evaluate("document.querySelector('#decide-reason').value = 'Ảnh mờ.'")
    page.click("#decide-send")
    page.wait_for("!document.querySelector('#decide-problem').hidden")
    assert page.text("#decide-problem") == "Xin chọn ít nhất một giấy tờ."
    page.click("#decide-paper-list input")
    page.click("#decide-send")
    page.wait_for("!document.querySelector('#decide').open")
    page.wait_for("document.querySelector('.dossier-head .chip').innerText === 'chờ bổ sung'")
    phone = browser.page(f"{office.address}/d/{dossier.token}", width=360, height=740, phone=True)
    assert "Ảnh mờ." in phone.text("#main")
    fits(phone)


def test_escape_goes_back_and_nothing_is_decided(browser: Browser, office: Office) -> None:
    dossier = office.hand_in(office.number()["id"])
    page = log_in(browser, office)
    page.press("n")
    page.wait_for("document.querySelector('#do-refuse')")
    page.press("x")
    page.wait_for("document.querySelector('#decide').open")
    page.press("Escape")
    page.wait_for("!document.querySelector('#decide').open")
    clerk = office.clerk("3")
    assert clerk.get(f"/v1/dossiers/{dossier.id}").json()["dossier"]["state"] == "waiting_check"


def test_pages_of_a_paper_are_turned_with_the_arrows(browser: Browser, office: Office) -> None:
    office.hand_in(office.number()["id"])
    page = log_in(browser, office)
    page.press("n")
    page.wait_for("document.querySelector('.thumb')")
    page.evaluate("document.querySelector('.thumb').focus()")
    page.press("Enter")
    page.wait_for("document.querySelector('#page-picture').naturalWidth > 1000")
    assert page.text("#page-name").endswith("1/2")
    page.press("ArrowRight")
    assert page.text("#page-name").endswith("2/2")
    page.press("Escape")
    page.wait_for("!document.querySelector('#page-view').open")
    page.wait_for("!document.querySelector('#page-picture').hasAttribute('src')")


def test_logging_out_leaves_nothing_of_the_citizen_in_the_page(browser: Browser, office: Office) -> None:
    office.hand_in(office.number()["id"])
    page = log_in(browser, office)
    page.press("n")
    page.wait_for("document.querySelector('.persons')")
    page.click("#leave")
    page.wait_for("!document.querySelector('#login').hidden")
    assert GRANDMOTHER not in page.evaluate("document.documentElement.outerHTML")


def test_what_the_hub_answers_after_logging_out_is_not_shown(browser: Browser, office: Office) -> None:
    """The dossier was on its way when the clerk left the counter."""
    office.hand_in(office.number()["id"])
    page = log_in(browser, office)
    page.press("n")
    page.wait_for("document.querySelector('.persons')")
    page.evaluate("""(() => {
      const ask = window.fetch;
      const held = new Promise((go) => { window.release = go; });
      window.fetch = async (path, ...more) => {
        const answer = await ask(path, ...more);
        if (String(path).startsWith('/v1/dossiers/')) { window.waits = true; await held; }
        return answer;
      };
    })()""")
    page.press("r")
    page.wait_for("window.waits")
    page.click("#leave")
    page.wait_for("!document.querySelector('#login').hidden")
    page.evaluate(f"""(() => {{
      const look = () => {{ window.seen ||= document.body.textContent.includes('{GRANDMOTHER}'); }};
      new MutationObserver(look).observe(document.body, {{ childList: true, subtree: true }});
      look();
      release();
    }})()""")
    page.evaluate("new Promise((done) => setTimeout(done, 300))")
    assert page.evaluate("window.seen") is False, "not even for a moment"
    assert page.evaluate("document.querySelector('#work').hidden")
    page.evaluate("fetch('/v1/session').then((answer) => { window.status_now = answer.status; })")
    assert page.evaluate("status_now") == 401, "the hub knows it as well"


def test_only_the_receipt_goes_to_the_printer(browser: Browser, office: Office) -> None:
    office.hand_in(office.number()["id"])
    page = log_in(browser, office)
    page.evaluate("window.print = () => { window.printed = true; }")
    page.press("n")
    page.wait_for("document.querySelector('#do-accept')")
    page.press("a")
    page.wait_for("document.querySelector('#decide').open")
    page.press("Enter")
    page.wait_for("document.querySelector('#print')")
    page.press("p")
    page.wait_for("window.printed")
    page._ask("Emulation.setEmulatedMedia", media="print")
    shown = "[...document.body.children].filter((e) => e.checkVisibility()).map((e) => e.id)"
    assert page.evaluate(shown) == ["print-sheet"]


def test_the_board_shows_a_call_within_a_second(browser: Browser, office: Office) -> None:
    office.number()
    board = browser.page(f"{office.address}/board", width=1920, height=1080)
    board.wait_for("document.querySelector('#state').dataset.state === 'live'")
    assert not board.evaluate("document.querySelector('#quiet').hidden")
    board.evaluate(
        """window.seen = new Promise((done) => new MutationObserver(() => {
          if (document.querySelector("#hero-number").textContent) done(Date.now());
        }).observe(document.querySelector("#hero-number"), {childList: true, characterData: true})), 1"""
    )
    clerk = office.clerk("3")
    before = board.evaluate("Date.now()")
    called = clerk.post("/v1/counters/3/call", json={}).json()["ticket"]
    assert board.evaluate("window.seen") - before < 1000
    assert board.text("#hero-number") == called["number"]
    assert board.text("#hero-counter") == "3"
    assert board.complaints() == []


def on_screens(board: Page, *screens: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The board on each screen, with the earlier calls that there are, then with two more."""
    for more in (False, True):
        if more:
            board.evaluate(TWO_MORE)
        for width, height in screens:
            board.size(width, height)
            yield width, height


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_board_fits_every_screen_when_every_counter_calls(
    browser: Browser, office: Office, lang: str
) -> None:
    for field, counter in (
        ("chung_thuc", "1"),
        ("dat_dai", "2"),
        ("ho_tich", "3"),
        ("kinh_doanh", "4"),
        ("nop_ho_so", "5"),
    ):
        office.number(field, None)
        office.clock.advance(5)
        clerk = office.clerk(counter)
        clerk.post(f"/v1/counters/{counter}/call", json={})
    office.number("dat_dai", None)
    clerk = office.clerk("2")
    clerk.post("/v1/counters/2/no-show", json={})
    clerk.post("/v1/counters/2/call", json={})
    board = browser.page(f"{office.address}/board?lang={lang}", width=1920, height=1080)
    board.wait_for("document.querySelectorAll('#recent li').length === 4")
    for width, height in on_screens(board, (1920, 1080), (1366, 768), (1080, 1920)):
        fits(board)
        assert board.evaluate(LOWEST) <= height, (width, height)
        assert board.evaluate(CRAMPED) == [], (width, height)


def test_the_board_says_when_it_is_cut_off_and_then_hears_what_it_missed(
    browser: Browser, tmp_path: Path
) -> None:
    with open_office(tmp_path) as office:
        port = int(office.address.rsplit(":", 1)[1])
        board = browser.page(f"{office.address}/board", width=1920, height=1080)
        board.wait_for("document.querySelector('#state').dataset.state === 'live'")
    board.wait_for("!document.querySelector('#lost').hidden", 10)
    assert "Mất kết nối" in board.text("#lost")
    assert board.evaluate("document.body.classList.contains('stale')")
    fits(board)
    with open_office(tmp_path) as elsewhere:
        number = elsewhere.number()["number"]
        elsewhere.clerk("3").post("/v1/counters/3/call", json={})
    with open_office(tmp_path, port):
        # Only a replayed event makes the number stand out; a fresh look would show it quietly.
        board.wait_for("document.querySelector('#hero').classList.contains('new')", 20)
        assert board.text("#hero-number") == number
        board.wait_for("document.querySelector('#lost').hidden")


def test_nothing_flashes_for_who_wants_less_motion(browser: Browser, office: Office) -> None:
    board = browser.page(f"{office.address}/board", width=480, height=270)  # drawn at every step of the pulse
    assert board.evaluate(PULSES) == [1000]  # one pulse a second; three would be the limit
    board.media(prefers_reduced_motion="reduce")
    assert board.evaluate(PULSES) == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_phone_page_never_scrolls_sideways(browser: Browser, office: Office, lang: str) -> None:
    ticket = office.number()
    dossier = office.hand_in(ticket["id"])
    for path in (f"/t/{ticket['token']}", f"/d/{dossier.token}", "/t/unknown"):
        page = browser.page(f"{office.address}{path}?lang={lang}", width=360, height=740, phone=True)
        for width in (360, 320, 412):
            page.size(width, 740, phone=True)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            fits(page)
        assert page.evaluate(TINY_TEXT % 16) == []
        assert page.evaluate(SMALL % (44, 44)) == []
        page.close()


def test_a_phone_hears_by_itself_that_its_number_is_called(browser: Browser, office: Office) -> None:
    ticket = office.number()
    phone = browser.page(f"{office.address}/t/{ticket['token']}", width=360, height=740, phone=True)
    clerk = office.clerk("3")
    clerk.post("/v1/counters/3/call", json={})
    phone.wait_for("document.querySelector('#main').innerText.includes('Mời đến quầy 3')", 5)
    assert phone.complaints() == []


def test_a_picture_of_a_page_is_not_blank(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "board.png"
    assert picture(f"{office.address}/board", out, width=800, height=450)
    with Image.open(io.BytesIO(out.read_bytes())) as shot:
        assert shot.size == (800, 450)
        assert len(set(shot.convert("RGB").resize((80, 45)).tobytes())) > 20


def test_without_chromium_nothing_is_pictured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "installed", lambda: None)
    assert picture("http://127.0.0.1:9/", tmp_path / "no.png") is False
    assert not (tmp_path / "no.png").exists()
