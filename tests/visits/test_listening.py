"""Speaking: begun by a touch, gone on with after what the kiosk says, ended by any other touch; two failures
bring the keyboard.
"""

from __future__ import annotations

import pytest

from kiosk.ports.device import Fault
from kiosk.ports.speech import Heard
from kiosk.visit import events as ev
from kiosk.visit.effects import Listen
from kiosk.visit.journeys.exploring import Exploring
from kiosk.visit.listening import can_speak
from tests.visits.world import CONTEXT, World

QUESTION = "khai sinh cho cháu cần giấy tờ gì"


@pytest.fixture
def world() -> World:
    made = World()
    made.does(ev.Went("robot"))
    return made


def test_what_is_said_is_asked_as_if_it_were_typed(world: World) -> None:
    visit = world.says(QUESTION, "khai sinh cho chó").visit
    assert world.ear.calls == ["listen vi"]
    assert visit.of(Exploring).reply == world.robot.reply_with
    assert visit.at == "robot"
    assert QUESTION not in repr(visit)


def test_said_all_ends_it_and_does_not_throw_it_away(world: World) -> None:
    world.lanes["recogniser"].hold()
    visit = world.does(ev.WantsToSpeak(), ev.Touched(), ev.SaidAll())
    assert visit.waits_for(Listen)
    assert world.ear.calls == ["done"]


def test_the_warning_goes_when_something_is_heard(world: World) -> None:
    world.lanes["recogniser"].hold()
    world.does(ev.WantsToSpeak())
    while world.waits(1).countdown is None:
        assert world.visit.waits_for(Listen)
    world.ear.hears.append(Heard(((QUESTION, 0.9),), "vi", "typed", 5))
    world.lanes["recogniser"].release()
    assert world.visit.of(Exploring).reply == world.robot.reply_with
    assert world.visit.countdown is None


@pytest.mark.parametrize("touch", [ev.Back(), ev.PickedProcedure("1.001193"), ev.Keyed("a"), ev.Left()])
def test_any_other_touch_throws_it_away(world: World, touch: ev.ByPerson) -> None:
    world.lanes["recogniser"].hold()
    world.does(ev.WantsToSpeak())
    visit = world.does(touch)
    assert not visit.waits_for(Listen)
    assert "cancel" in world.ear.calls
    world.ear.hears.append(Heard((("đăng ký kết hôn", 0.9),), "vi", "typed", 5))
    world.lanes["recogniser"].release()
    assert world.visit.of(Exploring).reply is None


def test_once_is_said_again_and_twice_brings_the_keyboard(world: World) -> None:
    once = world.says()
    assert once.visit.problem is not None
    assert once.visit.problem.id == "not_heard"
    assert "nghe chưa rõ" in once.last
    assert once.visit.waits_for(Listen), "it asks, and listens again without a touch"
    twice = world.says()
    assert not can_speak(CONTEXT, twice.visit)
    assert not twice.visit.waits_for(Listen)
    heard_so_far = list(world.ear.calls)
    world.does(ev.WantsToSpeak())
    assert world.ear.calls == heard_so_far
    assert world.types("kết hôn").draft == "kết hôn"


def test_what_was_heard_forgives_what_was_not(world: World) -> None:
    world.says()
    world.says(QUESTION)
    assert can_speak(CONTEXT, world.says().visit)


def test_without_an_ear_the_keyboard_comes_at_once(world: World) -> None:
    world.ear.hears.append(Fault("model_missing", "whisper-base"))
    visit = world.does(ev.WantsToSpeak())
    assert visit.problem == Fault("model_missing", "whisper-base")
    assert not can_speak(CONTEXT, visit)


def test_the_next_citizen_may_speak_again(world: World) -> None:
    world.says()
    world.says()
    assert can_speak(CONTEXT, world.does(ev.Left()))


def test_a_touch_gives_the_voice_another_chance(world: World) -> None:
    world.says()
    world.says()
    assert can_speak(CONTEXT, world.does(ev.PickedProcedure("1.001193")))


def test_it_listens_only_when_it_has_said_it_all(world: World) -> None:
    """So that it never hears itself."""
    world.lanes["player"].hold()
    visit = world.says(QUESTION).visit
    assert visit.voice.saying is not None
    assert not visit.waits_for(Listen)
    world.lanes["player"].release()
    assert world.visit.waits_for(Listen)


def test_a_touch_silences_it_and_it_does_not_listen_afterwards(world: World) -> None:
    world.lanes["player"].hold()
    world.says(QUESTION)
    visit = world.does(ev.Back())
    assert not world.session._runner.mouth.is_speaking
    world.lanes["player"].release()
    assert visit.voice.saying is None
    assert not world.visit.waits_for(Listen)
    assert not world.visit.voice.leads


def test_what_it_begins_to_say_ends_the_hearing(world: World) -> None:
    """The warning of the idle clock is spoken where a recogniser does not come to an end."""
    world.lanes["recogniser"].hold()
    world.does(ev.WantsToSpeak())
    world.waits(150)
    assert world.visit.countdown is not None
    assert "cancel" in world.ear.calls
    assert world.visit.waits_for(Listen), "and it listens again when the warning is said"


def test_without_a_voice_it_listens_all_the_same(world: World) -> None:
    world.voice.fault = Fault("voice_failed")
    assert world.says(QUESTION).visit.waits_for(Listen)


def test_the_kiosk_is_silent_before_it_listens(world: World) -> None:
    spoken_before = world.session._runner.mouth.turn
    world.lanes["recogniser"].hold()
    world.does(ev.WantsToSpeak())
    assert world.session._runner.mouth.turn > spoken_before
    assert not world.session._runner.mouth.is_speaking
