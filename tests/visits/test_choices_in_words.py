"""A choice is offered in the citizen's language, on the page and to who speaks; what is kept is its value."""

from __future__ import annotations

import pytest

from kiosk.identity.inputs import INPUTS
from kiosk.visit import events as ev
from kiosk.visit.model import Visit
from kiosk.visit.sayable import own_options
from tests.visits.test_birth_registration import to_the_review
from tests.visits.world import CONTEXT, World

CHILD_SEX = "child.sex"


def offered(lang: str) -> dict[str, dict[str, str]]:
    """The words of each value, by page, of a birth registration in that language."""
    world = World()
    pages: list[Visit] = []
    world.session.subscribe(pages.append)
    world.does(ev.ChoseLanguage(lang))
    to_the_review(world)
    found: dict[str, dict[str, str]] = {}
    for page in pages:
        for option in own_options(CONTEXT, page):
            if isinstance(option.then, ev.Answered) and option.then.value:
                found.setdefault(option.then.step, {})[option.then.value] = option.words
    return found


@pytest.mark.parametrize(
    ("lang", "words"), [("vi", {"Nam": "Nam", "Nữ": "Nữ"}), ("en", {"Nam": "Male", "Nữ": "Female"})]
)
def test_a_choice_of_a_person_has_the_words_of_the_language(lang: str, words: dict[str, str]) -> None:
    assert offered(lang)[CHILD_SEX] == words


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_choice_has_words_and_no_two_the_same(lang: str) -> None:
    pages = offered(lang)
    assert len(pages) > 4
    for page, words in pages.items():
        assert len(set(words.values())) == len(words), page
        assert all(len(one) > 1 and one not in CONTEXT.languages for one in words.values()), page


def test_every_input_with_choices_names_them_in_vietnamese() -> None:
    chosen = [one for one in INPUTS.values() if one.choices]
    assert chosen
    for one in chosen:
        for name in one.choices.values():
            assert CONTEXT.messages.has("vi", name), name
