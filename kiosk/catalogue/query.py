"""Makes of a question the slots that the ranker looks up: for each telling word, and each pair of
neighbours, the words of the catalogue that it may stand for, and how surely.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise, product

from kiosk.catalogue import sounds
from kiosk.catalogue.index import Gram, Index
from kiosk.catalogue.speech import Speech
from kiosk.catalogue.terms import Words, is_filler, may_mean, words_of
from kiosk.language.normal import fold
from kiosk.language.telex import press

MOST_COMPLETED = 2_500
"""Entries in all that the endings of one unfinished word may lead to, the commonest ending first."""

# How surely a word that was typed is a word of the catalogue.
_WITHOUT_MARKS = 0.95
_GOES_ON = 0.6
_HEARD = 0.75
_HEARD_THOUGH_KNOWN = 0.45
_HEARD_WITH_ANOTHER_TONE = 0.45
_ANOTHER_TONE_THOUGH_KNOWN = 0.25
_A_LETTER_OFF = 0.5
_OTHER_WORDS = 0.6
_FAR_LESS_SURE = 0.3
"""What is so much less sure than another word or pair that is known is not meant. A known word may have been
misheard for another all the same: a pair that nobody says tells.
"""
_LEAST_BEGUN = 2
_LEAST_LETTERS_OFF = 4
_LEAST_LETTERS_WRONG = 6
_EXPANSIONS = 24
_MOST_HEARD = 6
_MOST_OF_A_PAIR = 4
_LEAST_OF_A_PAIR = 0.1
_ALPHABET = "abcdeghiklmnopqrstuvxy"

Choice = tuple[str, float]
"""A word or a pair of the catalogue, and how surely it is meant."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Holds a word or a pair of a question. `rarity` says how much it tells; `options` are the phrases that
    hold what it may stand for, the surest first. `word`: it counts for how much of the question is explained.
    """

    rarity: float
    options: list[tuple[float, array[int]]]
    word: bool

    def __len__(self) -> int:
        return sum(len(phrases) for _, phrases in self.options)


class Query:
    """Holds one question as slots. `wanted`: its telling words, for comparing letters."""

    def __init__(self, text: str, index: Index, speech: Speech, typing: bool) -> None:
        self._index = index
        self._speech = speech
        words = words_of(text)
        # A word that is not finished is no chat shorthand yet ("dang k").
        words = (*speech.spelled(words[:-1]), *words[-1:]) if typing else speech.spelled(words)
        runs = speech.telling(words)
        self._last = words[-1] if typing and runs and runs[-1][-1] == words[-1] else None
        self.wanted: Words = tuple(word for run in runs for word in run if not is_filler(word))
        self._meant = self._choices({word for run in runs for word in run}) if self.wanted else {}
        self.slots = list(self._slots(runs)) if self.wanted else []

    def _choices(self, words: set[str]) -> dict[str, list[Choice]]:
        """Maps each word to the words of the catalogue that it may be."""
        telling = {word for word in words if not is_filler(word)}
        spelled = self._index.words_spelled({fold(word) for word in telling})
        meant: dict[str, list[Choice]] = {word: [(word, 1.0)] for word in words - telling}
        for word in telling:
            meant[word] = [
                (known, 1.0 if known == word else _WITHOUT_MARKS)
                for known in spelled.get(fold(word), ())
                if may_mean(word, known)
            ]
        self._complete(meant)
        self._hear(meant, telling)
        self._mend(meant)
        return meant

    def _complete(self, meant: dict[str, list[Choice]]) -> None:
        """Adds what an unfinished last word may become; where it becomes nothing, what it is as shorthand."""
        word = self._last
        if word is None or is_filler(word):
            return
        choices, there = meant[word], {known for known, _ in meant[word]}
        if there and len(word) < _LEAST_BEGUN:
            return
        plain, spent, sure = fold(word), 0, _GOES_ON if there else 1.0
        for known, entries in self._index.words_beginning(plain):
            if known not in there and (word == plain or known.startswith(word)):
                spent += entries
                if choices and (len(choices) >= _EXPANSIONS or spent > MOST_COMPLETED):
                    break
                choices.append((known, sure))
        if not choices:
            meant[word] = [(one, 1.0) for one in self._speech.spelled((word,)) if one != word]

    def _hear(self, meant: dict[str, list[Choice]], telling: set[str]) -> None:
        """Adds the words that sound the same, and less surely those with another tone."""
        heard = {word: sounds.of(word) for word in telling if fold(word) != word or not meant[word]}
        known = self._index.words_sounding({sound.key for sound in heard.values()})
        for word, sound in heard.items():
            there = {one for one, _ in meant[word]}
            found: list[Choice] = []
            for other in known.get(sound.key, ()):
                if other in there:
                    continue
                if (sounds.of_known(other).tone or "ngang") == (sound.tone or "ngang"):
                    found.append((other, _HEARD_THOUGH_KNOWN if there else _HEARD))
                else:
                    found.append((other, _ANOTHER_TONE_THOUGH_KNOWN if there else _HEARD_WITH_ANOTHER_TONE))
            found.sort(key=lambda choice: (-choice[1], choice[0]))
            meant[word] += found[:_MOST_HEARD]

    def _mend(self, meant: dict[str, list[Choice]]) -> None:
        """Adds, for words that nothing is known of, Telex left as it was typed, and words a letter away."""
        unknown = [word for word, choices in meant.items() if not choices and fold(word) == word]
        if not unknown:
            return
        near: dict[str, set[str]] = {}
        for word in unknown:
            near[word] = {fold(_composed(word))}
            if len(word) >= _LEAST_LETTERS_OFF and word.isalpha():
                near[word] |= set(_a_letter_off(word))
        known = self._index.words_spelled(set().union(*near.values()))
        for word, spellings in near.items():
            telex = _composed(word)
            for spelling in sorted(spellings & known.keys()):
                for other in known[spelling]:
                    meant[word].append((other, 1.0 if other == telex else _A_LETTER_OFF))
            meant[word].sort(key=lambda choice: (-choice[1], choice[0]))
            del meant[word][_MOST_HEARD:]

    def _slots(self, runs: list[Words]) -> Iterator[Slot]:
        said = [_Run(run, self._meant, self._speech) for run in runs]
        words = [choices for run in said for choices in run.words()]
        pairs = [choices for run in said for choices in run.pairs]
        known = self._index.grams({choice for choices in (*words, *pairs) for choice, _ in choices})
        for choices in words:
            yield self._slot(choices, known, word=True)
        for choices in pairs:
            slot = self._slot(choices, known, word=False)
            if slot.options:
                yield slot

    def _slot(self, choices: list[Choice], known: dict[str, Gram], word: bool) -> Slot:
        best: dict[str, float] = {}
        for choice, factor in choices:
            if choice in known:
                best[choice] = max(factor, best.get(choice, 0.0))
        if not best:
            return Slot(math.log(1 + len(self._index.codes)), [], word)
        least = _FAR_LESS_SURE * max(best.values())
        order = sorted((one for one in best if best[one] >= least), key=lambda one: (-best[one], one))
        surest = [known[choice] for choice in order if best[choice] >= best[order[0]] - 0.05]
        rarity = min(gram.plain_rarity for gram in surest) if len(surest) > 1 else surest[0].rarity
        return Slot(rarity, [(best[choice], known[choice].phrases) for choice in order], word)


class _Run:
    """Holds the choices for the words of a run and for its pairs, other words for its parts included."""

    def __init__(self, run: Words, meant: dict[str, list[Choice]], speech: Speech) -> None:
        self._run = run
        self._singles = [list(meant[word]) for word in run]
        self.pairs = [_paired(meant[one], meant[other]) for one, other in pairwise(run)]
        for alike in speech.alike(run):
            for other in alike.others:
                self._say_otherwise(alike.start, alike.end, other)

    def words(self) -> Iterator[list[Choice]]:
        """Gives the choices for each telling word."""
        for word, choices in zip(self._run, self._singles, strict=True):
            if not is_filler(word):
                yield choices

    def _say_otherwise(self, start: int, end: int, other: Words) -> None:
        """Adds other words for a part: its words to the words said, its pairs to the pairs said, or as pairs
        of their own where one word was said.
        """
        said = end - start
        places = {(start + at * said // len(other), at) for at in range(len(other))}
        places |= {(at, (at - start) * len(other) // said) for at in range(start, end)}
        for place, at in places:
            if not is_filler(other[at]):
                self._singles[place].append((other[at], _OTHER_WORDS))
        pairs = [(f"{one} {two}", _OTHER_WORDS) for one, two in pairwise(other)]
        if said == 1 and pairs:
            self.pairs.append(pairs)
        for place in range(start, end - 1):
            self.pairs[place] += pairs


def _paired(ones: list[Choice], others: list[Choice]) -> list[Choice]:
    return [
        (f"{one} {other}", sure * as_sure)
        for (one, sure), (other, as_sure) in product(ones[:_EXPANSIONS], others[:_EXPANSIONS])
        if sure * as_sure >= _LEAST_OF_A_PAIR
    ][: _EXPANSIONS * _MOST_OF_A_PAIR]


def _composed(word: str) -> str:
    """Gives a word that was typed as Telex into a field that composed nothing ("ddawng" → "đăng")."""
    return reduce(press, word, "") if word.isascii() and word.isalpha() else word


def _a_letter_off(word: str) -> Iterable[str]:
    """Lists the words of which a slip of the finger may have made this one: a letter too many, missing or
    wrong, or two in the wrong order. The first letter is mostly right.
    """
    for at in range(1, len(word) + 1):
        left, right = word[:at], word[at:]
        yield left + right[1:]
        yield left + right[1:2] + right[:1] + right[2:]
        for letter in _ALPHABET:
            yield left + letter + right
            if len(word) >= _LEAST_LETTERS_WRONG:
                yield left + letter + right[1:]
