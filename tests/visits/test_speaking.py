"""Louder, slower, once more: by a touch or by the robot, until the next citizen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.ports.speech import PLAIN
from kiosk.visit import events as ev
from kiosk.visit.journeys.exploring import Exploring
from kiosk.visit.model import Comfort
from tests.visits.world import World

BIRTH = "1.001193"
HELLO = "Xin chào."


@pytest.fixture
def world() -> World:
    return World()


def test_again_says_what_was_said_last(world: World) -> None:
    world.does(ev.PickedProcedure(BIRTH), ev.ToggledComfort("listen"))
    world.does(ev.WantsRepeat())
    first, again = world.voice.said
    assert again == first


def test_again_where_nothing_was_said_reads_the_screen(world: World) -> None:
    world.does(ev.PickedProcedure(BIRTH), ev.WantsRepeat())
    assert "Đăng ký khai sinh" in world.voice.said[-1][1]


def test_again_in_another_language_reads_the_screen_in_it(world: World) -> None:
    world.does(ev.PickedProcedure(BIRTH), ev.ToggledComfort("listen"), ev.ChoseLanguage("en"))
    world.does(ev.WantsRepeat())
    lang, text = world.voice.said[-1]
    assert lang == "en"
    assert "Register a birth" in text


@pytest.mark.parametrize(
    ("how", "pace", "gain_db"),
    [("louder", 1.0, 4.0), ("quieter", 1.0, -4.0), ("slower", 1 / 1.2, 0.0), ("faster", 1.2, 0.0)],
)
def test_a_change_is_heard_at_once_and_from_then_on(
    world: World, how: str, pace: float, gain_db: float
) -> None:
    world.does(ev.PickedProcedure(BIRTH), ev.ToggledComfort("listen"))
    world.does(ev.AdjustedSpeech(how))  # type: ignore[arg-type]
    assert world.voice.said[-1] == world.voice.said[-2]
    world.does(ev.Back())
    before, changed, later = world.voice.manners
    assert before == PLAIN
    assert changed == later
    assert (changed.pace, changed.gain_db) == pytest.approx((pace, gain_db))


def test_there_is_an_end_of_louder(world: World) -> None:
    world.does(*[ev.AdjustedSpeech("louder")] * 5)
    assert world.visit.comfort.loudness == 2
    world.does(ev.AdjustedSpeech("quieter"))
    assert world.visit.comfort.loudness == 1


def test_the_next_citizen_hears_the_voice_by_itself(world: World) -> None:
    world.does(ev.AdjustedSpeech("slower"), ev.AdjustedSpeech("louder"), ev.Left())
    assert world.visit.comfort == Comfort()
    world.does(ev.ToggledComfort("listen"))
    assert world.voice.manners[-1] == PLAIN


def test_who_only_made_it_louder_and_went_leaves_nothing_behind(world: World) -> None:
    world.does(ev.AdjustedSpeech("louder"))
    world.waits(81)
    assert world.visit.comfort == Comfort()


def test_the_robot_can_be_asked_for_it_and_says_the_answer_before_once_more(world: World) -> None:
    world.robot.reply_with = replace(world.robot.reply_with, speech=HELLO)
    world.does(ev.AskedRobot("khai sinh cần gì"))
    world.robot.reply_with = replace(world.robot.reply_with, speech="Vâng.", then=ev.AdjustedSpeech("slower"))
    world.does(ev.AskedRobot("nói chậm lại"))
    assert world.voice.said == [("vi", HELLO), ("vi", HELLO)]
    assert world.voice.manners[-1].pace < 1
    assert world.visit.of(Exploring).reply == world.robot.reply_with


def test_a_question_from_a_page_read_aloud_is_not_drowned_by_the_robots_page(world: World) -> None:
    world.does(ev.PickedProcedure(BIRTH), ev.ToggledComfort("listen"))
    world.does(ev.AskedRobot("khai sinh cần gì"))
    assert [text for _, text in world.voice.said][1:] == [world.robot.reply_with.text]


def test_the_warning_of_an_idle_visit_is_not_what_was_said_last(world: World) -> None:
    world.does(ev.PickedProcedure(BIRTH), ev.ToggledComfort("listen"))
    world.waits(121)
    warned = len(world.voice.said)
    assert warned == 2
    world.does(ev.WantsRepeat())
    assert world.voice.said[-1] == world.voice.said[0]


def test_it_is_no_touch_that_answers_or_forgives_anything(world: World) -> None:
    world.does(ev.Went("robot"), ev.WantsToSpeak())
    problem = world.visit.problem
    assert problem is not None
    assert world.does(ev.AdjustedSpeech("louder")).problem == problem


def test_who_is_led_by_ear_hears_what_the_screen_says_and_nothing_beside(world: World) -> None:
    world.does(ev.WantsEar(), ev.PickedProcedure(BIRTH))
    assert world.voice.said == []
    world.does(ev.Announced("Đăng ký khai sinh."), ev.PointedAt("Bắt đầu làm."))
    assert [text for _, text in world.voice.said] == ["Đăng ký khai sinh.", "Bắt đầu làm."]
    world.does(ev.WantsRepeat())
    assert world.voice.said[-1][1] == "Bắt đầu làm."


def test_who_does_not_listen_hears_nothing_of_it(world: World) -> None:
    world.does(ev.PointedAt("Bắt đầu làm."), ev.Announced("Đăng ký khai sinh."))
    assert world.voice.said == []


def test_going_about_by_ear_is_a_sign_of_life_and_news_is_none(world: World) -> None:
    world.does(ev.WantsEar(), ev.PickedProcedure(BIRTH))
    world.waits(100)
    world.does(ev.Announced("Đã chụp."))
    assert world.waits(21).countdown is not None
    assert world.does(ev.PointedAt("Bắt đầu làm.")).countdown is None


def test_who_is_led_by_ear_is_told_of_keys_and_of_the_end(world: World) -> None:
    world.does(ev.WantsEar(), ev.PickedProcedure(BIRTH))
    world.waits(121)
    assert "Bấm phím bất kỳ" in world.voice.said[-1][1]
    world.waits(40)
    assert world.voice.said[-1][1].startswith("Đã kết thúc, mọi thứ đã được xóa.")
    assert world.visit.comfort == Comfort()


def test_the_switch_that_reads_aloud_ends_being_led(world: World) -> None:
    world.does(ev.WantsEar(), ev.ToggledComfort("listen"))
    assert world.visit.comfort == Comfort()
