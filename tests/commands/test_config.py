"""`./run config check` finds what a start with the profile would find, without touching a device."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.load import PROFILES
from ui.commands.__main__ import main

DEMO = (PROFILES / "demo.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["demo", "hub", "kiosk"])
def test_the_profiles_that_come_with_it_are_right(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["config", "check", str(PROFILES / f"{name}.toml")]) == 0
    assert capsys.readouterr().err == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        ('"printer.tcp"', '"printer.tpc"', "unknown driver 'printer.tpc' (did you mean printer.tcp?)"),
        ('driver = "voice.pyttsx3"', 'driver = "printer.tcp"', "driver 'printer.tcp' is a SlipPrinter"),
        ("port = 9100", "prot = 9100", "device printer.tcp: unknown option 'prot' (did you mean port?)"),
        ("port = 9100", "port = 'x'", "device printer.tcp: option 'port'"),
        ('"camera.picture" }', '"camera.pciture" }', "unknown driver 'camera.pciture'"),
        ("production = false", "production = true", "simulated device"),
        (
            "[devices.voice]",
            "[devices.voic]",
            "devices.voic: unknown device slot (did you mean voice?)",
        ),
        ('role = "demo"', 'role = "hub"', "ours.toml: devices.code_reader: a hub has no such device"),
        ('kiosk = "K1"', "offline_numbers = [700, 799]", "lies outside the centre's reserved numbers"),
        ('kiosk = "K1"', 'languages = ["qaa"]', "languages: there is no folder ui/messages/qaa"),
    ],
)
def test_what_a_start_would_find_is_found_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], right: str, wrong: str, line: str
) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(DEMO.replace(right, wrong), encoding="utf-8")
    assert main(["config", "check", str(path)]) == 1
    err = capsys.readouterr().err
    assert line in err
    assert all(one.startswith("ours.toml: ") for one in err.splitlines()), "a line each"
