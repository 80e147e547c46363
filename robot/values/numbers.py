"""Reads whole numbers said in words or written in figures, in the ways of all regions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from robot.values.lexicon import Lexicon, Utterance

_SCALES = (("million", 10**6), ("thousand", 10**3))
_A_FEW = ((5, 3), (5, 7))
_BEHIND_TENS = ("mốt", "tư", "lăm", "nhăm")
"""Words for a unit that is behind its tens, said or not."""
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_LOOSE = 0.5
"""The doubt of a way of speaking that may mean another number as well ("trăm hai": 120, or 102)."""


class Number(NamedTuple):
    """Holds one reading of the words before `end` as a number."""

    value: int
    end: int
    doubts: float


def cardinals(said: Utterance, at: int, words: Lexicon) -> list[Number]:
    """Lists the numbers that may begin at a word, of every length, each by its plainest reading."""
    best: dict[tuple[int, int], float] = {}
    for value, end, doubts in _billions(said, at, words):
        if doubts < best.get((value, end), 99.0):
            best[value, end] = doubts
    return [Number(value, end, doubts) for (value, end), doubts in best.items()]


def below_hundred(said: Utterance, at: int, words: Lexicon) -> list[Number]:
    """Lists the numbers from 0 to 99 that may begin at a word."""
    return [one for one in _tens(said, at, words) if one.value < 100]


def single(said: Utterance, at: int, words: Lexicon) -> list[Number]:
    """Lists the digits that a word may be."""
    return list(_units(said, at, words))


def is_about(said: Utterance, at: int, words: Lexicon) -> bool:
    """Says that two digits before a magnitude tell about how many, and no number: "hai ba trăm" is two or
    three hundred, "năm ba nghìn" a few thousand.
    """
    return words.lang == "vi" and any(
        (second.value == unit.value + 1 or (unit.value, second.value) in _A_FEW)
        and any(_marks(said, second.end, words, "tens", "hundred", "thousand", "million", "billion"))
        for unit in _units(said, at, words)
        for second in _units(said, unit.end, words)
        if unit.doubts == second.doubts == 0.0 and unit.value and said.words[unit.end] not in _BEHIND_TENS
    )


def figures(word: str) -> int | None:
    """Gives the number of a word in figures, with its groups; None for any other word."""
    if word.isdecimal() and word.isascii():
        return int(word)
    return int(re.sub(r"[.,]", "", word)) if _GROUPED.fullmatch(word) else None


def _marks(said: Utterance, at: int, words: Lexicon, *means: str) -> Iterator[tuple[int, float]]:
    for found in words.number.at(said, at):
        if found.means in means:
            yield found.end, found.doubts


def _units(said: Utterance, at: int, words: Lexicon) -> Iterator[Number]:
    for found in words.number.at(said, at):
        if len(found.means) == 1 and found.means.isdigit():
            yield Number(int(found.means), found.end, found.doubts)


def _tens(said: Utterance, at: int, words: Lexicon) -> Iterator[Number]:
    """Reads 0 to 99: "mười lăm", "hai mươi mốt", "hăm mốt", "twenty one"; "hai mốt" is 21 as well."""
    if at < len(said) and (value := figures(said.words[at])) is not None:
        yield Number(value, at + 1, 0.0)
        return
    for found in words.number.at(said, at):
        if len(found.means) == 2 and found.means.isdigit():
            head = int(found.means)
            yield Number(head, found.end, found.doubts)
            if head % 10 == 0:
                yield from _with_unit(said, head, found.end, found.doubts, words)
    for unit in _units(said, at, words):
        yield unit
        if words.lang == "en" or unit.value == 0:
            continue
        for end, doubts in _marks(said, unit.end, words, "tens"):
            tens = Number(unit.value * 10, end, unit.doubts + doubts)
            yield tens
            yield from _with_unit(said, tens.value, end, tens.doubts, words)
        for second in _units(said, unit.end, words):
            if second.value:
                yield Number(unit.value * 10 + second.value, second.end, unit.doubts + second.doubts + 0.1)


def _with_unit(said: Utterance, head: int, at: int, doubts: float, words: Lexicon) -> Iterator[Number]:
    for unit in _units(said, at, words):
        if unit.value:
            yield Number(head + unit.value, unit.end, doubts + unit.doubts)


def _hundreds(said: Utterance, at: int, words: Lexicon, behind: bool) -> Iterator[Number]:
    """Reads 0 to 999. `behind`: larger parts were said before, so that "không trăm" and "lẻ" may begin it."""
    if behind:
        yield from _after_and(said, at, words, 0, 0.0)
    else:
        yield from _tens(said, at, words)
    if behind:
        yield from (one for one in _tens(said, at, words) if one.value >= 10)
    for unit in (*_units(said, at, words), Number(1, at, _LOOSE)):
        if unit.value == 0 and not behind:
            continue
        for end, doubts in _marks(said, unit.end, words, "hundred"):
            head, doubt = unit.value * 100, unit.doubts + doubts
            if head:
                yield Number(head, end, doubt)
            yield from _after_and(said, end, words, head, doubt)
            for rest in _tens(said, end, words):
                if rest.value >= 10:
                    yield Number(head + rest.value, rest.end, doubt + rest.doubts)
                elif rest.value and words.lang == "vi":
                    yield Number(head + 10 * rest.value, rest.end, doubt + rest.doubts + _LOOSE)
            for half, more in _marks(said, end, words, "half"):
                yield Number(head + 50, half, doubt + more)


def _after_and(said: Utterance, at: int, words: Lexicon, head: int, doubts: float) -> Iterator[Number]:
    for end, more in _marks(said, at, words, "and"):
        for rest in _tens(said, end, words):
            if rest.value and (words.lang == "en" or rest.value < 10):
                yield Number(head + rest.value, rest.end, doubts + more + rest.doubts)


def _scaled(
    said: Utterance, at: int, words: Lexicon, scales: tuple[tuple[str, int], ...], behind: bool
) -> Iterator[Number]:
    """Reads groups of three from the largest scale down."""
    for group in _hundreds(said, at, words, behind):
        yield group
        for place, (name, factor) in enumerate(scales):
            for end, doubts in _marks(said, group.end, words, name):
                head, doubt = group.value * factor, group.doubts + doubts
                yield Number(head, end, doubt)
                for rest in _scaled(said, end, words, scales[place + 1 :], behind=True):
                    yield Number(head + rest.value, rest.end, doubt + rest.doubts)
                if words.lang == "vi":
                    for half, more in _marks(said, end, words, "half"):
                        yield Number(head + factor // 2, half, doubt + more)
                    for unit in _units(said, end, words):
                        if unit.value:
                            yield Number(
                                head + unit.value * factor // 10, unit.end, doubt + unit.doubts + _LOOSE
                            )


def _billions(said: Utterance, at: int, words: Lexicon) -> Iterator[Number]:
    for found in words.number.at(said, at):
        if found.means == "0":
            yield Number(0, found.end, found.doubts)
    for head in _scaled(said, at, words, _SCALES, behind=False):
        yield head
        for end, doubts in _marks(said, head.end, words, "billion"):
            total = Number(head.value * 10**9, end, head.doubts + doubts)
            yield total
            for rest in _scaled(said, end, words, _SCALES, behind=True):
                yield Number(total.value + rest.value, rest.end, total.doubts + rest.doubts)
