"""Knows the words in which values are said (`robot/book/values.toml`), and finds them in a sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pydantic import model_validator

from config.errors import checked, read_toml
from config.text import Frozen, Nfc
from kiosk.catalogue import sounds
from kiosk.catalogue.terms import Words, one_spelling
from kiosk.language.normal import fold, nfc

VALUES = Path(__file__).resolve().parents[1] / "book" / "values.toml"
_TOKEN = re.compile(
    r"\d{1,4}(?:[/.-]\d{1,2}){1,2}(?:[/.-]\d{2,4})?(?!\d)|\d{1,3}(?:[.,]\d{3})+(?!\d)|\d+|[^\W\d_]+|[,.;:]"
)
_PAUSES = ",.;:"
_LEAST_HEARD = 2
"""A sound of fewer letters is no evidence for a word."""
BY_SOUND = 1.0
"""The doubt of a word that only sounds like the one that it is taken for."""


_Meant = dict[str, tuple[Nfc, ...]]
TABLES = ("number", "beside", "back", "date", "ordinal", "yes", "no", "letter", "tone")
"""The tables that a language may have."""


class _File(Frozen):
    """Holds the file as it is written: language, table, meaning, words."""

    vi: dict[str, _Meant]
    en: dict[str, _Meant]

    @model_validator(mode="after")
    def _tables_are_known(self) -> _File:
        for tables in (self.vi, self.en):
            for table, meant in tables.items():
                if table not in TABLES:
                    raise ValueError(f"{table}: unknown table")
                seen: dict[str, str] = {}
                for meaning, words in meant.items():
                    for word in words:
                        if seen.setdefault(word, meaning) != meaning:
                            raise ValueError(f'{table}: "{word}" stands for {seen[word]} and for {meaning}')
        return self


class Found(NamedTuple):
    """Holds one meaning of the words from a place of a sentence to before `end`."""

    means: str
    end: int
    doubts: float


@dataclass(frozen=True, slots=True)
class Utterance:
    """Holds the words of one sentence. `marked`: some word bears a mark, so that one without marks means only
    itself. `pauses`: the places after which a comma or a point stands.
    """

    words: Words
    marked: bool
    pauses: frozenset[int] = frozenset()

    def __len__(self) -> int:
        return len(self.words)


def utterance(text: str) -> Utterance:
    """Cuts a text into words, figures and pauses ("3/11" and "1.500.000" stay whole)."""
    words: list[str] = []
    pauses: set[int] = set()
    for token in _TOKEN.findall(nfc(text)):
        if token in _PAUSES:
            pauses.add(len(words) - 1)
        else:
            words.append(one_spelling(token))
    return Utterance(tuple(words), any(fold(word) != word for word in words), frozenset(pauses))


class Table:
    """Holds the words of one table, ready to be found. Immutable, safe across threads."""

    def __init__(self, meant: Mapping[str, Iterable[str]], by_sound: bool) -> None:
        self._by_first: dict[str, set[tuple[Words, str]]] = defaultdict(set)
        self._by_sound = by_sound
        for meaning, phrases in meant.items():
            for phrase in phrases:
                words = utterance(phrase).words
                for key in (words[0], f"={fold(words[0])}", f"/{sounds.of(words[0]).key}"):
                    self._by_first[key].add((words, meaning))

    def at(self, said: Utterance, start: int) -> list[Found]:
        """Finds the meanings that begin at a word, the plainest first."""
        if not 0 <= start < len(said):
            return []
        first = said.words[start]
        keys = [first, f"={fold(first)}"]
        if self._by_sound:
            keys.append(f"/{sounds.of(first).key}")
        best: dict[tuple[str, int], float] = {}
        for words, meaning in {entry for key in keys for entry in self._by_first.get(key, ())}:
            end = start + len(words)
            if end <= len(said):
                doubts = self._doubts(said, start, words)
                if doubts is not None and doubts < best.get((meaning, end), 99.0):
                    best[meaning, end] = doubts
        found = [Found(meaning, end, doubts) for (meaning, end), doubts in best.items()]
        return sorted(found, key=lambda one: (one.doubts, -one.end, one.means))

    def longest(self, said: Utterance, start: int, doubts: float = 0.0) -> Found | None:
        """Gives the longest that begins at a word with no more doubts; of equals the plainest."""
        found = [one for one in self.at(said, start) if one.doubts <= doubts]
        return max(found, key=lambda one: (one.end, -one.doubts), default=None)

    def _doubts(self, said: Utterance, start: int, words: Words) -> float | None:
        total = 0.0
        for word, known in zip(said.words[start:], words, strict=False):
            one = self._doubt(said, word, known)
            if one is None:
                return None
            total += one
        return total

    def _doubt(self, said: Utterance, word: str, known: str) -> float | None:
        if word == known or (not said.marked and word == fold(known)):
            return 0.0
        if not self._by_sound:
            return 0.0 if fold(word) == known else None  # no English word bears marks
        if fold(word) == fold(known):
            return BY_SOUND
        heard = sounds.of(word).key
        return BY_SOUND if len(heard) >= _LEAST_HEARD and heard == sounds.of_known(known).key else None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Holds the tables of one language."""

    lang: str
    number: Table
    beside: Table
    back: Table
    date: Table
    ordinal: Table
    yes: Table
    no: Table
    letter: Table
    tone: Table


@cache
def lexicon(lang: str, path: Path = VALUES) -> Lexicon:
    """Reads the words of a language; Vietnamese for one that has none. Raises BadFile, a line for each thing
    that is wrong.
    """
    file = checked(_File, read_toml(path), path.name)
    tables = file.en if lang == "en" else file.vi
    known = "en" if lang == "en" else "vi"
    return Lexicon(known, *(Table(tables.get(name, {}), by_sound=known == "vi") for name in TABLES))
