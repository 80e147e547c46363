"""Cuts a sentence into words, and finds the book's phrases in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kiosk.catalogue import sounds
from kiosk.catalogue.speech import Speech
from kiosk.catalogue.terms import Words, one_spelling, words_of
from kiosk.language.normal import fold

GAP = "…"
LONGEST_GAP = 3
_LEAST_HEARD = 2
"""A phrase of fewer words is not found by its sound alone."""

Span = tuple[int, int]
"""The first word of a part of a sentence, and the word after its last."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Holds the words of a sentence. `marked`: some word bears a mark, so that a word without marks means
    only itself. `keys`: what each word is looked up by in the book.
    """

    words: Words
    plain: Words
    heard: tuple[sounds.Sound, ...]
    marked: bool
    keys: tuple[tuple[str, ...], ...]

    def __len__(self) -> int:
        return len(self.words)


def sentence_of(text: str, speech: Speech) -> Sentence:
    """Makes the sentence of a text: each word in the one spelling that the catalogue has it in."""
    typed = words_of(text)
    return of_words(speech.spelled(typed), any(fold(word) != word for word in typed))


def of_words(words: Words, marked: bool) -> Sentence:
    """Makes a sentence of words that are spelled already; `marked`: it was typed with marks."""
    plain = tuple(map(fold, words))
    heard = tuple(map(sounds.of, words))
    keys = tuple(
        (word, f"/{sound.key}") if marked else (word,) for word, sound in zip(plain, heard, strict=True)
    )
    return Sentence(words, plain, heard, marked, keys)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Holds a phrase of the book, cut at its gaps ("…" stands for up to three words)."""

    text: str
    parts: tuple[Words, ...]

    def __len__(self) -> int:
        return sum(map(len, self.parts))

    def spans_from(self, sentence: Sentence, start: int) -> tuple[Span, ...]:
        """Finds where the phrase stands that begins at the word `start`, one span a part; empty where it does
        not.
        """
        return self._from(sentence, start, 0, 0) or ()

    def spans(self, sentence: Sentence) -> tuple[Span, ...]:
        """Finds where the phrase first stands; empty where it does not."""
        return next(filter(None, (self.spans_from(sentence, at) for at in range(len(sentence)))), ())

    def _from(self, sentence: Sentence, start: int, gap: int, at: int) -> tuple[Span, ...] | None:
        """Finds the parts from `at` on, the first of them no more than `gap` words after `start`."""
        if at == len(self.parts):
            return ()
        part = self.parts[at]
        for begin in range(start, min(start + gap, len(sentence) - len(part)) + 1):
            if self._stands(sentence, begin, part):
                end = begin + len(part)
                rest = self._from(sentence, end, LONGEST_GAP, at + 1)
                if rest is not None:
                    return ((begin, end), *rest)
        return None

    def _stands(self, sentence: Sentence, begin: int, part: Words) -> bool:
        """Says if each word stands there: as it is; in a sentence without marks without its own; or, in a
        longer phrase, by its sound with the same tone.
        """
        for at, word in enumerate(part, begin):
            if sentence.words[at] == word:
                continue
            if not sentence.marked:
                if _plain(word) != sentence.plain[at]:
                    return False
                continue
            heard, meant = sentence.heard[at], sounds.of_known(word)
            if heard.key != meant.key or (heard.tone or "ngang") != (meant.tone or "ngang"):
                return False
            if not word.isalpha() or len(self) < _LEAST_HEARD:
                return False
        return True


def phrase_of(text: str, speech: Speech) -> Phrase:
    """Cuts a phrase of the book, spelled as sentences are."""
    parts = (speech.spelled(words_of(part, _spell)) for part in text.split(GAP))
    return Phrase(text, tuple(part for part in parts if part))


def keys_of(phrase: Phrase) -> set[str]:
    """Gives what a phrase is found by: its first word without marks, and, where it has several, its sound."""
    first = phrase.parts[0][0]
    keys = {_plain(first)}
    return keys | {f"/{sounds.of_known(first).key}"} if len(phrase) >= _LEAST_HEARD else keys


def outside(sentence: Sentence, spans: Iterable[Span]) -> Words:
    """Gives the words that stand in none of the spans."""
    taken = {at for start, end in spans for at in range(start, end)}
    return tuple(word for at, word in enumerate(sentence.words) if at not in taken)


@lru_cache(maxsize=16384)
def _plain(word: str) -> str:
    return fold(word)


@lru_cache(maxsize=16384)
def _spell(word: str) -> str:
    """Gives a word of the book in the one spelling; what citizens type is never kept."""
    return one_spelling(word)
