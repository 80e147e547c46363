"""The contract of `Microphone`; a machine without one says so."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from config.schema import DeviceChoice
from devices.registry import Driver, build, drivers
from devices.speech import microphone as portaudio
from devices.speech.wav import samples
from kiosk.ports.device import Fault, State
from kiosk.ports.speech import PIECE, SAMPLE_BYTES, Microphone
from tests.contract.opening import opens
from tests.speech.voices import noise, wav_of

SIZE = PIECE * SAMPLE_BYTES


class PortAudioError(Exception):
    """As sounddevice raises it."""


class Stream:
    """A stream as PortAudio gives it, which calls back with ten pieces of noise at once."""

    def __init__(self, callback: Callable[..., None], **form: Any) -> None:
        assert (form["samplerate"], form["blocksize"], form["channels"]) == (16_000, PIECE, 1)
        self._callback = callback

    def start(self) -> None:
        for piece in noise(10 * PIECE / 16_000):
            self._callback(memoryview(piece), PIECE, None, None)

    def close(self) -> None:
        pass


def query(device: str | None, kind: str) -> dict[str, Any]:
    if device not in (None, "USB"):
        raise ValueError(f"No {kind} device matching {device!r}")
    return {"name": "USB microphone"}


LIBRARY = types.SimpleNamespace(query_devices=query, RawInputStream=Stream, PortAudioError=PortAudioError)


@pytest.fixture(params=drivers(Microphone), ids=lambda known: known.name)
def microphone(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Microphone]:
    known: Driver = request.param
    monkeypatch.setattr(portaudio, "_portaudio", lambda: LIBRARY)
    (tmp_path / "1.wav").write_bytes(wav_of(b"".join(noise(10 * PIECE / 16_000))))
    options = {"microphone.folder": {"folder": str(tmp_path)}, "microphone.portaudio": {"device": "USB"}}
    choice = DeviceChoice(driver=known.name, options=options[known.name])
    made = build(choice, Microphone, production=not known.fake)
    opens(made)
    yield made
    made.close()


def test_it_gives_whole_pieces_of_what_is_said(microphone: Microphone) -> None:
    assert microphone.start() is None
    heard = [microphone.read() for _ in range(10)]
    assert all(isinstance(piece, bytes) and len(piece) == SIZE for piece in heard)
    assert b"".join(piece for piece in heard if isinstance(piece, bytes)) == b"".join(
        noise(10 * PIECE / 16_000)
    )
    assert microphone.health().state is State.READY


def test_nothing_comes_after_it_was_stopped(microphone: Microphone) -> None:
    microphone.start()
    microphone.stop()
    microphone.stop()
    assert microphone.read() == b""


def test_what_nobody_took_is_dropped_when_it_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portaudio, "_portaudio", lambda: LIBRARY)
    made = portaudio.PortAudioMicrophone(portaudio.PortAudioMicrophone.Options(device="USB"))
    made.start()
    made.stop()
    assert list(made._pieces.queue) == [b""]


def test_nothing_comes_before_it_was_started(microphone: Microphone) -> None:
    assert microphone.read() == b""


def test_a_microphone_that_is_not_there_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portaudio, "_portaudio", lambda: LIBRARY)
    choice = DeviceChoice(driver="microphone.portaudio", options={"device": "nowhere"})
    fault = build(choice, Microphone, production=True).open()
    assert isinstance(fault, Fault)
    assert fault.id == "microphone_missing"


def test_this_machines_own_microphone_opens_or_says_why() -> None:
    made = build(DeviceChoice(driver="microphone.portaudio"), Microphone, production=True)
    fault = made.open()
    assert fault is None or fault.id == "microphone_missing"
    made.close()


@pytest.mark.parametrize(("rate", "channels"), [(8_000, 1), (16_000, 1), (44_100, 2)])
def test_a_wav_of_any_rate_is_heard_as_a_microphone_gives_it(rate: int, channels: int) -> None:
    heard = samples(wav_of(bytes(2 * channels * rate), rate, channels))
    assert heard is not None
    assert len(heard) == 2 * 16_000


def test_what_is_no_wav_is_none() -> None:
    assert samples(b"RIFF") is None
    assert samples(b"") is None
