"""The contract of `Voice`, for every driver that there is."""

from __future__ import annotations

import threading
import unicodedata
import wave
from collections.abc import Iterator
from io import BytesIO

import numpy as np
import pytest

from config.schema import DeviceChoice
from devices.registry import Driver, build, drivers
from devices.speech.synthetic import made_by
from devices.speech.wav import seconds
from kiosk.ports.device import Fault, State
from kiosk.ports.speech import PLAIN, Manner, Sound, Voice
from tests.contract.opening import opens
from tests.contract.wyoming_server import WyomingServer

CALL = {
    "vi": "Mời công dân số H, không, bốn, bảy, đến quầy số ba.",
    "en": "Number H, zero, four, seven, please go to counter three.",
}


@pytest.fixture(scope="module", params=drivers(Voice), ids=lambda known: known.name)
def known(request: pytest.FixtureRequest) -> Driver:
    found: Driver = request.param
    return found


@pytest.fixture(scope="module")
def voice(known: Driver) -> Iterator[Voice]:
    server = WyomingServer()
    options = {"port": server.port} if known.name == "voice.wyoming" else {}
    made = build(DeviceChoice(driver=known.name, options=options), Voice, production=not known.fake)
    opens(made)
    yield made
    made.close()
    server.shutdown()
    server.server_close()


def samples(sound: Sound | Fault) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    assert isinstance(sound, Sound)
    with wave.open(BytesIO(sound.wav)) as wav:
        assert wav.getsampwidth() == 2
        return np.frombuffer(wav.readframes(wav.getnframes()), np.int16)


@pytest.mark.parametrize("lang", CALL)
def test_a_call_is_heard_and_slow_enough_to_follow(voice: Voice, lang: str) -> None:
    sound = voice.speak(CALL[lang], lang)
    assert isinstance(sound, Sound)
    assert 2 < (seconds(sound.wav) or 0) < 15
    loud = samples(sound).astype(float)
    assert np.sqrt((loud**2).mean()) > 500, "silence"


def test_a_longer_text_takes_longer(voice: Voice) -> None:
    short, long = (voice.speak(text, "vi") for text in ("Xin chào.", "Xin chào ông bà. " * 4))
    assert len(samples(long)) > 2 * len(samples(short))


def test_slower_takes_longer_where_the_engine_knows_a_pace(known: Driver, voice: Voice) -> None:
    if known.name == "voice.wyoming":
        pytest.skip("Wyoming's protocol has no pace")
    plain, slow = (len(samples(voice.speak(CALL["vi"], "vi", Manner(pace)))) for pace in (1.0, 1 / 1.44))
    assert slow > 1.2 * plain


def test_louder_is_louder_and_never_too_loud(voice: Voice) -> None:
    plain, loud = (
        samples(voice.speak(CALL["vi"], "vi", manner)).astype(float)
        for manner in (PLAIN, Manner(gain_db=8.0))
    )
    assert len(loud) == pytest.approx(len(plain), rel=0.01)
    assert 1.5 < np.sqrt((loud**2).mean() / (plain**2).mean()) < 3
    assert np.abs(loud).max() <= 32767


def test_a_machine_can_tell_that_a_machine_speaks(voice: Voice) -> None:
    for manner in (PLAIN, Manner(gain_db=4.0)):
        sound = voice.speak("Xin chào", "vi", manner)
        assert isinstance(sound, Sound)
        assert made_by(sound.wav)


def test_marks_may_come_composed_or_not(voice: Voice) -> None:
    composed = voice.speak("Đăng ký khai sinh", "vi")
    apart = voice.speak(unicodedata.normalize("NFD", "Đăng ký khai sinh"), "vi")
    assert abs(len(samples(composed)) - len(samples(apart))) < 0.02 * len(samples(composed))


def test_nothing_to_say_or_a_language_without_a_voice_is_a_fault(voice: Voice) -> None:
    for text, lang in (("", "vi"), ("Soo s'dei", "qaa")):
        told = voice.speak(text, lang)
        assert isinstance(told, Fault)
        assert told.id == "voice_failed"
        assert text == "" or text not in told.detail


def test_several_threads_may_speak(voice: Voice) -> None:
    heard: list[Sound | Fault] = []
    threads = [
        threading.Thread(target=lambda: heard.extend(voice.speak("Mời số bảy", "vi") for _ in range(3)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(heard) == 12
    assert all(isinstance(sound, Sound) for sound in heard)


def test_it_prints_nothing(voice: Voice, capfd: pytest.CaptureFixture[str]) -> None:
    voice.speak("Xin chào", "vi")
    assert capfd.readouterr() == ("", "")


def test_it_may_be_closed_twice_and_opened_again(voice: Voice) -> None:
    voice.close()
    voice.close()
    assert voice.health().state is State.MISSING
    opens(voice)
    assert voice.health().state is State.READY
    assert isinstance(voice.speak("Xin chào", "vi"), Sound)
