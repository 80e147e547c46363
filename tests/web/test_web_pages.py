"""The pages as the hub sends them: languages, headers, unknown tokens, and nothing personal."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kiosk.contract.dossier import DossierState
from kiosk.contract.problem import PROBLEMS
from kiosk.contract.ticket import TicketState
from kiosk.language.messages import Messages
from tests.clients import client
from tests.web.office import GRANDMOTHER, HER_NUMBER, LONG_NAME, MESSAGES, Office, messages_of, open_office
from ui.board import states
from ui.counter.states import CHIPS, REASONS, chips
from ui.web.contract import constants, values_of
from ui.web.static import assets

UI = Path(__file__).resolve().parents[2] / "ui"
FACES = (UI / "web", UI / "board", UI / "counter")
PAGES = ("/counter", "/counter/3", "/board")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.fixture
def visitor(office: Office) -> Iterator[httpx.Client]:
    with client(office.address, cookies=office.all_seeing()) as opened:
        yield opened


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_vietnamese_unless_english_is_asked_for(path: str, visitor: httpx.Client) -> None:
    assert '<html lang="vi">' in visitor.get(path).text
    assert '<html lang="en">' in visitor.get(path, params={"lang": "en"}).text
    assert '<html lang="vi">' in visitor.get(path, params={"lang": "xx"}).text


def test_a_page_loads_only_files_that_are_there(visitor: httpx.Client) -> None:
    wanted = {name for path in PAGES for name in re.findall(r'"(/static/[^"]+)"', visitor.get(path).text)}
    css = visitor.get("/static/tokens.css").text
    wanted |= {f"/static/{name}" for name in re.findall(r'url\("(fonts/[^"]+)"\)', css)}
    assert len([name for name in wanted if name.endswith(".ttf")]) >= 3
    assert {name: visitor.get(name).status_code for name in wanted} == dict.fromkeys(wanted, 200)


@pytest.mark.parametrize("name", ["../pages.py", "..%2f..%2fpages.py", "nothing.js", "fonts/", ""])
def test_nothing_else_can_be_fetched_as_a_static_file(name: str, visitor: httpx.Client) -> None:
    assert visitor.get(f"/static/{name}").status_code == 404


def test_a_browser_asks_whether_a_file_changed(visitor: httpx.Client) -> None:
    first = visitor.get("/static/web.css")
    again = visitor.get("/static/web.css", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content


def test_a_counter_that_is_not_there_leads_to_the_choice(visitor: httpx.Client) -> None:
    answer = visitor.get("/counter/99")
    assert answer.status_code == 404
    assert "Ở đây không có quầy 99." in answer.text
    assert 'href="/counter/3?lang=vi"' in answer.text


@pytest.mark.parametrize("path", ["/t/nothing", "/d/nothing", "/t/%3Cscript%3E"])
@pytest.mark.parametrize(
    ("lang", "words"), [("vi", "Không tìm thấy mã này"), ("en", "We do not find this code")]
)
def test_an_unknown_token_gets_a_friendly_page(
    path: str, lang: str, words: str, visitor: httpx.Client
) -> None:
    answer = visitor.get(path, params={"lang": lang})
    assert answer.status_code == 404
    assert words in answer.text
    assert "<script>" not in answer.text


def test_my_number_tells_how_many_are_before_me_then_where_to_go(
    office: Office, visitor: httpx.Client
) -> None:
    office.number("dat_dai", None)
    mine = office.number("dat_dai", None)
    page = f"/t/{mine['token']}"
    assert re.search(r"Còn chờ trước</dt>\s*<dd>1</dd>", visitor.get(page).text)
    clerk = office.clerk("2")
    for _ in range(2):
        clerk.post("/v1/counters/2/call", json={})
        if clerk.get("/v1/counters/2").json()["current"]["number"] != mine["number"]:
            clerk.post("/v1/counters/2/finish", json={})
    assert "Đến lượt ông/bà. Mời đến quầy 2." in visitor.get(page).text
    clerk.post("/v1/counters/2/start", json={})
    assert "You are being served at counter 2." in visitor.get(page, params={"lang": "en"}).text
    clerk.post("/v1/counters/2/finish", json={})
    assert "Số này đã được phục vụ" in visitor.get(page).text


def test_my_dossier_page_follows_the_decision_and_names_nobody(office: Office, visitor: httpx.Client) -> None:
    dossier = office.hand_in(None, "K1-261123-0009")
    page = f"/d/{dossier.token}"
    waiting = visitor.get(page).text
    assert "Đang chờ cán bộ kiểm tra" in waiting
    assert "Ngày hẹn" not in waiting
    clerk = office.clerk("3")
    asked = {"kind": "supplement", "reason": "Ảnh mờ.", "papers": ["birth_notice"], "remark": "Đã gọi chồng"}
    assert clerk.post(f"/v1/dossiers/{dossier.id}/decision", json=asked).status_code == 201
    supplement = visitor.get(page).text
    assert "Giấy chứng sinh" in supplement
    assert "Ảnh mờ." in supplement
    assert "Đã gọi chồng" not in supplement
    assert clerk.post(f"/v1/dossiers/{dossier.id}/decision", json={"kind": "accept"}).status_code == 201
    accepted = visitor.get(page).text
    assert "23/11/2026" in accepted
    assert "000.00" in accepted
    for text in (waiting, supplement, accepted):
        assert not any(secret in text for secret in (GRANDMOTHER, HER_NUMBER, LONG_NAME, "0900000001"))


def test_the_console_shell_holds_no_data(office: Office, visitor: httpx.Client) -> None:
    office.hand_in(office.number()["id"], "K1-261123-0010")
    for path in PAGES:
        text = visitor.get(path).text
        assert GRANDMOTHER not in text
        assert "K1-261123-0010" not in text


def texts_of(page: str) -> dict[str, object]:
    found = re.search(r'id="texts">(.*?)</script>', page, re.S)
    assert found
    texts: dict[str, object] = json.loads(found[1])
    return texts


BEGINS_WITH = {
    "/counter/appointments": "appointments.js",
    "/counter/cash": "cash.js",
    "/counter/ratings": "ratings.js",
    "/counter/figures": "figures.js",
    "/counter/report": "report.js",
    "/counter/account": "account.js",
    "/counter/officers": "officers.js",
    "/counter/handover": "handover.js",
    "/counter/kiosks": "kiosks.js",
    "/counter/reconciliation": "reconciliation.js",
    "/counter/sign-in": "sign_in.js",
    "/counter/3/opening": "opening.js",
    "/counter/3": "console.js",
    "/board": "board.js",
}
"""The script with which each page begins."""


def scripts_of(path: str) -> list[Path]:
    """The scripts of a page: the one that it begins with, and those of its folder that are taken in."""
    folder, found, new = UI / path.split("/")[1] / "static", set[str](), {BEGINS_WITH[path]}
    while new:
        found |= new
        taken = {
            one for name in new for one in re.findall(r'from "\./(\w+\.js)"', (folder / name).read_text())
        }
        new = {name for name in taken if (folder / name).is_file()} - found
    return [folder / name for name in sorted(found)]


@pytest.mark.parametrize("path", BEGINS_WITH)
def test_scripts_find_every_text_they_ask_for(path: str, visitor: httpx.Client) -> None:
    texts = texts_of(visitor.get(path).text)
    code = "\n".join(file.read_text() for file in scripts_of(path))
    asked = set(re.findall(r'\b(?:t|told|has)\(\s*"(\w+)"', code))
    assert asked <= set(texts)
    built = {"warning_", "quick_", "told_", "step_"}
    unused = {
        key for key in texts if f'"{key}"' not in code and not any(key.startswith(start) for start in built)
    }
    # Keys that the hub's refusals choose, and those that end in the kind of a decision.
    chosen = {*PROBLEMS, "network", "failed"}
    # Why a kiosk is not let in.
    chosen |= {"cloned", "expired", "replaced", "revoked"}
    # How a device is, and which.
    chosen |= {"ready", "busy", "blocked", "missing", "slip_printer", "code_reader", "document_camera"}
    # What a person may do about a delivery, and why it is open.
    chosen |= {"confirm", "absent", "again", "not_here", "no_backend", "waits", *REASONS}
    kinds = ("accept", "supplement", "refuse", "no_data")
    decisions = {f"{kind}{end}" for kind in kinds for end in ("", "_title", "_send")}
    facts = {"live", "lost", "connecting"}
    assert unused <= chosen | decisions | facts


@pytest.mark.parametrize("table", CHIPS)
def test_the_console_has_a_chip_for_every_value_of_the_contract(table: str) -> None:
    kind, _ = CHIPS[table]
    english = chips(messages_of(MESSAGES), "en")[table]
    assert set(english) == set(values_of(kind))
    vietnamese = chips(messages_of(MESSAGES), "vi")[table]
    for value, chip in english.items():
        assert not chip["word"] or chip["word"] != vietnamese[value]["word"]


def test_phone_pages_have_words_for_every_state() -> None:
    assert set(states.DOSSIER) == set(DossierState)
    assert set(states.TICKET) == set(TicketState)


def test_scripts_take_the_contracts_values_from_its_constants(visitor: httpx.Client) -> None:
    assert "NO_SHOW" in visitor.get("/static/contract.js").text
    known = constants()
    values = {value for members in known.values() for value in members.values()}
    compared = re.compile(r'(?:[!=]== |\bcase |\?(?:state|kind)=)"?(\w[\w.-]*)')
    for folder in FACES:
        for file in folder.rglob("*.js"):
            code = file.read_text()
            assert not values & set(compared.findall(code)), file.name
            for name, member in re.findall(r"\b([A-Z]\w+)\.([A-Z_]+)\b", code):
                assert name not in known or member in known[name], f"{file.name}: {name}.{member}"


def test_every_text_of_the_console_has_its_own_vietnamese(visitor: httpx.Client) -> None:
    english = texts_of(visitor.get("/counter/3", params={"lang": "en"}).text)
    vietnamese = texts_of(visitor.get("/counter/3").text)
    assert [key for key in english if english[key] == vietnamese[key]] == []


def test_scripts_never_write_markup() -> None:
    forbidden = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function")
    for folder in FACES:
        for file in folder.rglob("*.js"):
            assert not forbidden.search(file.read_text()), file.name


def test_every_colour_comes_from_the_shared_tokens() -> None:
    tokens = json.loads((UI / "theme" / "tokens.json").read_text())
    assert tokens["colour"].keys() == tokens["contrast"].keys()
    known = {f"--{name.replace('_', '-')}" for name in tokens["colour"]}
    known |= {f"--radius-{name}" for name in tokens["radius"]} | {"--font", "--unit"}
    for name, asset in assets().items():
        if name.endswith(".css"):
            assert set(re.findall(r"var\((--[\w-]+)", asset.body.decode())) <= known, name


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("palette", "least"), [("colour", 5.4), ("contrast", 12)])
def test_text_stands_out_from_its_ground(palette: str, least: float) -> None:
    """7:1 for everything but the state colours on their tints, which are bold and stay above 5.4."""
    tokens = json.loads((UI / "theme" / "tokens.json").read_text())[palette]
    firm = max(least, 7)
    for text, ground in (
        ("ink", "page"),
        ("ink", "card"),
        ("muted", "card"),
        ("muted", "page"),
        ("action", "card"),
        ("action_text", "action"),
        ("header_text", "header"),
        ("header_muted", "header"),
        ("wait", "wait_tint"),
    ):
        assert contrast(tokens[text], tokens[ground]) >= firm, (text, ground)
    for text in ("good", "bad"):
        assert contrast(tokens[text], tokens[f"{text}_tint"]) >= least, text


def test_messages_of_the_pages_are_in_one_catalogue() -> None:
    messages = Messages.from_folder(MESSAGES)
    assert messages.text("vi", "Next number") == "Gọi số tiếp"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_trouble_of_the_hub_is_told_in_words_at_the_console(lang: str, visitor: httpx.Client) -> None:
    page = visitor.get("/counter/3", params={"lang": lang}).text
    found = re.search(r'id="texts">(.*?)</script>', page, re.DOTALL)
    assert found
    texts = json.loads(found[1])
    for trouble in ("store_failed", "file_damaged", "failed"):
        assert len(texts[trouble].split()) >= 6
