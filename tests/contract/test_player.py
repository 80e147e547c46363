"""The contract of `Player`, for every driver that there is; where a machine has no sound, that is told."""

from __future__ import annotations

import io
import threading
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from config.schema import DeviceChoice
from devices.registry import Driver, build, drivers
from devices.simulators.player import FolderPlayer
from kiosk.ports.device import Fault, State
from kiosk.ports.speech import Player, Sound
from tests.contract.opening import opens

OPTIONS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "player.aplay": lambda _: {"device": "null"},
    "player.folder": lambda folder: {"folder": str(folder), "in_real_time": True},
}
"""How each driver is set for a trial (`null` is ALSA's own device that swallows everything)."""


def silence(seconds: float) -> Sound:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(22050)
        wav.writeframes(b"\0\0" * int(22050 * seconds))
    return Sound(buffer.getvalue())


@pytest.fixture(params=drivers(Player), ids=lambda known: known.name)
def known(request: pytest.FixtureRequest) -> Driver:
    found: Driver = request.param
    return found


@pytest.fixture
def player(known: Driver, tmp_path: Path) -> Iterator[Player]:
    choice = DeviceChoice(driver=known.name, options=OPTIONS[known.name](tmp_path))
    made = build(choice, Player, production=not known.fake)
    fault = made.open()
    if fault is not None:
        assert fault.id == "no_sound_device"
        pytest.skip(f"no sound here: {fault.detail}")
    yield made
    made.close()


def test_sounds_are_played_one_after_the_other(player: Player) -> None:
    assert player.play(silence(0.05)) is None
    assert player.play(silence(0.05)) is None
    assert player.health().state is State.READY


def test_what_is_no_sound_is_a_fault(player: Player) -> None:
    told = player.play(Sound(b"RIFF, but not really"))
    assert isinstance(told, Fault)
    assert told.id == "no_sound_device"


def test_stop_from_another_thread_ends_a_long_sound(player: Player) -> None:
    ended = threading.Event()

    def play() -> None:
        player.play(silence(120))
        ended.set()

    thread = threading.Thread(target=play, daemon=True)
    thread.start()
    while not ended.wait(0.05):
        player.stop()
    thread.join(60)
    assert player.play(silence(0.02)) is None


def test_stop_and_close_are_harmless_when_nothing_plays(player: Player) -> None:
    player.stop()
    player.close()
    player.close()


def test_a_device_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    aplay = build(
        DeviceChoice(driver="player.aplay", options={"device": "no_such_card"}), Player, production=True
    )
    told = aplay.open() or aplay.play(silence(0.02))
    assert isinstance(told, Fault)
    assert told.id == "no_sound_device"


def test_a_sound_in_the_folder_has_its_name_only_when_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever waits for the file may read it at once."""
    write = Path.write_bytes
    begun: list[Path] = []

    def half_way(file: Path, content: bytes) -> int:
        write(file, content[:10])
        begun.extend(file.parent.glob("*.wav"))
        return write(file, content)

    monkeypatch.setattr(Path, "write_bytes", half_way)
    folder = FolderPlayer(FolderPlayer.Options(tmp_path))
    assert folder.play(silence(0.1)) is None
    assert begun == []
    assert folder.files[0].read_bytes() == silence(0.1).wav


def test_the_folder_keeps_what_would_have_been_heard(tmp_path: Path) -> None:
    folder = build(
        DeviceChoice(driver="player.folder", options={"folder": str(tmp_path / "sound")}),
        Player,
        production=False,
    )
    opens(folder)
    folder.play(silence(0.1))
    folder.play(silence(0.2))
    assert [file.name for file in sorted((tmp_path / "sound").iterdir())] == ["0001.wav", "0002.wav"]
