"""Reads which of several words is chosen: said whole or in part, by its place, or misheard by a syllable."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kiosk.catalogue.terms import Words, is_filler
from kiosk.language.normal import fold
from kiosk.visit.assistant import Guess
from robot.values.lexicon import Lexicon, Utterance, utterance
from robot.values.likeness import alike, heard
from robot.values.model import Choice, Said, Values
from robot.values.weighing import weighed

_ENOUGH = 0.55
"""So much must be said of what tells a choice from the others."""
_LEAD = 1.6
"""By so much the best choice must come before the second; else both are meant."""
_HEARD = 0.85
"""So much a word of a choice must sound like what was said: what only rhymes with it ("kết hôn" with "con")
is one of its words beside another that was heard, and alone none.
"""
_LISTED = re.compile(r"[,;]\s*|\s+(?:hoặc|hay|or)\s+")
_LIGHT = 0.25
"""What a word that mostly asks counts for."""


def read_choice(guesses: Sequence[Guess], words: Lexicon, choices: Sequence[Choice]) -> Values[str]:
    """Reads the id of one of the choices; by its number ("cái thứ hai") in the order given."""
    telling = _Telling(choices)
    return weighed(guesses, lambda text: _readings(utterance(text), words, choices, telling))


def _alternatives(texts: Iterable[str]) -> Iterator[str]:
    """Lists ways of saying a choice, and what it lists itself ("Vợ, chồng, con, cha hoặc mẹ")."""
    for text in texts:
        yield text
        parts = _LISTED.split(text)
        yield from parts if len(parts) > 1 else ()


class _Telling:
    """Knows which words tell the choices apart: a word that all of them have tells nothing."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.ways = {
            choice.id: tuple(filter(None, (utterance(text).words for text in _alternatives(choice.words))))
            for choice in choices
        }
        self._having = Counter(
            word for ways in self.ways.values() for word in {word for way in ways for word in way}
        )

    def weight(self, word: str) -> float:
        having = self._having[word]
        if len(self.ways) > 1 and having == len(self.ways):
            return 0.0
        return (_LIGHT if is_filler(word) else 1.0) / max(having, 1)

    def known(self, word: str) -> bool:
        return word in self._having


def _readings(
    said: Utterance, words: Lexicon, choices: Sequence[Choice], telling: _Telling
) -> Iterator[Said[str]]:
    whole = [choice.id for choice in choices if any(_is(said, way) for way in telling.ways[choice.id])]
    if len(whole) == 1:
        yield Said(whole[0])
        return
    place = _place(said, words, len(choices))
    if place is not None:
        yield Said(choices[place].id)
        return
    scores = {choice.id: _score(said, telling.ways[choice.id], telling) for choice in choices}
    best = max(scores.values(), default=0.0)
    if best < _ENOUGH or _is_negated(said, words, telling):
        return
    for choice in choices:
        if scores[choice.id] * _LEAD > best:
            exact = _says_whole(said, telling.ways[choice.id])
            yield Said(choice.id, 0.0 if exact else 0.5 if scores[choice.id] >= 1.0 else 1.0)


def _is(said: Utterance, way: Words) -> bool:
    return len(said) == len(way) and _stands(said, 0, way)


def _says_whole(said: Utterance, ways: Iterable[Words]) -> bool:
    return any(_stands(said, at, way) for way in ways for at in range(len(said) - len(way) + 1))


def _stands(said: Utterance, at: int, way: Words) -> bool:
    return all(
        word == known or (not said.marked and word == fold(known))
        for word, known in zip(said.words[at : at + len(way)], way, strict=True)
    )


def _place(said: Utterance, words: Lexicon, count: int) -> int | None:
    """Gives the place that is named and nothing else ("cái thứ hai ạ"), from 0."""
    found: set[int] = set()
    at = 0
    while at < len(said):
        named = words.ordinal.longest(said, at)
        beside = words.beside.longest(said, at)
        if named is None and beside is None:
            return None
        if named is not None and (beside is None or named.end >= beside.end):
            found.add(count if named.means == "last" else int(named.means))
            at = named.end
        elif beside is not None:
            at = beside.end
    return min(found) - 1 if len(found) == 1 and 1 <= min(found) <= count else None


def _score(said: Utterance, ways: Iterable[Words], telling: _Telling) -> float:
    """Weighs the best way of a choice: the telling words of it that were said, more where all were."""
    best = 0.0
    for way in ways:
        weights = {word: telling.weight(word) for word in way}
        total = sum(weights.values())
        if total <= 0:
            continue
        like = {word: _likeness(said, word) for word in weights}
        if max(like.values()) < _HEARD:
            continue
        got = sum(weight * like[word] for word, weight in weights.items())
        part = got / total
        best = max(best, (got if total > 1.0 else part) * (0.6 + 0.4 * part))
    return best


def _likeness(said: Utterance, known: str) -> float:
    [meant] = heard((known,))
    return max((alike(word, meant, said.marked) for word in heard(said.words)), default=0.0)


def _is_negated(said: Utterance, words: Lexicon, telling: _Telling) -> bool:
    """Says that a no stands in the sentence, and in no choice."""
    return any(
        found.doubts == 0.0 and not any(telling.known(word) for word in said.words[at : found.end])
        for at in range(len(said))
        for found in words.no.at(said, at)
    )
