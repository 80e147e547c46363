"""Measures how much a sentence sounds like a phrase, syllable by syllable."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import NamedTuple

from kiosk.catalogue import sounds
from kiosk.catalogue.terms import Words
from kiosk.language.normal import fold

_UNMARKED, _BY_SOUND, _BY_RIME, _BY_ONSET = 0.9, 0.85, 0.5, 0.35
"""What a syllable is worth that lost its marks, sounds alike, or shares only its end or its beginning."""
_STRANGE = 0.6
"""What a word that has no part in the phrase costs."""


class Heard(NamedTuple):
    """Holds a word as it is compared: as written, without marks, and as it sounds."""

    word: str
    plain: str
    sound: str


def heard(words: Words) -> tuple[Heard, ...]:
    """Prepares words to be compared."""
    return tuple(Heard(word, fold(word), sounds.of(word).key) for word in words)


def alike(said: Heard, known: Heard, marked: bool) -> float:
    """Says how much a word sounds like a known one, 0 to 1. `marked`: the sentence bears marks."""
    if said.word == known.word or (not marked and said.word == known.plain):
        return 1.0
    if said.plain == known.plain:
        return _UNMARKED
    one, other = said.sound, known.sound
    least = min(len(one), len(other))
    if one == other and least > 1:
        return _BY_SOUND
    if least > 2 and one[1:] == other[1:]:
        return _BY_RIME
    return _BY_ONSET if least > 2 and one[:-1] == other[:-1] else 0.0


def likeness(
    said: tuple[Heard, ...], phrase: tuple[Heard, ...], marked: bool, light: AbstractSet[str]
) -> float:
    """Says how much words sound like a phrase as a whole, 0 to 1: the syllables that fit, in their order.
    `light`: words without marks that may stand beside it and say nothing.
    """
    best = [0.0] * (len(phrase) + 1)
    strange = 0
    for word in said:
        row = [alike(word, known, marked) for known in phrase]
        strange += max(row, default=0.0) < _BY_RIME and word.plain not in light
        after = [0.0]
        for at, like in enumerate(row, 1):
            after.append(max(best[at], after[-1], best[at - 1] + like))
        best = after
    return best[-1] / (len(phrase) + _STRANGE * strange) if phrase else 0.0
