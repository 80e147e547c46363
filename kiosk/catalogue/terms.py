"""Cuts a text for finding: words, pairs of words, and triples of letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise

from kiosk.language.normal import fold, nfc, same_tones

Words = tuple[str, ...]

_WORD = re.compile(r"[^\W_]+")

# Words that ask, but do not say for what.
_FILLERS = frozenset(
    nfc(
        "ai anh ạ à ơi bà ba bác bạn bị các cái cần chị cho chứ cô có của cháu dạ đang đi đó đây được em"
        " gì giúp giùm dùm hả hay hỏi hông không khi là làm lấy một mình mới muốn này nào nên nghe nhé nhỉ"
        " nữa ông ở phải ra rồi ta thế thì tôi tui tao từ tớ và vậy về với xin xong tại nơi mà như để"
        " a about an and any apply are at be can could do does for get give have help how i in is it make me"
        " my need of on or please some that the this to want we what where which will with would you your"
    ).split()
)
_PLAIN_FILLERS = frozenset(fold(word) for word in _FILLERS)


def one_spelling(word: str) -> str:
    """Gives the word in lower case with its tone in one place."""
    return same_tones(word).lower()


def words_of(text: str, spell: Callable[[str], str] = one_spelling) -> Words:
    """Splits a text into words for comparing: lower case, one tone placement, no
    punctuation.

    `spell` is replaced by one that remembers, where many texts of the catalogue are cut; what citizens type
    is never remembered.
    """
    return tuple(map(spell, _WORD.findall(nfc(text))))


def is_filler(word: str) -> bool:
    """Says if a word asks without saying for what ("tôi", "muốn"; typed without marks as well)."""
    return word in _FILLERS or (fold(word) == word and word in _PLAIN_FILLERS)


def may_mean(typed: str, known: str) -> bool:
    """Says if a typed word may be a known one: the same, or typed without any marks."""
    return typed == known or (_plain(known) == typed and fold(typed) == typed)


@lru_cache(maxsize=16384)
def _plain(known: str) -> str:
    """Gives a word of the catalogue or the robot's book without marks; what citizens type is never kept."""
    return fold(known)


def grams(words: Words) -> Iterator[Words]:
    """Lists every pair of neighbouring words, and every word that is no filler."""
    yield from pairwise(words)
    for word in words:
        if not is_filler(word):
            yield (word,)


def triples(words: Words) -> list[str]:
    """Lists every three letters in a row, without marks, the ends of words included."""
    letters = f" {fold(' '.join(words))} "
    return [letters[at : at + 3] for at in range(len(letters) - 2)]
