"""Speaking instead of typing: begun by a touch, ended by any other; two failures bring the keyboard."""

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
    world.ear.hears.append(Heard(((QUESTION, 0.8), ("khai sinh cho chó", 0.3)), "vi", "typed", 5))
    visit = world.does(ev.WantsToSpeak())
    assert world.ear.calls == ["listen vi"]
    assert visit.of(Exploring).reply == world.robot.reply_with
    assert visit.at == "robot"
    assert QUESTION not in repr(visit)


def test_said_all_ends_it_and_does_not_throw_it_away(world: World) -> None:
    world.lanes["recogniser"].hold()
    visit = world.does(ev.WantsToSpeak(), ev.Touched(), ev.SaidAll())
    assert visit.waits_for(Listen)
    assert world.ear.calls == ["done"]


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
    once = world.does(ev.WantsToSpeak())
    assert once.problem is not None
    assert once.problem.id == "not_heard"
    assert can_speak(CONTEXT, once)
    twice = world.does(ev.WantsToSpeak())
    assert not can_speak(CONTEXT, twice)
    heard_so_far = list(world.ear.calls)
    world.does(ev.WantsToSpeak())
    assert world.ear.calls == heard_so_far
    assert world.types("kết hôn").draft == "kết hôn"


def test_what_was_heard_forgives_what_was_not(world: World) -> None:
    world.does(ev.WantsToSpeak())
    world.ear.hears.append(Heard(((QUESTION, 0.8),), "vi", "typed", 5))
    world.does(ev.WantsToSpeak())
    assert can_speak(CONTEXT, world.does(ev.WantsToSpeak()))


def test_without_an_ear_the_keyboard_comes_at_once(world: World) -> None:
    world.ear.hears.append(Fault("model_missing", "whisper-base"))
    visit = world.does(ev.WantsToSpeak())
    assert visit.problem == Fault("model_missing", "whisper-base")
    assert not can_speak(CONTEXT, visit)


def test_the_next_citizen_may_speak_again(world: World) -> None:
    world.does(ev.WantsToSpeak(), ev.WantsToSpeak())
    assert can_speak(CONTEXT, world.does(ev.Left()))


def test_the_kiosk_is_silent_before_it_listens(world: World) -> None:
    spoken_before = world.session._runner.mouth.turn
    world.lanes["recogniser"].hold()
    world.does(ev.WantsToSpeak())
    assert world.session._runner.mouth.turn > spoken_before
    assert not world.session._runner.mouth.is_speaking
