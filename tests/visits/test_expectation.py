"""What the ear is told to expect: said by the page, for every kind of page there is."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from kiosk.ports.speech import Expected
from kiosk.visit.expectation import expected
from kiosk.visit.journeys import journey_of, places
from kiosk.visit.journeys.application.route import current_step
from kiosk.visit.journeys.application.state import StepKind
from kiosk.visit.model import Visit
from tests.screens.scenes import SCENES
from tests.visits.test_totality import scene as seen
from tests.visits.world import CONTEXT, World

KINDS: dict[str, tuple[str, str]] = {
    "consent": ("consent", "yes_no"),
    "card": ("card", "choice"),
    "choice": ("choice", "choice"),
    "text": ("text_entry_address", "free"),
    "date": ("date_entry", "date"),
    "number": ("number_entry", "digits"),
    "person": ("person", "free"),
    "choices": ("choices", "choice"),
    "details": ("details", "free"),
    "sections": ("sections", "choice"),
    "paper": ("paper", "choice"),
    "review": ("review", "choice"),
}
"""A scene of each kind of page, and what is expected there."""


def at(scene: str) -> Visit:
    return replace(seen(scene)[1], problem=None)


@pytest.mark.parametrize("kind", get_args(StepKind))
def test_every_kind_of_page_says_what_it_expects(kind: str) -> None:
    scene, wanted = KINDS[kind]
    visit = at(scene)
    step = current_step(CONTEXT, visit)
    assert step is not None
    assert step.kind == kind
    assert expected(CONTEXT, visit).kind == wanted


@pytest.mark.parametrize("scene", SCENES)
def test_a_choice_has_words_and_nothing_else_has(scene: str) -> None:
    found = expected(CONTEXT, at(scene))
    assert bool(found.words) == (found.kind == "choice")
    assert len(set(found.words)) == len(found.words)


@pytest.mark.parametrize("scene", SCENES)
def test_the_words_of_the_screen_are_expected_or_likely(scene: str) -> None:
    visit = at(scene)
    found = expected(CONTEXT, visit)
    said = {option.words for option in journey_of(visit).options(CONTEXT, visit)[:5]}
    if visit.voice.over is None:
        assert said <= {*found.words, *found.likely}


def test_a_choice_expects_its_answers_in_their_order() -> None:
    found = expected(CONTEXT, at("choice"))
    assert found.words[:3] == ("Mẹ", "Cha", "Ông hoặc bà")
    assert "Gọi cán bộ" in found.words


def test_a_question_of_yes_or_no_expects_a_plain_yes_too() -> None:
    world = World()
    world.session._visit = replace(at("choice"), at="notice")
    found = expected(CONTEXT, world.visit)
    assert found.words[:2] == ("Có", "Không có")
    assert "Đúng rồi" in found.words


def test_what_is_read_back_expects_yes_or_no() -> None:
    assert expected(CONTEXT, at("date_told")).kind == "yes_no"


def test_what_is_asked_before_a_deed_expects_yes_or_no() -> None:
    assert expected(CONTEXT, at("review")).kind == "choice"
    assert expected(CONTEXT, at("review_asked")).kind == "yes_no"


def test_somebody_may_always_ask_instead() -> None:
    found = [expected(CONTEXT, at(scene)) for scene in SCENES]
    assert all(one.open or one.kind == "free" for one in found)


def test_a_spelt_name_is_heard_freely() -> None:
    assert expected(CONTEXT, at("text_entry")).kind == "free"


def test_the_ear_is_told() -> None:
    world = World()
    world.session._visit = replace(SCENES["choice"](world), pending=())
    world.says("mẹ")
    assert world.ear.expected.words[:2] == ("Mẹ", "Cha")


def test_every_place_expects_something() -> None:
    by_place = {at(name).at: name for name in reversed(SCENES)}
    for place in places():
        assert isinstance(expected(CONTEXT, at(by_place[place])), Expected)
