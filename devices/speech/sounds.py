"""Measures how alike words sound, so that a hearing can be matched with what was expected.

Recognisers confuse what sounds alike: a tone, s and x, ch and tr, d, gi, r and v, n and l, an ending. Such a
difference costs less than one between words that have nothing in common.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from kiosk.language import syllable
from kiosk.language.normal import fold, nfc

T = TypeVar("T")

# Onsets that people or recognisers mix up stand in one group; the spelling of one sound is one.
_ONSET_SPELLINGS = {"k": "c", "qu": "cw", "gh": "g", "ngh": "ng"}
_ALIKE = (
    {"s", "x"},
    {"ch", "tr", "gi"},
    {"d", "gi", "r", "v"},
    {"n", "l"},
    {"c", "kh", "g"},
    {"t", "th"},
    {"ph", "p"},
)
_WORD = re.compile(r"[^\W_]+")
TONE, ALIKE, VOWEL_MARK, OTHER = 0.25, 0.35, 0.4, 1.0


def words_in(text: str) -> tuple[str, ...]:
    """Gives the words of a text, NFC, in lower case, without signs."""
    return tuple(_WORD.findall(nfc(text).lower()))


def distance(one: Sequence[T], other: Sequence[T], cost: Callable[[T, T], float]) -> float:
    """Gives the least cost of making one sequence of the other; leaving out or adding costs 1."""
    row = [float(at) for at in range(len(other) + 1)]
    for count, left in enumerate(one, 1):
        above, row = row, [float(count)]
        for at, right in enumerate(other):
            row.append(min(above[at] + cost(left, right), above[at + 1] + 1, row[at] + 1))
    return row[-1]


def unlike(one: str, other: str) -> float:
    """Says how unlike two texts sound: 0 the same, 1 nothing in common."""
    left, right = words_in(one), words_in(other)
    longest = max(len(left), len(right))
    return distance(left, right, _word_cost) / longest if longest else 1.0


def _word_cost(one: str, other: str) -> float:
    if one == other:
        return 0.0
    left, right = syllable.read(one), syllable.read(other)
    if left is None or right is None:
        letters = distance(fold(one), fold(other), _same)
        return min(1.0, letters / max(len(one), len(other)))
    parts = (
        _onset_cost(left.onset, right.onset)
        + _part_cost(left.nucleus, right.nucleus)
        + 0.7 * _part_cost(left.coda, right.coda)
        + (0.0 if left.tone == right.tone else TONE)
    )
    return min(1.0, parts / 2)


def _onset_cost(one: str, other: str) -> float:
    left, right = _ONSET_SPELLINGS.get(one, one), _ONSET_SPELLINGS.get(other, other)
    if left == right:
        return 0.0
    return ALIKE if any({left, right} <= group for group in _ALIKE) else OTHER


def _part_cost(one: str, other: str) -> float:
    if one == other:
        return 0.0
    return VOWEL_MARK if fold(one) == fold(other) else OTHER


def _same(one: str, other: str) -> float:
    return float(one != other)
