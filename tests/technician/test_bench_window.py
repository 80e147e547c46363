"""The bench: a person lays things under the simulated camera and makes the simulated printer fail."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest

from devices.bench.vprinter import VirtualPrinter
from devices.scanning.picture import PictureCamera
from kiosk.ports import Fault, Frame
from ui.citizen.window import application
from ui.technician.bench import THINGS, BenchWindow
from ui.wiring.knowledge import load_messages


@pytest.fixture(params=["vi", "en"])
def bench(request: pytest.FixtureRequest) -> Iterator[tuple[BenchWindow, PictureCamera, VirtualPrinter]]:
    application()
    camera = PictureCamera(PictureCamera.Options())
    with VirtualPrinter() as printer:
        window = BenchWindow(camera, printer, load_messages(), request.param)
        QTest.qWait(30)
        yield window, camera, printer
        window.close()
        QTest.qWait(10)


Bench = tuple[BenchWindow, PictureCamera, VirtualPrinter]


def test_the_window_shows_everything_that_can_be_done(bench: Bench) -> None:
    window, _camera, printer = bench
    assert len(window.bench.property("things")) == len(THINGS)
    assert {switch["id"] for switch in window.bench.property("switches")} >= {
        "paper_out",
        "cover_open",
        "power_off",
    }
    assert not window.window.grabWindow().isNull()
    assert not printer.switches


def test_a_card_laid_down_is_what_the_camera_sees(bench: Bench) -> None:
    window, camera, _printer = bench
    empty = camera.frame()
    window.bench.lay("card_2021")
    seen = camera.frame()
    assert isinstance(empty, Frame)
    assert isinstance(seen, Frame)
    assert seen.pixels.mean() != empty.pixels.mean()


def test_the_cable_is_pulled_and_put_back(bench: Bench) -> None:
    window, camera, _printer = bench
    window.bench.plug()
    assert camera.frame() == Fault("camera_missing", "unplugged by hand")
    window.bench.plug()
    assert isinstance(camera.frame(), Frame)


def test_a_switch_is_thrown_and_put_back(bench: Bench) -> None:
    window, _camera, printer = bench
    window.bench.throw("paper_out")
    assert printer.switches == {"paper_out"}
    window.bench.throw("paper_out")
    assert not printer.switches
