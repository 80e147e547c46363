"""The simulators: a person lays things under the simulated camera and makes the simulated printer fail."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from devices.scanning.picture import PictureCamera
from devices.simulators.vprinter import SWITCHES, VirtualPrinter
from kiosk.ports.codes import Frame
from kiosk.ports.device import Fault
from ui.citizen.window import application, settle
from ui.technician.simulators import THINGS, SimulatorsWindow
from ui.wiring.context import load_messages

HEADINGS = {"vi": "Dưới máy ảnh", "en": "Under the camera"}


@pytest.fixture(params=["vi", "en"])
def simulators(
    request: pytest.FixtureRequest,
) -> Iterator[tuple[SimulatorsWindow, PictureCamera, VirtualPrinter]]:
    application()
    camera = PictureCamera(PictureCamera.Options())
    with VirtualPrinter() as printer:
        window = SimulatorsWindow(camera, printer, load_messages(), request.param)
        settle(30)
        yield window, camera, printer
        window.close()
        settle(10)


Simulators = tuple[SimulatorsWindow, PictureCamera, VirtualPrinter]


def test_the_window_shows_everything_that_can_be_done(simulators: Simulators) -> None:
    window, _camera, printer = simulators
    assert len(window.simulators.property("things")) == len(THINGS)
    names = {switch["id"]: switch["name"] for switch in window.simulators.property("switches")}
    assert tuple(names) == SWITCHES
    assert len(set(names.values())) == len(SWITCHES)
    assert not window.window.grabWindow().isNull()
    assert not printer.switches


def test_a_card_laid_down_is_what_the_camera_sees(simulators: Simulators) -> None:
    window, camera, _printer = simulators
    empty = camera.frame()
    window.simulators.lay("card_2021")
    seen = camera.frame()
    assert isinstance(empty, Frame)
    assert isinstance(seen, Frame)
    assert seen.pixels.mean() != empty.pixels.mean()


def test_the_cable_is_pulled_and_put_back(simulators: Simulators) -> None:
    window, camera, _printer = simulators
    window.simulators.plug()
    assert camera.frame() == Fault("camera_missing", "unplugged by hand")
    window.simulators.plug()
    assert isinstance(camera.frame(), Frame)


@pytest.mark.parametrize("switch", [name for name in SWITCHES if name not in ("drop", "half_close")])
def test_a_switch_is_thrown_and_put_back(simulators: Simulators, switch: str) -> None:
    window, _camera, printer = simulators
    window.simulators.throw(switch)
    assert printer.switches == {switch}
    window.simulators.throw(switch)
    assert not printer.switches


@pytest.mark.parametrize("switch", ["drop", "half_close"])
def test_a_connection_is_broken_once(simulators: Simulators, switch: str) -> None:
    window, _camera, printer = simulators
    with socket.create_connection(("127.0.0.1", printer.port), 60) as host:
        host.sendall(b"\x10\x04\x01")
        assert host.recv(1) == b"\x12"
        window.simulators.throw(switch)
        try:
            assert host.recv(1) == b"", "the printer says no more"
        except ConnectionResetError:
            assert switch == "drop"
    assert not printer.switches


def items(window: SimulatorsWindow) -> Iterator[QQuickItem]:
    waiting = [window.window.contentItem()]
    while waiting:
        item = waiting.pop()
        waiting += item.childItems()
        yield item


def test_it_speaks_its_own_language_whatever_the_citizen_chose(
    simulators: Simulators, request: pytest.FixtureRequest
) -> None:
    texts = {item.property("text") for item in items(simulators[0])}
    assert HEADINGS[request.node.callspec.params["simulators"]] in texts


def test_all_switches_are_in_sight(simulators: Simulators) -> None:
    window, _camera, _printer = simulators
    seen = [item for item in items(window) if item.property("checkable")]
    assert window.window.findChild(QObject, "roll").property("width") >= 400, "the paper as well"
    bottoms = [item.mapToScene(QPointF(0, item.height())).y() for item in seen]
    assert len(seen) >= len(THINGS) + len(SWITCHES)
    assert max(bottoms) <= window.window.height()


def test_one_ring_goes_with_the_keys_from_button_to_button(simulators: Simulators) -> None:
    window, _camera, _printer = simulators
    window.window.requestActivate()
    ring = window.window.findChild(QQuickItem, "focusRing")
    assert not ring.isVisible()
    places = []
    for _ in range(2):
        QTest.keyClick(window.window, Qt.Key.Key_Tab)
        settle(10)
        assert ring.isVisible()
        assert ring.parentItem().parentItem() is window.window.activeFocusItem()
        places.append(ring.mapToScene(QPointF(0, 0)))
    assert places[0] != places[1]
