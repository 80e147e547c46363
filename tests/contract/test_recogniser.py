"""The contract of `Recogniser`, for every driver that there is; each has a stand in the table."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from config.schema import DeviceChoice
from devices.registry import build, drivers
from devices.simulators.typed_recogniser import TypedRecogniser
from devices.speech.whisper_recogniser import WhisperRecogniser
from kiosk.ports.device import Fault, State
from kiosk.ports.speech import FREE, Expected, Heard, Recogniser
from tests.contract.opening import opens
from tests.contract.wyoming_server import WyomingServer
from tests.speech.voices import needs_model, noise, silence, spoken_pieces


@dataclass
class Stand:
    """A recogniser with somebody who speaks to it: `says` gives the sound, or types what the sound means."""

    recogniser: Recogniser
    lang: str
    answers: tuple[str, str]
    sentence: str
    says: Callable[[str], list[bytes]]
    close: Callable[[], object] = field(default=lambda: None)


def made(name: str, options: dict[str, Any], *, fake: bool = False) -> Recogniser:
    return build(DeviceChoice(driver=name, options=options), Recogniser, production=not fake)


def typed() -> Stand:
    recogniser = made("recogniser.typed", {}, fake=True)
    assert isinstance(recogniser, TypedRecogniser)

    def says(text: str) -> list[bytes]:
        recogniser.type(text)
        return noise(0.5)

    return Stand(recogniser, "vi", ("kết hôn", "khai sinh"), "đăng ký kết hôn cần giấy tờ gì", says)


def whisper() -> Stand:
    needs_model("whisper-base")
    says = lambda text: spoken_pieces(text, "vi")  # noqa: E731
    recogniser = made("recogniser.whisper", {})
    return Stand(recogniser, "vi", ("kết hôn", "khai sinh"), "xin chào", says)


def vosk() -> Stand:
    needs_model("vosk-ko")
    says = lambda text: spoken_pieces(text, "ko")  # noqa: E731
    return Stand(
        made("recogniser.vosk", {"model": "vosk-ko", "lang": "ko"}),
        "ko",
        ("네", "아니요"),
        "안녕하세요",
        says,
    )


def wyoming() -> Stand:
    server = WyomingServer()

    def says(text: str) -> list[bytes]:
        server.nbest = [(text, 0.8), (f"{text} a", 0.5)]
        return spoken_pieces("đăng ký kết hôn cần giấy tờ gì", "vi")

    def close() -> None:
        server.shutdown()
        server.server_close()

    recogniser = made("recogniser.wyoming", {"port": server.port})
    return Stand(recogniser, "vi", ("kết hôn", "khai sinh"), "đăng ký kết hôn cần giấy tờ gì", says, close)


STANDS: dict[str, Callable[[], Stand]] = {
    "recogniser.typed": typed,
    "recogniser.vosk": vosk,
    "recogniser.whisper": whisper,
    "recogniser.wyoming": wyoming,
}


@pytest.fixture(scope="module", params=STANDS)
def stand(request: pytest.FixtureRequest) -> Iterator[Stand]:
    found = STANDS[request.param]()
    opens(found.recogniser)
    yield found
    found.recogniser.close()
    found.close()


@pytest.fixture(autouse=True)
def _prints_nothing(request: pytest.FixtureRequest, capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Whatever a recogniser on its stand is asked, it leaves the standard streams alone."""
    yield
    assert "stand" not in request.fixturenames or capfd.readouterr() == ("", "")


def test_every_recogniser_has_a_stand() -> None:
    assert {known.name for known in drivers(Recogniser)} == set(STANDS)


def is_in_order(heard: Heard | Fault) -> Heard:
    assert isinstance(heard, Heard), heard
    scores = [score for _, score in heard.nbest]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    texts = [text for text, _ in heard.nbest]
    assert texts == [unicodedata.normalize("NFC", text).strip() for text in texts]
    assert len(set(texts)) == len(texts)
    assert heard.ms >= 0
    assert heard.engine
    return heard


@pytest.mark.parametrize("which", [0, 1])
def test_the_answer_that_was_said_is_the_first_of_those_expected(stand: Stand, which: int) -> None:
    said = stand.answers[which]
    heard = is_in_order(
        stand.recogniser.recognise(stand.says(said), stand.lang, Expected("choice", stand.answers))
    )
    assert heard.text == said
    assert {text for text, _ in heard.nbest} <= set(stand.answers)
    assert heard.lang == stand.lang


def test_a_sentence_is_heard_as_text_with_other_readings(stand: Stand) -> None:
    heard = is_in_order(stand.recogniser.recognise(stand.says(stand.sentence), stand.lang, FREE))
    assert 1 <= len(heard.nbest) <= 5
    assert heard.text not in repr(heard)


def test_what_was_not_expected_is_not_heard(stand: Stand) -> None:
    numbers = stand.recogniser.recognise(stand.says(stand.sentence), stand.lang, Expected("digits"))
    assert isinstance(numbers, Fault)
    assert numbers.id == "not_heard"


def test_silence_is_not_heard(stand: Stand) -> None:
    for sound in ([], silence(1.0)):
        for expected in (FREE, Expected("choice", stand.answers)):
            told = stand.recogniser.recognise(sound, stand.lang, expected)
            assert isinstance(told, Fault)
            assert told.id == "not_heard"


def test_the_pieces_may_be_of_any_size(stand: Stand) -> None:
    expected = Expected("choice", stand.answers)
    whole = b"".join(stand.says(stand.answers[0]))
    odd = [whole[at : at + 1234] for at in range(0, len(whole), 1234)]
    assert is_in_order(stand.recogniser.recognise(odd, stand.lang, expected)).text == stand.answers[0]


def test_a_language_without_a_model_is_a_fault(stand: Stand) -> None:
    told = stand.recogniser.recognise(noise(0.5), "qaa", FREE)
    assert isinstance(told, Fault)
    assert told.id == "recogniser_failed"


def test_a_model_that_is_not_here_is_named(tmp_path: Path) -> None:
    for name, options in (("recogniser.whisper", {}), ("recogniser.vosk", {"model": "vosk-vn"})):
        fault = made(name, {**options, "models": str(tmp_path)}).open()
        assert fault is not None
        assert fault.id == "model_missing"
        assert fault.detail.startswith(("whisper", "vosk"))


def test_a_folder_that_holds_no_model_is_a_fault(tmp_path: Path) -> None:
    for name, model in (("recogniser.whisper", "whisper-base"), ("recogniser.vosk", "vosk-vn")):
        (tmp_path / model).mkdir()
        fault = made(name, {"model": model, "models": str(tmp_path)}).open()
        assert fault is not None
        assert fault.id == "recogniser_failed"


def test_a_server_that_is_not_there_is_a_fault() -> None:
    server = WyomingServer()
    server.shutdown()
    server.server_close()
    fault = made("recogniser.wyoming", {"port": server.port}).open()
    assert fault is not None
    assert fault.id == "recogniser_failed"


def test_it_may_be_closed_twice_and_opened_again(stand: Stand) -> None:
    stand.recogniser.close()
    stand.recogniser.close()
    assert isinstance(stand.recogniser.recognise(noise(0.5), stand.lang, FREE), Fault)
    opens(stand.recogniser)
    assert stand.recogniser.health().state is State.READY
    expected = Expected("choice", stand.answers)
    assert isinstance(stand.recogniser.recognise(stand.says(stand.answers[0]), stand.lang, expected), Heard)


def test_whisper_hears_a_likely_word_where_nothing_can_be_believed_freely() -> None:
    needs_model("whisper-base")
    recogniser = WhisperRecogniser(WhisperRecogniser.Options())
    assert recogniser.open() is None
    said = [*silence(0.3), *spoken_pieces("bắt đầu làm", "vi", 120), *silence(0.7)]
    likely = Expected(likely=("Chỉ lấy số", "Bắt đầu làm", "Quay lại"))
    heard = recogniser.recognise(iter(said), "vi", likely)
    assert isinstance(heard, Heard)
    assert heard.text == "Bắt đầu làm"
    assert isinstance(recogniser.recognise(iter(said), "vi", FREE), Fault)
