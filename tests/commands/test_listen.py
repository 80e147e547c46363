"""`./run listen`: each file answered at once, by whatever ear."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.contract.wyoming_server import WyomingServer
from tests.speech.voices import needs_model, noise, silence, spoken_wav, wav_of
from ui.commands import _listen_level
from ui.commands.__main__ import main

QUESTION = "đăng ký kết hôn cần giấy tờ gì"


@pytest.fixture
def server() -> Iterator[WyomingServer]:
    made = WyomingServer()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture
def question(tmp_path: Path) -> Path:
    file = tmp_path / "câu hỏi.wav"
    file.write_bytes(spoken_wav(QUESTION, "vi"))
    return file


def listens(
    capsys: pytest.CaptureFixture[str], server: WyomingServer, *words: str, status: int = 0
) -> list[dict[str, Any]]:
    engine = ["--engine", "wyoming", "--options", json.dumps({"port": server.port})]
    assert main(["--lang", "vi", "listen", "--json", *engine, *words]) == status
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_file_gives_text_readings_engine_and_time(
    capsys: pytest.CaptureFixture[str], server: WyomingServer, question: Path
) -> None:
    server.nbest = [("Đăng ký kết hôn cần giấy tờ gì?", 0.8), ("đăng ký kết hôm", 0.5)]
    (told,) = listens(capsys, server, str(question))
    assert told["file"] == str(question)
    assert told["text"] == "Đăng ký kết hôn cần giấy tờ gì"
    assert told["nbest"] == [["Đăng ký kết hôn cần giấy tờ gì", 0.8], ["đăng ký kết hôm", 0.5]]
    assert told["engine"] == "wyoming"
    assert told["ms"] >= 0
    assert "action" not in told


def test_a_server_with_one_text_is_heard_as_well(
    capsys: pytest.CaptureFixture[str], server: WyomingServer, question: Path
) -> None:
    server.nbest, server.says_nbest = [(QUESTION, 1.0)], False
    (told,) = listens(capsys, server, str(question))
    assert [text for text, _ in told["nbest"]] == [QUESTION]


def test_the_server_is_told_what_is_expected(
    capsys: pytest.CaptureFixture[str], server: WyomingServer, question: Path
) -> None:
    server.nbest = [("kết hôm", 0.8)]
    (told,) = listens(capsys, server, str(question), "--expect", "choice", "--words", "kết hôn, khai sinh")
    assert told["text"] == "kết hôn"
    assert server.asked[-1].language == "vi"
    assert server.asked[-1].transcript_terms == ["kết hôn", "khai sinh"]
    assert server.sent > 16_000


def test_with_ask_the_robots_reply_stands_beside_what_was_heard(
    capsys: pytest.CaptureFixture[str], server: WyomingServer, question: Path
) -> None:
    server.nbest = [(QUESTION, 0.8)]
    (told,) = listens(capsys, server, str(question), "--ask")
    assert told["text"] == QUESTION
    assert told["action"] == "answer"
    assert told["procedure"] == "1.000894"
    assert told["topic"] == "documents"
    assert told["speech"]


def test_what_is_not_heard_is_no_text_and_asks_nothing(
    capsys: pytest.CaptureFixture[str], server: WyomingServer, tmp_path: Path
) -> None:
    server.nbest = [("hộ hộ hộ hộ hộ hộ", 0.9)]
    quiet, loop = tmp_path / "quiet.wav", tmp_path / "loop.wav"
    quiet.write_bytes(wav_of(b"".join(silence(1))))
    loop.write_bytes(spoken_wav(QUESTION, "vi"))
    first, second = listens(capsys, server, "--ask", str(quiet), str(loop))
    assert (first["text"], first["nbest"], first["fault"]) == ("", [], "not_heard: silence")
    assert (second["text"], second["fault"]) == ("", "not_heard: loop")
    assert "action" not in second


def test_names_may_come_line_by_line_and_a_bad_file_stops_nothing(
    capsys: pytest.CaptureFixture[str],
    server: WyomingServer,
    question: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server.nbest = [(QUESTION, 0.8)]
    (tmp_path / "note.wav").write_text("no sound")
    names = f"{tmp_path / 'nowhere.wav'}\n{tmp_path / 'note.wav'}\n{question}\n".encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(names)))
    gone, note, heard = listens(capsys, server, "--stdin", status=1)
    assert "cannot be read" in gone["error"]
    assert note["error"] == "not a WAV of 16 bits"
    assert heard["text"] == QUESTION


def test_wrong_use_is_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, server: WyomingServer
) -> None:
    for words, status in (
        ([], 2),
        (["--stdin", "a.wav"], 2),
        (["--engine", "whispr", "a.wav"], 1),
        (["--options", json.dumps({"models": str(tmp_path)}), "a.wav"], 1),
    ):
        assert main(["--lang", "en", "listen", *words]) == status
        assert len(capsys.readouterr().err.splitlines()) == 1


def test_whisper_hears_which_answer_was_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    needs_model("whisper-base")
    for word in ("kết hôn", "khai sinh"):
        (tmp_path / f"{word}.wav").write_bytes(spoken_wav(word, "vi"))
    files = [str(file) for file in sorted(tmp_path.glob("*.wav"))]
    expected = ["--expect", "choice", "--words", "kết hôn,khai sinh,cư trú"]
    assert main(["--lang", "vi", "listen", "--json", *expected, *files]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["text"] for line in told] == [Path(file).stem for file in files]
    assert {line["engine"] for line in told} == {"whisper-base"}


@pytest.mark.parametrize(
    ("sound", "verdict"),
    [
        (silence(1), _listen_level.TOO_QUIET),
        (noise(1.0), _listen_level.NO_SPEECH),
        ([b"\xff\x7f" * 512] * 20, _listen_level.TOO_LOUD),
    ],
)
def test_the_level_says_what_to_do(sound: list[bytes], verdict: str) -> None:
    assert _listen_level.judged(sound) == verdict


def test_the_level_is_measured_with_the_profiles_microphone(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, question: Path
) -> None:
    written = tmp_path / "profile.toml"
    folder = f'options = {{ folder = "{tmp_path}" }}'
    written.write_text(
        'role = "demo"\nproduction = false\ncentre = "26740"\n'
        f'[devices.microphone]\ndriver = "microphone.folder"\n{folder}\n',
        "utf-8",
    )
    assert main(["--lang", "en", "listen", "--level", "--profile", str(written)]) == 0
    assert capsys.readouterr().out.endswith("Good.\n")
