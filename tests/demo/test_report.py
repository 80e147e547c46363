"""The report tells the truth: what failed is told as failed, and nothing is counted that did not happen."""

from __future__ import annotations

import io
import json
import wave
from pathlib import Path

import pytest

from ui.demo.files import MARK, UnsafeFolder, cleared
from ui.demo.play import length_and_level
from ui.demo.recorder import NotTrue, Recorder
from ui.demo.report import write_report
from ui.wiring.context import load_messages

FACTS = {"centre": "Phường Sài Gòn", "made_at": "22/11/2026 09:00", "version": "0"}


def test_a_false_check_fails_the_step_and_the_whole_report(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path)
    with recorder.step("scene", "first") as step:
        step.check(True, "it rained")
    with pytest.raises(NotTrue, match="the sun shone"), recorder.step("scene", "second") as step:
        step.check([], "the sun shone")
    write_report(recorder, load_messages(), "vi", FACTS)
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert [step["ok"] for step in report["steps"]] == [True, False]
    assert report["ok"] is False
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "✗" in page
    assert "the sun shone" in page


def test_an_unexpected_error_is_a_failed_step_too(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path)
    with pytest.raises(NotTrue, match="KeyError"), recorder.step("scene", "only"):
        raise KeyError("lost")
    assert not recorder.ok
    assert "KeyError" in recorder.steps[0].notes[-1].english()


def test_a_report_without_steps_is_not_ok(tmp_path: Path) -> None:
    assert not Recorder(tmp_path).ok


def test_every_kept_file_is_named_and_there(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path)
    with recorder.step("scene", "only") as step:
        recorder.keep(step, "screens/a.png", b"picture")
    assert recorder.steps[0].files == ["screens/a.png"]
    assert (tmp_path / "screens" / "a.png").read_bytes() == b"picture"


def test_silence_has_no_level() -> None:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(2 * 8000))
    assert length_and_level(file.getvalue()) == (1.0, 0)


def test_a_folder_of_somebody_else_is_never_emptied(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"dear")
    with pytest.raises(UnsafeFolder, match="not empty"):
        cleared(tmp_path)
    assert (tmp_path / "holiday.jpg").exists()


def test_the_demos_own_folder_is_emptied_for_the_next_play(tmp_path: Path) -> None:
    folder = cleared(tmp_path / "demo")
    (folder / "old.png").write_bytes(b"")
    assert [path.name for path in cleared(folder).iterdir()] == [MARK]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    file = tmp_path / "out"
    file.write_text("", encoding="utf-8")
    with pytest.raises(UnsafeFolder, match="a file"):
        cleared(file)
