"""Reads the one number that a sentence says, within the range that is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kiosk.visit.assistant import Guess
from robot.values.lexicon import Lexicon, Utterance, utterance
from robot.values.model import Said, Values
from robot.values.numbers import Number, cardinals, is_about
from robot.values.weighing import weighed


def read_number(guesses: Sequence[Guess], words: Lexicon, least: int = 0, most: int = 10**12) -> Values[str]:
    """Reads a number from `least` to `most`, in figures; of several that one sentence takes back the last."""
    return weighed(guesses, lambda text: _readings(utterance(text), words, least, most))


def _readings(said: Utterance, words: Lexicon, least: int, most: int) -> Iterator[Said[str]]:
    found: list[list[Number]] = []
    at = strange = 0
    while at < len(said):
        back = [one for one in words.back.at(said, at) if one.means == "sure" and one.doubts == 0.0]
        if is_about(said, at, words):
            return
        numbers = cardinals(said, at, words)
        if back and not any(number.end >= max(one.end for one in back) for one in back for number in numbers):
            found, at = [], max(one.end for one in back)
            continue
        longest = max((number.end for number in numbers), default=0)
        if longest:
            found.append([number for number in numbers if number.end == longest])
            at = longest
            continue
        beside = words.beside.longest(said, at)
        strange += 0 if beside else 1
        at = beside.end if beside else at + 1
    if strange > sum(len(ways) > 0 for ways in found) + 1:
        return
    for ways in found:
        for number in ways:
            if least <= number.value <= most:
                yield Said(str(number.value), number.doubts + strange * 0.5)
