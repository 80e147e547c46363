"""The page of a procedure in the portal's own words: sections that open, names of several hundred letters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.catalogue.catalogue import open_catalogue
from kiosk.catalogue.portal import wording
from kiosk.catalogue.sources import Sources
from kiosk.visit import events as ev
from kiosk.visit.journeys.exploring import PORTAL_TEXT
from kiosk.visit.model import KioskContext, Visit
from tests.screens.checks import troubles
from tests.screens.stage import MODES, Stage, stage
from tests.visits.world import CONTEXT, World
from ui.citizen.exploring.portal_text import SCREEN

LONG = "9.900002"
SHORT = "9.900003"
NAME = "Giao đất, cho thuê đất và chuyển mục đích sử dụng đất MẪU đối với trường hợp " * 4
STEP = " ".join(["Người nộp MẪU chuẩn bị hồ sơ và nộp tại Trung tâm Phục vụ hành chính công."] * 3)
PASSAGES = {
    wording.PAPERS: "\n".join(["Giấy tờ phải nộp", *(f"- Giấy MẪU số {number}" for number in range(40))]),
    wording.CHANNELS: "Trực tiếp\nThời hạn: 3 ngày làm việc\nLệ phí: gồm: + Cấp mới MẪU; + Cấp lại MẪU.",
    wording.STEPS: "\n".join([STEP] * 20),
    "Mục khác MẪU": "Một dòng MẪU.",
}


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> KioskContext:
    folder = tmp_path_factory.mktemp("imported")
    record = {
        "code": LONG,
        "name": NAME.strip(),
        "field": "dat_dai",
        "level": "commune",
        "seen": "2026-07-18",
    }
    passages = [{"heading": heading, "text": text} for heading, text in PASSAGES.items()]
    only_named = record | {"code": SHORT, "name": "Cấp phép MẪU"}
    who = [{"heading": wording.AUTHORITY, "text": "Ủy ban nhân dân cấp xã"}]
    lines = [record | {"passages": passages}, only_named | {"passages": who}]
    (folder / "portal.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in lines), encoding="utf-8")
    return replace(CONTEXT, catalogue=open_catalogue(Sources(tmp_path_factory.mktemp("none"), folder)))


@pytest.fixture(scope="module")
def shown(context: KioskContext) -> Iterator[Stage]:
    with stage(context=context) as opened:
        yield opened


def page(code: str, lang: str = "vi", mode: str = "normal") -> Visit:
    visit = World().visit
    return replace(
        visit,
        at=PORTAL_TEXT,
        procedure=code,
        field="dat_dai",
        lang=lang,
        comfort=MODES[mode],
        id=f"{code}{lang}{mode}",
    )


def texts(shown: Stage) -> str:
    return "\n".join(str(text["text"]) for text in shown.look().texts)


def test_a_section_opens_by_a_touch_one_at_a_time(shown: Stage) -> None:
    shown.session.show(page(LONG))
    assert "Giấy MẪU số 1" not in texts(shown)
    shown.window.press(wording.PAPERS)
    assert "- Giấy MẪU số 1\n" in texts(shown)
    shown.window.press(wording.CHANNELS)
    seen = texts(shown)
    assert "Giấy MẪU" not in seen
    assert "Lệ phí: gồm:\n+ Cấp mới MẪU;\n+ Cấp lại MẪU." in seen
    shown.window.press(wording.CHANNELS)
    assert "Cấp mới MẪU" not in texts(shown)


@pytest.mark.parametrize("mode", MODES)
def test_what_opens_stands_at_the_top_and_is_whole(shown: Stage, mode: str) -> None:
    shown.session.show(page(LONG, mode=mode))
    for name in (wording.PAPERS, wording.STEPS):
        for _ in range(2 if MODES[mode].listen else 1):  # who listens hears it first
            shown.window.press(name)
    seen = shown.look()
    trouble = troubles(seen, mode, shown.panel)
    assert not trouble
    top = next(one["box"][1] for one in seen.controls if one["name"] == wording.STEPS)
    [view] = {tuple(one["view"]) for one in seen.texts if one["text"] == STEP}
    assert view[1] < top < view[1] + 0.1 * view[3]


def test_a_number_is_offered_and_nothing_is_filled_in(shown: Stage) -> None:
    shown.session.show(page(LONG, "en"))
    names = shown.window.names()
    assert "Start now" not in names
    shown.session.posted.clear()
    shown.window.press("Take a number")
    assert shown.session.posted == [ev.WantsNumber()]


def test_the_portals_day_and_the_sections_are_named_in_the_readers_language(context: KioskContext) -> None:
    for lang, day, headings in (
        ("vi", "xem ngày 18/07/2026", [*PASSAGES]),
        ("en", "seen 18 July 2026", ["Papers of the dossier", "How to file, time and fees"]),
    ):
        view = SCREEN.view(context, page(LONG, lang))
        assert day in str(view["seen"])
        assert [one["heading"] for one in view["passages"]][: len(headings)] == headings
        assert view["only_named"] == ""


def test_where_only_a_name_is_known_the_citizen_is_told(context: KioskContext) -> None:
    view = SCREEN.view(context, page(SHORT))
    assert view["only_named"] == "Ở đây chưa công bố giấy tờ cần mang. Xin hỏi tại quầy."


def test_the_short_first_line_of_a_block_is_its_title(context: KioskContext) -> None:
    passages = SCREEN.view(context, page(LONG))["passages"]
    strong = [line["text"] for one in passages for line in one["lines"] if line["strong"]]
    assert strong == ["Giấy tờ phải nộp", "Trực tiếp"]
