"""Starting kiosk, hub and demo the wrong way gives one clear line and the right exit status."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import ui.demo.files
import ui.wiring.kiosk
from ui.commands.__main__ import main
from ui.wiring import private

ROOT = Path(__file__).resolve().parents[2]
DEMO = (ROOT / "config" / "profiles" / "demo.toml").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


def started(*words: str) -> Done:
    """Runs the command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "ui.commands", "--lang", "en", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process, on a machine without a display but for the one that is named. What
    would be opened all the same is a fault.
    """

    def opened(*_given: object, **_named: object) -> None:
        raise AssertionError("opened")

    monkeypatch.setattr(private, "keep_private", lambda: None)
    monkeypatch.setattr(ui.wiring.kiosk, "open_kiosk", opened)
    monkeypatch.setattr(ui.demo.files, "keep_caches_in", opened)
    monkeypatch.chdir(ROOT)

    def runs(*words: str, display: str = "") -> Done:
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        monkeypatch.setenv("DISPLAY", display)
        status = main(["--lang", "en", *words])
        return Done(status, *capfd.readouterr())

    return runs


def says_one_line(done: Done, status: int, *words: str) -> None:
    assert done.returncode == status, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert not done.stdout
    for word in words:
        assert word in done.stderr


def profile(folder: Path, text: str) -> str:
    path = folder / "profile.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("role", ["kiosk", "hub", "demo"])
def test_a_profile_that_is_not_there(role: str) -> None:
    says_one_line(started(role, "--profile", "nowhere.toml"), 1, "nowhere.toml")


def test_a_production_kiosk_refuses_simulated_devices(run: Run, tmp_path: Path) -> None:
    text = DEMO.replace("production = false", "production = true").replace('"demo"', '"kiosk"')
    says_one_line(run("kiosk", "--profile", profile(tmp_path, text)), 1, "simulated")


def test_a_kiosk_with_a_misspelt_driver_is_told_the_right_one(run: Run, tmp_path: Path) -> None:
    text = DEMO.replace('"printer.tcp"', '"printer.tpc"')
    says_one_line(run("kiosk", "--profile", profile(tmp_path, text)), 1, "printer.tpc", "printer.tcp")


def test_a_kiosk_without_its_token(run: Run, tmp_path: Path) -> None:
    says_one_line(run("kiosk", "--profile", profile(tmp_path, DEMO)), 1, "not paired")


def test_a_kiosk_whose_token_file_is_empty(run: Run, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("\n", encoding="ascii")
    text = DEMO + f'\n[hub_link]\ntoken_file = "{tmp_path / "token"}"\n'
    says_one_line(run("kiosk", "--profile", profile(tmp_path, text)), 1, "token")


def test_a_kiosk_without_a_display(run: Run, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("abc\n", encoding="ascii")
    text = DEMO + f'\n[hub_link]\ntoken_file = "{tmp_path / "token"}"\n'
    says_one_line(run("kiosk", "--profile", profile(tmp_path, text)), 1, "display")


def test_a_hub_profile_starts_no_kiosk(run: Run) -> None:
    says_one_line(run("kiosk", "--profile", "config/profiles/hub.toml"), 2, "hub")


def test_the_demo_refuses_a_production_profile(run: Run, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    says_one_line(
        run("demo", "--play", "--out", out, "--profile", "config/profiles/kiosk.toml"), 1, "production"
    )


def test_the_demo_refuses_a_folder_that_is_not_its_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    says_one_line(run("demo", "--play", "--out", str(tmp_path)), 1, "not empty")


def test_an_unknown_option(run: Run) -> None:
    says_one_line(run("demo", "--plya"), 2, "--plya")


def test_a_display_that_nobody_serves(run: Run, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("abc\n", encoding="ascii")
    text = DEMO + f'\n[hub_link]\ntoken_file = "{tmp_path / "token"}"\n'
    says_one_line(run("kiosk", "--profile", profile(tmp_path, text), display=":9391"), 1, "display")


def test_a_kiosk_profile_starts_no_hub_and_no_demo(tmp_path: Path) -> None:
    text = DEMO.replace('"demo"', '"kiosk"')
    says_one_line(started("hub", "--profile", profile(tmp_path, text)), 2, "role")
    says_one_line(
        started("demo", "--profile", profile(tmp_path, text), "--out", str(tmp_path / "out")), 2, "role"
    )
    assert not (tmp_path / "out").exists()


def test_a_demo_with_a_misspelt_driver(tmp_path: Path) -> None:
    text = DEMO.replace('"voice.pyttsx3"', '"voice.pytsx3"')
    out = tmp_path / "out"
    done = started("demo", "--play", "--out", str(out), "--profile", profile(tmp_path, text))
    says_one_line(done, 1, "voice.pytsx3", "voice.pyttsx3")
    assert not out.exists()


def test_a_hub_whose_port_is_taken(run: Run, tmp_path: Path) -> None:
    text = f'role = "hub"\nproduction = false\ncentre = "26740"\ndata_dir = "{tmp_path / "hub"}"\n'
    with socket.create_server(("127.0.0.1", 0)) as taken:
        text += f"[hub]\nport = {taken.getsockname()[1]}\n"
        says_one_line(run("hub", "--profile", profile(tmp_path, text)), 1, "in use")


def test_a_folder_that_links_to_itself(run: Run, tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    says_one_line(run("demo", "--play", "--out", str(loop)), 1, "loop")
