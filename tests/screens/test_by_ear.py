"""Keys and touches of who listens, on the real window: pointed at, said, and brought into view."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from config.schema import Panel
from kiosk.visit import events as ev
from kiosk.visit.model import HOME
from tests.screens.scenes import SCENES
from tests.screens.stage import background, contrast, pillow
from tests.visits.world import World
from ui.citizen.window import KioskWindow, build, descendants, settle

Key = Qt.Key


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def window(world: World) -> Iterator[KioskWindow]:
    opened = build(world.session, world.session.context, panel=Panel())
    settle()
    yield opened
    opened.close()


def press(world: World, window: KioskWindow, *keys: Qt.Key) -> str:
    """What is said last after those keys."""
    for key in keys:
        QTest.keyClick(window.window, key)
        settle()
    return world.voice.said[-1][1] if world.voice.said else ""


@pytest.mark.parametrize(
    "key", [Key.Key_Down, Key.Key_5, Key.Key_Q, Key.Key_Return, Key.Key_Tab, Key.Key_F12]
)
def test_any_key_begins_at_home(world: World, window: KioskWindow, key: Qt.Key) -> None:
    said = press(world, window, key)
    assert world.visit.comfort.keys
    assert "Máy này đọc thành tiếng" in said
    assert "Ông bà cần làm việc gì?" in said


@pytest.mark.parametrize("key", [Key.Key_Shift, Key.Key_NumLock])
def test_a_key_that_means_nothing_begins_nothing(world: World, window: KioskWindow, key: Qt.Key) -> None:
    press(world, window, key)
    assert not world.visit.comfort.keys


def test_a_number_by_arrows_and_enter(world: World, window: KioskWindow) -> None:
    press(world, window, Key.Key_Down)
    while not press(world, window, Key.Key_Down).startswith("Hộ tịch."):
        pass
    assert press(world, window, Key.Key_Return).startswith("Lĩnh vực: Hộ tịch.")
    while not press(world, window, Key.Key_Right).startswith("Đăng ký khai sinh."):
        pass
    press(world, window, Key.Key_Return)
    assert press(world, window, Key.Key_End).startswith("Bắt đầu làm.")
    assert press(world, window, Key.Key_Left).startswith("Chỉ lấy số.")
    said = press(world, window, Key.Key_Return)
    assert world.gateway.shown == [("t1", "paper")]
    assert "Số của ông bà: H không không một" in said.replace(",", "")


def test_back_repeat_and_speed(world: World, window: KioskWindow) -> None:
    press(world, window, Key.Key_Down)
    world.does(ev.PickedField("ho_tich"))
    settle()
    page = world.voice.said[-1]
    press(world, window, Key.Key_Asterisk)
    assert world.voice.said[-1] == page
    press(world, window, Key.Key_PageUp)
    assert world.voice.manners[-1].pace > 1
    press(world, window, Key.Key_VolumeUp)
    assert world.voice.manners[-1].gain_db > 0
    press(world, window, Key.Key_Escape)
    assert world.visit.at == HOME


def test_digits_of_the_keypad_go_into_the_date(world: World, window: KioskWindow) -> None:
    SCENES["date_entry"](world)
    press(world, window, Key.Key_F1)
    for digit, said in ((Key.Key_1, "một."), (Key.Key_2, "hai.")):
        assert press(world, window, digit) == said
    assert world.visit.draft == "12"
    assert press(world, window, Key.Key_Backspace).startswith("Đã xóa")
    assert world.visit.draft == "1"


def test_letters_of_a_keyboard_go_into_the_name(world: World, window: KioskWindow) -> None:
    SCENES["text_entry"](world)
    world.does(ev.Keyed("clear"))
    press(world, window, Key.Key_F1)
    for key in (Key.Key_L, Key.Key_E, Key.Key_E):
        press(world, window, key)
    assert world.visit.draft == "lê"
    assert world.voice.said[-1][1] == "lê."


def test_enter_at_what_is_typed_says_it_and_goes_to_where_it_goes_on(
    world: World, window: KioskWindow
) -> None:
    SCENES["date_entry"](world)
    press(world, window, Key.Key_F1, Key.Key_0, Key.Key_2)
    assert press(world, window, Key.Key_Return).startswith("không hai. Tiếp tục.")


def test_what_is_pointed_at_is_ringed_and_brought_into_view(world: World, window: KioskWindow) -> None:
    press(world, window, Key.Key_Down)
    world.does(ev.PickedProcedure("1.001193"))
    settle()
    far_below = "Giấy tờ chứng minh nơi cư trú"
    while not press(world, window, Key.Key_Down).startswith(f"{far_below}."):
        pass
    root = QAccessible.queryAccessibleInterface(window.window)
    face = next(one for one in descendants(root) if one.text(QAccessible.Text.Name) == far_below)
    box = face.rect()
    assert 0 < box.top() < box.bottom() < 1920
    picture = pillow(window.grab())
    line = background(picture, [box.left(), box.top() - 13, box.width(), 4])
    band = background(picture, [box.left(), box.top() - 7, box.width(), 6])
    ground = background(picture, [box.left(), box.top() + 2, box.width(), 4])
    assert max(contrast(line, ground), contrast(band, ground)) >= 3
    assert contrast(line, band) >= 3


def test_the_place_is_kept_over_the_idle_warning(world: World, window: KioskWindow) -> None:
    press(world, window, Key.Key_Down)
    stood = press(world, window, Key.Key_Down, Key.Key_Down)
    world.waits(121)
    settle()
    assert "Bấm phím bất kỳ" in world.voice.said[-1][1]
    press(world, window, Key.Key_Shift)
    press(world, window, Key.Key_Down)
    assert world.visit.countdown is None
    settle()
    assert world.voice.said[-1][1] == stood


def test_the_end_is_said_and_the_next_key_begins_anew(world: World, window: KioskWindow) -> None:
    press(world, window, Key.Key_Down)
    world.does(ev.Left())
    settle()
    assert "Đã kết thúc" in world.voice.said[-1][1]
    assert "Máy này đọc thành tiếng" in press(world, window, Key.Key_Down)


def test_a_finger_held_on_the_first_page_begins_and_touches_nothing(
    world: World, window: KioskWindow
) -> None:
    guide = window.window.findChild(QObject, "guide")
    assert guide is not None
    assert guide.property("holdS") == 3
    guide.setProperty("holdS", 0.05)
    place = (
        next(
            face
            for face in descendants(QAccessible.queryAccessibleInterface(window.window))
            if face.text(QAccessible.Text.Name) == "Hộ tịch"
        )
        .rect()
        .center()
    )
    finger = QTest.createTouchDevice()
    QTest.touchEvent(window.window, finger).press(0, place, window.window).commit()
    settle(150)
    QTest.touchEvent(window.window, finger).release(0, place, window.window).commit()
    settle()
    assert world.visit.comfort.keys
    assert world.visit.at == HOME
    assert "Máy này đọc thành tiếng" in world.voice.said[-1][1]
    window.press("Hộ tịch")
    window.press("Hộ tịch")
    assert world.visit.field == "ho_tich"


def test_a_short_touch_is_a_touch(world: World, window: KioskWindow) -> None:
    window.press("Hộ tịch")
    assert not world.visit.comfort.keys
    assert world.visit.field == "ho_tich"


def test_a_finger_hears_first_and_chooses_with_the_second_touch(world: World, window: KioskWindow) -> None:
    world.does(ev.ToggledComfort("listen"))
    window.press("Hộ tịch")
    assert world.visit.at == HOME
    assert world.voice.said[-1][1].startswith("Hộ tịch.")
    window.press("Chứng thực")
    assert world.voice.said[-1][1].startswith("Chứng thực.")
    window.press("Chứng thực")
    assert world.visit.field == "chung_thuc"


def test_a_switch_acts_at_once(world: World, window: KioskWindow) -> None:
    world.does(ev.ToggledComfort("listen"))
    window.press("Chữ to")
    assert world.visit.comfort.large


def test_who_sees_hears_nothing_of_it(world: World, window: KioskWindow) -> None:
    window.press("Hộ tịch")
    window.press("Đăng ký khai sinh")
    assert world.voice.said == []
