"""Reads strings of digits: telephone and personal numbers, whole or group by group, corrected on the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kiosk.visit.assistant import Guess
from robot.values.lexicon import Lexicon, Utterance, utterance
from robot.values.model import Said, Values
from robot.values.numbers import cardinals, single
from robot.values.weighing import weighed

_GROUP = 3
"""Digits that are read back together, as `kiosk.language.aloud` does."""
_STRANGE = 0.34
"""With a larger share of words that are no digits, a sentence is no string of digits."""
_REPEATED = {"double": 2, "triple": 3}


class _Part(NamedTuple):
    """Holds the digits between two words that take something back. `taken_back`: how many doubts there are
    that the word before it did so; None at the beginning.
    """

    digits: str
    doubts: float
    taken_back: float | None


def read_digits(
    guesses: Sequence[Guess], words: Lexicon, lengths: tuple[int, ...] = (), stands: str = ""
) -> Values[str]:
    """Reads the digits that stand after this utterance: those of `stands` gone on with, or corrected.

    `lengths`: how many there may be in the end; a shorter value is a beginning, a longer one never comes.
    """
    return weighed(guesses, lambda text: _fitting(_readings(utterance(text), words, stands), lengths))


def _fitting(readings: Iterator[Said[str]], lengths: tuple[int, ...]) -> list[Said[str]]:
    """Keeps the readings that may become as long as wanted; of these the whole ones, if there are any."""
    found = [one for one in readings if not lengths or len(one.value) <= max(lengths)]
    whole = [one for one in found if len(one.value) in lengths]
    best: dict[str, float] = {}
    for one in whole or found:
        best[one.value] = min(one.doubts, best.get(one.value, 99.0))
    least = min(best.values(), default=0.0)
    return [Said(value, doubts) for value, doubts in best.items() if doubts < least + 1.5]


def _readings(said: Utterance, words: Lexicon, stands: str) -> Iterator[Said[str]]:
    for maybe in _maybe_taken_back(said, words, stands):
        parts = _parts(said, words, maybe)
        if parts is None:
            continue
        values = [Said(stands, 0.0)]
        for part in parts:
            values = [after for before in values for after in _after(before, part)]
        yield from (one for one in values if one.value)


def _maybe_taken_back(said: Utterance, words: Lexicon, stands: str) -> list[int | None]:
    """Lists the places where a word that is a digit ("không") may rather take back what was said."""
    places = [
        at
        for at in range(0 if stands else 1, len(said) - 1)
        if any(found.end == at + 1 and found.doubts == 0.0 for found in words.back.at(said, at))
        and single(said, at, words)
    ]
    return [None, *places]


def _parts(said: Utterance, words: Lexicon, maybe: int | None) -> list[_Part] | None:
    """Cuts a sentence where something is taken back; None where it is no string of digits."""
    parts = [_Part("", 0.0, None)]
    at = strange = 0
    while at < len(said):
        back = _back(said, at, words, maybe)
        run = None if back else _run(said, at, words)
        if back is not None:
            at, doubts = back
            parts.append(_Part("", 0.0, doubts))
        elif run is not None:
            digits, at, doubts = run
            last = parts[-1]
            parts[-1] = last._replace(digits=last.digits + digits, doubts=last.doubts + doubts)
        else:
            beside = words.beside.longest(said, at)
            strange += 0 if beside else 1
            at = beside.end if beside else at + 1
    found = sum(len(part.digits) for part in parts)
    if not found or strange > _STRANGE * found:
        return None
    lost = parts[-1]
    parts[-1] = lost._replace(doubts=lost.doubts + strange)
    return parts


def _back(said: Utterance, at: int, words: Lexicon, maybe: int | None) -> tuple[int, float] | None:
    found = words.back.at(said, at)
    sure = [one for one in found if one.means == "sure" and one.doubts == 0.0]
    if sure:
        return max(one.end for one in sure), 0.0
    if at != maybe:
        return None
    return at + 1, 0.25 if at in said.pauses else 1.25


def _run(said: Utterance, at: int, words: Lexicon) -> tuple[str, int, float] | None:
    """Reads the next digits: one, a written group, "hai mươi lăm" (25), "ba số tám" (888), "double two"."""
    if said.words[at].isdecimal() and said.words[at].isascii():
        return said.words[at], at + 1, 0.0
    for found in words.number.at(said, at):
        if found.means in _REPEATED:
            for one in single(said, found.end, words):
                return str(one.value) * _REPEATED[found.means], one.end, one.doubts
    for count in single(said, at, words):
        for found in words.number.at(said, count.end):
            if found.means == "times" and found.doubts == 0.0 and count.value >= 2:
                for one in single(said, found.end, words):
                    return str(one.value) * count.value, one.end, count.doubts + one.doubts
    singles = single(said, at, words)
    numbers = [
        one
        for one in cardinals(said, at, words)
        if 10 <= one.value < 1000 and _is_named(said, at, one.end, words)
    ]
    best = min((*numbers, *singles), key=lambda one: (-one.end, one.doubts), default=None)
    return (str(best.value), best.end, best.doubts) if best is not None else None


def _is_named(said: Utterance, start: int, end: int, words: Lexicon) -> bool:
    """Says that words are said as a number, not digit by digit."""
    return any(
        len(found.means) > 1 and found.means != "times"
        for at in range(start, end)
        for found in words.number.at(said, at)
        if found.end <= end
    )


def _after(before: Said[str], part: _Part) -> Iterator[Said[str]]:
    """Gives what stands after a part: gone on with, or the end (or the one group like it) corrected."""
    value, doubts = before.value, before.doubts + part.doubts
    if part.taken_back is None:
        yield Said(value + part.digits, doubts)
        return
    doubts += part.taken_back
    size = len(part.digits)
    if size == 0:
        yield Said(value, doubts)
        return
    if size >= len(value):
        yield Said(part.digits, doubts)
        return
    tail = value[:-size] + part.digits
    near = [
        at for at in range(0, len(value) - size, _GROUP) if _differ(value[at : at + size], part.digits) == 1
    ]
    if len(near) == 1 and _differ(value[-size:], part.digits) > 1:
        at = near[0]
        yield Said(value[:at] + part.digits + value[at + size :], doubts)
        doubts += 0.5
    yield Said(tail, doubts)


def _differ(one: str, other: str) -> int:
    return sum(left != right for left, right in zip(one, other, strict=True))
