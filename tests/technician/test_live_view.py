"""The technician's live view: the picture, the outline, the measures, the hint; nothing is stored."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from devices.scanning.live import LiveLook, look_live
from devices.scanning.picture import PictureCamera
from devices.scanning.video import VideoCamera
from devices.simulators.specimen_film import Scene, write_film
from devices.simulators.specimen_views import VIEWS, seen
from kiosk.clock import SystemClock
from kiosk.ports.device import Fault
from ui.citizen.window import application, settle
from ui.commands.__main__ import main
from ui.technician.live import AMBER, BLUE, GREEN, LiveWindow, measures, outlined, source_of
from ui.wiring.context import load_messages

ROOT = Path(__file__).resolve().parents[2]


def look_at(view: str) -> LiveLook:
    camera = PictureCamera(PictureCamera.Options())
    camera.lay(seen(VIEWS[view]).pixels)
    look = next(look_live(camera, SystemClock()))
    assert isinstance(look, LiveLook)
    return look


@pytest.fixture(params=["vi", "en"])
def window(request: pytest.FixtureRequest) -> Iterator[LiveWindow]:
    application()
    opened = LiveWindow(load_messages(), request.param)
    settle(30)
    yield opened
    opened.close()
    settle(10)


def colours_in(look: LiveLook) -> set[str]:
    picture = outlined(look)
    return {
        picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(0, picture.height(), 2)
    }


def test_a_code_that_is_read_is_outlined_green_one_that_resists_amber_a_bare_card_blue() -> None:
    for view, colour in (("good", GREEN), ("glare", AMBER), ("wrong_side", BLUE)):
        found = colours_in(look_at(view)) & {GREEN, AMBER, BLUE}
        assert found == {colour}, view


def test_the_outline_lies_around_the_code() -> None:
    look = look_at("good")
    assert look.measured.code is not None
    (x, y), *_ = look.measured.code
    assert outlined(look).pixelColor(round(x), round(y)).name() == QColor(GREEN).name()


def test_the_measures_tell_what_is_wrong() -> None:
    def bad(view: str) -> set[int]:
        return {place for place, (_, _, good) in enumerate(measures(look_at(view), "vi")[:4]) if not good}

    assert 0 in bad("too_far")
    assert 2 in bad("glare")
    assert 1 in bad("blurred")
    assert 3 in bad("too_dark")


@pytest.mark.parametrize(("lang", "sign"), [("vi", ","), ("en", ".")])
def test_numbers_are_written_as_the_language_writes_them(lang: str, sign: str) -> None:
    values = {name: value for name, value, _ in measures(look_at("good"), lang)}
    assert values["Width of edges, in modules (under 0.55)"].startswith(f"0{sign}")
    assert values["Share that shines (under 3\u00a0%)"] == f"0{sign}0\u00a0%"


def test_the_window_shows_what_is_read_without_a_name(window: LiveWindow) -> None:
    window.live.show(look_at("good"))
    settle(30)
    said = str(window.live.property("state")) + str(window.live.property("rows"))
    assert window.live.property("read") is True
    assert "MẪU" not in said
    assert "079157000001" not in said
    assert not window.window.grabWindow().isNull()


def test_a_hint_stands_beside_the_picture_once_it_is_steady(window: LiveWindow) -> None:
    camera = PictureCamera(PictureCamera.Options())
    camera.lay(seen(VIEWS["too_far"]).pixels)
    clock = SystemClock()
    looking, began = look_live(camera, clock), clock.monotonic()
    while clock.monotonic() - began < 10 and not window.live.property("hint"):
        window.live.show(next(looking))
    assert window.live.property("hint") in ("Đưa thẻ lại gần hơn", "Bring the card a little closer")


def test_a_camera_that_is_pulled_out_is_said_so_and_comes_back(window: LiveWindow) -> None:
    camera = PictureCamera(PictureCamera.Options(width=320, height=240))
    looking = look_live(camera, SystemClock())
    camera.unplug()
    gone = next(looking)
    assert isinstance(gone, Fault)
    window.live.show(gone)
    settle(10)
    assert window.live.property("state") in (
        "Kiểm tra dây máy ảnh; máy sẽ tự kết nối lại.",
        "Check the camera's cable; it comes back by itself.",
    )
    assert [row["value"] for row in window.live.property("rows")] == ["unplugged by hand"]
    camera.plug()
    assert isinstance(next(looking), LiveLook)


def test_a_number_is_a_camera_and_a_file_a_film(tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.avi", (), 12.0)
    assert isinstance(source_of(str(film)), VideoCamera)
    for name in ("7", "/dev/video7"):
        fault = source_of(name).open()
        assert isinstance(fault, Fault)
        assert "/dev/video7" in fault.detail


def test_without_a_camera_the_command_says_so_in_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert main(["--lang", "en", "scan", "--camera", "63"]) == 1
    assert capsys.readouterr().err == "scan: /dev/video63 is not there\n"
    assert main(["--lang", "en", "scan", "--camera", "0", "card.png"]) == 2
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert main(["--lang", "en", "scan", "--camera", "63"]) == 1
    assert "no display answers" in capsys.readouterr().err.splitlines()[-1]


def heeds_sigterm(pid: int) -> bool:
    """Whether the process has a handler of its own for SIGTERM (proc(5), SigCgt)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    caught = next(line.split()[1] for line in status.splitlines() if line.startswith("SigCgt:"))
    return bool(int(caught, 16) >> (signal.SIGTERM - 1) & 1)


def test_a_film_plays_as_a_camera_until_it_is_told_to_stop(tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.avi", (Scene("good", 0.5),))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "ui.commands", "scan", "--camera", str(film)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as running:
        while running.poll() is None and not heeds_sigterm(running.pid):
            time.sleep(0.05)
        with pytest.raises(subprocess.TimeoutExpired):
            running.wait(1.5)
        running.send_signal(signal.SIGTERM)
        _, said = running.communicate(timeout=60)
    assert running.returncode == 0
    assert said == ""
    assert [path.name for path in tmp_path.iterdir()] == ["film.avi"]
