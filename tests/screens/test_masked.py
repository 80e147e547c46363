"""What others may not read stands masked, and is seen only by who holds it: of every person alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.visit import events as ev
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.model import State
from tests.screens.dossier_scenes import CARD
from tests.screens.scenes import SCENES
from tests.screens.stage import Stage, stage
from tests.visits.world import World
from ui.citizen.masked import masked
from ui.citizen.screens import screen_for
from ui.citizen.window import descendants, settle

NAME = "Họ và tên: N• T• MẪU, đã che một phần, giữ để xem"


@pytest.fixture(scope="module")
def shown() -> Iterator[Stage]:
    with stage() as opened:
        opened.window._finger = QTest.createTouchDevice()
        yield opened


def at(shown: Stage, name: str) -> QPoint:
    """The middle of the control of that accessible name."""
    found = shown.window._find(name)
    return found.rect().center() - shown.window.window.position()


def texts(shown: Stage) -> str:
    return "\n".join(text["text"] for text in shown.look().texts)


def kept(item: QQuickItem) -> Iterator[str]:
    """Every text that an object of the window keeps."""
    meta = item.metaObject()
    properties = map(meta.property, range(meta.propertyCount()))
    yield from (str(one.read(item)) for one in properties if str(one.typeName()) == "QString")
    for child in item.childItems():
        yield from kept(child)


@pytest.mark.parametrize("scene", ["card_filled", "review"])
def test_the_value_is_seen_while_a_finger_holds_it(shown: Stage, scene: str) -> None:
    shown.show(scene, "vi", "normal")
    window, finger = shown.window.window, shown.window._finger
    place = at(shown, NAME)
    assert CARD.name not in texts(shown)
    QTest.touchEvent(window, finger).press(0, place, window).commit()
    settle()
    assert CARD.name in texts(shown)
    assert CARD.name not in str(shown.window._kiosk.shown)
    QTest.touchEvent(window, finger).release(0, place, window).commit()
    settle()
    assert CARD.name not in texts(shown)
    assert not any(CARD.name in one for one in kept(window.contentItem()))


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_or_a_key_holds_it(shown: Stage, key: Qt.Key) -> None:
    shown.show("review", "vi", "normal")
    window = shown.window.window
    focus = next(one for one in descendants(QAccessible.queryAccessibleInterface(window)) if named(one))
    control = focus.object()
    assert isinstance(control, QQuickItem)
    control.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyPress(window, key)
    settle()
    assert CARD.name in texts(shown)
    QTest.keyRelease(window, key)
    settle()
    assert CARD.name not in texts(shown)


def named(found: object) -> bool:
    return found.text(QAccessible.Text.Name) == NAME  # type: ignore[attr-defined,no-any-return]


def test_a_page_that_goes_while_it_is_held_takes_it_along(shown: Stage) -> None:
    shown.show("review", "vi", "normal")
    window, finger = shown.window.window, shown.window._finger
    place = at(shown, NAME)
    QTest.touchEvent(window, finger).press(0, place, window).commit()
    settle()
    assert CARD.name in texts(shown)
    shown.session.show(replace(shown.session.visit, countdown=20))
    settle()
    assert CARD.name not in texts(shown)
    assert not any(CARD.name in one for one in kept(window.contentItem()))
    shown.session.show(replace(shown.session.visit, id="next", at="home", countdown=None))
    settle()
    QTest.touchEvent(window, finger).release(0, place, window).commit()
    settle()
    assert not any(CARD.name in one for one in kept(window.contentItem()))


def test_what_a_paper_says_stands_in_full_to_be_compared_and_goes_with_the_page(shown: Stage) -> None:
    shown.show("person_read", "vi", "normal")
    window = shown.window.window
    assert "Trần Ngọc Mẫu" in texts(shown)
    shown.session.show(replace(shown.session.visit, id="next", at="home", journey=State(), aside=()))
    settle(20)
    assert not any("Trần Ngọc Mẫu" in one for one in kept(window.contentItem()))


def test_who_looks_is_there(shown: Stage) -> None:
    shown.show("review", "vi", "normal")
    shown.session.posted.clear()
    assert shown.window._kiosk.uncover("requester.name") == CARD.name
    assert shown.session.posted == [ev.Touched()]


def test_a_page_without_masks_gives_nothing_away(shown: Stage) -> None:
    shown.show("review", "vi", "normal")
    shown.session.show(replace(shown.session.visit, at="search"))
    assert shown.window._kiosk.uncover("requester.name") == ""


def test_typed_or_read_from_a_card_own_or_another_persons_all_are_masked() -> None:
    world = World()
    visit = SCENES["review"](world)
    context = world.session.context
    view = screen_for(context, visit).view(context, visit)
    hidden = {row["hidden"] for group in view["groups"] for row in group["rows"] if row["hidden"]}
    assert {"requester.name", "requester.id", "child.name", "father.name", "father.birth_date"} <= hidden
    for person in filled(visit).persons.values():
        for name in ("name", "id", "phone"):
            assert not person.text(name) or person.text(name) not in str(view)
    assert masked(context, visit, "nobody", "name") == {"value": "Không ghi", "hidden": ""}
