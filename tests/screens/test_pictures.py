"""Icons, codes and pages as QML gets them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor

from kiosk.ports.codes import Glimpse
from kiosk.visit import events as ev
from kiosk.visit.journeys.application.state import filled
from tests.screens.dossier_scenes import a_page
from tests.screens.scenes import SCENES
from tests.screens.stage import pillow
from tests.visits.world import World
from ui.citizen.common import aim
from ui.theme.fonts import load_fonts
from ui.theme.pictures import ICONS, GlimpseProvider, PageProvider, QrProvider, icon, qr
from ui.theme.tokens import tokens

zxingcpp = pytest.importorskip("zxingcpp")


def test_a_code_on_the_screen_can_be_read() -> None:
    url = "http://hub.example:8480/t/ABC-_123"
    for picture in (
        qr(url, QSize(240, 240)),
        QrProvider().requestImage("http%3A%2F%2Fhub.example%3A8480%2Ft%2FABC-_123", QSize(), QSize(240, 240)),
    ):
        (found,) = zxingcpp.read_barcodes(pillow(picture))
        assert found.text == url


def test_an_icon_takes_the_colour_it_is_given() -> None:
    picture = icon("check", "#0b4a8f", QSize(64, 64))
    strong = {
        picture.pixelColor(x, y).name()
        for x in range(64)
        for y in range(64)
        if picture.pixelColor(x, y).alpha() == 255
    }
    assert strong == {"#0b4a8f"}


def test_every_icon_that_data_names_is_there() -> None:
    context = World().session.context
    wanted = {field.icon for field in context.fields} | {
        p.icon for p in context.catalogue.procedures.values()
    }
    assert wanted <= {path.stem for path in ICONS.glob("*.svg")}


def test_the_captured_page_is_shown_and_gone_with_the_visit() -> None:
    page: list[bytes | None] = [a_page()]
    provider = PageProvider(lambda _digest: page[0])
    assert provider.requestImage("x", QSize(), QSize()).width() == 700
    page[0] = None
    gone = provider.requestImage("x", QSize(), QSize())
    assert gone.width() == 1
    assert gone.pixelColor(0, 0) == QColor(0, 0, 0, 0)


def test_the_bundled_font_is_the_one_that_the_tokens_name() -> None:
    from ui.citizen.window import application

    application()
    assert tokens()["font"] in load_fonts()


def test_leaving_takes_the_page_from_the_screen() -> None:
    world = World()
    visit = SCENES["paper_preview"](world)
    assert filled(visit).page is not None
    world.session._visit = visit
    assert filled(world.does(ev.Left())).page is None


def test_what_the_reader_sees_is_shown_as_it_is_and_gone_with_the_waiting() -> None:
    rows = bytes([200, 10, 20, 30, 210, 40])
    glimpse: list[Glimpse | None] = [Glimpse("hold_still", rows, 2, 1)]
    provider = GlimpseProvider(lambda: glimpse[0])
    picture = provider.requestImage("x", QSize(), QSize())
    assert (picture.width(), picture.height()) == (2, 1)
    assert picture.pixelColor(0, 0) == QColor(200, 10, 20)
    assert picture.pixelColor(1, 0) == QColor(30, 210, 40)
    for glimpse[0] in (None, Glimpse("hold_still")):
        gone = provider.requestImage("x", QSize(), QSize())
        assert gone.pixelColor(0, 0) == QColor(0, 0, 0, 0)


def test_a_new_glimpse_is_a_new_picture_for_the_screen() -> None:
    world = World()
    visit = SCENES["card_far"](world)
    shown = aim(world.session.context, visit)
    assert shown["hint"] == "Đưa thẻ lại gần hơn"
    assert shown["sign"] == "move_closer"
    other = replace(visit, glimpse=Glimpse("move_closer", b"\1\2\3", 1, 1))
    assert aim(world.session.context, other)["glimpse"] != shown["glimpse"]
    assert aim(world.session.context, replace(visit, glimpse=None)) == {"hint": "", "sign": "", "glimpse": ""}
