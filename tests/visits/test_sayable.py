"""Everything that a finger can do on a page can be said there, and is understood as that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.visit import events as ev
from kiosk.visit.assistant import Option
from kiosk.visit.leading import may_say, prompt
from kiosk.visit.model import Visit
from kiosk.visit.sayable import NAMED, sayable
from kiosk.visit.turn import turn_context
from robot.phrases import own_book
from tests.screens.scenes import SCENES
from tests.visits.test_birth_registration import to_the_review
from tests.visits.test_totality import ours
from tests.visits.test_totality import scene as seen
from tests.visits.world import CONTEXT, NOW, World, real_robot

BY_FINGER: dict[type[ev.Event], str] = {
    ev.Touched: "a sign of life that means nothing",
    ev.WantsToSpeak: "begins to speak: who speaks has begun",
    ev.SaidAll: "silence says it as well",
    ev.Keyed: "a key of the keyboard: what is typed is told or spelt instead",
    ev.WroteStaff: "a line that is typed, by who does not speak",
    ev.WantsEar: "a key, or a finger held: who speaks hears already",
    ev.PointedAt: "a key, or the first touch: what stands there is heard, nothing is done",
    ev.PutAway: "the next thing said puts the answer away",
}
"""What only a finger does, and why."""
IN_WORDS: dict[type[ev.Event], str] = {
    ev.AskedRobot: "cần giấy tờ gì",
    ev.ChoseLanguage: "đổi sang tiếng Anh",
    ev.AdjustedSpeech: "nói to lên",
    ev.Told: "mùng ba tháng mười một",
}
"""What is said in no set words of a page, and a sentence that says it."""
LANGUAGES = ("vi", "en")


def at(scene: str, lang: str = "vi") -> Visit:
    return replace(seen(scene)[1], problem=None, lang=lang)


def options(scene: str, lang: str = "vi") -> tuple[Option, ...]:
    return sayable(CONTEXT, at(scene, lang))


def test_what_a_finger_can_do_can_be_said() -> None:
    said = {type(option.then) for scene in SCENES for option in options(scene)}
    lacking = set(ours(ev.ByPerson)) - said - set(BY_FINGER) - set(IN_WORDS)
    assert not {kind.__name__ for kind in lacking}, "no page says it: an option, or its reason in the table"
    assert not said & set(BY_FINGER), "what can be said is in the table of what only a finger does"


@pytest.mark.parametrize("scene", ["card", "choice", "date_entry", "paper", "review", "home", "number"])
def test_an_officer_can_be_called_from_every_page(scene: str) -> None:
    visit = at(scene)
    reply = real_robot().reply("gọi cán bộ", turn_context(CONTEXT, visit, NOW))
    assert reply.then == ev.CalledStaff()
    assert not reply.confirm


def test_every_deed_has_ways_to_be_said() -> None:
    book = own_book()
    pages = [at(scene) for scene in SCENES]
    world = World()
    world.session.subscribe(pages.append)
    to_the_review(world)  # by a paper that there may not be
    deeds = {option.deed for page in pages for option in sayable(CONTEXT, page) if option.deed}
    assert deeds - {"yes", "no"} == set(book.deeds)


def understood(scene: str, lang: str) -> Iterator[tuple[Option, ev.ByPerson | None, bool]]:
    """Each option of a scene, what the robot makes of its words, and whether it asks first."""
    visit = at(scene, lang)
    about = turn_context(CONTEXT, visit, NOW)
    for option in about.options:
        reply = real_robot().reply(option.words, about)
        pending = reply.thread.pending
        yield option, reply.then or (pending.then if pending else None), reply.confirm


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scene", sorted(set(SCENES) - {"robot_listening", "card_far", "card_turned"}))
def test_the_words_on_the_page_do_what_a_touch_does(scene: str, lang: str) -> None:
    for option, then, asks in understood(scene, lang):
        if isinstance(option.then, ev.AskedRobot):
            continue
        assert then == option.then, option.words
        assert asks == bool(option.ask), option.words


LOSES = (ev.Left, ev.WantsNumber, ev.WantsHandIn, ev.ToggledComfort)
"""What erases, prints, takes a number, hands in or switches."""


@pytest.mark.parametrize("scene", SCENES)
def test_what_can_be_lost_by_waits_for_a_yes(scene: str) -> None:
    for option in options(scene):
        retry = option.deed == "once_more"
        assert bool(option.ask) or retry or not isinstance(option.then, LOSES), option.words


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scene", SCENES)
def test_every_page_says_what_may_be_said(scene: str, lang: str) -> None:
    visit = at(scene, lang)
    page = prompt(CONTEXT, visit)
    assert may_say(CONTEXT, visit) in page
    assert "{" not in page
    own = [option for option in sayable(CONTEXT, visit) if option.deed not in {one.deed for one in NAMED}]
    if own and visit.voice.over is None:
        assert own[0].words in may_say(CONTEXT, visit)


def test_it_speaks_no_longer_than_somebody_listens() -> None:
    """Some twelve seconds; a page of a procedure took ninety-two."""
    for scene in SCENES:
        assert len(prompt(CONTEXT, at(scene))) <= 320, scene
