"""Weighs the readings of several hearings of one utterance against each other."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from kiosk.visit.assistant import Guess
from robot.understanding import MOST_GUESSES, shares
from robot.values.model import Said, Values

V = TypeVar("V", bound=Hashable)

_EACH_DOUBT = 0.6
"""What a reading weighs less for each doubt."""
_AS_LIKELY = 0.55
"""A reading with so much of the best one's weight is a candidate beside it."""
_CERTAIN = 0.75
"""A value with less than so much of all weight is not sure."""


def weighed(guesses: Sequence[Guess], readings: Callable[[str], Iterable[Said[V]]]) -> Values[V]:
    """Reads every guess, and gives the values for which nearly as much speaks as for the best."""
    weights: dict[V, float] = {}
    doubts: dict[V, float] = {}
    nothing = 0.0
    likeliest = guesses[:MOST_GUESSES]
    for guess, share in zip(likeliest, shares(likeliest), strict=True):
        said = list(readings(guess.text))
        nothing += 0.0 if said else share
        for one in said:
            weight = share * _EACH_DOUBT**one.doubts
            weights[one.value] = weights.get(one.value, 0.0) + weight
            doubts[one.value] = min(doubts.get(one.value, one.doubts), one.doubts)
    if not weights:
        return Values()
    ordered = sorted(weights, key=lambda value: -weights[value])
    best = ordered[0]
    as_likely = tuple(value for value in ordered if weights[value] >= _AS_LIKELY * weights[best])
    certain = weights[best] >= _CERTAIN * (sum(weights.values()) + nothing)
    return Values(as_likely, len(as_likely) == 1 and certain and doubts[best] == 0.0)
