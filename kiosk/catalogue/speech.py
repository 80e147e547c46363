"""Knows how people say things (`config/speech.toml`): spellings of one word, what only asks, words for one
thing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pydantic import Field

from config.errors import checked, read_toml
from config.text import Frozen, Nfc
from kiosk.catalogue import sounds
from kiosk.catalogue.terms import Words, may_mean, words_of
from kiosk.language import syllable
from kiosk.language.normal import fold

_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "es", "ed", "s", "e", "y")
_LEAST_STEM = 3

SPEECH = Path(__file__).resolve().parents[2] / "config" / "speech.toml"


class _Group(Frozen):
    """Holds words for one thing."""

    words: tuple[Nfc, ...] = Field(min_length=2)


class _File(Frozen):
    """Holds the file as it is written."""

    spelling: dict[str, Nfc]
    asking: dict[str, tuple[Nfc, ...]]
    same: tuple[_Group, ...]


class Alike(NamedTuple):
    """Holds a part of a sentence, and the other words for it."""

    start: int
    end: int
    others: tuple[Words, ...]


class Speech:
    """Holds the file, ready to be looked up. Immutable, safe across threads."""

    def __init__(self, file: _File) -> None:
        self._spelling = {word: words_of(text) for word, text in file.spelling.items()}
        self._asking = _Phrases(
            self.spelled(words_of(phrase)) for phrases in file.asking.values() for phrase in phrases
        )
        self._others: dict[Words, set[Words]] = defaultdict(set)
        for group in file.same:
            said = {self.spelled(words_of(phrase)) for phrase in group.words}
            for phrase in said:
                self._others[phrase] |= said - {phrase}
        self._alike = _Phrases(self._others)

    def spelled(self, words: Words) -> Words:
        """Spells each word in the one way that the catalogue has it ("sanh" → "sinh")."""
        return tuple(stem(one) for word in words for one in self._spelling.get(word, (word,)))

    def telling(self, words: Words) -> list[Words]:
        """Splits a sentence into the runs of words that are left when what only asks is taken out."""
        runs: list[Words] = []
        start = at = 0
        sentence = _Sentence(words)
        while at < len(words):
            end = max((end for end, _ in self._asking.at(sentence, at)), default=at)
            if end == at:
                at += 1
                continue
            runs.append(words[start:at])
            start = at = end
        return [run for run in (*runs, words[start:]) if run]

    def alike(self, words: Words) -> list[Alike]:
        """Finds the parts of a sentence that can be said in other words.

        A word within a longer part says nothing of its own: who "mới mất" has died, and is not lost ("mất").
        """
        sentence = _Sentence(words)
        found = [
            (at, end, phrase) for at in range(len(words)) for end, phrase in self._alike.at(sentence, at)
        ]
        longer = {place for at, end, _ in found if end - at > 1 for place in range(at, end)}
        return [
            Alike(at, end, tuple(sorted(self._others[phrase])))
            for at, end, phrase in found
            if end - at > 1 or at not in longer
        ]


class _Sentence:
    """Holds the words of a sentence, each with the keys that it is looked up by."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.plain = tuple(map(fold, words))
        self.heard = tuple(map(sounds.of, words))

    def says(self, phrase: Words, start: int) -> bool:
        """Says if a phrase stands there: word by word spelled so, without marks, or by sound and tone."""
        return all(self._says(word, at) for at, word in enumerate(phrase, start))

    def _says(self, word: str, at: int) -> bool:
        if may_mean(self.words[at], word):
            return True
        heard, meant = self.heard[at], sounds.of_known(word)
        return heard.key == meant.key and (heard.tone or "ngang") == (meant.tone or "ngang")


class _Phrases:
    """Holds phrases to be found in a sentence: as they are, without marks, or as they sound."""

    def __init__(self, phrases: Iterable[Words]) -> None:
        self._by_first: dict[str, set[Words]] = defaultdict(set)
        for phrase in phrases:
            for key in (fold(phrase[0]), sounds.of_known(phrase[0]).key):
                self._by_first[key].add(phrase)

    def at(self, sentence: _Sentence, start: int) -> Iterator[tuple[int, Words]]:
        """Gives each phrase that begins at a word, with the word after its last."""
        found: set[Words] = set()
        for key in (sentence.plain[start], sentence.heard[start].key):
            found |= self._by_first.get(key, set())
        for phrase in sorted(found):
            end = start + len(phrase)
            if end <= len(sentence.words) and sentence.says(phrase, start):
                yield end, phrase


def stem(word: str) -> str:
    """Takes the ending off an English word ("copies", "copy" → "cop"); Vietnamese has none."""
    if not word.isascii() or not word.isalpha() or syllable.read(word) is not None:
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            return word.removesuffix(ending)
    return word


@cache
def load_speech(path: Path = SPEECH) -> Speech:
    """Reads the file. Raises BadFile, a line for each thing that is wrong."""
    return Speech(checked(_File, read_toml(path), path.name))


def _heard(words: Words) -> str:
    return " ".join(sounds.of(word).key for word in words)
