"""One utterance from the microphone to the text: when it ends, and what ends it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from devices.simulators.file_microphone import FolderMicrophone
from devices.simulators.typed_recogniser import TypedRecogniser
from devices.speech.ear import UtteranceEar
from devices.speech.vad import MARGIN, PIECE_S, Endpoint, detector, spoken
from kiosk.ports.device import Fault
from kiosk.ports.speech import FREE, PIECE, SAMPLE_BYTES, Expected, Heard
from tests.speech.voices import noise, silence, spoken_pieces, spoken_wav, wav_of

QUESTION = "đăng ký kết hôn cần giấy tờ gì"
SPEECH, QUIET = 0.9, 0.1


def pieces_of(seconds: float) -> int:
    return round(seconds / PIECE_S)


def test_speech_ends_after_0_6_seconds_of_silence() -> None:
    end = Endpoint()
    states = [end.feed(QUIET) for _ in range(20)] + [end.feed(SPEECH) for _ in range(40)]
    assert states == ["waiting"] * 20 + ["speaking"] * 40
    tail = [end.feed(QUIET) for _ in range(pieces_of(0.6))]
    assert tail == ["speaking"] * (len(tail) - 1) + ["ended"]


def test_a_breath_does_not_end_it() -> None:
    end = Endpoint()
    end.feed(SPEECH)
    assert {end.feed(QUIET) for _ in range(pieces_of(0.5))} == {"speaking"}
    assert end.feed(SPEECH) == "speaking"


def test_ten_seconds_are_the_longest() -> None:
    end = Endpoint()
    states = [end.feed(SPEECH) for _ in range(pieces_of(11))]
    assert states.index("ended") * PIECE_S == pytest.approx(10, abs=2 * PIECE_S)


def test_who_says_nothing_is_not_waited_for_longer_than_6_seconds() -> None:
    end = Endpoint()
    states = [end.feed(QUIET) for _ in range(pieces_of(7))]
    assert states.index("nothing") * PIECE_S == pytest.approx(6, abs=2 * PIECE_S)


def test_silence_around_what_was_said_is_cut() -> None:
    said = spoken_pieces(QUESTION, "vi")
    found = spoken([*silence(3), *said, *silence(3)], detector())
    assert found is not None
    length = len(found.samples) / SAMPLE_BYTES / PIECE
    assert length < len(said) + 2 * MARGIN + 4
    assert found.seconds <= length * PIECE_S


def test_noise_is_no_speech() -> None:
    assert spoken(noise(2.0), detector()) is None
    assert spoken([], detector()) is None


class World:
    """A microphone before which files are played, and a recogniser into which the test types."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.microphone = FolderMicrophone(FolderMicrophone.Options(folder))
        self.recogniser = TypedRecogniser(TypedRecogniser.Options())
        self.recogniser.open()
        self.ear = UtteranceEar(self.microphone, self.recogniser)

    def says(self, wav: bytes, text: str) -> None:
        (self.folder / f"{len(list(self.folder.glob('*.wav'))):03}.wav").write_bytes(wav)
        self.recogniser.type(text)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_a_question_is_heard_to_its_end(world: World) -> None:
    world.says(spoken_wav(QUESTION, "vi"), QUESTION)
    heard = world.ear.listen("vi", FREE)
    assert isinstance(heard, Heard)
    assert heard.text == QUESTION


def test_what_is_said_next_is_another_utterance(world: World) -> None:
    world.says(spoken_wav(QUESTION, "vi"), QUESTION)
    world.says(spoken_wav("khai sinh cho con", "vi"), "khai sinh")
    first = world.ear.listen("vi", FREE)
    second = world.ear.listen("vi", Expected("choice", ("khai sinh", "kết hôn")))
    assert isinstance(first, Heard)
    assert isinstance(second, Heard)
    assert second.text == "khai sinh"


def test_nobody_speaking_is_not_heard(world: World) -> None:
    world.says(wav_of(b"".join(silence(1))), "không ai nói")
    found = world.ear.listen("vi", FREE)
    assert isinstance(found, Fault)
    assert found.id == "not_heard"


def test_an_unplugged_microphone_is_told(world: World) -> None:
    world.microphone.unplugged = True
    found = world.ear.listen("vi", FREE)
    assert isinstance(found, Fault)
    assert found.id == "microphone_missing"


class Touching(FolderMicrophone):
    """Somebody touches the screen, or "nói xong", while the fortieth piece is heard."""

    ear: UtteranceEar
    how = "cancel"
    count = 0

    def read(self) -> bytes | Fault:
        self.count += 1
        if self.count == 40:
            getattr(self.ear, self.how)()
        return super().read()


@pytest.mark.parametrize(("how", "hears"), [("cancel", False), ("done", True)])
def test_a_touch_throws_it_away_and_done_ends_it(tmp_path: Path, how: str, hears: bool) -> None:
    world = World(tmp_path)
    microphone = Touching(FolderMicrophone.Options(tmp_path))
    microphone.how = how
    microphone.ear = UtteranceEar(microphone, world.recogniser)
    world.says(spoken_wav(QUESTION, "vi"), QUESTION)
    found = microphone.ear.listen("vi", FREE)
    assert isinstance(found, Heard) is hears
    assert microphone.count <= 41
    if not hears:
        assert isinstance(found, Fault)
        assert found.detail == "cancelled"


def test_what_was_said_is_the_same_in_whatever_pieces_it_comes() -> None:
    whole = b"".join([*silence(1), *spoken_pieces(QUESTION, "vi"), *silence(1)])
    found = {
        spoken([whole[at : at + size] for at in range(0, len(whole), size)], detector())
        for size in (640, 1024, 5000, len(whole))
    }
    assert len(found) == 1
    assert None not in found


def test_what_is_said_is_judged_while_it_is_said() -> None:
    """At the end of speech the citizen waits: nothing is left for then but the last piece."""
    judged: list[bytes] = []

    def is_speech(piece: bytes) -> float:
        judged.append(piece)
        return 1.0

    def coming() -> Iterator[bytes]:
        for count, piece in enumerate(silence(1)):
            assert len(judged) == count
            yield piece

    assert spoken(coming(), is_speech) is not None


def test_a_microphone_that_waits_hears_what_is_said_later(world: World) -> None:
    microphone = FolderMicrophone(FolderMicrophone.Options(world.folder, waits=True))
    ear = UtteranceEar(microphone, world.recogniser)
    with ThreadPoolExecutor(1) as listener:
        heard = listener.submit(ear.listen, "vi", FREE)
        world.says(spoken_wav(QUESTION, "vi"), QUESTION)
        found = heard.result(60)
    assert isinstance(found, Heard)
    assert found.text == QUESTION


def test_a_microphone_that_waits_comes_back_when_it_is_stopped(world: World) -> None:
    microphone = FolderMicrophone(FolderMicrophone.Options(world.folder, waits=True))
    microphone.start()
    with ThreadPoolExecutor(1) as listener:
        read = listener.submit(microphone.read)
        microphone.stop()
        assert read.result(60) == b""
