"""Sound that a machine made says so, and is still sound to everybody else."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import wave
from pathlib import Path

import pytest

from devices.simulators.player import FolderPlayer
from devices.speech.espeak_voice import EspeakVoice
from devices.speech.synthetic import MARK, made_by, synthetic
from devices.speech.wyoming_voice import WyomingVoice
from kiosk.ports.device import Fault, State
from kiosk.ports.speech import PLAIN, Sound
from tests.contract.wyoming_server import WyomingServer
from tests.speech.voices import wav_of

SAMPLES = bytes(range(256)) * 20


@pytest.fixture
def sound() -> Sound:
    made = synthetic(SAMPLES, 22_050, "espeak-ng", PLAIN)
    assert isinstance(made, Sound)
    return made


def test_the_mark_names_the_engine_and_leaves_the_samples_alone(sound: Sound) -> None:
    assert made_by(sound.wav) == "espeak-ng"
    with wave.open(io.BytesIO(sound.wav)) as read:
        assert (read.getframerate(), read.getnchannels()) == (22_050, 1)
        assert read.readframes(read.getnframes()) == SAMPLES


def test_a_recording_bears_no_mark() -> None:
    assert made_by(wav_of(SAMPLES)) is None
    assert made_by(b"RIFF") is None


def test_the_mark_is_there_behind_our_player(sound: Sound, tmp_path: Path) -> None:
    FolderPlayer(FolderPlayer.Options(tmp_path)).play(sound)
    assert made_by((tmp_path / "0001.wav").read_bytes()) == "espeak-ng"


@pytest.mark.parametrize("program", ["ffprobe", "soxi"])
def test_other_programs_read_the_mark(sound: Sound, tmp_path: Path, program: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"no {program} here")
    file = tmp_path / "made.wav"
    file.write_bytes(sound.wav)
    options = {"ffprobe": ["-v", "error", "-print_format", "json", "-show_format"], "soxi": []}[program]
    told = subprocess.run([program, *options, str(file)], capture_output=True, text=True, check=True).stdout
    said = json.loads(told)["format"]["tags"]["comment"] if program == "ffprobe" else told
    assert f"{MARK}espeak-ng" in said


def test_other_programs_play_it(sound: Sound) -> None:
    if shutil.which("aplay") is None:
        pytest.skip("no aplay here")
    played = subprocess.run(
        ["aplay", "-q", "-D", "null", "-"], input=sound.wav, capture_output=True, check=False
    )
    assert played.returncode == 0, played.stderr


def test_without_espeak_the_voice_is_missing_and_says_what_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    voice = EspeakVoice(EspeakVoice.Options())
    assert voice.open() == Fault("voice_failed", "espeak-ng is not installed")
    told = voice.speak("Xin chào", "vi")
    assert isinstance(told, Fault)
    assert "Xin" not in told.detail


def test_a_server_that_is_gone_or_gives_stereo_is_a_fault() -> None:
    server = WyomingServer()
    voice = WyomingVoice(WyomingVoice.Options(port=server.port, within_s=5))
    assert voice.open() is None
    assert voice.health().identity == "espeak"
    server.channels = 2
    told = voice.speak("Xin chào", "vi")
    assert isinstance(told, Fault)
    server.shutdown()
    server.server_close()
    assert voice.health().state is State.MISSING
    assert isinstance(voice.speak("Xin chào", "vi"), Fault)
