"""People touch the kiosk: a finger on a name, keys one by one; the real session behind it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication

from config.schema import Panel
from kiosk.ports.device import Fault
from kiosk.visit import events as ev
from kiosk.visit.journeys.exploring import PROCEDURE, ROBOT, SEARCH, Exploring
from kiosk.visit.journeys.number import NUMBER
from kiosk.visit.model import HOME
from tests.screens.scenes import SCENES
from tests.screens.stage import stage
from tests.visits.world import World
from ui.bridge import Bridge
from ui.citizen.window import KioskWindow, NotOnScreen, application, build, settle

BIRTH = "1.001193"


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def window(world: World) -> Iterator[KioskWindow]:
    opened = build(world.session, world.session.context, panel=Panel())
    yield opened
    opened.close()


def test_three_touches_lead_to_a_number(world: World, window: KioskWindow) -> None:
    for name in ("Hộ tịch", "Đăng ký khai sinh", "Chỉ lấy số"):
        window.press(name)
    assert world.visit.at == NUMBER
    assert window.screen == "Number"
    assert world.gateway.shown == [("t1", "paper")]


def test_she_types_with_tone_keys_and_touches_the_first_hit(world: World, window: KioskWindow) -> None:
    window.press("Gõ tên thủ tục cần tìm")
    window.type_keys("khai sinh cho cháu")
    assert world.visit.at == SEARCH
    assert world.visit.draft == "khai sinh cho cháu"
    window.press("Đăng ký khai sinh")
    assert world.visit.procedure == BIRTH


def test_every_letter_of_a_vietnamese_name_has_its_key(world: World, window: KioskWindow) -> None:
    world.does(ev.Went("robot"))
    for name in ("Nguyễn Thị Phượng", "Lò Thị Mẩy", "Đặng Văn Ước", "12/3 hẻm"):
        world.does(ev.Keyed("clear"))
        window.type_keys(name)
        assert world.visit.draft == name


def test_the_words_of_a_name_begin_with_capitals_by_themselves(world: World, window: KioskWindow) -> None:
    SCENES["text_entry"](world)
    world.does(ev.Keyed("clear"))
    for name in ("T", "r", "a", "n", "huyền", "space", "N", "space"):
        window.key(name)
    window.key("Chữ hoa")
    window.key("v")
    assert world.visit.draft == "Tràn N v"


def test_a_key_can_be_pressed_by_its_name(world: World, window: KioskWindow) -> None:
    world.does(ev.Went("robot"))
    for name in ("a", "sắc", "space", "b", "backspace"):
        window.key(name)
    assert world.visit.draft == "á "
    window.key("Hỏi")
    assert world.visit.at == ROBOT
    assert world.visit.of(Exploring).reply is not None


def test_plain_letters_compose_nothing_until_the_page_is_left(world: World, window: KioskWindow) -> None:
    world.does(ev.Went("robot"))
    window.key("Chữ không dấu")
    assert "sắc" not in window.names()
    for name in ("m", "o", "o", "n", "space", "l", "e", "e"):
        window.key(name)
    assert world.visit.draft == "moon lee"
    window.key("Chữ có dấu")
    window.key("space")
    for name in ("l", "e", "e"):
        window.key(name)
    assert world.visit.draft == "moon lee lê"
    window.key("Chữ không dấu")
    window.press("Quay lại")
    world.does(ev.Went("robot"))
    assert "sắc" in window.names()


def test_the_language_switch_speaks_at_once_and_keeps_the_place(world: World, window: KioskWindow) -> None:
    window.press("Hộ tịch")
    window.press("Đăng ký khai sinh")
    window.press("English")
    assert world.visit.at == PROCEDURE
    assert {"Back", "Number only", "Start now", "Call staff"} <= set(window.names())
    window.press("Tiếng Việt")
    assert {"Quay lại", "Chỉ lấy số", "Bắt đầu làm", "Gọi cán bộ"} <= set(window.names())


def test_what_lies_below_the_edge_is_scrolled_to_as_a_finger_would(world: World, window: KioskWindow) -> None:
    SCENES["review"](world)
    world.does(ev.ToggledComfort("large"))
    change = [name for name in window.names() if name.startswith("Sửa")][-1]
    window.press(change)
    assert world.visit.at.startswith("paper:")


def test_a_name_that_is_not_there_is_told_with_those_that_are(window: KioskWindow) -> None:
    with pytest.raises(NotOnScreen, match=r"'Nộp hồ sơ' is not on screen Home; there are .*Hộ tịch"):
        window.press("Nộp hồ sơ")


def test_the_access_bar_switches_and_calls(world: World, window: KioskWindow) -> None:
    for name in ("Chữ to", "Tương phản", "Hạ thấp", "Gọi cán bộ"):
        window.press(name)
    comfort = world.visit.comfort
    assert (comfort.large, comfort.contrast, comfort.reach) == (True, True, True)
    assert world.visit.staff_called
    assert "Đã gọi cán bộ" in window.names()
    window.press("Chữ thường")
    assert not world.visit.comfort.large


def test_the_idle_warning_hides_everything_and_more_time_brings_it_back(
    world: World, window: KioskWindow
) -> None:
    window.press("Hộ tịch")
    world.waits(61)
    assert window.names() == ["Thêm thời gian", "Tôi đã xong"]
    window.press("Thêm thời gian")
    assert world.visit.countdown is None
    assert "Đăng ký khai sinh" in window.names()
    world.waits(81)
    assert world.visit.at == HOME
    assert window.screen == "Home"


def test_reading_on_keeps_the_idle_warning_away(world: World, window: KioskWindow) -> None:
    window.press("Hộ tịch")
    window.press("Đăng ký khai sinh")
    world.waits(50)
    window.press("Xem tiếp")
    assert world.waits(50).countdown is None
    assert world.waits(11).countdown is not None


def test_a_page_begins_at_its_top_after_another_was_scrolled(world: World, window: KioskWindow) -> None:
    window.press("Hộ tịch")
    window.press("Đăng ký khai sinh")
    window.press("Xem tiếp")
    window.press("Quay lại")
    window.press("Đăng ký khai sinh")
    assert "Xem tiếp" in window.names()


def test_a_closed_window_takes_its_words_with_it(world: World) -> None:
    opened = build(world.session, world.session.context, panel=Panel())
    assert QCoreApplication.translate("Header", "Back") == "Quay lại"
    opened.close()
    assert QCoreApplication.translate("Header", "Back") == "Back"


def test_two_kiosks_one_after_the_other_leave_no_warning() -> None:
    for _ in range(2):
        world = World()
        opened = build(world.session, world.session.context, panel=Panel())
        opened.press("Hộ tịch")
        opened.close()
        opened.close()
        world.does(ev.Back())


def test_a_smaller_and_denser_panel_keeps_its_targets() -> None:
    """21.5 inch, 1080 × 1920: 4.03 pixels a millimetre."""
    with stage(Panel(px_per_mm=4.03)) as shown:
        for scene in ("search", "review", "home"):
            for mode in ("normal", "reach", "large"):
                seen = shown.show(scene, "vi", mode)
                least = min(min(control["box"][2:]) for control in seen.controls)
                assert least / 4.03 >= 20.0, (scene, mode)


def test_a_fault_is_told_on_the_screen_where_it_happened() -> None:
    with stage() as shown:
        shown.show("card", "vi", "normal")
        shown.session.show(replace(shown.session.visit, pending=(), problem=Fault("code_unreadable")))
        texts = {text["text"] for text in shown.look().texts}
        assert "Không đọc được thẻ. Xin ông/bà nhập thông tin bằng tay." in texts


def test_what_other_threads_post_runs_on_the_screens_thread_in_order() -> None:
    application()
    bridge = Bridge()
    ran: list[tuple[int, int]] = []

    def call(number: int) -> None:
        ran.append((number, threading.get_ident()))

    def posts() -> None:
        for number in range(20):
            bridge.post(lambda number=number: call(number))  # type: ignore[misc]

    thread = threading.Thread(target=posts)
    thread.start()
    thread.join()
    assert ran == []
    settle(20)
    assert ran == [(number, threading.get_ident()) for number in range(20)]
