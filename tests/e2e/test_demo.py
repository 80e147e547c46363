"""The whole play, started as a user starts it: every step came true, and its files are what they say."""

from __future__ import annotations

import json
import subprocess
import sys
import wave
from pathlib import Path

import pytest
from PIL import Image

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
SCENES = 8


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("play") / "demo"
    command = [sys.executable, "-m", "ui.commands", "--lang", "en", "demo", "--play", "--out", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=400, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.strip() == str(folder / "report.html")
    assert "Traceback" not in done.stderr
    return folder


def test_every_step_of_every_scene_came_true(played: Path) -> None:
    report = json.loads((played / "report.json").read_text(encoding="utf-8"))
    assert report["ok"] is True
    assert len({step["scene"] for step in report["steps"]}) == SCENES
    assert all(step["ok"] and step["ms"] > 0 for step in report["steps"])


def test_every_file_the_report_names_is_there_and_not_empty(played: Path) -> None:
    report = json.loads((played / "report.json").read_text(encoding="utf-8"))
    names = [name for step in report["steps"] for name in step["files"]]
    assert len(names) > 40
    for name in names:
        path = played / name
        assert path.stat().st_size > 500, name
        if path.suffix == ".png":
            with Image.open(path) as picture:
                assert len(picture.convert("L").getcolors(256) or []) > 1, f"{name} is blank"
        if path.suffix == ".wav":
            with wave.open(str(path)) as sound:
                assert sound.getnframes() > sound.getframerate()


def test_the_page_shows_them_all(played: Path) -> None:
    report = json.loads((played / "report.json").read_text(encoding="utf-8"))
    page = (played / "report.html").read_text(encoding="utf-8")
    for step in report["steps"]:
        for name in step["files"]:
            assert f'"{name}"' in page


def test_nothing_was_left_beside_the_folder(played: Path) -> None:
    assert [path.name for path in played.parent.iterdir()] == [played.name]
