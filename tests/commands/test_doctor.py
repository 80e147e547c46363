"""`./run doctor`, as a technician uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from config.load import PROFILES
from kiosk.language.messages import Messages
from ui.commands import MESSAGES
from ui.commands.__main__ import main
from ui.commands.doctor import as_line, examine, letters
from ui.technician.checks import Finding

DEMO = """
role = "demo"
production = {production}
centre = "26740"
data_dir = "{folder}"

[devices.code_reader]
driver = "{driver}"
options = {{ camera = {{ driver = "camera.picture" }} }}
"""


def profile(folder: Path, driver: str = "reader.camera", production: bool = False) -> str:
    path = folder / "profile.toml"
    path.write_text(DEMO.format(folder=folder, driver=driver, production=str(production).lower()))
    return str(path)


def test_the_machine_that_runs_the_suite_is_healthy(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    status = main(["doctor", "--json", "--profile", profile(tmp_path)])
    told = json.loads(capsys.readouterr().out)
    assert [finding for finding in told["findings"] if finding["state"] == "missing"] == []
    assert told["ok"] is True
    assert status == 0
    assert {"python", "system", "packages", "sqlite", "fonts", "voice", "Qt", "device.code_reader"} <= {
        finding["check"] for finding in told["findings"]
    }


def test_a_driver_that_does_not_exist_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["doctor", "--json", "--profile", profile(tmp_path, "reader.camara")]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is False
    (device,) = [finding for finding in told["findings"] if finding["check"] == "device.code_reader"]
    assert "reader.camara" in device["message"]


def test_what_hears_and_speaks_is_named_with_what_is_wrong(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    written = Path(profile(tmp_path))
    with written.open("a", encoding="utf-8") as more:
        for slot, driver, options in (
            ("microphone", "microphone.portaudio", 'device = "no such microphone"'),
            ("recogniser", "recogniser.whisper", f'model = "whisper-base", models = "{tmp_path}"'),
            ("voice", "voice.wyoming", "port = 1"),
            ("player", "player.folder", f'folder = "{tmp_path}"'),
        ):
            more.write(f'[devices.{slot}]\ndriver = "{driver}"\noptions = {{ {options} }}\n')
    assert main(["doctor", "--json", "--profile", str(written)]) == 1
    told = json.loads(capsys.readouterr().out)
    found = {one["check"]: one for one in told["findings"]}
    assert found["device.player"]["state"] == "ok"
    for slot in ("microphone", "recogniser", "voice"):
        assert found[f"device.{slot}"]["state"] == "missing"
        assert found[f"device.{slot}"]["remedy"]


def test_a_fake_in_a_production_profile_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["--lang", "en", "doctor", "--profile", profile(tmp_path, production=True)]) == 1
    assert "camera.picture" in capsys.readouterr().out


def test_a_receipt_printer_without_its_queue_is_told_with_what_to_do(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = tmp_path / "hub.toml"
    queue = '[devices.sheet_printer]\ndriver = "sheets.cups"\noptions = { queue = "office" }\n'
    written.write_text(f'role = "hub"\ncentre = "26740"\ndata_dir = "{tmp_path}"\n{queue}', "utf-8")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["--lang", "en", "doctor", "--profile", str(written)]) == 1
    told = capsys.readouterr().out
    assert "✗ A4 printer (sheet_printer): sheets.cups is not ready" in told
    assert "check its power, paper and queue" in told


def test_the_hub_is_not_asked_for_qt() -> None:
    assert "Qt" not in {finding.check for finding in examine("hub", None, Messages({}))}


def test_wrong_use_is_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for words, status in (
        (["--role", "oven"], 2),
        (["--profile", str(tmp_path / "nowhere.toml")], 1),
        (["--jsn"], 2),
    ):
        assert main(["doctor", *words]) == status
        assert len(capsys.readouterr().err.splitlines()) == 1


def test_looking_makes_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("demo", "kiosk", "hub"):
        main(["doctor", "--profile", str(PROFILES / f"{name}.toml")])
    assert "player.folder is ready" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_letters_that_the_font_lacks_are_told() -> None:
    assert letters(Messages({"vi": {"x": "Đặng Thị Ưỡn ✗"}}), ("vi",)) == []
    for offered, state in ((("vi",), "optional"), (("vi", "km"), "missing")):
        (finding,) = letters(Messages({"km": {"Back": "ថយក្រោយ"}}), offered)
        assert (finding.state, finding.values["language"]) == (state, "km")
        assert "ថ" in str(finding.values["letters"])


def test_findings_are_told_in_both_languages() -> None:
    messages = Messages.from_folder(MESSAGES)
    finding = Finding(
        "voice", "missing", "There is no Vietnamese voice", "As root: apt-get install espeak-ng"
    )
    english = "✗ There is no Vietnamese voice\n  → As root: apt-get install espeak-ng"
    vietnamese = "✗ Chưa có giọng đọc tiếng Việt\n  → Chạy bằng quyền root: apt-get install espeak-ng"
    assert as_line(finding, messages, "en") == english
    assert as_line(finding, messages, "vi") == vietnamese
