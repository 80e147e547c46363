"""Sorts Vietnamese texts: letters first, tones second, syllable by syllable, as dictionaries do."""

from __future__ import annotations

import re

from kiosk.language.normal import nfc
from kiosk.language.syllable import Tone, split_tone

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES: tuple[Tone, ...] = ("ngang", "huyen", "hoi", "nga", "sac", "nang")
_WORD = re.compile(r"\d+|[^\W\d_]+")

WordKey = tuple[int, tuple[int, ...], int]


def sort_key(text: str) -> tuple[tuple[WordKey, ...], str]:
    """Gives the key for `sorted()`. Numbers come before letters, by their value: Phường 2, Phường 10, Phường
    An Lạc.
    """
    text = nfc(text)
    return tuple(_word_key(word) for word in _WORD.findall(text.lower())), text.swapcase()


def _word_key(word: str) -> WordKey:
    if word.isdecimal():
        return 0, (int(word),), 0
    letters, tone = split_tone(word)
    return 1, tuple(_rank(letter) for letter in letters), TONES.index(tone)


def _rank(letter: str) -> int:
    at = ALPHABET.find(letter)
    return at if at >= 0 else len(ALPHABET) + ord(letter)
