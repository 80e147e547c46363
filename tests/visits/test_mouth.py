"""A text is said sentence by sentence: soon begun, silenced at once, never heard by the kiosk itself."""

from __future__ import annotations

import io
import threading
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pytest

from devices.worker import Worker
from kiosk.ports.device import Fault
from kiosk.ports.slots import PLAYER, VOICE
from kiosk.ports.speech import PLAIN, Expected, Heard, Manner, Sound, never
from kiosk.visit import effects as fx
from kiosk.visit import events as ev
from kiosk.visit import outcomes as oc
from kiosk.visit.mouth import Mouth
from kiosk.visit.runner import EffectRunner
from tests.visits.world import Device, FakeEar, Lane, World

THREE = "Xin chào. Mời ông bà ngồi. Xin chờ một chút."


def wav(text: str) -> Sound:
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setparams((1, 2, 22050, 0, "NONE", ""))
        sound.writeframes(text.encode().ljust(64, b"\0"))
    return Sound(made.getvalue())


@dataclass
class ByTurns(Device):
    """Voice and loudspeaker in one: notes what is made and what is heard, in the order of time."""

    happened: list[str] = field(default_factory=list)
    no_voice_for: str = ""
    broken: Fault | None = None
    playing: threading.Event = field(default_factory=threading.Event)
    stopped: threading.Event = field(default_factory=threading.Event)
    lasts: bool = False

    def speak(self, text: str, lang: str, manner: Manner = PLAIN) -> Sound | Fault:
        self.happened.append(f"made {text}")
        return Fault("voice_failed") if text == self.no_voice_for else wav(text)

    def play(self, sound: Sound, unless: Callable[[], bool] = never) -> Fault | None:
        if unless():
            return None
        self.happened.append(f"heard {sound.wav[44:].rstrip(bytes(1)).decode()}")
        if self.lasts:
            self.stopped.clear()
            self.playing.set()
            self.stopped.wait(60)
            self.playing.clear()
        return self.broken

    def stop(self) -> None:
        self.stopped.set()


@pytest.fixture
def device() -> ByTurns:
    return ByTurns()


@pytest.fixture
def lanes() -> dict[str, Lane]:
    return {"voice": Lane(), "player": Lane()}


@pytest.fixture
def mouth(device: ByTurns, lanes: dict[str, Lane]) -> Mouth:
    return Mouth(device, device, lanes)


def test_the_first_sentence_is_heard_before_the_last_is_made(mouth: Mouth, device: ByTurns) -> None:
    ends: list[object] = []
    mouth.say(THREE, "vi", PLAIN, ends.append)
    assert device.happened[:2] == ["made Xin chào.", "heard Xin chào."]
    assert [one for one in device.happened if one.startswith("heard")] == [
        "heard Xin chào.",
        "heard Mời ông bà ngồi.",
        "heard Xin chờ một chút.",
    ]
    assert ends == [None]
    assert not mouth.is_speaking


def test_the_next_sentence_is_made_while_one_is_heard(
    mouth: Mouth, device: ByTurns, lanes: dict[str, Lane]
) -> None:
    lanes["player"].hold()
    mouth.say(THREE, "vi", PLAIN, print)
    assert device.happened == ["made Xin chào.", "made Mời ông bà ngồi.", "made Xin chờ một chút."]
    assert mouth.is_speaking


def test_hush_drops_what_is_made_and_what_is_still_to_come(
    mouth: Mouth, device: ByTurns, lanes: dict[str, Lane]
) -> None:
    ends: list[object] = []
    lanes["player"].hold()
    mouth.say(THREE, "vi", PLAIN, ends.append)
    mouth.hush()
    assert not mouth.is_speaking
    lanes["player"].release()
    assert not [one for one in device.happened if one.startswith("heard")]
    assert ends == []


def test_a_next_text_takes_the_place_of_the_one_before(
    mouth: Mouth, device: ByTurns, lanes: dict[str, Lane]
) -> None:
    lanes["player"].hold()
    mouth.say(THREE, "vi", PLAIN, print)
    mouth.say("Tạm biệt.", "vi", PLAIN, print)
    lanes["player"].release()
    assert [one for one in device.happened if one.startswith("heard")] == ["heard Tạm biệt."]


def test_a_voice_that_fails_in_the_middle_is_told_once_after_what_was_heard(
    mouth: Mouth, device: ByTurns
) -> None:
    ends: list[object] = []
    device.no_voice_for = "Mời ông bà ngồi."
    mouth.say(THREE, "vi", PLAIN, ends.append)
    assert ends == [Fault("voice_failed")]
    assert device.happened[-1] == "made Mời ông bà ngồi."
    assert not mouth.is_speaking


def test_a_loudspeaker_that_is_gone_is_told_once(mouth: Mouth, device: ByTurns) -> None:
    ends: list[object] = []
    device.broken = Fault("no_sound_device")
    mouth.say(THREE, "vi", PLAIN, ends.append)
    assert ends == [Fault("no_sound_device")]
    assert len([one for one in device.happened if one.startswith("heard")]) == 1


def test_a_kiosk_without_a_voice_has_said_it_at_once() -> None:
    ends: list[object] = []
    Mouth(None, None, {}).say(THREE, "vi", PLAIN, ends.append)
    assert ends == [None]


@dataclass
class Overhearing(FakeEar):
    """An ear that would hear the loudspeaker: it notes whether anything was playing while it listened."""

    playing: threading.Event = field(default_factory=threading.Event)
    listening: threading.Event = field(default_factory=threading.Event)
    cancelled: threading.Event = field(default_factory=threading.Event)
    own_voice: list[bool] = field(default_factory=list)
    meanwhile: Callable[[], object] = field(default=lambda: None)

    def listen(self, lang: str, expected: Expected) -> Heard | Fault:
        self.own_voice.append(self.playing.is_set())
        self.listening.set()
        meanwhile, self.meanwhile = self.meanwhile, lambda: None
        meanwhile()
        return super().listen(lang, expected)

    def cancel(self) -> None:
        super().cancel()
        self.cancelled.set()


@dataclass
class Kiosk:
    """A runner with real threads, a loudspeaker that lasts, and an ear."""

    device: ByTurns
    ear: Overhearing
    runner: EffectRunner
    posted: list[ev.Event]
    came: threading.Event
    lanes: dict[str, Worker]


@pytest.fixture
def kiosk() -> Iterator[Kiosk]:
    world = World()
    device = ByTurns(lasts=True)
    ear = Overhearing(playing=device.playing)
    posted: list[ev.Event] = []
    came = threading.Event()

    def post(event: ev.Event) -> None:
        posted.append(event)
        if not isinstance(event, oc.WasSaid):
            came.set()

    lanes = {name: Worker(name) for name in ("voice", "player", "recogniser")}
    ports = replace(
        world.session._runner.ports,
        devices=world.session._runner.ports.devices.put(VOICE, device).put(PLAYER, device),
        ear=ear,
    )
    runner = EffectRunner(world.session.context, ports, lanes, post, lambda: world.clock.now().date())
    yield Kiosk(device, ear, runner, posted, came, lanes)
    runner.mouth.hush()
    for lane in lanes.values():
        lane.stop()


def test_it_listens_only_when_it_has_ended_what_it_says(kiosk: Kiosk) -> None:
    heard = Heard((("có", 0.9),), "vi", "typed", 5)
    kiosk.ear.hears.append(heard)
    kiosk.runner.run("v", fx.Speak("Xin chào. Ông bà cần gì?"))
    assert kiosk.device.playing.wait(60)
    kiosk.runner.run("v", fx.Listen("vi", attempt=1))
    assert not kiosk.ear.listening.is_set()
    kiosk.device.stop()
    while not kiosk.came.wait(0.01):
        kiosk.device.stop()
    assert kiosk.ear.own_voice == [False]
    assert [type(event) for event in kiosk.posted] == [oc.WasSaid, oc.WasHeard]


def test_what_it_heard_while_it_spoke_is_thrown_away_and_it_listens_again(kiosk: Kiosk) -> None:
    """A hint comes while somebody is listened to: the hearing under way is cut, and begins anew behind it."""

    def hint() -> None:
        kiosk.runner.run("v", fx.Speak("Xin đưa thẻ gần hơn."))
        assert kiosk.device.playing.wait(60)
        kiosk.device.stop()

    kiosk.ear.meanwhile = hint
    right = Heard((("không", 0.9),), "vi", "typed", 5)
    kiosk.ear.hears += [Heard((("xin đưa thẻ gần hơn", 0.9),), "vi", "typed", 5), right]
    kiosk.runner.run("v", fx.Listen("vi", attempt=1))
    assert kiosk.came.wait(60)
    assert kiosk.ear.cancelled.is_set()
    assert [event.heard for event in kiosk.posted if isinstance(event, oc.WasHeard)] == [right]


def test_a_touch_is_silence_at_once(kiosk: Kiosk) -> None:
    """The loudspeaker is stopped by the touch itself, behind nothing that a lane has still to do."""
    kiosk.runner.run("v", fx.Speak(THREE))
    assert kiosk.device.playing.wait(60)
    kiosk.runner.run("v", fx.Hush())
    assert kiosk.device.stopped.is_set()
    for lane in kiosk.lanes.values():
        assert lane.stop(60)
    assert len([one for one in kiosk.device.happened if one.startswith("heard")]) == 1
