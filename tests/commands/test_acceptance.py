"""`./run acceptance speech DIR`: recordings with their meaning become figures and a page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.contract.wyoming_server import WyomingServer
from tests.speech.voices import silence, spoken_wav, wav_of
from ui.commands.__main__ import main
from ui.technician.speech_trial import comparable

MARRIAGE = "đăng ký kết hôn cần giấy tờ gì"


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[Path]:
    """A machine whose recogniser hears "đăng ký kết hôm cần giấy tờ gì", whatever is said."""
    server = WyomingServer()
    server.nbest = [(MARRIAGE.replace("hôn", "hôm"), 0.8)]
    written = tmp_path / "profile.toml"
    written.write_text(
        'role = "demo"\nproduction = false\ncentre = "26740"\n'
        f'[devices.recogniser]\ndriver = "recogniser.wyoming"\noptions = {{ port = {server.port} }}\n',
        "utf-8",
    )
    yield written
    server.shutdown()
    server.server_close()


def recorded(folder: Path, rows: list[dict[str, Any]]) -> Path:
    folder.mkdir()
    for row in rows:
        sound = wav_of(b"".join(silence(1))) if row.pop("quiet", False) else spoken_wav(MARRIAGE, "vi")
        (folder / row["file"]).write_bytes(sound)
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (folder / "questions.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def rows() -> list[dict[str, Any]]:
    right = {"said": MARRIAGE, "procedures_any": ["1.000894"]}
    return [
        {"file": "1.wav", "speaker": "MẪU A", "accent": "bắc", **right},
        {"file": "2.wav", "speaker": "MẪU B", "accent": "nam", **right},
        {"file": "3.wav", "speaker": "MẪU B", "accent": "nam", **right, "quiet": True},
    ]


def test_figures_by_speaker_and_accent_and_a_page(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, profile: Path
) -> None:
    folder = recorded(tmp_path / "ghi âm", rows())
    assert (
        main(["--lang", "vi", "acceptance", "speech", str(folder), "--json", "--profile", str(profile)]) == 0
    )
    told = json.loads(capsys.readouterr().out)
    words = len(MARRIAGE.split())
    assert told["questions"] == 3
    assert told["not_heard"] == 1
    assert told["wer"] == round((1 + 1 + words) / (3 * words), 3)
    assert (told["r1"], told["r3"]) == (0.667, 0.667)
    assert told["wrong_deeds"] == 0
    assert told["speakers"]["MẪU A"]["wer"] == round(1 / words, 3)
    assert told["accents"]["nam"]["questions"] == 2
    page = (folder / "report.html").read_text("utf-8")
    for text in ("MẪU A", "đăng ký kết hôm cần giấy tờ gì", "không nghe được", "1.000894"):
        assert text in page


def test_the_page_names_the_devices_and_what_is_wrong_with_them(tmp_path: Path, profile: Path) -> None:
    folder = recorded(tmp_path / "recorded", rows())
    with profile.open("a", encoding="utf-8") as more:
        more.write('[devices.microphone]\ndriver = "microphone.portaudio"\n')
        more.write('options = { device = "no such microphone" }\n')
        more.write('[devices.voice]\ndriver = "voice.wyoming"\noptions = { port = 1 }\n')
    main(["--lang", "en", "acceptance", "speech", str(folder), "--profile", str(profile)])
    page = (folder / "report.html").read_text("utf-8")
    for text in (
        "✗ Microphone (microphone): microphone.portaudio is not ready",
        "Check the microphone",
        "✓ Speech recogniser (recogniser): recogniser.wyoming is ready",
        "✗ Voice (voice): voice.wyoming is not ready",
        "– Loudspeaker: none in the profile",
    ):
        assert text in page, text


def test_a_recording_that_is_missing_is_named_and_the_others_count(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, profile: Path
) -> None:
    folder = recorded(tmp_path / "recorded", rows())
    (folder / "1.wav").unlink()
    assert main(["--lang", "en", "acceptance", "speech", str(folder), "--profile", str(profile)]) == 1
    told = capsys.readouterr()
    assert told.out.startswith("2 questions")
    assert "1.wav" in told.err


def test_a_folder_without_questions_or_with_a_bad_line_is_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["acceptance", "speech", str(tmp_path)]) == 2
    (tmp_path / "questions.jsonl").write_text('{"file": "1.wav"}\n')
    assert main(["acceptance", "speech", str(tmp_path)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_numbers_count_as_they_are_spoken() -> None:
    assert comparable("Có 7 phỗng ông, và 12!") == comparable("có bảy phỗng ông và mười hai")
