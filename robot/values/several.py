"""Reads several values out of one sentence, each only where it can't be another's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kiosk.visit.assistant import Guess
from robot.values.dates import read_date
from robot.values.lexicon import Lexicon, Utterance, utterance
from robot.values.model import Asked, Choice, Values

_MENTIONED = ("choice", "date")
"""Kinds whose words tell by themselves that they are meant; digits and numbers may be anything."""


def answers_in(
    guesses: Sequence[Guess], asked: Sequence[Asked], words: Lexicon, today: date
) -> Mapping[str, Values[str]]:
    """Reads what the sentence says of those asked for, by id."""
    found: dict[str, Values[str]] = {}
    for one in asked:
        if one.kind not in _MENTIONED or _is_shared(guesses[0].text, one, asked):
            continue
        values = (
            read_date(guesses, words, today, ahead=one.ahead)
            if one.kind == "date"
            else _mentioned(guesses, one.choices)
        )
        if values.value is not None:
            found[one.id] = values
    return found


def _is_shared(text: str, one: Asked, asked: Sequence[Asked]) -> bool:
    """Says that another one asked for may be meant as well: of its kind, and not less named."""
    others = [other for other in asked if other.id != one.id and _may_be(other, one)]
    if not others:
        return False
    mine = _named(text, one)
    return not mine or any(_named(text, other) for other in others)


def _may_be(other: Asked, one: Asked) -> bool:
    if other.kind != one.kind:
        return False
    if one.kind == "date":
        return True
    said = {text for choice in one.choices for text in choice.words}
    return any(text in said for choice in other.choices for text in choice.words)


def _named(text: str, one: Asked) -> bool:
    said = utterance(text)
    return any(_stands(said, name) for name in one.names)


def _mentioned(guesses: Sequence[Guess], choices: Sequence[Choice]) -> Values[str]:
    """Gives the one choice of which a way of saying it stands whole in the likeliest sentence."""
    said = utterance(guesses[0].text)
    ids = [choice.id for choice in choices if any(_stands(said, text) for text in choice.words)]
    return Values((ids[0],), sure=True) if len(ids) == 1 else Values()


def _stands(said: Utterance, text: str) -> bool:
    way = utterance(text)
    size = len(way)
    return size > 0 and any(said.words[at : at + size] == way.words for at in range(len(said) - size + 1))
