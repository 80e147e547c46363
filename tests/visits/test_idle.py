"""Nobody touches the screen: warning at 60 s, 20 s count-down, then everything is wiped."""

from __future__ import annotations

import gc
import io
import wave
from array import array
from typing import Literal

import pytest

from kiosk.dossier.model import Person, Value
from kiosk.ports.device import Fault
from kiosk.visit import events as ev
from kiosk.visit.chime import chime
from kiosk.visit.effects import Listen
from kiosk.visit.idle import limit
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.model import HOME
from tests.screens.dossier_scenes import a_glimpse
from tests.visits.test_birth_registration import BIRTH, at_the_card, to_the_review
from tests.visits.world import CONTEXT, GRANDMOTHER, World, real_robot


def test_the_warning_comes_at_sixty_seconds_and_the_wipe_twenty_later() -> None:
    world = World()
    to_the_review(world)
    first = world.visit.id
    assert world.waits(59).countdown is None
    assert world.waits(1).countdown == 20
    assert world.waits(19).countdown == 1
    assert filled(world.visit).persons
    visit = world.waits(1)
    assert visit.at == HOME
    assert visit.id != first
    assert not filled(visit).persons
    assert world.session.pages_held == 0
    assert ("visit_wiped", {}) in world.log.events


def test_more_time_gives_a_whole_new_minute_and_keeps_everything() -> None:
    world = World()
    to_the_review(world)
    world.waits(75)
    visit = world.does(ev.MoreTime())
    assert visit.countdown is None
    assert visit.at == "review"
    assert world.waits(59).countdown is None
    assert world.waits(1).countdown == 20


def test_a_page_read_aloud_for_ninety_two_seconds_is_heard_to_its_end() -> None:
    world = World()
    world.does(ev.PickedProcedure(BIRTH), ev.ToggledComfort("listen"))
    world.lanes["player"].hold()
    world.does(ev.Back(), ev.PickedProcedure(BIRTH))
    assert world.waits(92).countdown is None
    world.lanes["player"].release()
    assert world.waits(119).countdown is None
    assert world.waits(2).countdown is not None


def test_a_loudspeaker_that_never_ends_keeps_no_visit_for_ever() -> None:
    world = World()
    to_the_review(world)
    world.does(ev.ToggledComfort("listen"))
    world.lanes["player"].hold()
    world.does(ev.ToggledComfort("listen"), ev.ToggledComfort("listen"))
    assert world.waits(599).countdown is None
    assert world.waits(200).at == HOME


def test_while_the_kiosk_listens_and_understands_nobody_is_warned() -> None:
    world = World()
    to_the_review(world)
    world.lanes["recogniser"].hold()
    world.does(ev.WantsToSpeak())
    assert world.waits(149).countdown is None
    world.lanes["recogniser"].release()
    assert world.visit.at == "review"
    assert world.waits(1).countdown == 40


def test_a_kiosk_that_listens_to_nobody_is_wiped() -> None:
    """She has walked away from a page that listens again and again, for a card is awaited."""
    world = World(real_robot())
    world.lanes["reader"].hold()
    at_the_card(world)
    world.says("bà")
    assert world.visit.voice.leads
    for _ in range(25):
        world.waits(9)
        if world.visit.at == HOME:
            break
        world.says()
    assert world.visit.at == HOME


def test_an_hour_of_waiting_for_help_loses_nothing() -> None:
    world = World()
    to_the_review(world)
    before = filled(world.visit)
    world.does(ev.CalledStaff())
    visit = world.waits(3600)
    assert visit.at == "review"
    assert filled(visit) == before
    assert visit.countdown is None
    assert world.waits(2 * 3600).at == HOME, "nobody comes back"


def test_nobody_is_wiped_while_the_dossier_is_being_handed_in() -> None:
    world = World()
    to_the_review(world)
    world.lanes["hub"].hold()
    world.does(ev.WantsHandIn())
    assert world.waits(200).at == "review"
    world.lanes["hub"].release()
    world.lanes["hub"].release()
    assert world.visit.at == "handed_in"


@pytest.mark.parametrize("switch", ["large", "listen"])
def test_who_reads_large_letters_or_listens_has_twice_as_long(switch: Literal["large", "listen"]) -> None:
    world = World()
    to_the_review(world)
    world.does(ev.ToggledComfort(switch))
    assert world.waits(119).countdown is None
    assert world.waits(1).countdown == 40
    assert world.waits(40).at == HOME


def test_who_is_talked_to_has_twice_as_long() -> None:
    world = World(real_robot())
    world.does(ev.Went("search"))
    world.says("con mèo")
    world.lanes["recogniser"].hold()
    assert limit(CONTEXT, world.visit).stands_s == 160


def test_a_card_that_is_held_up_ends_the_warning() -> None:
    world = World()
    world.lanes["reader"].hold()
    at_the_card(world)
    assert world.waits(65).countdown == 15
    world.does(ev.Glimpsed(world.visit.id, a_glimpse("hold_still")))
    assert world.waits(1).countdown is None


def test_a_page_that_is_being_photographed_or_thought_about_is_no_idle_page() -> None:
    for lane, begins in (("robot", ev.AskedRobot("khai sinh")), ("hub", ev.WantsLookUp())):
        world = World()
        world.does(ev.Went("type_code"))
        world.types("K1")
        world.lanes[lane].hold()
        world.does(begins)
        assert world.waits(89).countdown is None, lane
        assert world.waits(1).countdown is not None, "a machine that never answers keeps nobody"


def test_after_more_time_the_page_is_read_on() -> None:
    """The warning has cut it short."""
    world = World()
    world.does(ev.ToggledComfort("listen"), ev.PickedProcedure(BIRTH))
    page = world.voice.said[-1]
    assert world.waits(120).countdown == 40
    assert world.voice.said[-1] != page
    world.does(ev.MoreTime())
    assert world.voice.said[-1] == page
    assert world.visit.countdown is None


def test_after_more_time_who_is_led_by_voice_is_led_on() -> None:
    world = World(real_robot())
    at_the_card(world)
    world.lanes["player"].hold()
    world.does(ev.Back(), ev.WantsToSpeak())
    visit = world.says("khai sinh cho con").visit
    world.lanes["player"].release()
    while world.visit.countdown is None:
        world.waits(1)
    visit = world.does(ev.MoreTime())
    assert visit.voice.leads
    assert visit.waits_for(Listen)


def test_the_warning_is_spoken_once() -> None:
    world = World()
    world.does(ev.Went("search"))
    world.waits(70)
    assert len(world.voice.said) == 1


def test_the_warning_has_a_sound_of_its_own_before_it_is_spoken() -> None:
    world = World()
    world.does(ev.Went("search"))
    world.waits(59)
    played = world.player.played
    assert not played
    world.waits(10)
    assert played.count(chime()) == 1


def test_a_kiosk_without_a_voice_still_chimes() -> None:
    world = World()
    world.voice.fault = Fault("voice_failed")
    world.does(ev.Went("search"))
    world.waits(61)
    assert world.player.played == [chime()]


def test_the_chime_is_short_and_begins_and_ends_in_silence() -> None:
    with wave.open(io.BytesIO(chime().wav)) as sound:
        samples = array("h", sound.readframes(sound.getnframes()))
        seconds = len(samples) / sound.getframerate()
    assert 0.3 < seconds < 1.5
    assert 4000 < max(samples) < 20000
    assert abs(samples[0]) < 100
    assert abs(samples[-1]) < 100


def test_an_untouched_home_screen_never_warns() -> None:
    world = World()
    visit = world.waits(200)
    assert visit.countdown is None
    assert not world.voice.said


def test_leaving_from_every_page_wipes() -> None:
    world = World()
    world.reader.shows.append(GRANDMOTHER)
    at_the_card(world)
    world.does(ev.Answered("card:requester", "yes"))
    visit = world.does(ev.Left())
    assert visit.at == HOME
    assert not filled(visit).persons
    assert not visit.trail
    assert visit.draft == ""


def test_no_object_of_the_visit_keeps_the_card_after_leaving() -> None:
    secret = "079157000099"
    world = World()
    to_the_review(world, GRANDMOTHER.replace(b"079157000011", secret.encode()))
    world.does(ev.WantsHandIn(), ev.Left())
    world.gateway.dossiers.clear()
    world.gateway.files.clear()
    gc.collect()
    holders = [
        item
        for item in gc.get_objects()
        if (isinstance(item, Value) and item.text == secret)
        or (isinstance(item, Person) and item.text("id") == secret)
    ]
    assert not holders


def test_reprs_show_nothing_personal() -> None:
    world = World()
    to_the_review(world)
    shown = repr(world.visit)
    for secret in ("079157000011", "Nguyễn Thị MẪU", "1957", "12 Đường Mẫu"):
        assert secret not in shown


def test_language_switch_keeps_the_page() -> None:
    world = World()
    at_page = world.does(ev.PickedProcedure(BIRTH)).at
    visit = world.does(ev.ChoseLanguage("en"))
    assert visit.at == at_page
    assert visit.lang == "en"
    assert world.does(ev.ChoseLanguage("xx")).lang == "en"
